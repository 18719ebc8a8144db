/** Dragging cards, steps and stages with a mouse or a finger; the menu and Alt with an arrow do the same. */
import { moveCard, moveStage, moveStep } from "@/map";
import type { Selection } from "../selection";
import type { GridController } from "./controller";
import { selectionOf, STOP } from "./stops";

const FAR_ENOUGH = 6; // pixels: less is a click
const EDGE = 48; // from the edge of the map, where it begins to scroll

interface Drag {
  stop: HTMLElement;
  selection: Selection;
  x: number;
  y: number;
  ghost: HTMLElement | null;
  over: HTMLElement | null;
}

/** Whether what is dragged can be dropped on a place: a card on a slot, a step on a step, a stage on a stage. */
function takes(place: HTMLElement | null, dragged: Selection): boolean {
  if (!place) return false;
  const { kind } = place.dataset;
  if (dragged.kind === "card") return kind === "slot" || kind === "card" || place.dataset.lane !== undefined;
  if (dragged.kind === "step") return kind === "step" || kind === "stage";
  return dragged.kind === "stage" && (kind === "stage" || kind === "step");
}

/** Follow a pointer that went down on a stop until it goes up. */
export function drag(controller: GridController, event: PointerEvent, scroller: HTMLElement): void {
  const target = event.target as HTMLElement;
  const stop = target.closest<HTMLElement>(STOP);
  const selection = stop && selectionOf(stop);
  if (!stop || !selection || event.button !== 0 || target.closest("button, a, input, textarea")) return;
  if (
    !["card", "step", "stage"].includes(selection.kind) ||
    (event.pointerType === "touch" && !event.isPrimary)
  )
    return;
  if (event.pointerType === "touch") return; // a finger scrolls: the menu moves
  const dragging: Drag = { stop, selection, x: event.clientX, y: event.clientY, ghost: null, over: null };
  const stopping = new AbortController();
  const { signal } = stopping;
  const end = (drop: boolean) => {
    stopping.abort();
    if (drop && dragging.ghost && dragging.over) dropped(controller, dragging, dragging.over);
    mark(dragging, null);
    dragging.ghost?.remove();
    delete stop.dataset.dragged;
  };
  window.addEventListener("pointermove", (move) => follow(dragging, move, scroller), { signal });
  window.addEventListener("pointerup", () => end(true), { signal });
  window.addEventListener("pointercancel", () => end(false), { signal });
  window.addEventListener("keydown", (key) => key.key === "Escape" && end(false), { signal, capture: true });
}

function follow(dragging: Drag, event: PointerEvent, scroller: HTMLElement): void {
  const far = Math.hypot(event.clientX - dragging.x, event.clientY - dragging.y);
  if (!dragging.ghost && far < FAR_ENOUGH) return;
  dragging.ghost ??= lifted(dragging.stop);
  dragging.ghost.style.translate = `${event.clientX + 8}px ${event.clientY + 8}px`;
  scrollAtEdge(scroller, event);
  const under = document.elementFromPoint(event.clientX, event.clientY);
  const place = under?.closest<HTMLElement>(`${STOP}, [data-row][data-lane]`) ?? null;
  mark(dragging, takes(place, dragging.selection) && place !== dragging.stop ? place : null);
}

function lifted(stop: HTMLElement): HTMLElement {
  window.getSelection()?.removeAllRanges();
  const ghost = stop.cloneNode(true) as HTMLElement;
  ghost.removeAttribute("data-stop");
  ghost.setAttribute("aria-hidden", "true");
  ghost.dataset.ghost = "";
  ghost.style.inlineSize = `${stop.offsetWidth}px`;
  stop.parentElement?.append(ghost);
  stop.dataset.dragged = "";
  return ghost;
}

function mark(dragging: Drag, place: HTMLElement | null): void {
  if (dragging.over === place) return;
  delete dragging.over?.dataset.over;
  dragging.over = place;
  if (place) place.dataset.over = "";
}

function scrollAtEdge(scroller: HTMLElement, { clientX, clientY }: PointerEvent): void {
  const box = scroller.getBoundingClientRect();
  const by = (near: number, far: number) => (near < EDGE ? -14 : far < EDGE ? 14 : 0);
  scroller.scrollBy(
    by(clientX - box.left - 160, box.right - clientX),
    by(clientY - box.top - 80, box.bottom - clientY),
  );
}

function dropped(controller: GridController, { stop, selection }: Drag, place: HTMLElement): void {
  const { kind, id = "", lane, step } = place.dataset;
  if (!dropOn(controller.editor, selection, { kind, id, lane, step })) return;
  controller.editor.announce("Moved.");
  controller.focusSoon(stop.dataset.stop ?? "");
}

interface Dropped {
  kind?: string;
  id: string;
  lane?: string;
  step?: string;
}

type Editor = GridController["editor"];

function dropOn(editor: Editor, selection: Selection, at: Dropped): boolean {
  if (selection.kind === "card" && at.lane && at.step) {
    const slot = { lane: at.lane, step: at.step, before: at.kind === "card" ? at.id : null };
    return editor.edit("Card moved", (map, name) => moveCard(map, name, selection.id, slot));
  }
  if (selection.kind === "step")
    return editor.edit("Step moved", (map, name) => {
      const stage = map.stages?.find(
        (each) => each.id === at.id || each.steps?.some((one) => one.id === at.id),
      );
      const before = at.kind === "step" ? at.id : null;
      return stage ? moveStep(map, name, selection.id, stage.id, before) : [];
    });
  if (selection.kind === "stage")
    return editor.edit("Stage moved", (map, name) => {
      const stage = map.stages?.find(
        (each) => each.id === at.id || each.steps?.some((one) => one.id === at.id),
      );
      return stage ? moveStage(map, name, selection.id, stage.id) : [];
    });
  return false;
}
