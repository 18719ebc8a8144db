import { useEffect } from "react";
import { useMapEditor } from "./context";

/** Undo and redo from anywhere on the page, but not out of a text that is being written. */
export function Shortcuts() {
  const editor = useMapEditor();
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const isWriting = (event.target as HTMLElement).closest("input, textarea, [contenteditable]");
      if (isWriting) return;
      const key = event.key.toLowerCase();
      const isRedo = (key === "z" && event.shiftKey) || key === "y";
      if (key !== "z" && key !== "y") return;
      event.preventDefault();
      const done = isRedo ? editor.redo() : editor.undo();
      editor.announce(
        done ? (isRedo ? "Done again." : "Undone.") : isRedo ? "Nothing to do again." : "Nothing to undo.",
      );
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [editor]);
  return null;
}
