import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { runJob } from "@/client";

export interface Checking {
  /** The map that is being checked now. */
  map: string | null;
  share: number;
  step: string | null;
  stop: () => void;
  resume: () => void;
}

/** Checks published maps one after the other, once the page is shown, and tells how far that is. */
export function useChecking(toCheck: string[]): Checking {
  const [stopped, setStopped] = useState(false);
  const [{ share, step }, told] = useState(NOTHING);
  const queries = useQueryClient();
  const giving = useRef<AbortController>(null);
  const map = stopped ? null : (toCheck[0] ?? null);
  useEffect(() => {
    if (map === null) return;
    const control = new AbortController();
    let isGone = false;
    giving.current = control;
    const onProgress = (done: number, doing: string | null) => told({ share: done, step: doing });
    void runJob({ check_of: map }, { signal: control.signal, onProgress })
      .then(() => queries.invalidateQueries({ queryKey: ["home"] }))
      .catch(() => !isGone && setStopped(true))
      .finally(() => told(NOTHING));
    return () => {
      isGone = true;
      control.abort();
    };
  }, [map, queries]);
  return {
    map,
    share,
    step,
    stop: () => giving.current?.abort(),
    resume: () => setStopped(false),
  };
}

const NOTHING: { share: number; step: string | null } = { share: 0, step: null };
