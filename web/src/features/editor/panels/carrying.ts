/** Carrying something from a panel onto a card of the map; a button beside it does the same by keyboard. */
import { type DragEvent, useEffect, useRef } from "react";

const CARD = '[data-kind="card"][data-id]';

interface Carried {
  draggable: true;
  onDragStart: (event: DragEvent) => void;
  onDragEnd: () => void;
}

/** What makes an element something that can be carried; `drop` is told the card it was let go on. */
export function useCarried(words: string, drop: (card: string) => void): Carried {
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
      listen(stopping.current.signal, drop);
    },
    onDragEnd: () => stopping.current?.abort(),
  };
}

function listen(signal: AbortSignal, drop: (card: string) => void): void {
  let over: HTMLElement | null = null;
  const mark = (card: HTMLElement | null) => {
    if (over === card) return;
    delete over?.dataset.over;
    over = card;
    if (card) card.dataset.over = "";
  };
  const cardAt = (event: Event) =>
    event.target instanceof Element ? event.target.closest<HTMLElement>(CARD) : null;
  signal.addEventListener("abort", () => mark(null));
  document.addEventListener(
    "dragover",
    (event) => {
      const card = cardAt(event);
      mark(card);
      if (card) event.preventDefault();
    },
    { signal },
  );
  document.addEventListener(
    "drop",
    (event) => {
      const id = cardAt(event)?.dataset.id;
      if (!id) return;
      event.preventDefault();
      mark(null);
      drop(id);
    },
    { signal },
  );
}
