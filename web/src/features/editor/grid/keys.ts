/** The keyboard in the grid, as the APG describes a grid that can be edited: nothing needs a mouse. */
import { movedTimes, QUARTER, setEmotion, setTimes, timeWords, type TimeEdge } from "@/map";
import { nudge, removeSelected } from "./actions";
import type { GridController } from "./controller";
import { selectionOf, type Way } from "./stops";

const WAYS: Record<string, Way> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowRight: "end",
  ArrowLeft: "start",
  Home: "rowStart",
  End: "rowEnd",
};
const MIRRORED: Partial<Record<Way, Way>> = { end: "start", start: "end" };
const SCORE_STEP = 0.1;

export type Scored = "authored" | "target";

interface Keyed {
  controller: GridController;
  isMirrored: boolean;
  /** Which curve the keys change in the emotion lane. */
  scored: Scored;
}

/** What a key does at a stop; true when it did something. */
export function pressed(event: KeyboardEvent, stop: HTMLElement, keyed: Keyed): boolean {
  const { controller } = keyed;
  const way = wayOf(event, keyed.isMirrored);
  if (way && event.altKey) return moved(controller, stop, way, keyed);
  if (way) {
    controller.move(way);
    return true;
  }
  if (event.altKey) return false;
  if (stop.dataset.kind === "emotion") return scoring(event, stop, keyed);
  if (stop.dataset.kind === "clock") return timing(event, stop, controller);
  return written(event, stop, controller) || commanded(event, stop, controller);
}

function wayOf(event: KeyboardEvent, isMirrored: boolean): Way | null {
  const way = WAYS[event.key];
  if (!way || event.shiftKey) return null;
  if (event.ctrlKey || event.metaKey) return way === "rowStart" ? "first" : way === "rowEnd" ? "last" : null;
  return (isMirrored && MIRRORED[way]) || way;
}

/** Alt and an arrow: what is selected goes one place that way; a score or a time goes one step. */
function moved(controller: GridController, stop: HTMLElement, way: Way, keyed: Keyed): boolean {
  const selection = selectionOf(stop);
  const by = FORTH[way];
  if (!selection || !by) return false;
  const isUpright = way === "up" || way === "down";
  if (selection.kind === "emotion" && isUpright) return nudgeScore(keyed, selection.step, -by * SCORE_STEP);
  if (selection.kind === "clock" && !isUpright)
    return moveTime(controller, selection.step, "both", by * QUARTER);
  if (nudge(controller.editor, selection, isUpright ? way : by > 0 ? "after" : "before")) {
    controller.focusSoon(stop.dataset.stop ?? "");
    controller.editor.announce("Moved.");
  }
  return true;
}

const FORTH: Partial<Record<Way, 1 | -1>> = { up: -1, down: 1, start: -1, end: 1 };

/** Keys that begin to write: Enter, F2, or any letter. */
function written(event: KeyboardEvent, stop: HTMLElement, controller: GridController): boolean {
  const { key, ctrlKey, metaKey } = event;
  if (key === "Enter" && (ctrlKey || metaKey)) return another(stop, controller);
  if (key === "Enter" || key === "F2") {
    controller.write(stop);
    return true;
  }
  const isLetter = [...key].length === 1 && !ctrlKey && !metaKey && key !== " ";
  if (isLetter) controller.write(stop, key);
  return isLetter;
}

/** Another card in the same slot. */
function another(stop: HTMLElement, controller: GridController): boolean {
  const { lane, step } = stop.dataset;
  if (!lane || !step) return false;
  controller.show({ writing: { stop, selection: { kind: "slot", lane, step }, text: "" } });
  return true;
}

function commanded(event: KeyboardEvent, stop: HTMLElement, controller: GridController): boolean {
  const selection = selectionOf(stop);
  if (!selection) return false;
  switch (event.key) {
    case "Delete":
    case "Backspace":
      if (removeSelected(controller.editor, selection))
        controller.editor.announce("Deleted. Control Z brings it back.");
      return true;
    case "ContextMenu":
    case " ":
      controller.openMenu(stop);
      return true;
    case "F10":
      if (event.shiftKey) controller.openMenu(stop);
      return event.shiftKey;
    default:
      return false;
  }
}

/** In the emotion lane: + and −, Page Up and Down, a number, Delete. */
function scoring(event: KeyboardEvent, stop: HTMLElement, keyed: Keyed): boolean {
  const step = stop.dataset.step ?? "";
  const nudges: Record<string, number> = {
    "+": SCORE_STEP,
    "-": -SCORE_STEP,
    "−": -SCORE_STEP,
    PageUp: 0.5,
    PageDown: -0.5,
  };
  const by = nudges[event.key];
  if (by !== undefined) return nudgeScore(keyed, step, by);
  if (/^[0-2]$/.test(event.key)) return setScore(keyed, step, Number(event.key));
  if (event.key === "Delete" || event.key === "Backspace") return setScore(keyed, step, null);
  if (event.key === "Enter" || event.key === "F2" || event.key === " ") {
    keyed.controller.show({ moving: { kind: "emotion", step } });
    return true;
  }
  return false;
}

/** On the clock: + and − make a step longer or shorter, Delete takes its time away; Alt and an arrow move it. */
function timing(event: KeyboardEvent, stop: HTMLElement, controller: GridController): boolean {
  const step = stop.dataset.step ?? "";
  switch (event.key) {
    case "+":
      return moveTime(controller, step, "end", QUARTER);
    case "-":
    case "−":
      return moveTime(controller, step, "end", -QUARTER);
    case "Enter":
    case "F2":
      controller.show({ moving: { kind: "clock", step } });
      return true;
    default:
      return commanded(event, stop, controller);
  }
}

/** A step's time, or its end, so many minutes later; what follows each other is undone as one. */
export function moveTime({ editor }: GridController, step: string, edge: TimeEdge, by: number): boolean {
  const times = movedTimes(editor.map(), step, edge, by);
  if (!times) return false;
  const was = timeWords(editor.map()).get(step)?.join(", ");
  editor.edit("Time of a step", (map, name) => setTimes(map, name, step, times), `clock ${step}`);
  const is = timeWords(editor.map()).get(step)?.join(", ") ?? "";
  editor.announce(is === was ? "No further: the steps beside it stand in the way." : `${is}.`);
  return true;
}

function nudgeScore(keyed: Keyed, step: string, by: number): boolean {
  const now = scoreOf(keyed, step) ?? startOf(keyed, step);
  return setScore(keyed, step, Math.max(-2, Math.min(2, Math.round((now + by) * 10) / 10)));
}

/** One score; those of one step that follow each other are undone as one. */
export function setScore(
  { controller: { editor }, scored }: Keyed,
  step: string,
  value: number | null,
): boolean {
  const words = scored === "target" ? "Target" : "Guess";
  const done = editor.edit(
    value === null ? `${words} taken away` : `${words} of emotion`,
    (map, name) => setEmotion(map, name, { step, source: scored, value }),
    `${scored} ${step}`,
  );
  if (done) editor.announce(value === null ? `${words} taken away.` : `${words} ${value.toFixed(1)}.`);
  return true;
}

const emotionOf = ({ controller }: Keyed, step: string, source: string) =>
  controller.editor.map().emotions?.find((one) => one.step === step && one.source === source)?.value;

const scoreOf = (keyed: Keyed, step: string) => emotionOf(keyed, step, keyed.scored);

/** A new score begins where the measured one is. */
const startOf = (keyed: Keyed, step: string) =>
  Math.round((emotionOf(keyed, step, "measured") ?? 0) * 10) / 10;
