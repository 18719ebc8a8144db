import { Select, Title } from "@mantine/core";
import { useAddress } from "@/client";
import { count, Empty, percent, span } from "@/ui";
import { type Column, TableTwin } from "./answer-table";
import { type Open, useExplored, useLens, useNodes, useOpened } from "./asking";
import { usePlaceableBreakdowns } from "./breakdowns";
import { Choose, MaybeNumber, PickSplit } from "./controls";
import { Drawn } from "./funnel-drawn";
import type { FunnelRow } from "./funnel-figure";
import { ByGroup, groupName } from "./funnel-groups";
import { FunnelSteps } from "./funnel-steps";
import { Opens } from "./opens";
import type { Pinnable } from "./pin-dialog";
import { placeName } from "./place-names";
import { type Change, type FunnelState, funnelQuestion, readFunnel, stepsText } from "./questions";
import { ViewPage } from "./view-page";

/** How many get from one step to the next, built step by step. */
export function FunnelPage() {
  const lens = useLens();
  const [state, change] = useAddress(readFunnel);
  const { nodes, called } = useNodes(lens);
  const isAsked = state.steps.length > 1;
  const question = funnelQuestion(state, lens);
  const explored = useExplored<FunnelRow>(question, { by: state.by, enabled: isAsked });
  const { open } = useOpened();
  return (
    <ViewPage
      view="funnel"
      explored={explored}
      opening={{
        called,
        title: ({ place, group }) =>
          [placeName(place, { called, step: (step) => stepName(state, step) }), group && groupName(group)]
            .filter(Boolean)
            .join(", "),
      }}
      more={{ breakdown: state.by ?? null }}
      figures={pinnable}
      aside={<Building state={state} change={change} nodes={nodes} />}
      unasked={
        isAsked ? undefined : (
          <Empty title={state.steps.length ? "Add a second step" : "Choose where it begins"}>
            A funnel counts who passes its steps in order. Choose two steps or more on this page; drag them
            into order, or move them with their arrows.
          </Empty>
        )
      }
      controls={<Controls state={state} change={change} />}
    >
      {(rows) => (
        <>
          {state.by ? <ByGroup rows={rows} open={open} /> : <Drawn rows={rows} open={open} />}
          <TableTwin caption="The funnel, step by step" columns={columns(open, !!state.by)} rows={rows} />
        </>
      )}
    </ViewPage>
  );
}

const stepName = (state: FunnelState, step: number): string =>
  state.steps[step - 1]?.join(" or ") ?? `step ${step}`;

interface Building {
  state: FunnelState;
  change: (wanted: Change) => void;
  nodes: ReturnType<typeof useNodes>["nodes"];
}

function Building({ state, change, nodes }: Building) {
  return (
    <>
      <Title order={2} size="h4" mb="sm">
        Steps
      </Title>
      <FunnelSteps
        steps={state.steps}
        nodes={nodes}
        change={(steps) => change({ path: stepsText(steps), open: undefined })}
      />
    </>
  );
}

function Controls({ state, change }: Omit<Building, "nodes">) {
  const breakdowns = usePlaceableBreakdowns(state.by);
  return (
    <>
      <Choose
        label="Order"
        value={state.order}
        data={[
          { value: "ordered", label: "In order" },
          { value: "strict", label: "Straight after" },
          { value: "unordered", label: "Any order" },
        ]}
        change={(order) => change({ order: order === "ordered" ? undefined : order, open: undefined })}
      />
      <MaybeNumber
        label="Within"
        placeholder="any time"
        suffix=" days"
        value={state.within}
        range={[0, 3650]}
        change={(within) => change({ within: within ? String(within) : undefined })}
      />
      <Select
        label="Broken down by"
        placeholder="Nothing"
        data={breakdowns}
        value={state.by ?? null}
        onChange={(by) => change({ by: by ?? undefined, open: undefined })}
        searchable
        clearable
        w={{ base: "100%", sm: 220 }}
      />
      <PickSplit value={state.split} change={(split) => change({ split })} />
    </>
  );
}

const rate = (share: number | null, few: boolean) =>
  few ? "too few" : share === null ? "–" : percent(share, 1);

function columns(open: Open, grouped: boolean): Column<FunnelRow>[] {
  return [
    ...(grouped ? [{ head: "Group", cell: (row: FunnelRow) => groupName(row.group ?? "") }] : []),
    { head: "Step", cell: (row) => `${row.step}. ${row.node}` },
    {
      head: "Journeys",
      number: true,
      cell: (row) => (
        <Opens
          number={row.journeys}
          did={`reached ${row.node}${row.group ? `, ${groupName(row.group)}` : ""}`}
          open={() => open({ at: "reached", step: row.step }, { group: row.group })}
        />
      ),
    },
    { head: "People", number: true, cell: (row) => count(row.subjects) },
    { head: "Of all who began", number: true, cell: (row) => rate(row.share_of_first, row.too_few) },
    { head: "Of the step before", number: true, cell: (row) => rate(row.share_of_previous, row.too_few) },
    {
      head: "Median time from the first",
      number: true,
      cell: (row) => (row.time_from_first_p50_us === null ? "–" : span(row.time_from_first_p50_us)),
    },
    { head: "n", number: true, cell: (row) => count(row.n) },
  ];
}

function pinnable(rows: readonly FunnelRow[]): Pinnable[] {
  const last = rows.at(-1);
  if (!last || rows.some((row) => row.group)) return [];
  return [last, ...rows.slice(1, -1)]
    .filter((row) => !row.too_few && row.share_of_first !== null)
    .flatMap((row) => [
      {
        label: `${row.node}, of all who began`,
        value: percent(row.share_of_first ?? 0),
        row: { step: row.step },
        column: "share_of_first",
      },
      {
        label: `${row.node}, of the step before`,
        value: percent(row.share_of_previous ?? 0),
        row: { step: row.step },
        column: "share_of_previous",
      },
      ...(row.time_from_first_p50_us === null
        ? []
        : [
            {
              label: `Median time to ${row.node}`,
              value: span(row.time_from_first_p50_us),
              row: { step: row.step },
              column: "time_from_first_p50_us",
            },
          ]),
    ]);
}
