import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { opening } from "../panels/registry";
import * as clipboard from "./clipboard";
import type { GridController } from "./controller";
import { drag } from "./dragging";
import classes from "./grid.module.css";
import { pressed, type Scored } from "./keys";
import { type Block, blockOf, further, isSlotted } from "./ranges";
import { selectionOf, STOP } from "./stops";

interface Props {
  controller: GridController;
  scroller: RefObject<HTMLDivElement | null>;
  isMirrored: boolean;
  scored: Scored;
  children: ReactNode;
}

/** Hears everything that is done in the grid, in one place: hundreds of cards need no handlers of their own. */
export function Listening({ controller, scroller, isMirrored, scored, children }: Props) {
  const room = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = room;
    if (!current) return;
    return listen(current, controller, { isMirrored, scored, scroller: () => scroller.current });
  }, [controller, isMirrored, scored, scroller]);
  return (
    <div ref={room} className={classes.room}>
      {children}
    </div>
  );
}

interface Ways {
  isMirrored: boolean;
  scored: Scored;
  scroller: () => HTMLElement | null;
}

function listen(room: HTMLElement, controller: GridController, ways: Ways): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  const block = new Blocks(room, controller);
  const stopAt = (event: Event): HTMLElement | null => {
    const target = event.target as HTMLElement;
    return target.closest("textarea, input") ? null : target.closest<HTMLElement>(STOP);
  };
  room.addEventListener(
    "focusin",
    (event) => {
      const stop = stopAt(event);
      if (stop && stop === event.target) controller.entered(stop);
    },
    { signal },
  );
  room.addEventListener(
    "keydown",
    (event) => {
      const stop = stopAt(event);
      if (!stop || stop !== event.target) return;
      const handled = block.pressed(event, stop) || pressed(event, stop, { controller, ...ways });
      if (!handled) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { signal },
  );
  room.addEventListener(
    "dblclick",
    (event) => {
      const stop = stopAt(event);
      if (stop && !(event.target as HTMLElement).closest("[data-opens]")) controller.write(stop);
    },
    { signal },
  );
  room.addEventListener("click", (event) => clicked(event, controller, stopAt(event)), { signal });
  room.addEventListener(
    "pointerdown",
    (event) => {
      const scroller = ways.scroller();
      block.clear();
      if (scroller) drag(controller, event, scroller);
    },
    { signal },
  );
  room.addEventListener(
    "contextmenu",
    (event) => {
      const stop = stopAt(event);
      if (!stop || !selectionOf(stop)) return;
      event.preventDefault();
      controller.focus(stop);
      controller.openMenu(stop, { x: event.clientX, y: event.clientY });
    },
    { signal },
  );
  for (const kind of ["copy", "cut", "paste"] as const)
    room.addEventListener(kind, (event) => board(kind, event, controller, block, stopAt(event)), { signal });
  return () => stopping.abort();
}

function clicked(event: MouseEvent, controller: GridController, stop: HTMLElement | null): void {
  const opens = (event.target as HTMLElement).closest<HTMLElement>("[data-opens]");
  if (!opens || !stop) return;
  const about = opens.dataset.spot ?? stop.dataset.id ?? null;
  controller.editor.openPanel(opening(opens.dataset.opens ?? ""), about);
}

function board(
  kind: "copy" | "cut" | "paste",
  event: ClipboardEvent,
  controller: GridController,
  blocks: Blocks,
  stop: HTMLElement | null,
): void {
  const selection = stop && selectionOf(stop);
  const data = event.clipboardData;
  if (!selection || !data || !isSlotted(selection)) return;
  const { editor } = controller;
  const done =
    kind === "paste"
      ? clipboard.paste(editor, selection, data.getData("text/plain"))
      : clipboard[kind](editor, selection, blocks.now, data);
  if (!done) return;
  event.preventDefault();
  if (kind !== "copy") blocks.clear();
}

/** The block of slots that Shift and the arrows have stretched, marked on the page. */
class Blocks {
  now: Block | null = null;
  #end: { lane: string; step: string } | null = null;

  constructor(
    readonly room: HTMLElement,
    readonly controller: GridController,
  ) {}

  pressed(event: KeyboardEvent, stop: HTMLElement): boolean {
    const selection = selectionOf(stop);
    if (event.shiftKey && event.key.startsWith("Arrow") && isSlotted(selection)) {
      const map = this.controller.editor.map();
      const isMirrored = this.room.querySelector("table")?.dir === "rtl";
      const key = isMirrored ? (MIRROR[event.key] ?? event.key) : event.key;
      this.#end = further(map, this.#end ?? selection, key);
      this.#mark(blockOf(map, selection, this.#end));
      return true;
    }
    if (this.now && event.key === "Delete" && selection) {
      clipboard.clear(this.controller.editor, selection, this.now, "Cells cleared");
      this.clear();
      return true;
    }
    if (!["Shift", "Control", "Meta", "Alt"].includes(event.key) && !event.ctrlKey && !event.metaKey)
      this.clear();
    return false;
  }

  clear(): void {
    if (this.now) this.#mark(null);
    this.#end = null;
  }

  #mark(block: Block | null): void {
    for (const cell of this.room.querySelectorAll<HTMLElement>("[data-chosen]")) delete cell.dataset.chosen;
    this.now = block && (block.lanes.length > 1 || block.steps.length > 1) ? block : null;
    if (!this.now || !block) return;
    for (const cell of this.room.querySelectorAll<HTMLElement>("td[data-lane]"))
      if (block.lanes.includes(cell.dataset.lane ?? "") && block.steps.includes(cell.dataset.step ?? ""))
        cell.dataset.chosen = "";
    this.controller.editor.announce(`${block.lanes.length} by ${block.steps.length} cells chosen.`);
  }
}

const MIRROR: Record<string, string> = { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" };
