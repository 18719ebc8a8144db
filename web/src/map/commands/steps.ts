/** What can be done with steps: add, take away, move, split, merge, bind. */
import { type Binding, type Card, cardsOf, type JourneyMap, type Step, stepsOf } from "../documents";
import type { Operation } from "../operations";
import { type Naming, Recorder } from "../recording";
import type { Thing } from "../trees";
import type { Value } from "../values";

export const NEW_STEP = "New step";

export function addStep(
  map: JourneyMap,
  name: Naming,
  stage: string,
  before: string | null,
  text = NEW_STEP,
): Operation[] {
  const recorder = new Recorder(map, name);
  recorder.add(newStep(name, text) as unknown as Thing, { into: stage, list: "steps", before });
  return recorder.operations;
}

export function newStep(name: Naming, text: string, more: Partial<Step> = {}): Step {
  const id = name("step");
  return { id, name: text, lineage_id: id, ...more };
}

/** A step taken away with its cards; cards that span it stay on the steps beside it. */
export function removeStep(map: JourneyMap, name: Naming, id: string): Operation[] {
  const recorder = new Recorder(map, name);
  takeAway(recorder, id);
  return recorder.operations;
}

/** The same inside other edits. */
export function takeAway(recorder: Recorder, id: string): void {
  const steps = stepsOf(recorder.map).map((step) => step.id);
  const at = steps.indexOf(id);
  for (const card of cardsOf(recorder.map).filter((each) => each.span_to_step)) {
    const [first, last] = [card.step, card.span_to_step ?? card.step];
    if (first === id) recorder.set(card.id, "step", steps[at + 1]);
    const end = last === id ? steps[at - 1] : last;
    if (first === id || last === id) endAt(recorder, card.id, end);
  }
  recorder.remove(id);
}

function endAt(recorder: Recorder, id: string, end: string | undefined): void {
  const { step } = recorder.thing(id) as unknown as Card;
  recorder.set(id, "span_to_step", end === step ? null : end);
}

export function moveStep(
  map: JourneyMap,
  name: Naming,
  id: string,
  stage: string,
  before: string | null,
): Operation[] {
  const recorder = new Recorder(map, name);
  recorder.move(id, { into: stage, list: "steps", before });
  straighten(recorder);
  return recorder.operations;
}

/** Cards that would end before they begin, turned around. */
export function straighten(recorder: Recorder): void {
  const order = new Map(stepsOf(recorder.map).map((step, at) => [step.id, at]));
  for (const { id, step, span_to_step: last } of cardsOf(recorder.map))
    if (last && (order.get(last) ?? 0) < (order.get(step) ?? 0)) {
      recorder.set(id, "step", last);
      recorder.set(id, "span_to_step", step);
    }
}

/** A step in two: the new one stands after it and takes the second half of what it is bound to. */
export function splitStep(map: JourneyMap, name: Naming, id: string): Operation[] {
  const recorder = new Recorder(map, name);
  const step = recorder.thing(id) as unknown as Step;
  const bindings = step.bindings ?? [];
  const half = Math.ceil(bindings.length / 2);
  const second = bindings.slice(half);
  const made = newStep(name, `${step.name} (2)`, second.length ? { bindings: second } : {});
  const { into, before } = recorder.placeOf(id);
  recorder.add(made as unknown as Thing, { into, list: "steps", before });
  if (second.length) recorder.set(id, "bindings", bindings.slice(0, half) as unknown as Value);
  return recorder.operations;
}

/** Two steps as one: the first keeps its name, and gets the other's cards and bindings. */
export function mergeWithNext(map: JourneyMap, name: Naming, id: string): Operation[] {
  const steps = stepsOf(map);
  const at = steps.findIndex((step) => step.id === id);
  const [step, next] = [steps[at], steps[at + 1]];
  if (!step || !next) return [];
  const recorder = new Recorder(map, name);
  const bindings = [...(step.bindings ?? []), ...(next.bindings ?? [])];
  recorder.set(id, "bindings", bindings.length ? (bindings as unknown as Value) : null);
  recorder.set(id, "reach", null); // of both together nobody knows until the map is filled
  for (const card of cardsOf(map)) {
    const last = card.span_to_step === next.id ? id : card.span_to_step;
    const first = card.step === next.id ? id : card.step;
    recorder.set(card.id, "step", first);
    recorder.set(card.id, "span_to_step", last && last !== first ? last : null);
  }
  keepFeelings(recorder, id, next.id);
  renameEdges(recorder, id, next.id);
  recorder.remove(next.id);
  return recorder.operations;
}

/** What was felt at the second step, where the first says nothing of its own; figures were of one step only. */
function keepFeelings(recorder: Recorder, id: string, other: string): void {
  const emotions = recorder.map.emotions ?? [];
  const said = new Set(emotions.filter((one) => one.step === id).map((one) => one.source));
  for (const one of emotions)
    if (one.step === other && one.source !== "measured" && !said.has(one.source))
      recorder.set(one.id, "step", id);
}

function renameEdges(recorder: Recorder, id: string, other: string): void {
  for (const edge of recorder.map.edges ?? []) {
    const [from, to] = [edge.from_step, edge.to_step].map((step) => (step === other ? id : step));
    if (from === id && to === id) recorder.remove(edge.id);
    else {
      recorder.set(edge.id, "from_step", from);
      recorder.set(edge.id, "to_step", to);
    }
  }
}

export function setBindings(
  map: JourneyMap,
  name: Naming,
  id: string,
  bindings: readonly Binding[],
): Operation[] {
  const recorder = new Recorder(map, name);
  recorder.set(id, "bindings", bindings.length ? (bindings as unknown as Value) : null);
  return recorder.operations;
}
