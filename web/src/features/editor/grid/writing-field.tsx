import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from "react";
import { setField } from "@/map";
import type { Selection } from "../selection";
import { writeCard } from "./actions";
import type { GridController, Writing } from "./controller";
import classes from "./grid.module.css";

interface Props {
  writing: Writing;
  controller: GridController;
}

const LONGEST = 2_000;

/** A text while it is written, over the place where it stands; Enter keeps it, Escape does not. */
export function WritingField({ writing, controller }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const isDone = useRef(false);
  useLayoutEffect(() => place(field.current, writing), [writing]);
  useEffect(() => {
    const { current } = field;
    if (!current) return;
    current.focus({ preventScroll: true });
    const end = current.value.length;
    current.setSelectionRange(end, end);
    current.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [writing]);
  const finish = (keep: boolean, then?: "down" | "end" | "start") => {
    if (isDone.current) return;
    isDone.current = true;
    const text = field.current?.value ?? "";
    const next = keep ? kept(controller, writing.selection, text) : null;
    controller.show({ writing: null });
    if (keep || !writing.stop.isConnected)
      controller.focusSoon(next ?? writing.stop.dataset.stop ?? "", then);
    else controller.focus(writing.stop); // nothing is drawn anew, and the next key is for it
  };
  return (
    <textarea
      ref={field}
      className={classes.writing}
      defaultValue={writing.text}
      maxLength={LONGEST}
      rows={1}
      dir="auto"
      aria-label={LABELS[writing.selection.kind]}
      onKeyDown={(event) => keyed(event, finish)}
      onBlur={() => finish(true)}
    />
  );
}

const LABELS: Partial<Record<Selection["kind"], string>> = {
  card: "Text of the card",
  slot: "Text of the new card",
  step: "Name of the step",
  stage: "Name of the stage",
  lane: "Name of the lane",
};

function keyed(
  event: KeyboardEvent<HTMLTextAreaElement>,
  finish: (keep: boolean, then?: "down" | "end" | "start") => void,
): void {
  if (event.nativeEvent.isComposing) return;
  if (event.key === "Escape") {
    event.preventDefault();
    finish(false);
  } else if (event.key === "Enter" && event.altKey) {
    event.preventDefault();
    event.currentTarget.setRangeText(
      "\n",
      event.currentTarget.selectionStart,
      event.currentTarget.selectionEnd,
      "end",
    );
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    finish(true);
  } else if (event.key === "Tab") {
    event.preventDefault();
    finish(true, event.shiftKey ? "start" : "end");
  }
  event.stopPropagation();
}

/** What was written, kept; what has the focus then. */
function kept(controller: GridController, selection: Selection, text: string): Selection | null {
  const { editor } = controller;
  const words = text.replace(/\s+$/, "");
  switch (selection.kind) {
    case "slot":
      return words ? writeCard(editor, selection, words) : null;
    case "card":
      editor.edit("Text changed", (map, name) => setField(map, name, selection.id, "text", words));
      return selection;
    case "step":
    case "stage":
      editor.edit("Renamed", (map, name) => setField(map, name, selection.id, "name", words));
      return selection;
    case "lane":
      editor.edit("Renamed", (map, name) => setField(map, name, selection.id, "label", words));
      return selection;
    default:
      return null;
  }
}

function place(field: HTMLTextAreaElement | null, { stop, selection }: Writing): void {
  const room = field?.parentElement;
  if (!field || !room) return;
  const [box, frame] = [stop.getBoundingClientRect(), room.getBoundingClientRect()];
  const isBeside = selection.kind === "slot" && stop.dataset.kind === "card";
  field.style.translate = `${box.left - frame.left}px ${(isBeside ? box.bottom + 4 : box.top) - frame.top}px`;
  field.style.inlineSize = `${box.width}px`;
  field.style.minBlockSize = `${isBeside ? 44 : Math.max(36, box.height)}px`;
  const isHead = selection.kind === "step" || selection.kind === "stage" || selection.kind === "lane";
  field.dataset.over = isHead ? "head" : "cells";
}
