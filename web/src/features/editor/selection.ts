/** What the focus is on: a thing on the map, or the slot where one could be. Kept beside the map, not in it. */

export type Selection =
  | { kind: "card"; id: string; lane: string; step: string }
  | { kind: "slot"; lane: string; step: string }
  | { kind: "step"; id: string }
  | { kind: "stage"; id: string }
  | { kind: "lane"; id: string }
  | { kind: "emotion"; step: string }
  | { kind: "clock"; step: string };

export class SelectionStore {
  #now: Selection | null = null;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly now = (): Selection | null => this.#now;

  set(selection: Selection | null): void {
    if (JSON.stringify(selection) === JSON.stringify(this.#now)) return;
    this.#now = selection;
    for (const listener of this.#listeners) listener();
  }
}

/** The step that a selection is at. */
export function stepOf(selection: Selection | null): string | null {
  if (!selection) return null;
  if (selection.kind === "step") return selection.id;
  return "step" in selection ? selection.step : null;
}

/** The thing that a selection is; a slot is none. */
export const thingOf = (selection: Selection | null): string | null =>
  selection && "id" in selection ? selection.id : null;

/** A selection as a stop of the grid is named, and back: "card:c1", "slot:l1:s1". */
export function stopOf(selection: Selection): string {
  switch (selection.kind) {
    case "card":
      return `card:${selection.id}`;
    case "slot":
      return `slot:${selection.lane}:${selection.step}`;
    case "emotion":
    case "clock":
      return `${selection.kind}:${selection.step}`;
    default:
      return `${selection.kind}:${selection.id}`;
  }
}
