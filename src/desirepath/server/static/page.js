// The one page: the drawn map, the numbers behind a card, the ledger. It only shows; every figure
// comes from the API as it is, and every text is set as text, never as markup.

const at = (id) => document.getElementById(id);
const number = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const state = { key: null, map: null, texts: {} };

async function ask(path) {
  const reply = await fetch(path);
  if (!reply.ok) {
    const problem = await reply.json().catch(() => ({}));
    throw new Error(problem.detail ?? `The server answered ${reply.status}. Is it still running?`);
  }
  return reply;
}

const json = async (path) => (await ask(path)).json();
const say = (text) => { at("status").textContent = text; };

function make(tag, text, className) {
  const element = document.createElement(tag);
  if (text !== undefined && text !== null) element.textContent = text;
  if (className) element.className = className;
  return element;
}

function theme() {
  const chosen = at("theme").value;
  if (chosen !== "system") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function day(microseconds) {
  return microseconds === null ? "–" : new Date(microseconds / 1000).toISOString().slice(0, 10);
}

async function showSummary() {
  const summary = await json("/api/summary");
  at("name").textContent = summary.name;
  document.title = `${summary.name} · desirepath`;
  const nouns = { person: "people", account: "accounts", household: "households", case: "cases" };
  const figures = [
    [nouns[summary.noun] ?? summary.noun, number.format(summary.subjects)],
    ["interactions", number.format(summary.interactions)],
    ["files loaded", number.format(summary.loads)],
    ["last event", day(summary.as_of_us)],
  ];
  at("figures").replaceChildren(...figures.map(([name, value]) => {
    const group = make("div");
    group.append(make("dt", name), make("dd", value));
    return group;
  }));
}

async function listMaps() {
  const maps = await json("/api/maps");
  at("maps").replaceChildren(...maps.map(({ key, title }) => {
    const option = make("option", title);
    option.value = key;
    return option;
  }));
  at("chooser").hidden = maps.length < 2;
  if (maps.length === 0) {
    at("hint").textContent = "There is no map yet. Draft one with: desirepath map draft";
    return null;
  }
  return maps[0].key;
}

async function showMap(key) {
  const place = encodeURIComponent(key);
  const [svg, map, texts] = await Promise.all([
    ask(`/api/maps/${place}/picture?theme=${theme()}`).then((reply) => reply.text()),
    json(`/api/maps/${place}`),
    json(`/api/maps/${place}/texts`),
  ]);
  Object.assign(state, { key, map, texts });
  const picture = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  at("map").replaceChildren(document.importNode(picture, true));
  for (const card of at("map").querySelectorAll("[data-card]")) makeButton(card);
  const links = [
    ["Full page", `/maps/${place}`],
    ["SVG", `/api/maps/${place}/picture?theme=${theme()}`],
    ["JSON", `/api/maps/${place}`],
  ];
  at("links").replaceChildren(...links.map(([text, href]) => Object.assign(make("a", text), { href })));
}

function makeButton(card) {
  const found = findCard(card.dataset.card);
  if (!found) return;
  card.setAttribute("role", "button");
  card.setAttribute("tabindex", "0");
  card.setAttribute("aria-expanded", "false");
  card.setAttribute("aria-label", `${found.lane}, ${found.step}: ${found.text}`);
  card.addEventListener("click", () => open(card, found));
  card.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    open(card, found);
  });
}

function findCard(id) {
  const steps = new Map(state.map.stages.flatMap((stage) => stage.steps).map((step) => [step.id, step.name]));
  for (const lane of state.map.lanes ?? []) {
    for (const card of lane.cards ?? []) {
      if (card.id === id) {
        const quoted = (card.evidence ?? []).map((each) => state.texts[each.interaction_id]).find(Boolean);
        return { lane: lane.label, step: steps.get(card.step), text: quoted ?? card.text, card };
      }
    }
  }
  const emotion = (state.map.emotions ?? []).find((each) => id === `emotion-${each.step}`);
  if (!emotion) return null;
  const card = { status: undefined, evidence: emotion.evidence ?? [] };
  return { lane: "Emotion", step: steps.get(emotion.step), text: `${emotion.value.toFixed(1)} on −2 … +2`, card };
}

const STANDINGS = {
  assumed: "Assumed: nothing supports it yet.",
  observed: "Observed: one kind of evidence supports it.",
  validated: "Validated: at least two kinds of evidence agree.",
  contradicted: "Contradicted: the evidence against it weighs as much as that for it.",
};

function open(element, { lane, step, text, card }) {
  for (const other of at("map").querySelectorAll('[aria-expanded="true"]')) other.setAttribute("aria-expanded", "false");
  element.setAttribute("aria-expanded", "true");
  at("panel-place").textContent = `${lane} · ${step}`;
  at("panel-title").textContent = text;
  at("panel-standing").textContent = STANDINGS[card.status ?? "assumed"];
  if (lane === "Emotion") at("panel-standing").textContent = "The mean of what people answered here.";
  at("panel-evidence").replaceChildren(...(card.evidence ?? []).map(evidence));
  at("panel").hidden = false;
  at("panel").dataset.from = element.dataset.card;
  at("panel").focus();
}

function close() {
  const from = at("panel").dataset.from;
  at("panel").hidden = true;
  const element = [...at("map").querySelectorAll("[data-card]")].find((each) => each.dataset.card === from);
  element?.setAttribute("aria-expanded", "false");
  element?.focus();
}

function figure(value, unit) {
  if (value === null || value === undefined) return "";
  if (unit === "share") return `${(value * 100).toFixed(1)} %`;
  if (unit === "valence") return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
  if (unit === "microseconds") return duration(value / 1e6);
  return number.format(value);
}

function duration(seconds) {
  for (const [size, name] of [[86400, "days"], [3600, "hours"], [60, "minutes"]]) {
    if (seconds >= size) return `${(seconds / size).toFixed(1)} ${name}`;
  }
  return `${seconds.toFixed(0)} seconds`;
}

function evidence(item) {
  const row = make("li");
  const quoted = state.texts[item.interaction_id] ?? item.text;
  if (quoted) row.append(make(item.kind === "metric" ? "p" : "blockquote", quoted));
  if (item.value !== undefined) row.append(make("div", item.too_few ? "too few to say" : figure(item.value, item.unit), "value"));
  const facts = [
    ["kind", item.kind.replaceAll("_", " ")],
    ["measure", item.measure && `${item.measure.replaceAll("_", " ")}: ${(item.column ?? "").replaceAll("_", " ")}`],
    ["95 % interval", item.low !== undefined && `${figure(item.low, item.unit)} … ${figure(item.high, item.unit)}`],
    ["n", item.n !== undefined && number.format(item.n)],
    ["about", item.row && Object.values(item.row).join(", ")],
    ["asked", item.question && JSON.stringify(item.question)],
    ["period", item.period],
    ["source", item.provenance.source],
    ["found at", item.provenance.locator],
  ];
  const list = make("dl");
  for (const [name, value] of facts) if (value) list.append(make("dt", name), make("dd", value));
  row.append(list);
  return row;
}

function fill(table, columns, rows, empty) {
  if (rows.length === 0) {
    table.replaceChildren(make("caption", empty));
    return;
  }
  const head = make("tr");
  for (const [name, , numeric] of columns) head.append(Object.assign(make("th", name, numeric && "number"), { scope: "col" }));
  const body = rows.map((row) => {
    const line = make("tr");
    for (const [, read, numeric] of columns) line.append(make("td", numeric ? number.format(read(row)) : read(row), numeric && "number"));
    return line;
  });
  const header = make("thead");
  header.append(head);
  const content = make("tbody");
  content.append(...body);
  table.replaceChildren(header, content);
}

async function showLedger() {
  const [loads, reasons] = await Promise.all([json("/api/ledger"), json("/api/quarantine")]);
  const file = (path) => path.split(/[\\/]/).at(-1);
  const count = (name) => [name.replace("_", " "), (load) => load.ledger[name], true];
  fill(at("loads"), [
    ["load", (load) => load.number],
    ["file", (load) => file(load.path)],
    ["mapping", (load) => `${load.mapping} r${load.mapping_revision}`],
    ["state", (load) => load.state],
    ...["read", "loaded", "duplicates", "changed", "quarantined", "without_subject", "interactions", "traits", "spend"].map(count),
  ], loads, "Nothing has been loaded yet.");
  fill(at("reasons"), [
    ["load", (row) => row.load],
    ["file", (row) => row.file],
    ["rows", (row) => row.rows, true],
    ["reason", (row) => row.reason],
    ["first line", (row) => row.first_line],
  ], reasons, "Nothing was set aside.");
}

async function attempt(work) {
  try {
    say("");
    await work();
  } catch (error) {
    say(error.message);
  }
}

function applyTheme() {
  const chosen = at("theme").value;
  if (chosen === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  try { localStorage.setItem("theme", chosen); } catch { /* a private window keeps nothing */ }
}

try { at("theme").value = localStorage.getItem("theme") ?? "system"; } catch { /* likewise */ }
applyTheme();
at("theme").addEventListener("change", () => { applyTheme(); attempt(() => state.key && showMap(state.key)); });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => attempt(() => state.key && showMap(state.key)));
at("maps").addEventListener("change", () => attempt(() => showMap(at("maps").value)));
at("close").addEventListener("click", close);
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !at("panel").hidden) close(); });

await attempt(async () => {
  await showSummary();
  const key = await listMaps();
  if (key) await showMap(key);
});
await attempt(showLedger);
