/** What can be done with lanes, and with what people feel at a step. */
import type { EmotionSource, JourneyMap, LaneRole } from "../documents";
import { shownRows } from "../lanes";
import type { Operation } from "../operations";
import { type Naming, Recorder } from "../recording";
import { ROOT, type Thing } from "../trees";

export function addLane(map: JourneyMap, name: Naming, role: LaneRole, label: string): Operation[] {
  const recorder = new Recorder(map, name);
  recorder.add({ id: name("lane"), role, label }, { into: ROOT, list: "lanes", before: null });
  return recorder.operations;
}

/** A lane before another of its role: the order of roles is the kind of map's own. */
export function moveLane(map: JourneyMap, name: Naming, id: string, by: -1 | 1): Operation[] {
  const alike = shownRows(map).filter(({ isDerived }) => !isDerived);
  const role = alike.find(({ lane }) => lane.id === id)?.lane.role;
  const ids = alike.filter(({ lane }) => lane.role === role).map(({ lane }) => lane.id);
  const at = ids.indexOf(id) + by;
  if (at < 0 || at >= ids.length) return [];
  const recorder = new Recorder(map, name);
  recorder.move(id, { into: ROOT, list: "lanes", before: (by < 0 ? ids[at] : ids[at + 1]) ?? null });
  return recorder.operations;
}

/** How people feel at a step, as somebody guesses or aims for; null takes it away. What was measured stays. */
export function setEmotion(
  map: JourneyMap,
  name: Naming,
  { step, source, value }: { step: string; source: Exclude<EmotionSource, "measured">; value: number | null },
): Operation[] {
  const recorder = new Recorder(map, name);
  const known = (map.emotions ?? []).find((one) => one.step === step && one.source === source);
  if (known && value === null) recorder.remove(known.id);
  else if (known) recorder.set(known.id, "value", value);
  else if (value !== null)
    recorder.add({ id: name("emotion"), step, source, value } as Thing, { into: ROOT, list: "emotions" });
  return recorder.operations;
}
