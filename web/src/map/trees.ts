/**
 * A map as a tree of things with ids: where each one is, and what stands in which list. Changing a tree makes
 * new values only along the way to what is changed; the map it was made of stays as it is.
 */
import { type Body, isBody, type Value } from "./values";

/** The id of the map itself. */
export const ROOT = "map";

/** A thing on a map: its values, and its lists of other things. */
export type Thing = Body & { id: string };

/** Where a thing stands: in a list of another thing, before a third (left out: at the end). */
export interface Place {
  into: string;
  list: string;
  before?: string | null;
}

interface Home {
  into: string;
  list: string;
}

export class Tree {
  readonly things = new Map<string, Body>();
  readonly homes = new Map<string, Home>();
  readonly #ours = new Set<Body>();

  constructor(body: Body) {
    this.things.set(ROOT, body);
    for (const [into, list, thing] of descendants(body)) this.#note(thing, into, list);
  }

  /** The map as it is by now. */
  get body(): Body {
    return this.thing(ROOT);
  }

  thing(id: string): Body {
    const found = this.things.get(id);
    if (!found) throw new Error(`There is no "${id}" on this map.`);
    return found;
  }

  /** Where a thing stands now. */
  placeOf(id: string): Place {
    const home = this.#home(id);
    const ids = this.ids(home.into, home.list);
    return { ...home, before: ids[ids.indexOf(id) + 1] ?? null };
  }

  /** The things in one list, in order. */
  ids(into: string, list: string): string[] {
    return this.#list(into, list).map((thing) => thing.id);
  }

  set(id: string, field: string, value: Value | undefined): void {
    const thing = this.#own(id);
    if (value === undefined || value === null) delete thing[field];
    else thing[field] = value;
  }

  /** Put a thing, with all it holds, in its place. */
  insert(thing: Thing, place: Place): void {
    const siblings = [...this.#list(place.into, place.list)];
    const at = siblings.findIndex((each) => each.id === place.before);
    siblings.splice(at < 0 ? siblings.length : at, 0, thing);
    this.#own(place.into)[place.list] = siblings;
    this.#note(thing, place.into, place.list);
    for (const [into, list, inner] of descendants(thing, thing.id)) this.#note(inner, into, list);
  }

  /** Take a thing out, with all it holds. */
  takeOut(id: string): Thing {
    const { into, list } = this.#home(id);
    const taken = this.thing(id) as Thing;
    const siblings = this.#list(into, list).filter((each) => each.id !== id);
    const parent = this.#own(into);
    if (siblings.length) parent[list] = siblings;
    else delete parent[list];
    for (const gone of [id, ...innerIds(taken)]) {
      this.things.delete(gone);
      this.homes.delete(gone);
    }
    return taken;
  }

  #home(id: string): Home {
    const home = this.homes.get(id);
    if (!home) throw new Error(`"${id}" stands nowhere on this map.`);
    return home;
  }

  #list(into: string, list: string): Thing[] {
    return (this.thing(into)[list] as Thing[] | undefined) ?? [];
  }

  #note(thing: Thing, into: string, list: string): void {
    this.things.set(thing.id, thing);
    this.homes.set(thing.id, { into, list });
  }

  /** A thing that this tree may change: a copy of its own, and so are those that hold it. */
  #own(id: string): Body {
    const now = this.thing(id);
    if (this.#ours.has(now)) return now;
    const copy = { ...now };
    this.#ours.add(copy);
    this.things.set(id, copy);
    if (id !== ROOT) {
      const { into, list } = this.#home(id);
      const siblings = this.#list(into, list);
      this.#own(into)[list] = siblings.map((each) => (each === now ? (copy as Thing) : each));
    }
    return copy;
  }
}

/** Every thing below: its parent's id, the name of its list, the thing; parents before children. */
export function* descendants(body: Body, parent = ROOT): Generator<[string, string, Thing]> {
  for (const [list, value] of Object.entries(body)) {
    if (!holdsThings(value)) continue;
    for (const thing of value) {
      yield [parent, list, thing];
      yield* descendants(thing, thing.id);
    }
  }
}

export const innerIds = (thing: Body): string[] => [...descendants(thing, "")].map(([, , inner]) => inner.id);

export const isThing = (value: unknown): value is Thing => isBody(value) && typeof value.id === "string";

/** Whether a field is a list of things with ids. */
export const holdsThings = (value: unknown): value is Thing[] =>
  Array.isArray(value) && value.length > 0 && value.every(isThing);

/** A thing's own values, without the things in its lists and without its id. */
export const ownFields = (thing: Body): Body =>
  Object.fromEntries(Object.entries(thing).filter(([name, value]) => name !== "id" && !holdsThings(value)));
