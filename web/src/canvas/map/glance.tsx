import { monotone, pathOf } from "@/map";
import { runsOf } from "./curves";
import classes from "./glance.module.css";

interface Props {
  stages: readonly { name: string; type: string; steps: number }[];
  /** How people feel at each step, −2 … +2; null is a gap. */
  felt: readonly (number | null)[];
  hot: readonly boolean[];
}

const [WIDTH, HEIGHT, BAND] = [320, 96, 14];

/** A map as a little picture: its stages as bands, its emotion as a line, hot steps as marks. */
export function Glance({ stages, felt, hot }: Props) {
  const columns = Math.max(
    1,
    stages.reduce((sum, stage) => sum + Math.max(1, stage.steps), 0),
  );
  const wide = WIDTH / columns;
  const x = (at: number) => (at + 0.5) * wide;
  const y = (value: number) => BAND + 12 + ((2 - value) / 4) * (HEIGHT - BAND - 24);
  const bands = bandsOf(stages);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={classes.glance} aria-hidden="true">
      {bands.map((band, number) => (
        <g key={`${number} ${band.name}`}>
          <rect
            x={band.from * wide + 1}
            y={0}
            width={Math.max(1, band.width * wide - 2)}
            height={BAND}
            rx={3}
            fill={`var(--dp-stage-${band.type})`}
          />
          <rect
            x={band.from * wide + 1}
            y={0}
            width={3}
            height={BAND}
            rx={1}
            fill={`var(--dp-bar-${band.type})`}
          />
        </g>
      ))}
      <path d={`M0 ${y(0)}H${WIDTH}`} className={classes.zero} />
      {runsOf(felt).map((run) => (
        <path
          key={run[0]?.at}
          d={
            run.length > 1
              ? pathOf(monotone(run.map((one) => ({ x: x(one.at), y: y(one.value) }))))
              : dot(x(run[0]?.at ?? 0), y(run[0]?.value ?? 0))
          }
          className={classes.line}
        />
      ))}
      {hot.map((isHot, step) =>
        isHot ? (
          <circle key={step} cx={x(step)} cy={y(felt[step] ?? 0)} r={4} className={classes.hot} />
        ) : null,
      )}
    </svg>
  );
}

function bandsOf(stages: Props["stages"]) {
  const bands: { name: string; type: string; from: number; width: number }[] = [];
  for (const { name, type, steps } of stages) {
    const last = bands.at(-1);
    bands.push({ name, type, from: last ? last.from + last.width : 0, width: Math.max(1, steps) });
  }
  return bands;
}

const dot = (x: number, y: number) => `M${x - 1} ${y}h2`;
