import { Skeleton } from "@mantine/core";
import type { CSSProperties, ReactNode } from "react";
import classes from "./waiting.module.css";

/**
 * What will be here: a picture, a text, figures with their names, entries, a table, cards, a map; or a chart:
 * bars one under the other or side by side, a table of warm cells, nodes step by step, a falling curve.
 */
export type Shape =
  | "block"
  | "lines"
  | "figures"
  | "list"
  | "table"
  | "cards"
  | "map"
  | "bars"
  | "columns"
  | "heat"
  | "flow"
  | "curve";
type Drawn = Exclude<Shape, "block">;

interface Waits {
  /** As tall as what will be here, so that nothing jumps. */
  height: number | string;
  /** What is being waited for, for those who listen. */
  label?: string;
  /** Drawn in the shape of what comes. */
  shape?: Shape;
}

/** What stands for something until it is here. */
export function Waiting({ height, label = "Loading", shape = "block" }: Waits) {
  if (shape === "block") return <Skeleton height={height} radius="md" role="status" aria-label={label} />;
  return (
    <WaitingFor label={label}>
      <Outline shape={shape} height={height} />
    </WaitingFor>
  );
}

/** Several outlines that are waited for as one. */
export const WaitingFor = ({ label, children }: { label: string; children: ReactNode }) => (
  <div role="status" aria-label={label}>
    {children}
  </div>
);

/** The outline of what comes; nobody hears it. */
export function Outline({ shape, height }: { shape: Drawn; height: number | string }) {
  const tall = typeof height === "number" ? height : USUAL;
  const count = SIDE_BY_SIDE[shape] ?? Math.max(1, Math.ceil(tall / (EACH[shape] ?? tall)));
  return (
    <div className={classes.outline} data-shape={shape} style={{ blockSize: height }} aria-hidden="true">
      {Array.from({ length: count }, (_, at) => (
        <div key={at} className={classes.entry}>
          {PARTS[shape].map((part, place) => (
            <Skeleton
              key={place}
              {...part}
              width={widthOf(part.width, shape === "bars" ? at : at + place, shape)}
              height={heightOf(part.height, at + place)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface Part {
  height: number | `${number}%`;
  width?: number | `${number}%`;
  circle?: boolean;
  style?: CSSProperties;
}

const USUAL = 640; // pixels, where the height is the window's
const EACH: Partial<Record<Drawn, number>> = {
  lines: 28,
  list: 76,
  table: 40,
  cards: 230,
  map: 96,
  bars: 60,
  heat: 36,
};
const SIDE_BY_SIDE: Partial<Record<Drawn, number>> = { figures: 3, columns: 12, flow: 5 };
const CELL: Part = { height: 12, width: "80%" };
const PARTS: Record<Drawn, Part[]> = {
  lines: [{ height: 12, width: "100%" }],
  figures: [
    { height: 12, width: "62%" },
    { height: 22, width: "80%" },
  ],
  list: [
    { height: 20, width: 20, circle: true, style: { gridRow: "span 2" } },
    { height: 11, width: "24%" },
    { height: 14, width: "72%" },
  ],
  table: [CELL, CELL, CELL, CELL],
  cards: [
    { height: 18, width: "52%" },
    { height: 12, width: "84%" },
    { height: 52, width: "100%" },
    { height: 12, width: "60%" },
  ],
  map: [
    { height: 14, width: "60%" },
    ...Array.from({ length: 6 }, (): Part => ({ height: 64, width: "100%" })),
  ],
  bars: [
    { height: 12, width: 140 },
    { height: 20, width: "100%" },
  ],
  columns: [{ height: "92%", width: "100%" }],
  heat: [
    { height: 12, width: "70%" },
    ...Array.from({ length: 8 }, (): Part => ({ height: 28, width: "100%" })),
  ],
  flow: Array.from({ length: 4 }, (): Part[] => [
    { height: "100%", width: 14 },
    { height: 11, width: "80%" },
  ]).flat(),
  curve: [{ height: "100%", width: "100%" }],
};
const UNEVEN = [1, 0.86, 0.94, 0.72, 0.9];

/** Words are not all as long; bars are the shorter the later they come. */
function widthOf(width: Part["width"], at: number, shape: Drawn): Part["width"] {
  if (typeof width !== "string" || (width === "100%" && shape !== "bars")) return width;
  const share = shape === "bars" ? Math.max(1 - at * 0.14, 0.2) : uneven(at);
  return `${Math.round(Number.parseFloat(width) * share)}%`;
}

const heightOf = (height: Part["height"], at: number): Part["height"] =>
  typeof height === "number" ? height : `${Math.round(Number.parseFloat(height) * uneven(at))}%`;

const uneven = (at: number): number => UNEVEN[at % UNEVEN.length] ?? 1;
