/**
 * What makes a map no map: two things with one id, a card at no step, a card that ends before it starts. The
 * server refuses such a map; the same rules here say so before anything is sent.
 */
import { cardsOf, type JourneyMap, stepsOf } from "./documents";
import { descendants, ROOT, type Thing } from "./trees";
import type { Body } from "./values";

/** Which field of which list names a thing of which other list. */
const NAMES: Record<string, Record<string, string>> = {
  cards: {
    step: "steps",
    span_to_step: "steps",
    opportunity: "opportunities",
    kpi: "kpis",
    layers: "layers",
  },
  steps: { actor: "stakeholders" },
  emotions: { step: "steps" },
  edges: { from_step: "steps", to_step: "steps", from_card: "cards", to_card: "cards" },
  hotspots: { step: "steps", lane: "lanes", card: "cards", edge: "edges", layer: "layers" },
  layer_sets: { shown: "layers", lanes: "lanes" },
  goals: { kpi: "kpis" },
  kpis: { step: "steps" },
  opportunities: { steps: "steps", goal: "goals", parent: "opportunities" },
  comments: { parent: "comments" },
  stakeholders: { lanes: "lanes" },
  results: { step: "steps" },
};
const NOUNS: Record<string, string> = { opportunities: "opportunity", kpis: "KPI" };

/** Everything that a map must not be, in sentences. */
export function flaws(map: JourneyMap): string[] {
  const found = [...descendants(map as unknown as Body)].map(([, list, thing]) => ({ list, thing }));
  return [
    ...twice(found),
    ...dangling(found),
    ...nowhere(map),
    ...oneEach(map),
    ...backwards(map),
    ...rings(map),
  ];
}

interface Found {
  list: string;
  thing: Thing;
}

function twice(found: readonly Found[]): string[] {
  const seen = new Map([[ROOT, "the map itself"]]);
  const says: string[] = [];
  for (const { list, thing } of found) {
    const other = seen.get(thing.id);
    if (other) says.push(`the id "${thing.id}" is that of ${other}: give each thing one of its own`);
    seen.set(thing.id, `something in \`${list}\` already`);
  }
  return says;
}

function dangling(found: readonly Found[]): string[] {
  const known = new Set(found.map(({ list, thing }) => `${list} ${thing.id}`));
  const says: string[] = [];
  for (const { list, thing } of found)
    for (const [field, what] of Object.entries(NAMES[list] ?? {}))
      for (const named of namesIn(thing[field]))
        if (!known.has(`${what} ${named}`))
          says.push(`there is no ${NOUNS[what] ?? what.slice(0, -1)} "${named}" on this map`);
  return says;
}

/** Every place where a thing of a list is named by a field of another. */
export function namedBy(
  map: JourneyMap,
  list: string,
  id: string,
): { thing: Thing; list: string; field: string }[] {
  return [...descendants(map as unknown as Body)].flatMap(([, of, thing]) =>
    Object.entries(NAMES[of] ?? {})
      .filter(([field, what]) => what === list && namesIn(thing[field]).includes(id))
      .map(([field]) => ({ thing, list: of, field })),
  );
}

const namesIn = (value: unknown): string[] =>
  typeof value === "string" && value ? [value] : Array.isArray(value) ? (value as string[]) : [];

function nowhere(map: JourneyMap): string[] {
  const stages = new Set(map.stages?.map((stage) => stage.id));
  return (map.stakeholders ?? [])
    .flatMap((who) => who.responsibilities ?? [])
    .filter((one) => !stages.has(one.stage))
    .map((one) => `there is no stage "${one.stage}" on this map`);
}

function oneEach(map: JourneyMap): string[] {
  const felt = new Set<string>();
  const says: string[] = [];
  for (const one of map.emotions ?? []) {
    const key = `${one.source} ${one.step}`;
    if (felt.has(key)) says.push(`the step "${one.step}" has two ${one.source} emotions`);
    felt.add(key);
  }
  const lines = new Set<string>();
  for (const step of stepsOf(map)) {
    if (lines.has(step.lineage_id))
      says.push(`two steps have the lineage "${step.lineage_id}": comparing could not tell them apart`);
    lines.add(step.lineage_id);
  }
  return says;
}

function backwards(map: JourneyMap): string[] {
  const order = new Map(stepsOf(map).map((step, at) => [step.id, at]));
  const place = (step: string) => order.get(step) ?? 0;
  return cardsOf(map).flatMap((card) => [
    ...(card.span_to_step && place(card.span_to_step) < place(card.step)
      ? [`the card ends at "${card.span_to_step}", which is before its step "${card.step}"`]
      : []),
    ...(card.status_override && !card.override_note
      ? ["who overrides a card's status says why, in `override_note`"]
      : []),
  ]);
}

function rings(map: JourneyMap): string[] {
  const says: string[] = [];
  for (const list of [map.comments ?? [], map.opportunities ?? []]) {
    const parents = new Map(list.map((one) => [one.id, one.parent ?? null]));
    for (const id of parents.keys())
      if (comesBack(id, parents)) says.push(`"${id}" is its own parent, in the end`);
  }
  for (const step of stepsOf(map))
    if (step.child === map.key) says.push(`the step "${step.id}" is told in detail by the map it is on`);
  return says;
}

function comesBack(start: string, parents: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set([start]);
  let at = parents.get(start) ?? null;
  while (at !== null && !seen.has(at)) {
    seen.add(at);
    at = parents.get(at) ?? null;
  }
  return at === start;
}
