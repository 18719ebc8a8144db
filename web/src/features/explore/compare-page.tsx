import { Checkbox, Select, Stack, Text } from "@mantine/core";
import { Bar } from "@/canvas/charts";
import { type Address, type Question, useAddress } from "@/client";
import { Empty, Figure, people } from "@/ui";
import { AnswerTable, type Column } from "./answer-table";
import { useExplored, useLens, useNodes } from "./asking";
import { chosenBy, PickSide, readSide, type Side, sideName, useSides } from "./compare-sides";
import { PickSteps } from "./controls";
import classes from "./explore.module.css";
import { funnelQuestion, readFunnel, stepsText } from "./questions";
import { type Difference, figureName, isTime, summary, valued, verdict } from "./verdicts";
import { ViewPage } from "./view-page";

type Row = Difference & Record<string, unknown>;
const ASKED = [
  { value: "stages", label: "How each stage performs" },
  { value: "funnel", label: "A funnel" },
  { value: "drop_off", label: "Where they leave for good" },
  { value: "paths", label: "Which paths they take" },
  { value: "retention", label: "Who comes back" },
];
const COLOURS = { a: "var(--dp-bar-awareness)", b: "var(--dp-bar-onboarding)" } as const;

const read = (address: Address) => ({
  of: ASKED.find((each) => each.value === address.of)?.value ?? "stages",
  a: readSide(address.a),
  b: readSide(address.b),
  medians: address.medians === "1",
  funnel: readFunnel(address),
});

/** One question asked of two sides; what differs clearly is said in words. */
export function ComparePage() {
  const [state, change] = useAddress(read);
  const lens = useLens();
  const { nodes, called } = useNodes(state.of === "stages" ? "stage" : lens);
  const sides = useSides();
  const names = named(state.a, state.b, sides.titles);
  const question = questionOf(state.of, state.funnel, lens);
  const isAsked = !!state.a && !!state.b && (state.of !== "funnel" || state.funnel.steps.length > 1);
  const own = new Set([state.a?.kind, state.b?.kind]);
  const asked = useExplored<Row>(question, {
    enabled: isAsked,
    more: {
      a: chosenBy(state.a),
      b: chosenBy(state.b),
      names,
      ...(own.has("period") && { period: undefined }),
      ...(own.has("segment") && { segment: undefined }),
      ...(state.medians && { resamples: 200 }),
    },
  });
  return (
    <ViewPage
      view="compare"
      title="Compare"
      about="The same question of two groups of people, or of two periods: what differs, and how sure that is."
      explored={asked}
      address="/api/comparisons"
      question={isAsked ? ofQuestion(asked.answer.data?.question) : null}
      more={{ a: chosenBy(state.a), b: chosenBy(state.b), names: names as never }}
      bare
      entered={() => ""}
      unasked={isAsked ? undefined : <Unasked needsSteps={state.of === "funnel"} />}
      controls={
        <>
          <Select
            label="What is compared"
            data={ASKED}
            value={state.of}
            onChange={(of) => change({ of: of ?? undefined })}
            allowDeselect={false}
            w={{ base: "100%", sm: 260 }}
          />
          {state.of === "funnel" && (
            <PickSteps
              label="Steps, in order"
              placeholder="Two or more"
              nodes={nodes}
              value={state.funnel.steps.map((step) => step[0] ?? "")}
              change={(steps) => change({ path: stepsText(steps.map((step) => [step])) })}
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
              <PickSide
                letter="A"
                side={state.a}
                colour={COLOURS.a}
                sides={sides}
                change={(a) => change({ a })}
              />
              <PickSide
                letter="B"
                side={state.b}
                colour={COLOURS.b}
                sides={sides}
                change={(b) => change({ b })}
              />
            </div>
          </div>
        </>
      }
    >
      {(rows) => (
        <Stack gap="lg" className={classes.card}>
          <Text fw={600} size="lg" role="status">
            {summary(rows, names)}
          </Text>
          <Sizes groups={asked.answer.data?.groups ?? {}} names={names} />
          <AnswerTable
            caption="Every figure of both sides"
            columns={columns(names, called)}
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

const ofQuestion = (question: Record<string, unknown> | undefined): unknown => question?.of ?? null;

function questionOf(of: string, funnel: ReturnType<typeof readFunnel>, lens: string): Question {
  if (of === "funnel") return funnelQuestion(funnel, lens);
  if (of === "stages") return { measure: "stages" };
  if (of === "paths") return { measure: "paths", lens, top: 12, collapse_loops: true };
  if (of === "retention") return { measure: "retention", lens, unit: "month", periods: 6 };
  return { measure: of, lens };
}

function named(a: Side | null, b: Side | null, titles: Map<string, string>): [string, string] {
  const [one, other] = [sideName(a, titles) || "A", sideName(b, titles) || "B"];
  return one === other ? [`${one} (A)`, `${other} (B)`] : [one, other];
}

function Sizes({
  groups,
  names,
}: {
  groups: Record<string, Record<string, number>>;
  names: readonly [string, string];
}) {
  return (
    <Text size="sm" c="dimmed">
      {names.map((name) => `${name}: ${people(groups[name]?.journeys ?? 0, "journey")}`).join(" · ")}
    </Text>
  );
}

/** What the row is about: the columns that name it. */
function placeOf(row: Row, called: (name: string) => string): string {
  if (Array.isArray(row.path)) return row.path.map((name) => called(String(name))).join(" → ");
  if (typeof row.name === "string") return row.name;
  if (typeof row.cohort === "string")
    return `${row.cohort === "(all)" ? "All" : row.cohort}, +${String(row.period)}`;
  const node = typeof row.node === "string" ? called(row.node) : "";
  return typeof row.step === "number" ? `${row.step}. ${node}` : node || "All journeys";
}

const ORDER = { higher: 0, lower: 0, same: 1, unknown: 2 } as const;

/** What differs clearly comes first; else as the answer has it. */
function sorted(rows: readonly Row[], names: readonly [string, string]): Row[] {
  const rank = (row: Row) => ORDER[verdict(row, names).tone];
  return [...rows].sort((one, other) => rank(one) - rank(other));
}

function columns(names: readonly [string, string], called: (name: string) => string): Column<Row>[] {
  return [
    { head: "Where", cell: (row) => <Text className={classes.name}>{placeOf(row, called)}</Text> },
    { head: "Figure", cell: (row) => figureName(row.figure) },
    { head: "Both sides", cell: (row) => <Pair row={row} names={names} /> },
    { head: "What may be said", cell: (row) => <Says row={row} names={names} /> },
  ];
}

function Pair({ row, names }: { row: Row; names: readonly [string, string] }) {
  const most = isTime(row.figure) ? Math.max(row.value_a ?? 0, row.value_b ?? 0, 1) : 1;
  const sides = [
    { name: names[0], value: row.value_a, n: row.n_a, colour: COLOURS.a },
    { name: names[1], value: row.value_b, n: row.n_b, colour: COLOURS.b },
  ];
  return (
    <div className={classes.pair}>
      {sides.map(({ name, value, n, colour }) => (
        <div
          key={name}
          style={{ display: "grid", gridTemplateColumns: "84px 1fr", gap: 8, alignItems: "center" }}
        >
          <Figure
            value={valued(row.figure, value)}
            definition={`${name}: ${figureName(row.figure)}.`}
            n={n}
            noun="journey"
            rate
            size="sm"
          />
          <Bar share={value === null ? null : value / most} colour={colour} tall={8} />
        </div>
      ))}
    </div>
  );
}

function Says({ row, names }: { row: Row; names: readonly [string, string] }) {
  const { tone, says } = verdict(row, names);
  return (
    <Text className={classes.says} data-tone={tone}>
      {tone === "higher" ? "▲ " : tone === "lower" ? "▼ " : ""}
      {says}
    </Text>
  );
}
