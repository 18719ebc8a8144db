// The panel: what a card, a felt step or a column of the map rests on.

import { at, make, told } from "./documents.js";
import { capital, certainty, count, day, figure, headline, period, question, row, spaced } from "./words.js";

const STANDINGS = {
  assumed: "Assumed: nothing supports it yet.",
  observed: "Observed: one kind of evidence supports it.",
  validated: "Validated: at least two kinds of evidence agree.",
  contradicted: "Contradicted: the evidence against it weighs as much as that for it.",
};
const WITHDRAWN = "The text has been withdrawn from the data.";

const quoting = (text) => (text === undefined ? WITHDRAWN : `“${text}”`);

// What there is to tell about a mark of the picture; null when nothing is.
export function tell(key, atlas) {
  const [kind, id] = [key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1)];
  return { card: aboutCard, felt: aboutFeeling, step: aboutStep }[kind](id, atlas);
}

function aboutCard(id, { map, steps, texts }) {
  for (const lane of map.lanes ?? []) {
    const card = (lane.cards ?? []).find((each) => each.id === id);
    if (!card) continue;
    const pointed = (card.evidence ?? []).find((each) => each.interaction_id !== undefined);
    const quoted = lane.role === "quotes" && pointed ? quoting(texts[pointed.interaction_id]) : null;
    const title = card.figure ? `${card.figure}: ${card.text}` : quoted ?? card.text;
    return {
      place: `${lane.label} · ${steps.get(card.step) ?? ""}`, title, body: card.body, standing: card.status ?? "assumed",
      evidence: card.evidence ?? [], quotesShown: quoted !== null,
    };
  }
  return null;
}

function aboutFeeling(step, { map, steps }) {
  const felt = (map.emotions ?? []).find((each) => each.step === step && each.source === "measured");
  if (!felt) return null;
  const title = felt.too_few ? "Too few answers to say" : `${figure(felt.value, "valence")} on a scale from −2 to +2`;
  return { place: `Emotion · ${steps.get(step)}`, title, body: null, evidence: felt.evidence ?? [] };
}

function aboutStep(id, { map, steps, noun }) {
  const stage = (map.stages ?? []).find((each) => each.steps?.some((step) => step.id === id));
  const step = stage?.steps.find((each) => each.id === id);
  if (!step) return null;
  const hotspot = (map.hotspots ?? []).find((each) => each.step === id);
  const lines = [];
  if (step.reach !== undefined) lines.push(`${count(step.reach)} of ${count(map.n_subjects ?? step.reach)} ${noun} came here.`);
  const seen = (step.bindings ?? []).map((each) => [each.channel, each.touchpoint, each.action].filter(Boolean).map(spaced).join(" · "));
  return {
    place: `Step of ${stage.name}`, title: steps.get(id), body: lines.join(" "), evidence: [], hotspot,
    seen: step.is_other ? [] : seen, other: step.is_other,
  };
}

export function show(about, atlas) {
  at("panel-place").textContent = about.place;
  at("panel-title").textContent = about.title;
  const parts = [];
  if (about.body) parts.push(told("p", about.body, "body"));
  if (about.standing) parts.push(make("p", STANDINGS[about.standing], `standing ${about.standing}`));
  if (about.hotspot) parts.push(...hotspot(about.hotspot));
  if (about.other) parts.push(make("p", "All that the other steps of this stage leave over.", "quiet"));
  if (about.seen?.length) parts.push(make("h4", "What counts as being here"), list(about.seen));
  if (about.standing && about.evidence.length === 0) parts.push(make("p", "No evidence yet: this is what somebody assumes.", "quiet"));
  const evidence = make("ol", null, "evidence");
  evidence.append(...together(about.evidence).map((items) => piece(items, about, atlas)));
  at("panel-content").replaceChildren(...parts, evidence);
  at("panel").hidden = false;
  at("panel").scrollTop = 0;
}

function hotspot(spot) {
  const few = spot.score > 0 ? `Hotspot, ${spot.score.toFixed(2)} of 1` : "Hotspot: too few to tell";
  return [make("h4", few), list((spot.parts ?? []).map((part) => `${capital(part.reads)} (${part.value.toFixed(2)})`))];
}

function list(texts) {
  const element = make("ul", null, "plain");
  element.append(...texts.map((text) => told("li", text)));
  return element;
}

// Figures of one answer stand together: what was asked is said once.
function together(evidence) {
  const groups = new Map();
  for (const item of evidence) {
    const same = item.measure === undefined ? item.id : JSON.stringify([item.question, item.row, item.period, item.stance]);
    groups.set(same, [...(groups.get(same) ?? []), item]);
  }
  return [...groups.values()];
}

function piece(items, about, atlas) {
  const element = make("li");
  if (items[0].stance === "contradicts") element.append(make("p", "Speaks against the card", "stance"));
  for (const item of items) element.append(...said(item, about, atlas));
  element.append(sources(items, atlas));
  return element;
}

function said(item, about, { texts, map, singular }) {
  const parts = [];
  const words = item.interaction_id === undefined ? item.text : texts[item.interaction_id] ?? WITHDRAWN;
  if (words && !about.quotesShown) parts.push(told("blockquote", capital(words)));
  const head = headline(item, { currency: map.currency, noun: singular });
  if (head) {
    const line = make("p", null, "figure");
    line.append(make("b", head.value), ` ${head.words}`);
    parts.push(line);
  } else if (item.interaction_id !== undefined) parts.push(make("p", "No score was given with it.", "sure"));
  const sure = certainty(item);
  return sure ? [...parts, make("p", sure, "sure")] : parts;
}

function sources(items, { measures, steps }) {
  const [item] = items;
  const measured = item.provenance.source === "measure";
  const when = item.period ? period(item.period) : item.collected_at && day(item.collected_at);
  const from = measured ? `Measured${item.collected_at ? `, as of ${day(item.collected_at)}` : ""}` : capital(spaced(item.provenance.source));
  const facts = [
    ["Asked", question(item.question, measures.get(item.measure)?.options)],
    ["Row", row(item.row, steps)],
    ["Columns", measured && items.map((each) => each.column).filter(Boolean).join(", ")],
    [item.period ? "Period" : "Said on", when],
    ["Source", from],
    ["Found at", !measured && item.provenance.locator],
    ["Taken by", item.provenance.extracted_by && `a ${item.provenance.extracted_by}`],
  ];
  const table = make("dl");
  for (const [name, value] of facts) if (value) table.append(make("dt", name), told("dd", value));
  return table;
}
