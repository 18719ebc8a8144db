import { type RefObject, useEffect } from "react";
import { usePanel } from "../context";

/** What a panel was opened about is brought into sight: a link to a step shows the step. */
export function useReveal(scroller: RefObject<HTMLElement | null>): void {
  const [{ about }] = usePanel();
  useEffect(() => {
    if (!about) return;
    const thing = scroller.current?.querySelector(`[data-id="${CSS.escape(about)}"]`);
    thing?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [about, scroller]);
}
