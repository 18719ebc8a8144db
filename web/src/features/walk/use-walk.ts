import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { Problem, Unreachable } from "@/client";
import { keepWalk, keptWalk } from "./keeping";
import { sendWalk } from "./sending";
import { unsent, type Walk } from "./walks";

const AGAIN_MS = 4_000;

export interface Walking {
  /** Undefined while it is being looked for, null when this browser has none of this id. */
  walk: Walk | null | undefined;
  change: (how: (walk: Walk) => Walk) => void;
  /** What is not on the map yet. */
  waiting: number;
  error: Problem | undefined;
}

export interface Underway extends Walking {
  walk: Walk;
}

const NOT_KEPT = new Problem({
  title: "Not kept in this browser",
  status: 0,
  detail: "This browser has no room for it: stay on this page until everything is sent.",
});

/** A walk, kept in this browser at every change and sent as soon as it can be; `holding` is being written on. */
export function useWalk(id: string, holding?: string): Walking {
  const [walk, setWalk] = useState<Walk | null>();
  const [error, setError] = useState<Problem>();
  const [turn, setTurn] = useState(0);
  const queries = useQueryClient();
  const busy = useRef(false);

  useEffect(() => {
    keptWalk(id).then(
      (found) => setWalk(found ?? null),
      () => setWalk(null),
    );
  }, [id]);
  const change = useCallback((how: (walk: Walk) => Walk) => {
    setWalk((before) => {
      if (!before) return before;
      const after = how(before);
      keepWalk(after).catch(() => setError(NOT_KEPT));
      return after;
    });
  }, []);

  const waiting = walk ? unsent(walk).length : 0;
  const due = walk ? unsent(walk, holding).length : 0;
  useEffect(() => {
    if (!walk || due === 0 || busy.current) return;
    busy.current = true;
    sendWalk(walk, change, holding)
      .then(
        () => setError(undefined),
        (failure: unknown) => setError(failure instanceof Problem ? failure : undefined),
      )
      .finally(() => {
        busy.current = false;
        void queries.invalidateQueries({ queryKey: ["map", walk.map] });
        void queries.invalidateQueries({ queryKey: ["walks", walk.map] });
      });
  }, [walk, due, holding, change, queries, turn]);
  useAgain(due > 0 && (error === undefined || error instanceof Unreachable), () =>
    setTurn((before) => before + 1),
  );
  return { walk, change, waiting, error };
}

/** Try again every few seconds, and as soon as there is a connection. */
function useAgain(wanted: boolean, again: () => void) {
  const newest = useRef(again);
  useEffect(() => {
    newest.current = again;
  });
  useEffect(() => {
    if (!wanted) return;
    const now = () => newest.current();
    const timer = setInterval(now, AGAIN_MS);
    window.addEventListener("online", now);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", now);
    };
  }, [wanted]);
}
