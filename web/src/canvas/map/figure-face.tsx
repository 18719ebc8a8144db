import { memo } from "react";
import { APART, type Card, type Evidence, figureNote, figureText, headline, standingOf } from "@/map";
import classes from "./map.module.css";

interface Props {
  card: Card;
  target?: number | null;
}

/** A figure of the metrics lane: what it is, how much, how sure, how it went. */
export const FigureFace = memo(function FigureFace({ card, target = null }: Props) {
  const found = headline(card);
  return (
    <>
      <span className={classes.figureName} dir="auto">
        {card.figure ?? "Figure"}
      </span>
      <span className={classes.figureLine}>
        <span className={classes.value} data-faint={found?.too_few || undefined} dir="auto">
          {figureText(card)}
        </span>
        <Spark
          series={(card.evidence ?? []).find((piece) => (piece.series?.length ?? 0) > 1)?.series ?? []}
        />
      </span>
      {found?.unit === "share" && !APART.includes(found.column ?? "") && (
        <ShareBar of={found} target={target} />
      )}
      <span className={classes.badge} data-opens="evidence">
        <span>{figureNote(card) || (found ? "evidence" : "no evidence")}</span>
      </span>
      <span className={classes.unseen}>{standingOf(card)}</span>
    </>
  );
});

function ShareBar({ of, target }: { of: Evidence; target: number | null }) {
  return <Bar share={of.value ?? 0} low={of.low ?? null} high={of.high ?? null} target={target} />;
}

/** How a figure went, the last value is now. */
function Spark({ series }: { series: readonly number[] }) {
  if (series.length < 2) return null;
  const [low, high] = [Math.min(...series), Math.max(...series)];
  const y = (value: number) => 14 - (high > low ? (value - low) / (high - low) : 0.5) * 12;
  const x = (at: number) => 2 + (at * 56) / (series.length - 1);
  const points = series.map((value, at) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`);
  return (
    <svg
      viewBox="0 0 62 16"
      width={62}
      height={16}
      className={classes.spark}
      role="img"
      aria-label={`${series.length} values, the last is now`}
    >
      <path d={`M${points.join("L")}`} />
      <circle cx={x(series.length - 1)} cy={y(series.at(-1) ?? 0)} r={2.5} />
    </svg>
  );
}

interface Bars {
  share: number;
  low: number | null;
  high: number | null;
  target: number | null;
}

/** A share as a bar, with its interval and its target where they are known. */
function Bar({ share, low, high, target }: Bars) {
  const part = (value: number) => `${Math.max(0, Math.min(1, value)) * 100}%`;
  return (
    <span className={classes.bar} aria-hidden="true">
      <i className={classes.filled} style={{ inlineSize: part(share) }} />
      {low !== null && high !== null && (
        <i
          className={classes.around}
          style={{ insetInlineStart: part(low), inlineSize: part(Math.min(1, high) - Math.max(0, low)) }}
        />
      )}
      {target !== null && <i className={classes.aim} style={{ insetInlineStart: part(target) }} />}
    </span>
  );
}
