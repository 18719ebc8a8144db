import type { Emotion } from "@/map";
import { LANE_HEIGHT, linesOf, type Middles, WIDTH } from "./curves";
import classes from "./map.module.css";

interface Props {
  emotions: readonly Emotion[];
  middles: Middles;
  isMirrored?: boolean;
}

/** The curves, stretched over the columns; what they say is said by the points in the cells. */
export function CurveLines({ emotions, middles, isMirrored = false }: Props) {
  const lines = linesOf(emotions, middles);
  const middle = LANE_HEIGHT / 2;
  return (
    <svg
      className={classes.curves}
      viewBox={`0 0 ${WIDTH} ${LANE_HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      data-mirrored={isMirrored || undefined}
    >
      <path className={classes.zero} d={`M0 ${middle}H${WIDTH}`} />
      <path className={classes.band} d={lines.band} />
      <path className={classes.authored} d={lines.authored} />
      <path className={classes.target} d={lines.target} />
      <path className={classes.measured} d={lines.measured} />
    </svg>
  );
}
