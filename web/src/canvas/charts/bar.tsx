import type { CSSProperties } from "react";
import classes from "./charts.module.css";

interface Props {
  /** 0 … 1 of the width. */
  share: number | null;
  low?: number | null;
  high?: number | null;
  colour?: string;
  tall?: number;
}

/** A share as a bar, with its interval; it says nothing that does not stand beside it as a number. */
export function Bar({ share, low, high, colour = "var(--dp-accent)", tall = 18 }: Props) {
  const known = typeof low === "number" && typeof high === "number" && high > low;
  return (
    <div className={classes.bar} style={{ blockSize: tall }} aria-hidden>
      <div className={classes.filled} style={{ inlineSize: width(share ?? 0), background: colour }} />
      {known && <div className={classes.whisker} style={whisker(low, high, tall)} />}
    </div>
  );
}

const width = (share: number) => `${Math.max(0, Math.min(1, share)) * 100}%`;

const whisker = (low: number, high: number, tall: number): CSSProperties => ({
  insetInlineStart: width(low),
  inlineSize: width(high - low),
  insetBlock: (tall - 2) / 2,
});
