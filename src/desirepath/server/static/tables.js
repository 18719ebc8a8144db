// The ledger and what was set aside, as tables.

import { at, make, told } from "./documents.js";
import { capital, count, day, spaced } from "./words.js";

const BALANCE = ["read", "loaded", "duplicates", "changed", "quarantined"];
const YIELD = ["interactions", "traits", "spend", "without_subject"];
const file = (path) => path.split(/[\\/]/).at(-1);

function fill(table, columns, rows) {
  const head = make("tr");
  for (const { name, numeric } of columns) head.append(Object.assign(make("th", name, numeric && "number"), { scope: "col" }));
  const header = make("thead");
  header.append(head);
  const content = make("tbody");
  for (const each of rows) {
    const line = make("tr", null, each.state && each.state !== "live" ? "gone" : "");
    line.append(...columns.map((column) => cell(column, each)));
    content.append(line);
  }
  table.replaceChildren(header, content);
}

function cell({ read, numeric, heading, words }, each) {
  const value = read(each);
  if (numeric) return make("td", count(value), value === 0 ? "number none" : "number");
  return heading ? Object.assign(told("th", value), { scope: "row" }) : told("td", value, words && "words");
}

function sums(loads) {
  const live = loads.filter((load) => load.state === "live");
  const foot = make("tfoot");
  const line = make("tr");
  line.append(Object.assign(make("th", `All that count: ${count(live.length)} ${live.length === 1 ? "file" : "files"}`), { scope: "row", colSpan: 2 }));
  for (const name of [...BALANCE, ...YIELD]) line.append(make("td", count(live.reduce((sum, load) => sum + load.ledger[name], 0)), "number"));
  line.append(Object.assign(make("td"), { colSpan: 2 }));
  foot.append(line);
  return foot;
}

export function showLoads(loads) {
  at("loads").closest(".scroll").hidden = loads.length === 0;
  at("loads-empty").hidden = loads.length > 0;
  if (loads.length === 0) return;
  const counts = [...BALANCE, ...YIELD].map((name) => ({ name: capital(spaced(name)), read: (load) => load.ledger[name], numeric: true }));
  fill(at("loads"), [
    { name: "File", read: (load) => file(load.path), heading: true },
    { name: "Load", read: (load) => String(load.number) },
    ...counts,
    { name: "Mapping", read: (load) => `${load.mapping} r${load.mapping_revision}` },
    { name: "State", read: (load) => load.state },
  ], loads);
  if (loads.length > 1) at("loads").append(sums(loads));
}

export function showReasons(reasons) {
  at("reasons").closest(".scroll").hidden = reasons.length === 0;
  at("reasons-empty").hidden = reasons.length > 0;
  fill(at("reasons"), [
    { name: "File", read: (each) => each.file, heading: true },
    { name: "Load", read: (each) => String(each.load) },
    { name: "Rows", read: (each) => each.rows, numeric: true },
    { name: "Reason", read: (each) => capital(each.reason), words: true },
    { name: "First at line", read: (each) => each.first_line ?? 0, numeric: true },
  ], reasons);
}

export function showFigures(summary, noun) {
  const figures = [[capital(noun), count(summary.subjects)], ["Interactions", count(summary.interactions)], ["Files loaded", count(summary.loads)]];
  if (summary.as_of_us !== null) figures.push(["Last event", day(summary.as_of_us)]);
  if (summary.generation !== null) figures.push(["Generation", count(summary.generation)]);
  at("figures").replaceChildren(...figures.map(([name, value]) => {
    const group = make("div");
    group.append(make("dt", name), make("dd", value));
    return group;
  }));
}
