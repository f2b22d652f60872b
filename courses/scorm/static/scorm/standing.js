// Says above the module whether what was learned is saved. Listens to the frame on the content origin, and to nobody else.

const line = document.querySelector("[data-module-standing]");
const frame = document.querySelector("iframe.komma-module");
const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });
let savedAt = "";

window.addEventListener("message", (event) => {
  if (event.origin !== line.dataset.origin || event.source !== frame.contentWindow) return;
  const { about, state, at } = event.data ?? {};
  if (about !== "learning-module" || typeof state !== "string" || !Object.hasOwn(line.dataset, state)) return;
  if (typeof at === "string" && at) savedAt = clock.format(new Date(at));
  const words = line.dataset[state === "finished" && !savedAt ? "open" : state].replace("{time}", savedAt);
  if (line.textContent !== words) line.textContent = words;
  line.classList.toggle("komma-saved--not", ["unsaved", "superseded", "expired"].includes(state));
});
