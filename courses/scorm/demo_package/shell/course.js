// Leafs through the pages, asks the questions, and tells the learning platform (SCORM 1.2) how far somebody has come.
"use strict";

(function () {
  const scorm = window.pipwerks.SCORM;
  const pages = [...document.querySelectorAll(".page")];
  const last = pages.length - 1; // the farewell
  const toPass = Number(document.body.dataset.toPass); // percent; 0 where nobody can fail
  const questions = [...document.querySelectorAll("[data-right]")];
  const begun = Date.now();
  let kept = { seen: 0, answers: {} };
  let here = 0;
  let tracked = false;

  window.pipwerks.debug.isActive = false;
  scorm.version = "1.2";

  function clock(ms) {
    const s = Math.floor(ms / 1000);
    return [Math.floor(s / 3600), Math.floor((s % 3600) / 60), s % 60].map((n) => String(n).padStart(2, "0")).join(":");
  }

  function right() {
    return questions.filter((one) => kept.answers[one.id] === one.dataset.right).length;
  }

  function percent() {
    return questions.length ? Math.round((100 * right()) / questions.length) : 100;
  }

  function answered() {
    return questions.every((one) => one.id in kept.answers);
  }

  function note() {
    if (!tracked) return;
    scorm.set("cmi.core.lesson_location", String(here));
    scorm.set("cmi.suspend_data", JSON.stringify(kept));
    scorm.set("cmi.core.session_time", clock(Date.now() - begun));
  }

  function save() {
    note();
    if (tracked) scorm.save();
  }

  function finish() {
    if (tracked && toPass) {
      scorm.set("cmi.core.score.min", "0");
      scorm.set("cmi.core.score.max", "100");
      scorm.set("cmi.core.score.raw", String(percent()));
    }
    if (tracked) scorm.status("set", "completed");
    document.getElementById("result").textContent = questions.length
      ? `Sie haben ${right()} von ${questions.length} Fragen richtig beantwortet.` +
        (percent() < toPass ? " Für den Abschluss fehlt noch etwas: Blättern Sie zurück und ändern Sie Ihre Antworten." : "")
      : "Sie haben alle Seiten gelesen.";
    save();
  }

  function show(page) {
    here = Math.max(0, Math.min(page, last));
    kept.seen = Math.max(kept.seen, here);
    pages.forEach((one, n) => (one.hidden = n !== here));
    document.getElementById("position").textContent = here === last ? "Ende" : `Seite ${here + 1} von ${last}`;
    const bar = document.getElementById("progress");
    bar.max = last;
    bar.value = here;
    document.getElementById("back").hidden = here === 0;
    document.getElementById("next").hidden = here === last;
    document.getElementById("next").textContent = here === last - 1 ? "Abschließen" : "Weiter";
    window.scrollTo(0, 0);
  }

  function missing() {
    return [...pages[here].querySelectorAll("[data-right]")].find((one) => !(one.id in kept.answers));
  }

  function turn(to) {
    const open = to > here && missing();
    if (open) {
      tell(open, "Bitte wählen Sie eine Antwort, dann geht es weiter.", "");
      open.querySelector("input").focus();
      return;
    }
    show(to);
    pages[here].querySelector("h1").focus();
    if (here === last && answered()) finish();
    else save();
  }

  function tell(question, text, kind) {
    let line = question.querySelector(".answer");
    if (!line) {
      line = document.createElement("p");
      line.setAttribute("role", "status");
      question.append(line);
    }
    line.className = `answer ${kind}`;
    line.textContent = text;
  }

  function react(question) {
    const given = kept.answers[question.id];
    const isRight = given === question.dataset.right;
    tell(question, (isRight ? "Richtig. " : "Nicht ganz. ") + question.dataset.why, isRight ? "right" : "wrong");
  }

  function remember(question) {
    if (!tracked) return;
    const number = scorm.get("cmi.interactions._count");
    const given = kept.answers[question.id];
    scorm.set(`cmi.interactions.${number}.id`, question.id);
    scorm.set(`cmi.interactions.${number}.type`, "choice");
    scorm.set(`cmi.interactions.${number}.student_response`, given);
    scorm.set(`cmi.interactions.${number}.result`, given === question.dataset.right ? "correct" : "wrong");
  }

  questions.forEach((question) => {
    question.addEventListener("change", (event) => {
      kept.answers[question.id] = event.target.value;
      react(question);
      remember(question);
      save();
    });
  });
  document.getElementById("back").addEventListener("click", () => turn(here - 1));
  document.getElementById("next").addEventListener("click", () => turn(here + 1));
  window.addEventListener("pagehide", () => {
    note();
    if (tracked) scorm.quit();
    tracked = false;
  });

  tracked = scorm.init();
  if (tracked) {
    try {
      kept = JSON.parse(scorm.get("cmi.suspend_data")) || kept;
    } catch {
      // the first time there is nothing to read
    }
    here = Number.parseInt(scorm.get("cmi.core.lesson_location"), 10) || 0;
  }
  questions.forEach((question) => {
    const given = kept.answers[question.id];
    if (given === undefined) return;
    question.querySelector(`input[value="${CSS.escape(given)}"]`).checked = true;
    react(question);
  });
  show(here);
})();
