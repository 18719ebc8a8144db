import { Checkbox, Select, Stack, Text } from "@mantine/core";
import { asking, useAddress, useScope } from "@/client";
import { Empty } from "@/ui";
import { AnswerTable } from "./answer-table";
import { useExplored, useLens, useNodes, useOpened } from "./asking";
import { COLOURS, columns, pinnable, Sizes, sorted } from "./compare-figures";
import {
  ASKED,
  cited,
  type CompareState,
  comparedQuestion,
  isAsked,
  readCompare,
  type Row,
  sharedBy,
  sidesAsked,
} from "./compare-questions";
import { chosenBy, PickSide, type Side, sideName, type Sides, useSides } from "./compare-sides";
import { PickSteps } from "./controls";
import classes from "./explore.module.css";
import { placeName } from "./place-names";
import { type Change, stepsText } from "./questions";
import { summary } from "./verdicts";
import { ViewPage } from "./view-page";

/** One question asked of two sides; what differs clearly is said in words. */
export function ComparePage() {
  const [state, change] = useAddress(readCompare);
  const [scope] = useScope();
  const lens = useLens();
  const { nodes, called } = useNodes(state.of === "stages" ? "stage" : lens);
  const sides = useSides();
  const { open } = useOpened();
  const names = named(state.a, state.b, sides.titles);
  const shared = sharedBy(state, scope);
  const question = comparedQuestion(state, lens);
  const asked = useExplored<Row>(question, {
    enabled: isAsked(state),
    more: { ...sidesAsked(state, names), ...shared },
  });
  const whole = isAsked(state) ? (asked.answer.data?.question.of ?? null) : null;
  const reading = { of: state.of, names, called, open };
  return (
    <ViewPage
      view="compare"
      explored={asked}
      address="/api/comparisons"
      question={whole}
      pinned={whole && cited(whole, state, shared, names)}
      figures={(rows) => pinnable(rows, reading)}
      look={{ medians: state.medians ? "1" : undefined }}
      more={{
        a: chosenBy(state.a),
        b: chosenBy(state.b),
        names,
        period: shared.period ?? null,
        segment: shared.segment ?? null,
      }}
      opening={{
        called,
        title: ({ place, side }) =>
          `${side ? `${names[side === "a" ? 0 : 1]}: ` : ""}${placeName(place, { called, unit: state.unit })}`,
        body: ({ side }) => asking(question, {}, { ...shared, ...chosenBy(state[side ?? "a"]) }),
      }}
      bare
      entered={() => ""}
      unasked={isAsked(state) ? undefined : <Unasked needsSteps={state.of === "funnel"} />}
      controls={<Controls state={state} change={change} nodes={nodes} sides={sides} />}
    >
      {(rows) => (
        <Stack gap="lg" className={classes.card}>
          <Text fw={600} size="lg" role="status">
            {summary(rows, names)}
          </Text>
          <Sizes groups={asked.answer.data?.groups ?? {}} names={names} />
          <AnswerTable
            caption="Every figure of both sides"
            columns={columns(reading)}
            rows={sorted(rows, names)}
          />
        </Stack>
      )}
    </ViewPage>
  );
}

function Unasked({ needsSteps }: { needsSteps: boolean }) {
  return (
    <Empty title={needsSteps ? "Choose two sides and the steps" : "Choose two sides"}>
      Each side is a segment, people of one kind, or a period. The same question is asked of both, and what
      differs clearly is said in words.
    </Empty>
  );
}

interface ControlsProps {
  state: CompareState;
  change: (wanted: Change) => void;
  nodes: ReturnType<typeof useNodes>["nodes"];
  sides: Sides;
}

function Controls({ state, change, nodes, sides }: ControlsProps) {
  return (
    <>
      <Select
        label="What is compared"
        data={ASKED}
        value={state.of}
        onChange={(of) => change({ of: of ?? undefined, open: undefined })}
        allowDeselect={false}
        w={{ base: "100%", sm: 260 }}
      />
      {state.of === "funnel" && (
        <PickSteps
          label="Steps, in order"
          placeholder="Two or more"
          nodes={nodes}
          value={state.funnel.steps.map((step) => step[0] ?? "")}
          change={(steps) => change({ path: stepsText(steps.map((step) => [step])), open: undefined })}
        />
      )}
      <Checkbox
        label="Test medians too (takes longer)"
        checked={state.medians}
        onChange={(event) => change({ medians: event.currentTarget.checked ? "1" : undefined })}
        mb={8}
      />
      <div style={{ flexBasis: "100%" }}>
        <div className={classes.sides}>
          {(["a", "b"] as const).map((side) => (
            <PickSide
              key={side}
              letter={side.toUpperCase()}
              side={state[side]}
              colour={COLOURS[side]}
              sides={sides}
              change={(wanted) => change({ [side]: wanted, open: undefined })}
            />
          ))}
        </div>
      </div>
    </>
  );
}

function named(a: Side | null, b: Side | null, titles: Map<string, string>): [string, string] {
  const [one, other] = [sideName(a, titles) || "A", sideName(b, titles) || "B"];
  return one === other ? [`${one} (A)`, `${other} (B)`] : [one, other];
}
