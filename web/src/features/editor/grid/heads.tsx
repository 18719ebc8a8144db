import { Clock, CornerDownRight, Flag, Star, Users } from "lucide-react";
import { type CSSProperties, Fragment, memo, useMemo } from "react";
import { Pill } from "@/canvas/map";
import {
  type Across,
  clockText,
  countText,
  heatOpacity,
  type Heats,
  type Hotspot,
  isSilence,
  type JourneyMap,
  lengthText,
  type Span,
  type Stage,
  type Step,
  timeWords,
} from "@/map";
import { ClockRow } from "./clock-row";
import clock from "./clock-row.module.css";
import classes from "./grid.module.css";

interface Props {
  across: Across;
  heats: Heats;
  map: JourneyMap;
  isMirrored: boolean;
}

/** The rows of names at the top: the stages' bands, the hours of a day, the steps below them. */
export function Heads({ across, heats, map, isMirrored }: Props) {
  const { stages, axis } = map;
  const words = useMemo(() => timeWords({ stages, axis }), [stages, axis]);
  return (
    <thead>
      <Stages across={across} stages={stages ?? NONE} />
      {across.width !== null && <ClockRow across={across} words={words} isMirrored={isMirrored} />}
      <Steps across={across} heats={heats} words={words} people={map.n_subjects ?? null} />
    </thead>
  );
}

const NONE: readonly Stage[] = [];

const Stages = memo(function Stages({ across, stages }: { across: Across; stages: readonly Stage[] }) {
  const { columns } = across;
  return (
    <tr>
      <td className={classes.corner} />
      {stages.map((stage) => {
        const first = columns.findIndex((column) => column.stage.id === stage.id);
        const span = columns.filter((column) => column.stage.id === stage.id).length;
        const begun = columns[first];
        const before = begun && isSilence(begun) ? 1 : 0;
        return (
          <Fragment key={stage.id}>
            {before > 0 && <td className={clock.between} />}
            <StageHead stage={stage} at={first + before} span={span - before} />
          </Fragment>
        );
      })}
    </tr>
  );
});

interface StepsProps {
  across: Across;
  heats: Heats;
  words: ReadonlyMap<string, string[]>;
  people: number | null;
}

const Steps = memo(function Steps({ across: { columns, width }, heats, words, people }: StepsProps) {
  const row = width === null ? 1 : 2;
  const most = Math.max(1, ...columns.map(({ step }) => step?.reach ?? 0));
  return (
    <tr className={classes.steps}>
      <td className={classes.corner} data-second />
      {columns.map(({ id, step, span }, at) =>
        step ? (
          <StepHead
            key={id}
            step={step}
            row={row}
            at={at}
            when={words.get(id)}
            spot={heats.steps[id]}
            loose={heats.loose[id]}
            most={most}
            people={people}
          />
        ) : span ? (
          <SilenceHead key={id} span={span} />
        ) : (
          <td key={id} className={classes.noStep} data-row={row} data-at={at}>
            No steps yet
          </td>
        ),
      )}
    </tr>
  );
});

/** Between two steps of a day, when nothing is told. */
function SilenceHead({ span: { start, end } }: { span: Span }) {
  const says = `Nothing told from ${clockText(start)} to ${clockText(end)}`;
  return (
    <td className={clock.silenceHead} title={says}>
      <span>{lengthText(end - start)}</span>
      <span className={classes.unseen}>{says}</span>
    </td>
  );
}

const StageHead = memo(function StageHead({ stage, at, span }: { stage: Stage; at: number; span: number }) {
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
  row: number;
  at: number;
  when?: readonly string[];
  spot?: Hotspot;
  loose?: Hotspot[];
  most: number;
  people: number | null;
}

const StepHead = memo(function StepHead({ step, row, at, when, spot, loose, most, people }: StepProps) {
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
      data-row={row}
      data-at={at}
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
      {when && (
        <span className={classes.when}>
          <Clock size={11} aria-hidden />
          <span>
            {when.map((words) => (
              <Fragment key={words}>
                <span>{words}</span>{" "}
              </Fragment>
            ))}
          </span>
        </span>
      )}
      {reach !== null ? (
        <span
          className={classes.reach}
          title={people ? `${countText(reach)} of ${countText(people)} people` : undefined}
          data-opens="step"
        >
          <i style={{ inlineSize: `${(reach / most) * 100}%` }} />
          <span>
            <Users size={11} aria-hidden /> {countText(reach)}
          </span>
        </span>
      ) : (
        <span className={classes.unbound} data-opens="step">
          {step.bindings?.length ? "not counted yet" : "not bound"}
        </span>
      )}
    </th>
  );
});
