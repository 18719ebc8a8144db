import { Route } from "lucide-react";
import { memo, useMemo } from "react";
import { type Across, arcOf, type JourneyMap, type Label, labelsOf, waysOf } from "@/map";
import { percent } from "@/ui";
import classes from "./reality-row.module.css";

const HEIGHT = 136;
const MOST = 24; // more would be a tangle; the panel lists all

interface Props {
  edges: JourneyMap["edges"];
  across: Across;
  isMirrored: boolean;
}

/** The ways that people take besides the drawn one: back above the line, past steps below it. */
export const RealityRow = memo(function RealityRow({ edges, across, isMirrored }: Props) {
  const { columns } = across;
  const ways = useMemo(() => waysOf({ edges }, columns).slice(0, MOST), [edges, columns]);
  const middles = [...across.middles.values()];
  return (
    <tr>
      <th scope="row" className={classes.rail}>
        <Route size={16} aria-hidden /> Real ways
        <span className={classes.legend}>
          <span data-kind="back">back</span>
          <span data-kind="past">past a step</span>
        </span>
      </th>
      <td colSpan={columns.length} className={classes.room} style={{ blockSize: HEIGHT }}>
        <svg
          className={classes.arcs}
          viewBox={`0 0 1 ${HEIGHT}`}
          preserveAspectRatio="none"
          aria-hidden
          data-mirrored={isMirrored || undefined}
        >
          {ways.map((way) => (
            <path
              key={way.id}
              d={arcOf(way, middles, HEIGHT)}
              data-kind={way.kind}
              vectorEffect="non-scaling-stroke"
              strokeWidth={Math.max(1.25, Math.min(12, way.share * 16))}
            />
          ))}
        </svg>
        {labelsOf(ways, middles, HEIGHT).map((label) => (
          <Share key={label.way.id} label={label} />
        ))}
        {!ways.length && <span className={classes.none}>No other way is taken by enough people.</span>}
      </td>
    </tr>
  );
});

/** The share of a way, with its direction as a sign. */
function Share({ label: { way, x, y } }: { label: Label }) {
  const says = `${percent(way.share)} of those at “${way.names[0]}” go ${way.kind === "back" ? "back" : "on"} to “${way.names[1]}”`;
  return (
    <span
      className={classes.label}
      data-kind={way.kind}
      title={says}
      style={{ insetInlineStart: `${x * 100}%`, insetBlockStart: y - 8 }}
      role="img"
      aria-label={says}
    >
      {way.kind === "back" ? "↶ " : "↷ "}
      {percent(way.share)}
    </span>
  );
}
