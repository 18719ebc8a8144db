import { useElementSize } from "@mantine/hooks";
import { area, curveStepAfter, line } from "d3-shape";
import { useMemo } from "react";
import classes from "./charts.module.css";

export interface CurvePoint {
  at: number;
  value: number;
  low: number | null;
  high: number | null;
}

interface Props {
  points: readonly CurvePoint[];
  colour: string;
  label: string;
  /** A place on the time axis in words. */
  said: (at: number) => string;
  /** Where the median is, if it is reached. */
  middle?: number | null;
}

const TALL = 240;
const LEFT = 44;
const BOTTOM = 28;
const ROOMY = 520; // pixels: where there is less, fewer times are named
const LEVELS = [0, 0.25, 0.5, 0.75, 1];

/** A curve that falls in steps, with its 95 % band: how many have not gone on yet, after how long. */
export function StepCurve({ points, colour, label, said, middle }: Props) {
  const { ref, width } = useElementSize();
  const last = Math.max(...points.map((point) => point.at), 1);
  const wide = Math.max(width, 260);
  const x = (at: number) => LEFT + (at / last) * (wide - LEFT - 16);
  const y = (value: number) => 10 + (1 - value) * (TALL - BOTTOM - 10);
  const [path, band] = useMemo(() => {
    const known = points.filter((point) => point.low !== null && point.high !== null);
    return [
      line<CurvePoint>(
        (point) => x(point.at),
        (point) => y(point.value),
      ).curve(curveStepAfter)([...points]) ?? "",
      area<CurvePoint>(
        (point) => x(point.at),
        (point) => y(point.low ?? 0),
        (point) => y(point.high ?? 1),
      ).curve(curveStepAfter)(known) ?? "",
    ];
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the scales follow from these
  }, [points, wide, last]);
  const ticks = (wide < ROOMY ? [0, 0.5, 1] : LEVELS).map((share) => share * last);
  return (
    <div ref={ref}>
      <svg width={wide} height={TALL} role="img" aria-label={label} className={classes.chart}>
        {LEVELS.map((level) => (
          <g key={level}>
            <line x1={LEFT} x2={wide - 16} y1={y(level)} y2={y(level)} className={classes.axis} />
            <text x={LEFT - 8} y={y(level) + 4} textAnchor="end" className={classes.tick}>
              {`${level * 100} %`}
            </text>
          </g>
        ))}
        {ticks.map((tick, at) => (
          <text
            key={tick}
            x={x(tick)}
            y={TALL - 8}
            textAnchor={at === 0 ? "start" : tick === last ? "end" : "middle"}
            className={classes.tick}
          >
            {tick === 0 ? "0" : said(tick)}
          </text>
        ))}
        <path d={band} fill={colour} className={classes.interval} />
        <path d={path} stroke={colour} className={classes.curve} />
        {typeof middle === "number" && middle <= last && (
          <g>
            <line x1={x(middle)} x2={x(middle)} y1={y(0.5)} y2={y(0)} stroke={colour} strokeDasharray="4 4" />
            <circle cx={x(middle)} cy={y(0.5)} r={4} fill={colour} />
          </g>
        )}
      </svg>
    </div>
  );
}
