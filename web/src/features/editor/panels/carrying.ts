/** Carrying something onto what can rest on it: a card, a feeling, a figure. A button does the same by keyboard. */
import { type DragEvent, useEffect, useRef } from "react";
import { useMapEditor } from "../context";

const HOLDER = "[data-holds]";

interface Carried {
  draggable: true;
  onDragStart: (event: DragEvent) => void;
  onDragEnd: () => void;
}

/** What makes an element something that can be carried; `drop` is told what it was let go on, which is shown then. */
export function useCarried(words: string, drop: (holder: string) => void): Carried {
  const { openPanel } = useMapEditor();
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);
  return {
    draggable: true,
    onDragStart: (event) => {
      event.stopPropagation();
      event.dataTransfer.effectAllowed = "copy";
      event.dataTransfer.setData("text/plain", words);
      stopping.current?.abort();
      stopping.current = new AbortController();
      listen(stopping.current.signal, (holder) => {
        drop(holder);
        openPanel("evidence", holder);
      });
    },
    onDragEnd: () => stopping.current?.abort(),
  };
}

function listen(signal: AbortSignal, drop: (holder: string) => void): void {
  let over: HTMLElement | null = null;
  const mark = (holder: HTMLElement | null) => {
    if (over === holder) return;
    delete over?.dataset.over;
    over = holder;
    if (holder) holder.dataset.over = "";
  };
  const holderAt = (event: Event) =>
    event.target instanceof Element ? event.target.closest<HTMLElement>(HOLDER) : null;
  signal.addEventListener("abort", () => mark(null));
  document.addEventListener(
    "dragover",
    (event) => {
      const holder = holderAt(event);
      mark(holder);
      if (holder) event.preventDefault();
    },
    { signal },
  );
  document.addEventListener(
    "drop",
    (event) => {
      const id = holderAt(event)?.dataset.holds;
      if (!id) return;
      event.preventDefault();
      mark(null);
      drop(id);
    },
    { signal },
  );
}
