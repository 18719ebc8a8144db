/** The menu of a card, step, stage, lane or slot: an entry for all that can be done by dragging or by keys. */
import { called, setField, stepsOf } from "@/map";
import type { MapEditor } from "../context";
import { panelOf, PANELS } from "../panels/registry";
import { type Selection, stopOf } from "../selection";
import {
  type Action,
  cardOf,
  insertBeside,
  merge,
  nudge,
  removeSelected,
  setLocked,
  split,
  splitStageAt,
  widen,
} from "./actions";
import type { GridController } from "./controller";
import { feelingEntries, timeEntries } from "./point-entries";
import { stopNamed } from "./stops";

type Entry = Action;

export function entriesOf(controller: GridController, selection: Selection): Entry[] {
  const entries = allOf(controller, selection);
  return controller.root ? entries : entries.filter(({ id }) => id !== "write"); // there is no cell to write in
}

function allOf(controller: GridController, selection: Selection): Entry[] {
  const { editor } = controller;
  const writing: Entry = {
    id: "write",
    label:
      selection.kind === "slot" ? "Write a card" : selection.kind === "card" ? "Edit the text" : "Rename",
    keys: "F2",
    section: "write",
    run: () => {
      const stop = controller.root && stopNamed(controller.root, stopOf(selection));
      if (stop) requestAnimationFrame(() => controller.write(stop));
    },
  };
  switch (selection.kind) {
    case "card":
      return [writing, ...panels(editor, selection), ...ofCard(controller, selection)];
    case "slot":
      return [writing];
    case "step":
      return [
        writing,
        ...panels(editor, selection),
        ...ofBand(controller, selection),
        ...ofStep(editor, selection.id),
        away(editor, selection, "Delete the step and its cards"),
      ];
    case "stage":
      return [
        writing,
        ...panels(editor, selection),
        ...ofBand(controller, selection),
        away(editor, selection, "Delete the stage and its steps"),
      ];
    case "lane":
      return [writing, ...panels(editor, selection), ...ofLane(editor, selection)];
    case "emotion":
      return [
        { ...writing, label: "Set the scores …", run: () => controller.show({ moving: selection }) },
        ...feelingEntries(editor, selection.step),
      ];
    case "clock":
      return [
        { ...writing, label: "Set the time …", run: () => controller.show({ moving: selection }) },
        ...timeEntries(controller, selection.step),
      ];
  }
}

function panels(editor: MapEditor, selection: Extract<Selection, { id: string }>): Entry[] {
  return PANELS.filter((panel) => panel.of?.includes(selection.kind)).map(({ id, label }) => ({
    id,
    label: `${panelOf(id)?.label ?? label} …`,
    section: "write",
    run: () => editor.openPanel(id, selection.id),
  }));
}

function ofCard(controller: GridController, selection: Extract<Selection, { kind: "card" }>): Entry[] {
  const { editor } = controller;
  const card = cardOf(editor.map(), selection.id);
  return [
    {
      id: "move",
      label: "Move to …",
      keys: "Alt ← ↑ → ↓",
      section: "place",
      run: () => controller.show({ moving: selection }),
    },
    ...where(stepsOf(editor.map()).at(-1)?.id !== (card?.span_to_step ?? card?.step), {
      id: "wider",
      label: "Stretch over the next step",
      section: "place",
      run: () => widen(editor, selection.id, 1),
    }),
    ...where(Boolean(card?.span_to_step), {
      id: "narrower",
      label: "One step less",
      section: "place",
      run: () => widen(editor, selection.id, -1),
    }),
    {
      id: "lock",
      label: card?.is_locked ? "Unlock" : "Lock",
      section: "place",
      run: () => setLocked(editor, selection.id, !card?.is_locked),
    },
    away(editor, selection, "Delete the card"),
  ];
}

function ofBand(
  controller: GridController,
  selection: Extract<Selection, { kind: "step" | "stage" | "lane" }>,
): Entry[] {
  const { editor } = controller;
  const { kind, id } = selection;
  if (kind === "lane") return [];
  const band = { kind, id } as Extract<Selection, { kind: "step" }>;
  const stages = editor.map().stages ?? [];
  const hasSteps = (stages.find((stage) => stage.id === id)?.steps?.length ?? 0) > 1;
  const isLast = (kind === "step" ? stepsOf(editor.map()) : stages).at(-1)?.id === id;
  const insert = (side: "before" | "after") => {
    const made = insertBeside(editor, band, side);
    if (made) controller.focusSoon(made);
  };
  return [
    { id: "insert-before", label: `Insert a ${kind} before`, section: "place", run: () => insert("before") },
    { id: "insert-after", label: `Insert a ${kind} after`, section: "place", run: () => insert("after") },
    {
      id: "move",
      label: "Move to …",
      keys: "Alt ← →",
      section: "place",
      run: () => controller.show({ moving: selection }),
    },
    ...where(kind === "step" || hasSteps, {
      id: "split",
      label: kind === "step" ? "Split into two steps" : "Split in the middle",
      section: "shape",
      run: () => split(editor, band),
    }),
    ...where(!isLast, {
      id: "merge",
      label: "Merge with the next",
      section: "shape",
      run: () => merge(editor, band),
    }),
  ];
}

function ofStep(editor: MapEditor, id: string): Entry[] {
  const isMoment = Boolean(stepsOf(editor.map()).find((step) => step.id === id)?.moment_of_truth);
  const begins = editor.map().stages?.some((stage) => stage.steps?.[0]?.id === id);
  return [
    ...where(!begins, {
      id: "stage-here",
      label: "Begin a new stage here",
      section: "shape",
      run: () => splitStageAt(editor, id),
    }),
    {
      id: "moment",
      label: isMoment ? "Not a moment of truth" : "Mark as a moment of truth",
      section: "shape",
      run: () =>
        editor.edit("Moment of truth", (map, name) =>
          setField(map, name, id, "moment_of_truth", isMoment ? null : true),
        ),
    },
  ];
}

function ofLane(
  editor: MapEditor,
  selection: Extract<Selection, { kind: "step" | "stage" | "lane" }>,
): Entry[] {
  const lane = editor.map().lanes?.find((each) => each.id === selection.id);
  const isCollapsed = Boolean(lane?.is_collapsed);
  const fold = () =>
    editor.edit(isCollapsed ? "Lane opened" : "Lane folded", (map, name) =>
      setField(map, name, selection.id, "is_collapsed", isCollapsed ? null : true),
    );
  return [
    { id: "fold", label: isCollapsed ? "Open the lane" : "Fold the lane", section: "place", run: fold },
    {
      id: "up",
      label: "Move up",
      keys: "Alt ↑",
      section: "place",
      run: () => nudge(editor, selection, "up"),
    },
    {
      id: "down",
      label: "Move down",
      keys: "Alt ↓",
      section: "place",
      run: () => nudge(editor, selection, "down"),
    },
    away(editor, selection, "Delete the lane and its cards"),
  ];
}

/** What would do nothing is not offered. */
const where = (isSo: boolean, entry: Entry): Entry[] => (isSo ? [entry] : []);

const away = (editor: MapEditor, selection: Selection, label: string): Entry => ({
  id: "delete",
  label,
  keys: "Del",
  section: "away",
  isDangerous: true,
  run: () => removeSelected(editor, selection),
});

/** What is selected, by the words on it. */
export function nameOf(editor: MapEditor, selection: Selection): string {
  const map = editor.map();
  if (selection.kind === "emotion" || selection.kind === "clock")
    return stepsOf(map).find((step) => step.id === selection.step)?.name ?? "Empty";
  if (!("id" in selection)) return "Empty";
  const things = [
    ...(map.stages ?? []),
    ...(map.stages ?? []).flatMap((stage) => stage.steps ?? []),
    ...(map.lanes ?? []),
  ];
  const thing = things.find((each) => each.id === selection.id) ?? cardOf(map, selection.id);
  return thing ? called(thing as never) : "Empty";
}
