/** What can be done with a card: write it, add, move, span, take away. */
import { type Card, cardsOf, type JourneyMap, stepsOf } from "../documents";
import type { Operation } from "../operations";
import { type Naming, Recorder } from "../recording";
import type { Thing } from "../trees";
import type { Value } from "../values";

/** Where a card goes: a lane, a step, and before which other card of the lane (left out: at the end). */
export interface Slot {
  lane: string;
  step: string;
  before?: string | null;
}

export function setField(
  map: JourneyMap,
  name: Naming,
  id: string,
  field: string,
  value: Value,
): Operation[] {
  const recorder = new Recorder(map, name);
  recorder.set(id, field, value);
  return recorder.operations;
}

export function addCard(
  map: JourneyMap,
  name: Naming,
  slot: Slot,
  text: string,
  more: Partial<Card> = {},
): Operation[] {
  const recorder = new Recorder(map, name);
  const card = { id: name("card"), step: slot.step, text, ...more };
  recorder.add(card as Thing, { into: slot.lane, list: "cards", before: slot.before });
  return recorder.operations;
}

export function removeThing(map: JourneyMap, name: Naming, id: string): Operation[] {
  const recorder = new Recorder(map, name);
  recorder.remove(id);
  return recorder.operations;
}

/** A card to another slot; what it spans goes with it, as far as there are steps. */
export function moveCard(map: JourneyMap, name: Naming, id: string, to: Slot): Operation[] {
  const recorder = new Recorder(map, name);
  const card = recorder.thing(id) as unknown as Card;
  const steps = stepsOf(map).map((step) => step.id);
  const [from, at] = [steps.indexOf(card.step), steps.indexOf(to.step)];
  recorder.set(id, "step", to.step);
  if (card.span_to_step) {
    const end = steps[Math.min(steps.length - 1, at + steps.indexOf(card.span_to_step) - from)];
    recorder.set(id, "span_to_step", end === to.step ? null : end);
  }
  const home = recorder.placeOf(id);
  const before = to.before === undefined && home.into === to.lane ? home.before : (to.before ?? null);
  recorder.move(id, { into: to.lane, list: "cards", before });
  return recorder.operations;
}

/** How far a card reaches; its own step: no further. */
export function spanCard(map: JourneyMap, name: Naming, id: string, lastStep: string): Operation[] {
  const recorder = new Recorder(map, name);
  const card = cardsOf(map).find((each) => each.id === id);
  const steps = stepsOf(map).map((step) => step.id);
  if (!card || steps.indexOf(lastStep) < steps.indexOf(card.step)) return [];
  recorder.set(id, "span_to_step", lastStep === card.step ? null : lastStep);
  return recorder.operations;
}

/** What stands on a card besides its text, with new names for all it holds: as it is pasted elsewhere. */
export function renamedCopy(card: Card, name: Naming): Partial<Card> {
  const pieces = (card.evidence ?? []).map((piece) => ({ ...piece, id: name("evidence") }));
  const own = Object.entries(card).filter(
    ([field]) => !["id", "step", "text", "span_to_step", "evidence"].includes(field),
  );
  return { ...Object.fromEntries(own), ...(pieces.length ? { evidence: pieces } : {}) };
}
