import { runsOf } from "@/canvas/map";
import { type Column, type Emotion, monotone, pathOf, type Point } from "@/map";
import classes from "./phone.module.css";

interface Props {
  columns: readonly Column[];
  emotions: readonly Emotion[];
  place: number;
}

const [WIDTH, HEIGHT] = [320, 44];

/** The whole curve, small, with a mark where one is; the stages as bands below. */
export function Sparkline({ columns, emotions, place }: Props) {
  const wide = WIDTH / Math.max(1, columns.length);
  const felt = new Map(
    emotions.filter((one) => one.source === "measured").map((one) => [one.step, one.value]),
  );
  if (!felt.size) for (const one of emotions) felt.set(one.step, one.value);
  const x = (at: number) => (at + 0.5) * wide;
  const y = (value: number) => 5 + ((2 - value) / 4) * (HEIGHT - 16);
  const runs = runsOf(columns.map(({ step }) => felt.get(step?.id ?? "") ?? null));
  const here = felt.get(columns[place]?.step?.id ?? "");
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={classes.spark} aria-hidden="true">
      {columns.map(({ stage, step }, at) => (
        <rect
          key={step?.id ?? stage.id}
          x={at * wide}
          y={HEIGHT - 5}
          width={Math.max(1, wide - 1)}
          height={4}
          fill={`var(--dp-bar-${stage.type ?? "custom"})`}
          opacity={at <= place ? 1 : 0.3}
        />
      ))}
      {runs.map((run) => (
        <path key={run[0]?.at} d={lineOf(run.map((one) => ({ x: x(one.at), y: y(one.value) })))} />
      ))}
      <circle cx={x(place)} cy={here === undefined ? HEIGHT - 12 : y(here)} r={5} />
    </svg>
  );
}

/** The curve through points; a single one is a short stroke. */
const lineOf = (points: readonly Point[]): string =>
  points.length > 1 ? pathOf(monotone(points)) : points.map(({ x, y }) => `M${x - 2} ${y}h4`).join("");
