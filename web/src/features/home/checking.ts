import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { runJob } from "@/client";

export interface Checking {
  /** The map that is being checked now. */
  map: string | null;
  share: number;
  stop: () => void;
  resume: () => void;
}

/** Checks published maps one after the other, once the page is shown, and tells how far that is. */
export function useChecking(toCheck: string[]): Checking {
  const [stopped, setStopped] = useState(false);
  const [share, setShare] = useState(0);
  const queries = useQueryClient();
  const giving = useRef<AbortController>(null);
  const map = stopped ? null : (toCheck[0] ?? null);
  useEffect(() => {
    if (map === null) return;
    const control = new AbortController();
    let isGone = false;
    giving.current = control;
    void runJob({ standing_of: map }, { signal: control.signal, onProgress: setShare })
      .then(() => queries.invalidateQueries({ queryKey: ["home"] }))
      .catch(() => !isGone && setStopped(true))
      .finally(() => setShare(0));
    return () => {
      isGone = true;
      control.abort();
    };
  }, [map, queries]);
  return {
    map,
    share,
    stop: () => giving.current?.abort(),
    resume: () => setStopped(false),
  };
}
