/** What can be done with stages: add, take away, move, split at a step, merge. */
import type { JourneyMap, Stage } from "../documents";
import type { Operation } from "../operations";
import { type Naming, Recorder } from "../recording";
import { ROOT, type Thing } from "../trees";
import { NEW_STEP, newStep, straighten, takeAway } from "./steps";

export const NEW_STAGE = "New stage";

export function addStage(
  map: JourneyMap,
  name: Naming,
  before: string | null,
  text = NEW_STAGE,
): Operation[] {
  const recorder = new Recorder(map, name);
  const stage = { id: name("stage"), name: text, steps: [newStep(name, NEW_STEP)] };
  recorder.add(stage as unknown as Thing, { into: ROOT, list: "stages", before });
  return recorder.operations;
}

/** A stage taken away with its steps and what stands at them. */
export function removeStage(map: JourneyMap, name: Naming, id: string): Operation[] {
  const recorder = new Recorder(map, name);
  for (const step of (recorder.thing(id) as unknown as Stage).steps ?? []) takeAway(recorder, step.id);
  recorder.remove(id);
  return recorder.operations;
}

export function moveStage(map: JourneyMap, name: Naming, id: string, before: string | null): Operation[] {
  const recorder = new Recorder(map, name);
  recorder.move(id, { into: ROOT, list: "stages", before });
  straighten(recorder);
  return recorder.operations;
}

/** A stage in two: from this step on, its steps stand in a new one after it. */
export function splitStage(map: JourneyMap, name: Naming, step: string): Operation[] {
  const recorder = new Recorder(map, name);
  const { into } = recorder.placeOf(step);
  const stage = recorder.thing(into) as unknown as Stage;
  const ids = (stage.steps ?? []).map((each) => each.id);
  const later = ids.slice(ids.indexOf(step));
  if (later.length === ids.length) return [];
  const made = name("stage");
  const { before } = recorder.placeOf(into);
  const type = stage.type && stage.type !== "custom" ? { type: stage.type } : {};
  recorder.add({ id: made, name: `${stage.name} (2)`, ...type }, { into: ROOT, list: "stages", before });
  for (const each of later) recorder.move(each, { into: made, list: "steps", before: null });
  return recorder.operations;
}

/** Two stages as one, under the first one's name. */
export function mergeStageWithNext(map: JourneyMap, name: Naming, id: string): Operation[] {
  const stages = map.stages ?? [];
  const next = stages[stages.findIndex((stage) => stage.id === id) + 1];
  if (!next) return [];
  const recorder = new Recorder(map, name);
  for (const step of next.steps ?? []) recorder.move(step.id, { into: id, list: "steps", before: null });
  recorder.remove(next.id);
  return recorder.operations;
}
