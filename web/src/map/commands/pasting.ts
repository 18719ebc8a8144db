/** Texts of a table brought onto the map: rows are lanes, columns are steps. */
import { type Card, cardsOf, type JourneyMap, stepsOf } from "../documents";
import { shownRows } from "../lanes";
import type { Operation } from "../operations";
import { type Naming, Recorder } from "../recording";
import type { Thing } from "../trees";

export interface Pasted {
  operations: Operation[];
  /** Texts that found no lane or step. */
  left: number;
}

/** Where pasting begins: a slot, and the card in it that is written over. */
export interface Spot {
  lane: string;
  step: string;
  card?: string | null;
}

/** Each text as a card: it writes over the only card of its slot, or stands beside the others. */
export function pasteTable(
  map: JourneyMap,
  name: Naming,
  rows: readonly (readonly string[])[],
  at: Spot,
): Pasted {
  const recorder = new Recorder(map, name);
  const lanes = shownRows(map)
    .filter(({ isDerived, lane }) => !isDerived && lane.role !== "emotions")
    .map(({ lane }) => lane.id);
  const steps = stepsOf(map).map((step) => step.id);
  let left = 0;
  rows.forEach((texts, down) =>
    texts.forEach((text, across) => {
      const lane = lanes[lanes.indexOf(at.lane) + down];
      const step = steps[steps.indexOf(at.step) + across];
      if (!text) return;
      if (!lane || !step || !lanes.includes(at.lane)) left += 1;
      else write(recorder, { lane, step, text, over: down === 0 && across === 0 ? (at.card ?? null) : null });
    }),
  );
  return { operations: recorder.operations, left };
}

function write(
  recorder: Recorder,
  { lane, step, text, over }: { lane: string; step: string; text: string; over: string | null },
): void {
  const there = cardsIn(recorder.map, lane, step);
  const card = over ? there.find((each) => each.id === over) : there.length === 1 ? there[0] : undefined;
  if (card?.is_locked) return;
  if (card) recorder.set(card.id, "text", text);
  else recorder.add({ id: recorder.name("card"), step, text } as Thing, { into: lane, list: "cards" });
}

const cardsIn = (map: JourneyMap, lane: string, step: string): Card[] =>
  cardsOf({ ...map, lanes: (map.lanes ?? []).filter((each) => each.id === lane) }).filter(
    (card) => card.step === step,
  );
