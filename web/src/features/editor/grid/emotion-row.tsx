import { memo } from "react";
import { CurveLines } from "@/canvas/map";
import { type Across, type Emotion, type EmotionSource, feltText } from "@/map";
import { useView } from "../view";
import { Points } from "./emotion-points";
import classes from "./emotion.module.css";
import grid from "./grid.module.css";
import type { Scored } from "./keys";

interface Props {
  across: Across;
  emotions: readonly Emotion[];
  number: number;
  scored: Scored;
  isMirrored: boolean;
}

const SOURCES = ["measured", "target", "authored"] as const;

/** The emotion lane: the curves over all columns, and in each cell the points with their values. */
export const EmotionCells = memo(function EmotionCells({
  across: { columns, middles },
  emotions,
  number,
  scored,
  isMirrored,
}: Props) {
  const felt = new Map(emotions.map((one) => [`${one.source} ${one.step}`, one]));
  const first = SOURCES.find((source) => emotions.some((one) => one.source === source)) ?? "authored";
  const steps = [...middles.keys()];
  const leading = steps.map((step) => felt.get(`${first} ${step}`)?.value ?? null);
  return columns.map(({ id, step }, at) => (
    <td
      key={id}
      className={classes.emotion}
      data-row={number}
      data-at={at}
      data-holds={leadingOf(id, felt)?.id}
      {...(step && { tabIndex: -1, "data-stop": `emotion:${id}`, "data-kind": "emotion", "data-step": id })}
    >
      {step && <span className={grid.unseen}>{labelOf(id, felt)}</span>}
      {at === 0 && (
        <div className={classes.curveRoom}>
          <CurveLines emotions={emotions} middles={middles} isMirrored={isMirrored} />
        </div>
      )}
      {step && (
        <Points
          step={id}
          first={first}
          measured={felt.get(`measured ${id}`)}
          authored={felt.get(`authored ${id}`)}
          target={felt.get(`target ${id}`)}
          scored={scored}
          isPeak={isPeak(leading, steps.indexOf(id))}
        />
      )}
    </td>
  ));
});

/** Whether the line comes from below on both sides, so that a label has room above. */
function isPeak(values: readonly (number | null)[], at: number): boolean {
  const beside = [values[at - 1], values[at + 1]].filter((value) => value !== null && value !== undefined);
  const mean = beside.reduce((sum, value) => sum + value, 0) / Math.max(1, beside.length);
  return !beside.length || (values[at] ?? 0) >= mean;
}

/** The feeling at a step that everything else is compared with: measured, else what was written. */
const leadingOf = (step: string, felt: ReadonlyMap<string, Emotion>): Emotion | undefined =>
  SOURCES.map((source) => felt.get(`${source} ${step}`)).find(Boolean);

function labelOf(step: string, felt: ReadonlyMap<string, Emotion>): string {
  const known = SOURCES.flatMap((source) => felt.get(`${source} ${step}`) ?? []);
  return known.length ? known.map(feltText).join("; ") : "Emotion: nothing known";
}

const WORDS: Record<EmotionSource, string> = {
  measured: "measured, 95 %",
  target: "target",
  authored: "guessed",
};

/** Which line is which; of the two that people write, the one that the keys and the hand change is chosen. */
export function EmotionKey({ emotions, scored }: { emotions: readonly Emotion[]; scored: Scored }) {
  const [, change] = useView();
  const isMeasured = emotions.some((one) => one.source === "measured");
  return (
    <ul className={classes.emotionKey} aria-label="Lines">
      {isMeasured && (
        <li data-source="measured">
          <span dir="ltr">{WORDS.measured}</span>
        </li>
      )}
      {(["target", "authored"] as const).map((source) => (
        <li key={source} data-source={source}>
          <button
            type="button"
            aria-pressed={scored === source}
            title={`Write the ${source === "target" ? "target" : "guess"} with + and −, or by dragging`}
            onClick={() => change({ scored: source })}
          >
            {WORDS[source]}
          </button>
        </li>
      ))}
    </ul>
  );
}
