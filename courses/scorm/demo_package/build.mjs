// Builds the demo's learning packages: our pages, a SCORM client from npm (pipwerks-scorm-api-wrapper), and a SCORM 1.2
// package around them (simple-scorm-packager). Needs node 18 or newer and node_modules; asks no network.
//
//     node courses/scorm/demo_package/build.mjs [target folder, default build/scorm]
//
// The same sources give the same bytes: the clock is stopped, the order of files is fixed.

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.resolve(process.argv[2] ?? path.join(here, "../../../build/scorm"));
const modules = JSON.parse(fs.readFileSync(path.join(here, "modules.json"), "utf8"));

const STOPPED = Date.UTC(2026, 0, 1, 12);
globalThis.Date = class extends Date {
  constructor(...facts) {
    super(...(facts.length ? facts : [STOPPED]));
  }
  static now() {
    return STOPPED;
  }
};

const require = createRequire(import.meta.url);
const packager = require("simple-scorm-packager");
const archiver = createRequire(require.resolve("simple-scorm-packager"))("archiver");

// The client is a CommonJS bundle; a browser gets it as one object on the page.
function client() {
  const bundle = fs.readFileSync(require.resolve("pipwerks-scorm-api-wrapper"), "utf8");
  return `window.pipwerks = (function (exports) {\n${bundle}\n;return exports;\n})({});\n`;
}

function stage(module, folder) {
  const shell = path.join(here, "shell");
  const pages = fs.readFileSync(path.join(here, "modules", `${module.code.toLowerCase()}.html`), "utf8");
  const page = fs
    .readFileSync(path.join(shell, "index.html"), "utf8")
    .replaceAll("{{ title }}", module.title)
    .replace("{{ to pass }}", module.masteryScore ?? 0)
    .replace("{{ pages }}", () => pages);
  fs.writeFileSync(path.join(folder, "index.html"), page);
  for (const name of ["course.css", "course.js"]) fs.copyFileSync(path.join(shell, name), path.join(folder, name));
  fs.writeFileSync(path.join(folder, "client.js"), client());
}

// The packager would measure the folder itself, but while it is still writing into it.
function sizeOf(folder) {
  return fs.readdirSync(folder).reduce((sum, name) => sum + fs.statSync(path.join(folder, name)).size, 0);
}

// The packager writes manifest, metadata and schemas beside our pages. It would zip as well, but with the time of each
// file on disk; so its own archiver does that here.
function describe(module, source) {
  const options = {
    version: "1.2",
    uuid: module.code,
    organization: "Komm.A",
    title: module.title,
    language: "de",
    identifier: `komma-${module.code}`,
    masteryScore: module.masteryScore ?? "",
    startingPage: "index.html",
    source,
    package: { version: "1.0.0", date: "2026-01-01", size: sizeOf(source), zip: false, description: module.title, rights: "EUPL-1.2" },
  };
  return new Promise((done) => packager(options, done));
}

function zip(folder, file) {
  const archive = archiver("zip", { zlib: { level: 9 } });
  const output = fs.createWriteStream(file);
  archive.pipe(output);
  for (const name of fs.readdirSync(folder).sort()) {
    archive.append(fs.readFileSync(path.join(folder, name)), { name, date: new Date(), mode: 0o644 });
  }
  return new Promise((done, fail) => {
    archive.on("error", fail);
    output.on("close", done);
    archive.finalize();
  });
}

console.log = () => {}; // the packager tells of every file
fs.mkdirSync(target, { recursive: true });
for (const module of modules) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "komma-scorm-"));
  try {
    stage(module, folder);
    await describe(module, folder);
    await zip(folder, path.join(target, `${module.code}.zip.part`));
    fs.renameSync(path.join(target, `${module.code}.zip.part`), path.join(target, `${module.code}.zip`));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
