/** What can be done with a step's place on the clock. */
import type { JourneyMap } from "../documents";
import type { Operation } from "../operations";
import { type Naming, Recorder } from "../recording";
import type { Times } from "../timing";

/** When a step begins and ends; null: nobody has said. */
export function setTimes(map: JourneyMap, name: Naming, step: string, said: Partial<Times>): Operation[] {
  const recorder = new Recorder(map, name);
  for (const field of ["starts_at", "ends_at"] as const)
    if (said[field] !== undefined) recorder.set(step, field, said[field]);
  return recorder.operations;
}
