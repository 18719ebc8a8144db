import { Skeleton } from "@mantine/core";
import type { CSSProperties, ReactNode } from "react";
import classes from "./waiting.module.css";

/** What will be here: a picture, a text, figures with their names, entries, a table, cards, a map. */
type Shape = "block" | "lines" | "figures" | "list" | "table" | "cards" | "map";

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
export function Outline({ shape, height }: { shape: Exclude<Shape, "block">; height: number | string }) {
  const count =
    shape === "figures"
      ? 3
      : Math.max(1, Math.ceil((typeof height === "number" ? height : USUAL) / EACH[shape]));
  return (
    <div className={classes.outline} data-shape={shape} style={{ blockSize: height }} aria-hidden="true">
      {Array.from({ length: count }, (_, at) => (
        <div key={at} className={classes.entry}>
          {PARTS[shape].map((part, place) => (
            <Skeleton key={place} {...part} width={widthOf(part.width, at + place)} />
          ))}
        </div>
      ))}
    </div>
  );
}

interface Part {
  height: number;
  width?: number | `${number}%`;
  circle?: boolean;
  style?: CSSProperties;
}

const USUAL = 640; // pixels, where the height is the window's
const EACH: Record<Exclude<Shape, "block">, number> = {
  lines: 28,
  figures: 52,
  list: 76,
  table: 40,
  cards: 230,
  map: 96,
};
const CELL: Part = { height: 12, width: "80%" };
const PARTS: Record<Exclude<Shape, "block">, Part[]> = {
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
};
const UNEVEN = [1, 0.86, 0.94, 0.72, 0.9];

/** Words are not all as long. */
function widthOf(width: Part["width"], at: number): Part["width"] {
  if (typeof width !== "string" || width === "100%") return width;
  return `${Math.round(Number.parseFloat(width) * (UNEVEN[at % UNEVEN.length] ?? 1))}%`;
}
