import { Button, Group } from "@mantine/core";
import { type FlowRow, Graph, Sankey } from "@/canvas/charts";
import { useAddress } from "@/client";
import { count, people, percent } from "@/ui";
import { type Column, TableTwin } from "./answer-table";
import { type Place, useExplored, useLens, useNodes, useOpened } from "./asking";
import { Choose, Loops, PickSplit, PickSteps, SlideNumber, StepIs } from "./controls";
import { Opens } from "./opens";
import type { Pinnable } from "./pin-dialog";
import { placeName } from "./place-names";
import { type Change, type FlowState, flowQuestion, joined, readFlow } from "./questions";
import { ViewPage } from "./view-page";

/** How journeys go on from step to step: a Sankey diagram or a graph of the same answer. */
export function FlowPage() {
  const lens = useLens();
  const [state, change] = useAddress(readFlow);
  const explored = useExplored<FlowRow>(flowQuestion(state, lens));
  const { nodes, called } = useNodes(lens);
  const { open } = useOpened();
  const openRow = (row: FlowRow) => open(placeOf(row));
  return (
    <ViewPage
      view="flow"
      explored={explored}
      opening={{ called, title: ({ place }) => placeName(place, { called }) }}
      look={{ as: state.as === "graph" ? "graph" : undefined }}
      figures={(rows) => pinnable(rows, called)}
      entered={(rows) => passing(rows, state, explored.answer.data?.journeys ?? 0)}
      controls={<Controls state={state} change={change} nodes={nodes} lens={lens} />}
    >
      {(rows) => (
        <>
          {state.as === "graph" ? (
            <Graph
              rows={rows}
              called={called}
              label="The flow as a graph. Arrow keys go from step to step and along what leads on, Enter opens."
              openNode={(node) => open({ at: "node", node })}
              openLink={(from, to) => open({ at: "link", from_node: from, to_node: to })}
            />
          ) : (
            <Sankey
              rows={rows}
              called={called}
              head={(step) => headOf(step, state)}
              label="The flow, step by step. Arrow keys go along the ways, Enter opens."
              open={openRow}
            />
          )}
          <TableTwin caption="The flow, row by row" columns={columns(called, state, openRow)} rows={rows} />
        </>
      )}
    </ViewPage>
  );
}

interface ControlsProps {
  state: FlowState;
  change: (wanted: Change) => void;
  nodes: ReturnType<typeof useNodes>["nodes"];
  lens: string;
}

function Controls({ state, change, nodes, lens }: ControlsProps) {
  return (
    <>
      <Choose
        label="Drawn as"
        value={state.as}
        data={[
          { value: "sankey", label: "Steps" },
          { value: "graph", label: "Graph" },
        ]}
        change={(as) => change({ as: as === "graph" ? as : undefined })}
      />
      <StepIs lens={lens} change={(wanted) => change({ lens: wanted, anchor: undefined, open: undefined })} />
      <PickSteps
        label="Before and after"
        placeholder="From the start of each journey"
        nodes={nodes}
        value={state.anchor}
        change={(anchor) => change({ anchor: joined(anchor), open: undefined })}
      />
      {state.anchor.length ? (
        <Around state={state} change={change} />
      ) : (
        <SlideNumber
          label="Steps"
          value={state.steps}
          range={[2, 12]}
          change={(steps) => change({ steps: String(steps) })}
        />
      )}
      <SlideNumber
        label="Nodes a step"
        value={state.top}
        range={[1, 20]}
        change={(top) => change({ top: String(top) })}
      />
      <PickSplit value={state.split} change={(split) => change({ split })} />
      <Loops value={state.loops} change={(loops) => change({ loops: loops ? "1" : undefined })} />
    </>
  );
}

function Around({ state, change }: Pick<ControlsProps, "state" | "change">) {
  return (
    <Group gap={20} align="flex-end">
      <Choose
        label="Which time"
        value={state.occurrence}
        data={[
          { value: "first", label: "First" },
          { value: "last", label: "Last" },
        ]}
        change={(occurrence) => change({ occurrence: occurrence === "last" ? occurrence : undefined })}
      />
      <SlideNumber
        label="Steps before"
        value={state.before}
        range={[0, 8]}
        change={(before) => change({ before: String(before) })}
      />
      <SlideNumber
        label="Steps after"
        value={state.after}
        range={[0, 8]}
        change={(after) => change({ after: String(after) })}
      />
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={() => change({ anchor: undefined, open: undefined })}
        mb={4}
      >
        From the start
      </Button>
    </Group>
  );
}

/** Around an anchor only the journeys that come there are drawn. */
function passing(rows: readonly FlowRow[], state: FlowState, all: number): string | undefined {
  if (!state.anchor.length) return undefined;
  const here = rows.find((row) => row.kind === "node" && row.step === 0)?.n ?? 0;
  return `${people(here, "journey")} of ${count(all)} come here.`;
}

/** What stands over a column. */
function headOf(step: number, state: FlowState): string {
  if (!state.anchor.length) return `Step ${step}`;
  if (step === 0) return "Here";
  return step < 0 ? `${-step} before` : `${step} after`;
}

function placeOf(row: FlowRow): Place {
  return row.kind === "node"
    ? { at: "node", node: row.from_node, step: row.step }
    : { at: "link", from_node: row.from_node, to_node: row.to_node ?? "(end)", step: row.step };
}

const shareOf = (row: FlowRow) => (row.too_few || row.share === null ? "too few" : percent(row.share));

function columns(
  called: (name: string) => string,
  state: FlowState,
  open: (row: FlowRow) => void,
): Column<FlowRow>[] {
  return [
    {
      head: "Step",
      cell: (row) => (row.kind === "link" && row.from_node === "(start)" ? "Start" : headOf(row.step, state)),
    },
    { head: "From", cell: (row) => called(row.from_node) },
    { head: "To", cell: (row) => (row.to_node === null ? "" : called(row.to_node)) },
    {
      head: "Journeys",
      number: true,
      cell: (row) => <Opens number={row.count} open={() => open(row)} />,
    },
    { head: "Share", number: true, cell: shareOf },
    {
      head: "95 % interval",
      number: true,
      cell: (row) =>
        row.too_few || row.share_low === null || row.share_high === null
          ? ""
          : `${percent(row.share_low, 1)} to ${percent(row.share_high, 1)}`,
    },
    { head: "n", number: true, cell: (row) => count(row.n) },
  ];
}

function pinnable(rows: readonly FlowRow[], called: (name: string) => string): Pinnable[] {
  return rows
    .filter(
      (row) => row.from_node !== "(other)" && row.to_node !== "(other)" && !row.too_few && row.share !== null,
    )
    .filter((row) => row.kind === "link" && row.from_node !== "(start)")
    .sort((one, other) => other.count - one.count)
    .slice(0, 60)
    .map((row) => ({
      label: `${placeName(placeOf(row), { called })} (step ${row.step})`,
      value: percent(row.share ?? 0),
      row: { kind: row.kind, step: row.step, from_node: row.from_node, to_node: row.to_node },
      column: "share",
    }));
}
