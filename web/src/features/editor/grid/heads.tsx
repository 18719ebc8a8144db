import { CornerDownRight, Flag, Star, Users } from "lucide-react";
import { type CSSProperties, memo } from "react";
import { Pill } from "@/canvas/map";
import { type Column, countText, heatOpacity, type Heats, type Hotspot, type Stage, type Step } from "@/map";
import classes from "./grid.module.css";

interface Props {
  columns: readonly Column[];
  stages: readonly Stage[];
  heats: Heats;
  people: number | null;
}

/** The two rows of names at the top: the stages' bands, and the steps below them. */
export const Heads = memo(function Heads({ columns, stages, heats, people }: Props) {
  const starts = new Map<string, number>();
  columns.forEach(({ stage }, at) => starts.has(stage.id) || starts.set(stage.id, at));
  const most = Math.max(1, ...columns.map(({ step }) => step?.reach ?? 0));
  return (
    <thead>
      <tr>
        <td className={classes.corner} />
        {stages.map((stage) => (
          <StageHead key={stage.id} stage={stage} at={starts.get(stage.id) ?? 0} />
        ))}
      </tr>
      <tr>
        <td className={classes.corner} data-second />
        {columns.map(({ step, stage, isFirst }, at) =>
          step ? (
            <StepHead
              key={step.id}
              step={step}
              at={at}
              isFirst={isFirst}
              spot={heats.steps[step.id]}
              loose={heats.loose[step.id]}
              most={most}
              people={people}
            />
          ) : (
            <td key={stage.id} className={classes.noStep} data-row={1} data-at={at} data-first>
              No steps yet
            </td>
          ),
        )}
      </tr>
    </thead>
  );
});

const StageHead = memo(function StageHead({ stage, at }: { stage: Stage; at: number }) {
  const span = Math.max(1, stage.steps?.length ?? 0);
  const type = stage.type ?? "custom";
  const look = { "--band": `var(--dp-stage-${type})`, "--bar": `var(--dp-bar-${type})` } as CSSProperties;
  return (
    <th
      scope="colgroup"
      colSpan={span}
      className={classes.stage}
      style={look}
      tabIndex={-1}
      data-stop={`stage:${stage.id}`}
      data-kind="stage"
      data-id={stage.id}
      data-row={0}
      data-at={at}
      data-span={span}
    >
      <span className={classes.stageName} dir="auto">
        {stage.name || "Unnamed stage"}
      </span>
    </th>
  );
});

interface StepProps {
  step: Step;
  at: number;
  isFirst: boolean;
  spot?: Hotspot;
  loose?: Hotspot[];
  most: number;
  people: number | null;
}

const StepHead = memo(function StepHead({ step, at, isFirst, spot, loose, most, people }: StepProps) {
  const heat = spot
    ? ({ "--heat": `${(heatOpacity(spot.score) * 60).toFixed(0)}%` } as CSSProperties)
    : undefined;
  const reach = step.reach ?? null;
  return (
    <th
      scope="col"
      className={classes.step}
      style={heat}
      tabIndex={-1}
      data-stop={`step:${step.id}`}
      data-kind="step"
      data-id={step.id}
      data-row={1}
      data-at={at}
      data-first={isFirst || undefined}
      data-hot={spot ? true : undefined}
    >
      {loose?.map((one) => (
        <Pill key={one.id} spot={one} />
      ))}
      <span className={classes.stepName} dir="auto">
        {step.moment_of_truth && <Star size={13} aria-label="moment of truth" className={classes.moment} />}
        {step.is_goal && <Flag size={13} aria-label="goal" className={classes.moment} />}
        {step.name || "Unnamed step"}
        {step.child && <CornerDownRight size={13} aria-label={`told in detail by ${step.child}`} />}
      </span>
      {reach !== null ? (
        <span
          className={classes.reach}
          title={people ? `${countText(reach)} of ${countText(people)} people` : undefined}
        >
          <i style={{ inlineSize: `${(reach / most) * 100}%` }} />
          <span>
            <Users size={11} aria-hidden /> {countText(reach)}
          </span>
        </span>
      ) : (
        <span className={classes.unbound}>{step.bindings?.length ? "not counted yet" : "not bound"}</span>
      )}
    </th>
  );
});
