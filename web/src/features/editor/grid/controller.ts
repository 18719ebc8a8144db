/** What happens in the grid: where the focus is, what is being written, which menu is open. Draws nothing itself. */
import { cardsOf, stepsOf } from "@/map";
import type { MapEditor } from "../context";
import { type Selection, stopOf } from "../selection";
import { beside, selectionOf, spotOf, STOP, stopNamed, type Way } from "./stops";

/** A text that is being written over a stop. */
export interface Writing {
  stop: HTMLElement;
  selection: Selection;
  /** What it begins with: typing over a card replaces its text, F2 keeps it. */
  text: string;
}

export interface Menu {
  selection: Selection;
  /** Where it opens, in the window. */
  x: number;
  y: number;
}

export interface Overlay {
  writing: Writing | null;
  menu: Menu | null;
  /** A card, step or stage that is being sent elsewhere by the dialog. */
  moving: Selection | null;
}

const CLOSED: Overlay = { writing: null, menu: null, moving: null };

export class GridController {
  #root: HTMLElement | null = null;
  #active: HTMLElement | null = null;
  #column = 0;
  #wanted: { name: string; then?: Way } | null = null;
  #last: { name: string; row: number; at: number } | null = null;
  #overlay: Overlay = CLOSED;
  readonly #listeners = new Set<() => void>();

  constructor(readonly editor: MapEditor) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly overlay = (): Overlay => this.#overlay;

  get root(): HTMLElement | null {
    return this.#root;
  }

  /** The table on the page, as a `ref`. */
  readonly rooted = (table: HTMLTableElement | null): void => {
    this.#root = table;
  };

  get active(): HTMLElement | null {
    return this.#active?.isConnected && this.#active.matches(STOP) ? this.#active : null;
  }

  /** The focus has come to a stop: it is the one that a tab leads to from now on. */
  entered(stop: HTMLElement, keepColumn = false): void {
    if (this.#active !== stop) {
      if (this.#active) this.#active.tabIndex = -1;
      stop.tabIndex = 0;
      this.#active = stop;
    }
    const spot = spotOf(stop);
    if (spot) {
      if (!keepColumn && !covers(spot, this.#column)) this.#column = spot.at;
      this.#last = { name: stop.dataset.stop ?? "", row: spot.row, at: spot.at };
    }
    this.editor.select(selectionOf(stop));
  }

  focus(stop: HTMLElement | null): void {
    if (!stop) return;
    stop.focus({ preventScroll: true });
    stop.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Focus this stop as soon as it is drawn, then the one beside it on the way asked for. */
  focusSoon(selection: Selection | string, then?: Way): void {
    this.#wanted = { name: typeof selection === "string" ? selection : stopOf(selection), then };
    requestAnimationFrame(() => {
      this.drawn();
      if (!this.#wanted) return;
      this.#wanted = null; // it is not there: the focus stays where it was
      this.focus(this.active);
    });
  }

  move(way: Way): boolean {
    const [root, from] = [this.root, this.active];
    if (!root || !from) return false;
    const found = beside(root, from, way, this.#column);
    if (!found) return false;
    if (way === "up" || way === "down") {
      const column = this.#column;
      this.focus(found);
      this.#column = column;
    } else {
      this.#column = spotOf(found)?.at ?? this.#column;
      this.focus(found);
    }
    return true;
  }

  /** After something was drawn: the stop that was wanted has the focus, and there is always one tab stop. */
  drawn(): void {
    const { root } = this;
    if (!root) return;
    const wanted = this.#wanted;
    const stop = wanted && stopNamed(root, wanted.name);
    if (stop) {
      this.#wanted = null;
      this.focus(stop);
      if (wanted.then) this.move(wanted.then);
      return;
    }
    if (this.active) return;
    const next = this.#replacement(root);
    const had = document.activeElement;
    const lost = this.#active !== null && (had === document.body || had === this.#active);
    this.#active = next;
    if (next) next.tabIndex = 0;
    if (next && lost) this.focus(next);
  }

  /** Where the focus goes when what had it is gone: to the same thing, else to the same place. */
  #replacement(root: HTMLElement): HTMLElement | null {
    const last = this.#last;
    if (!last) return root.querySelector<HTMLElement>(STOP);
    const same = stopNamed(root, last.name);
    if (same) return same;
    const near = [...root.querySelectorAll<HTMLElement>(`[data-row="${last.row}"]`)].find(
      (cell) => Number(cell.dataset.at) === last.at,
    );
    const inside = near?.matches(STOP) ? near : near?.querySelector<HTMLElement>(STOP);
    return inside ?? root.querySelector<HTMLElement>(STOP);
  }

  write(stop: HTMLElement, text?: string): void {
    const selection = selectionOf(stop);
    if (!selection) return;
    if (selection.kind === "emotion" || selection.kind === "clock") return this.show({ moving: selection });
    const old = textOf(this.editor, selection);
    if (old === null) return;
    this.show({ writing: { stop, selection, text: text ?? old } });
  }

  openMenu(stop: HTMLElement, at?: { x: number; y: number }): void {
    const selection = selectionOf(stop);
    if (selection) this.openMenuOf(selection, stop, at);
  }

  /** The menu of a thing, below what it was asked for with. */
  openMenuOf(selection: Selection, from: HTMLElement, at?: { x: number; y: number }): void {
    const box = from.getBoundingClientRect();
    const [x, y] = [at?.x ?? box.left + 12, at?.y ?? Math.min(box.bottom, window.innerHeight - 40)];
    this.show({ menu: { selection, x, y } });
  }

  show(change: Partial<Overlay>): void {
    this.#overlay = { ...this.#overlay, ...change };
    for (const listener of this.#listeners) listener();
  }

  /** Give the focus back to the grid, after a menu or a dialog. */
  back(): void {
    requestAnimationFrame(() => {
      if (!this.#wanted) this.focus(this.active);
    });
  }
}

/** The text of what is selected; null when it is not to be written on. */
function textOf(editor: MapEditor, selection: Selection): string | null {
  if (!("id" in selection)) return "";
  const map = editor.map();
  if (selection.kind === "card") return cardText(editor, selection.id);
  if (selection.kind === "lane") return map.lanes?.find((lane) => lane.id === selection.id)?.label ?? null;
  const named = selection.kind === "step" ? stepsOf(map) : (map.stages ?? []);
  return named.find((each) => each.id === selection.id)?.name ?? null;
}

function cardText(editor: MapEditor, id: string): string | null {
  const card = cardsOf(editor.map()).find((one) => one.id === id);
  if (card?.is_locked) editor.announce("This card is locked. Unlock it in its menu.");
  return card && !card.is_locked ? card.text : null;
}

const covers = (spot: { at: number; span: number }, column: number) =>
  spot.at <= column && column < spot.at + spot.span;
