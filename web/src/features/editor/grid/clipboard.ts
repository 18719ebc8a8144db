/** Copy, cut and paste: cells as a spreadsheet has them, and our own cards with all that stands on them. */
import {
  addCard,
  type Card,
  type Operation,
  pasteTable,
  readTable,
  Recorder,
  renamedCopy,
  writeTable,
} from "@/map";
import type { MapEditor } from "../context";
import type { Selection } from "../selection";
import { cardOf } from "./actions";
import { type Block, cardsOfBlock, isSlotted, textsOf } from "./ranges";

/** The card that was copied last: pasted where the clipboard still says its text, it comes with its evidence. */
let copied: Card | null = null;

export function copy(
  editor: MapEditor,
  selection: Selection,
  block: Block | null,
  data: DataTransfer,
): boolean {
  const map = editor.map();
  if (block) {
    copied = null;
    data.setData("text/plain", writeTable(textsOf(map, block)));
    editor.announce(`${block.lanes.length * block.steps.length} cells copied.`);
    return true;
  }
  const card = selection.kind === "card" ? cardOf(map, selection.id) : undefined;
  if (!card) return false;
  copied = card;
  data.setData("text/plain", writeTable([[card.text]]));
  editor.announce("Copied.");
  return true;
}

export function cut(
  editor: MapEditor,
  selection: Selection,
  block: Block | null,
  data: DataTransfer,
): boolean {
  return copy(editor, selection, block, data) && clear(editor, selection, block, "Cut");
}

/** Delete what is selected: a card, or all that a block holds. */
export function clear(editor: MapEditor, selection: Selection, block: Block | null, label: string): boolean {
  const ids = block
    ? cardsOfBlock(editor.map(), block)
        .filter((card) => !card.is_locked)
        .map((card) => card.id)
    : selection.kind === "card" && !cardOf(editor.map(), selection.id)?.is_locked
      ? [selection.id]
      : [];
  return editor.edit(label, (map, name): Operation[] => {
    const recorder = new Recorder(map, name);
    for (const id of ids) recorder.remove(id);
    return recorder.operations;
  });
}

export function paste(editor: MapEditor, selection: Selection, text: string): boolean {
  if (!isSlotted(selection) || !text) return false;
  const own = copied && writeTable([[copied.text]]) === text ? copied : null;
  if (own && selection.kind === "slot")
    return editor.edit("Pasted", (map, name) =>
      addCard(map, name, selection, own.text, renamedCopy(own, name)),
    );
  const card = selection.kind === "card" ? selection.id : null;
  let left = 0;
  const done = editor.edit("Pasted", (map, name) => {
    const found = pasteTable(map, name, readTable(text), { ...selection, card });
    left = found.left;
    return found.operations;
  });
  editor.announce(
    left ? `Pasted. ${left} cells found no lane or step.` : done ? "Pasted." : "Nothing to paste here.",
  );
  return done;
}
