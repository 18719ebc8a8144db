/** Edits written down while they are made, so that each says exactly what it found. */
import type { JourneyMap } from "./documents";
import { namedBy } from "./flaws";
import { carryOut, mapOf, type Operation, treeOf } from "./operations";
import { spelt } from "./spelling";
import type { Place, Thing, Tree } from "./trees";
import { same, type Value } from "./values";

/** Makes names for new things; given a seed in tests, random in a browser. */
export type Naming = (kind: string) => string;

export class Recorder {
  readonly operations: Operation[] = [];
  readonly #tree: Tree;

  constructor(
    map: JourneyMap,
    readonly name: Naming,
  ) {
    this.#tree = treeOf(map);
  }

  /** The map as it is by now. */
  get map(): JourneyMap {
    return mapOf(this.#tree);
  }

  has(id: string): boolean {
    return this.#tree.things.has(id);
  }

  thing(id: string): Thing {
    return this.#tree.thing(id) as Thing;
  }

  placeOf(id: string): Place {
    return this.#tree.placeOf(id);
  }

  set(id: string, field: string, value: Value | undefined): void {
    const was = this.#tree.thing(id)[field] ?? null;
    if (!same(was, value)) this.#make({ op: "set", id, field, value: value ?? null, was });
  }

  add(thing: Thing, place: Place): void {
    this.#make({ op: "add", thing, into: place.into, list: place.list, before: place.before ?? null });
  }

  /** Take a thing away, and what only names it: nothing on a map names what is not there. */
  remove(id: string): void {
    if (!this.has(id)) return;
    const { list } = this.placeOf(id);
    this.#letGo(list, id);
    this.#make({ op: "remove", thing: this.thing(id), ...this.placeOf(id) });
  }

  move(id: string, to: Place): void {
    const was = this.placeOf(id);
    if (was.into !== to.into || (was.before ?? null) !== (to.before ?? null))
      this.#make({ op: "move", id, to, was });
  }

  #letGo(list: string, id: string): void {
    if (list === "stages") this.#relieve(id);
    for (const { thing, list: of, field } of namedBy(this.map, list, id)) {
      if (!this.has(thing.id)) continue;
      const value = thing[field];
      if (Array.isArray(value)) {
        const rest = value.filter((each) => each !== id);
        this.set(thing.id, field, rest.length ? rest : null);
      } else if (NEEDED[of]?.includes(field)) this.remove(thing.id);
      else this.set(thing.id, field, null);
    }
  }

  /** Nobody is responsible any more for what was theirs at a stage. */
  #relieve(stage: string): void {
    for (const { id, responsibilities: held = [] } of this.map.stakeholders ?? []) {
      const rest = held.filter((one) => one.stage !== stage);
      if (rest.length < held.length) this.set(id, "responsibilities", rest.length ? rest : null);
    }
  }

  #make(operation: Operation): void {
    const exact = spelt(operation, this.#tree);
    const found = carryOut(this.#tree, exact);
    if (typeof found !== "boolean") throw new Error(found.says);
    if (found) this.operations.push(exact);
  }
}

/** Which names a thing cannot be without: it goes with what it names. */
const NEEDED: Record<string, string[]> = {
  cards: ["step"],
  emotions: ["step"],
  edges: ["from_step", "to_step"],
  hotspots: ["step", "lane", "card", "edge"],
  comments: ["parent"],
  results: ["step"],
};
