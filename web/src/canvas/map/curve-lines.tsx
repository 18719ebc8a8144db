import type { Emotion } from "@/map";
import { LANE_HEIGHT, linesOf, UNIT } from "./curves";
import classes from "./map.module.css";

interface Props {
  emotions: readonly Emotion[];
  order: ReadonlyMap<string, number>;
  columns: number;
  isMirrored?: boolean;
}

/** The curves, stretched over the columns; what they say is said by the points in the cells. */
export function CurveLines({ emotions, order, columns, isMirrored = false }: Props) {
  const lines = linesOf(emotions, order);
  const middle = LANE_HEIGHT / 2;
  return (
    <svg
      className={classes.curves}
      viewBox={`0 0 ${columns * UNIT} ${LANE_HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      data-mirrored={isMirrored || undefined}
    >
      <path className={classes.zero} d={`M0 ${middle}H${columns * UNIT}`} />
      <path className={classes.band} d={lines.band} />
      <path className={classes.authored} d={lines.authored} />
      <path className={classes.target} d={lines.target} />
      <path className={classes.measured} d={lines.measured} />
    </svg>
  );
}
