// Plays a SCORM 1.2 module: puts scorm-again where the module looks for it (window.API of the frame around it),
// saves what the module says, and tells the page around us whether it is saved.

import { Scorm12API } from "../scorm-again/scorm12.min.js";

const stage = JSON.parse(document.getElementById("stage").textContent);
const RETRY_MS = 5000;
const AUTOSAVE_SECONDS = 10;

let sequence = 0; // the number of the last commit of this launch
let dirty = false; // the module has said something that is not known to be saved
let closed = false; // the server keeps nothing more of this launch
let retry = 0;

function tell(state, at = "") {
  window.parent.postMessage({ about: "learning-module", state, at }, stage.house);
}

function leaving() {
  return document.visibilityState === "hidden";
}

function failed(state) {
  if (state !== "unsaved") closed = true;
  tell(state);
  clearTimeout(retry);
  if (!closed) retry = setTimeout(() => api.lmsCommit(""), RETRY_MS);
  return { result: "false", errorCode: 101 };
}

function saved(at) {
  dirty = false;
  clearTimeout(retry);
  tell("saved", at);
  return { result: "true", errorCode: 0 };
}

function post(body) {
  const request = new XMLHttpRequest();
  request.open("POST", stage.commit, false); // SCORM wants the answer before it goes on
  request.setRequestHeader("Content-Type", "application/json");
  request.send(body);
  return request;
}

// What scorm-again calls to save. An ordinary request gives an honest answer; where the browser allows none, because
// the page is being closed, a beacon carries the same message, and its number keeps the order on the server.
const house = {
  updateSettings() {},
  processHttpRequest(_url, cmi, finished = false) {
    if (!stage.commit) return { result: "true", errorCode: 0 };
    if (closed) return { result: "false", errorCode: 101 };
    sequence += 1;
    const body = JSON.stringify({ sequence, finished, cmi });
    let request;
    try {
      request = post(body);
    } catch {
      const sent = navigator.sendBeacon(stage.commit, new Blob([body], { type: "text/plain" }));
      return sent && leaving() ? { result: "true", errorCode: 0 } : failed("unsaved");
    }
    if (request.status === 200) return saved(JSON.parse(request.responseText).saved_at);
    if (request.status === 409) return failed("superseded");
    if (request.status === 403 || request.status === 404) return failed("expired");
    return failed("unsaved");
  },
};

const api = new Scorm12API(
  {
    lmsCommitUrl: "saved by us",
    dataCommitFormat: "flattened",
    autocommit: true,
    autocommitSeconds: AUTOSAVE_SECONDS,
    mastery_override: true,
  },
  house,
);

// Answers given earlier are loaded, too: a module numbers its answers by counting those that are there.
api.loadFromFlattenedJSON(stage.cmi);
api.on("LMSSetValue", () => {
  dirty = true;
});
api.on("LMSFinish", () => {
  if (!dirty) tell("finished");
});

// Whoever closes the tab says no goodbye, and not every module listens: what is unsaved then goes by beacon.
function saveWhatIsLeft() {
  if (!dirty || closed || !stage.commit) return;
  sequence += 1;
  const body = JSON.stringify({ sequence, finished: false, cmi: api.renderCommitCMI(false) });
  navigator.sendBeacon(stage.commit, new Blob([body], { type: "text/plain" }));
}
window.addEventListener("pagehide", saveWhatIsLeft);
document.addEventListener("visibilitychange", () => {
  if (leaving()) saveWhatIsLeft();
});
window.addEventListener("online", () => {
  if (dirty && !closed) api.lmsCommit("");
});

window.API = api;
tell(stage.commit ? "open" : "preview");
document.getElementById("module").src = stage.launch;
