/** The menu of what people feel at a step, and of a step's time on the clock. */
import { QUARTER, type TimeEdge } from "@/map";
import type { MapEditor } from "../context";
import { type Action, removeSelected } from "./actions";
import type { GridController } from "./controller";
import { moveTime } from "./keys";

const FEELINGS = {
  measured: "Evidence: measured …",
  target: "Evidence: target …",
  authored: "Evidence: guess …",
} as const;

/** What each point of the emotion lane rests on. */
export function feelingEntries(editor: MapEditor, step: string): Action[] {
  const felt = editor.map().emotions?.filter((one) => one.step === step) ?? [];
  return (["measured", "target", "authored"] as const).flatMap((source): Action[] => {
    const one = felt.find((each) => each.source === source);
    if (!one) return [];
    const run = () => editor.openPanel("evidence", one.id);
    return [{ id: source, label: FEELINGS[source], section: "place", run }];
  });
}

export function timeEntries(controller: GridController, step: string): Action[] {
  const entry = (id: string, label: string, keys: string, edge: TimeEdge, by: number): Action => {
    return { id, label, keys, section: "place", run: () => moveTime(controller, step, edge, by) };
  };
  return [
    entry("earlier", "A quarter of an hour earlier", "Alt ←", "both", -QUARTER),
    entry("later", "A quarter of an hour later", "Alt →", "both", QUARTER),
    entry("longer", "A quarter of an hour longer", "+", "end", QUARTER),
    entry("shorter", "A quarter of an hour shorter", "−", "end", -QUARTER),
    {
      id: "delete",
      label: "Take its time away",
      keys: "Del",
      section: "away",
      isDangerous: true,
      run: () => removeSelected(controller.editor, { kind: "clock", step }),
    },
  ];
}
