// The one page: the drawn map, the numbers behind a mark, the ledger. It only shows; every figure comes
// from the API as it is.

import { ask, at, json, make } from "./documents.js";
import { show, tell } from "./panel.js";
import { expand, find, key, place } from "./picture.js";
import { showFigures, showLoads, showReasons } from "./tables.js";
import { people } from "./words.js";

const NEXT = {
  load: ["Nothing has been loaded yet.", ["desirepath mapping suggest YOUR-FILE.csv > mapping.yaml", "desirepath load YOUR-FILE.csv --mapping mapping.yaml", "desirepath refresh", "desirepath map draft"]],
  refresh: ["Files are loaded, but nothing has been computed from them yet.", ["desirepath refresh", "desirepath map draft"]],
  draft: ["The journeys are computed. What is missing is a map of them.", ["desirepath map draft"]],
};
const atlas = { key: null, map: null, texts: {}, measures: new Map(), steps: new Map(), noun: "people", singular: "person" };
let opened = null;

const dark = matchMedia("(prefers-color-scheme: dark)");
const theme = () => (at("theme").value === "system" ? (dark.matches ? "dark" : "light") : at("theme").value);

async function attempt(work) {
  try {
    at("status").textContent = "";
    await work();
  } catch (error) {
    at("status").textContent = error.message;
  }
}

async function showSummary() {
  const summary = await json("/api/summary");
  Object.assign(atlas, { noun: people(summary.noun), singular: summary.noun });
  at("name").textContent = summary.name;
  document.title = `${summary.name} · desirepath`;
  showFigures(summary, atlas.noun);
  return summary;
}

async function listMaps() {
  const maps = await json("/api/maps");
  at("maps").replaceChildren(...maps.map((each) => Object.assign(make("option", each.title), { value: each.key })));
  at("chooser").hidden = maps.length < 2;
  const wanted = new URLSearchParams(location.search).get("map");
  const chosen = maps.find((each) => each.key === wanted) ?? maps[0];
  if (chosen) at("maps").value = chosen.key;
  return chosen?.key ?? null;
}

function showNext(step) {
  const [words, commands] = NEXT[step];
  const steps = make("ol");
  steps.append(...commands.map((command) => {
    const line = make("li");
    line.append(make("code", command));
    return line;
  }));
  at("next").replaceChildren(make("p", words, "lead"), make("p", "In a terminal, in the workspace’s folder:", "quiet"), steps);
  at("next").hidden = false;
  at("walk").hidden = true;
}

async function showMap(wanted) {
  const path = `/api/maps/${encodeURIComponent(wanted)}`;
  const [svg, map, texts] = await Promise.all([
    ask(`${path}/picture?theme=${theme()}`).then((reply) => reply.text()), json(path), json(`${path}/texts`),
  ]);
  Object.assign(atlas, { key: wanted, map, texts });
  atlas.steps = new Map((map.stages ?? []).flatMap((stage) => stage.steps ?? []).map((step) => [step.id, step.name]));
  at("walk").hidden = false;
  place(svg, name);
  at("map").setAttribute("aria-label", `Journey map: ${map.title}. Arrow keys walk from mark to mark.`);
  const links = [["Reading view", `/maps/${encodeURIComponent(wanted)}`], ["SVG", `${path}/picture?theme=${theme()}`], ["JSON", path]];
  at("links").replaceChildren(...links.map(([text, href]) => Object.assign(make("a", text), { href })));
  if (opened !== null) expand(find(opened) ?? null);
}

function name(mark) {
  const about = tell(mark, atlas);
  return about && `${about.place}: ${about.title}`;
}

function open(mark) {
  const about = tell(key(mark), atlas);
  if (!about) return;
  opened = key(mark);
  expand(mark);
  show(about, atlas);
  at("panel").focus({ preventScroll: true });
  mark.scrollIntoView({ block: "nearest", inline: "nearest" });
  const covered = mark.getBoundingClientRect().bottom + 16 - at("panel").getBoundingClientRect().top;
  if (getComputedStyle(at("panel")).position === "fixed" && covered > 0) scrollBy(0, covered);
}

function close() {
  const mark = opened === null ? null : find(opened);
  opened = null;
  at("panel").hidden = true;
  expand(null);
  (mark ?? at("map")).focus();
}

function applyTheme() {
  const chosen = at("theme").value;
  if (chosen === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  try { localStorage.setItem("theme", chosen); } catch { /* a private window keeps nothing */ }
}

const redraw = () => attempt(async () => { if (atlas.key !== null) await showMap(atlas.key); });

try { at("theme").value = localStorage.getItem("theme") ?? "system"; } catch { /* likewise */ }
applyTheme();
at("theme").addEventListener("change", () => { applyTheme(); redraw(); });
dark.addEventListener("change", redraw);
at("maps").addEventListener("change", () => {
  if (opened !== null) close();
  history.replaceState(null, "", `?map=${encodeURIComponent(at("maps").value)}`);
  attempt(() => showMap(at("maps").value));
});
at("map").addEventListener("click", (event) => {
  const touched = event.target.closest("[data-card], [data-step]");
  const mark = touched && (touched.closest(".mark") ?? find(key(touched)));
  if (mark) open(mark);
});
at("map").addEventListener("keydown", (event) => {
  const mark = event.target.closest(".mark");
  if (!mark || (event.key !== "Enter" && event.key !== " ")) return;
  event.preventDefault();
  open(mark);
});
at("close").addEventListener("click", close);
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !at("panel").hidden) close(); });

await attempt(async () => {
  const [summary, wanted, measures] = [await showSummary(), await listMaps(), await json("/api/measures")];
  atlas.measures = new Map(measures.map((each) => [each.name, each]));
  if (wanted !== null) await showMap(wanted);
  else showNext(summary.generation !== null ? "draft" : summary.loads > 0 ? "refresh" : "load");
});
await attempt(async () => {
  const [loads, reasons] = await Promise.all([json("/api/ledger"), json("/api/quarantine")]);
  showLoads(loads);
  showReasons(reasons);
});
