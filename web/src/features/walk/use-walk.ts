import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { alone, changeKept, keptWalk, onKept } from "./keeping";
import { sendWalk } from "./sending";
import { type Shelf, type Shown, WalkStore } from "./store";
import { unsent, type Walk } from "./walks";

export interface Walking extends Shown {
  change: (how: (walk: Walk) => Walk) => void;
  sendNow: () => void;
  /** What is not on the map yet. */
  waiting: number;
}

export interface Underway extends Walking {
  walk: Walk;
}

const shelf: Shelf = { read: keptWalk, change: changeKept, listen: onKept, alone };

/** A walk, kept in this browser at every change and sent as soon as it can be; `holding` is being written on. */
export function useWalk(id: string, holding?: string): Walking {
  const queries = useQueryClient();
  const store = useMemo(() => {
    const arrived = ({ map }: Walk) => {
      void queries.invalidateQueries({ queryKey: ["map", map] });
      void queries.invalidateQueries({ queryKey: ["walks", map] });
    };
    return new WalkStore(id, { shelf, send: sendWalk, arrived });
  }, [id, queries]);
  useEffect(() => store.start(), [store]);
  useEffect(() => store.hold(holding), [store, holding]);
  const shown = useSyncExternalStore(store.subscribe, store.shown);
  const waiting = shown.walk ? unsent(shown.walk).length : 0;
  return { ...shown, change: store.change, sendNow: store.sendNow, waiting };
}
