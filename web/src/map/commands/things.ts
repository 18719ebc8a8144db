/** What can be done with the plain lists of a map: goals, figures, resources, comments, opportunities. */
import type { JourneyMap } from "../documents";
import type { Operation } from "../operations";
import { type Naming, Recorder } from "../recording";
import { ROOT, type Thing } from "../trees";

export type ThingList =
  | "goals"
  | "kpis"
  | "resources"
  | "stakeholders"
  | "comments"
  | "opportunities"
  | "hotspots"
  | "layers"
  | "layer_sets";

/** A thing at the end of one of the map's lists, under a new name. */
export function addThing(
  map: JourneyMap,
  name: Naming,
  list: ThingList,
  thing: Record<string, unknown>,
): Operation[] {
  const recorder = new Recorder(map, name);
  recorder.add(
    { ...thing, id: name(list.replace(/ies$/, "y").replace(/s$/, "").replace("_", "-")) } as Thing,
    {
      into: ROOT,
      list,
      before: null,
    },
  );
  return recorder.operations;
}

/** A thing at the end of a list of another thing: evidence of a card, an initiative of an opportunity. */
export function addWithin(
  map: JourneyMap,
  name: Naming,
  into: string,
  list: "evidence" | "initiatives",
  thing: Record<string, unknown>,
): Operation[] {
  const recorder = new Recorder(map, name);
  recorder.add({ ...thing, id: name(list.replace(/s$/, "")) } as Thing, { into, list, before: null });
  return recorder.operations;
}
