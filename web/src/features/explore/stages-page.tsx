import { Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { useAddress } from "@/client";
import { people, percent, span } from "@/ui";
import { AnswerTable, type Column } from "./answer-table";
import { type Open, type Place, useExplored, useNodes, useOpened } from "./asking";
import { PickSplit, PickSteps } from "./controls";
import classes from "./explore.module.css";
import { Opens, ToPeople } from "./opens";
import type { Pinnable } from "./pin-dialog";
import { placeName } from "./place-names";
import { joined, readStages, stagesQuestion } from "./questions";
import { Lasting, type StageRow } from "./stage-lasting";
import { Rate } from "./rate";
import { Took } from "./took";
import { ViewPage } from "./view-page";

type Standing = (Place & { at: "standing" })["state"];
type State = "moved_on" | "dropped_off" | "still_open";
const STATES: { state: State; label: string }[] = [
  { state: "moved_on", label: "Moved on" },
  { state: "dropped_off", label: "Dropped off" },
  { state: "still_open", label: "Still open" },
];

/** How each stage performs: who moves on, who drops off, who is still there, and how long it takes. */
export function StagesPage() {
  const [state, change] = useAddress(readStages);
  const explored = useExplored<StageRow>(stagesQuestion(state));
  const { nodes, called } = useNodes("stage");
  const { open } = useOpened();
  return (
    <ViewPage
      view="stages"
      explored={explored}
      opening={{ called, title: ({ place }) => placeName(place, { called }) }}
      look={{ stage: state.stage }}
      figures={pinnable}
      bare
      controls={
        <>
          <PickSteps
            label="Arrived once they reach"
            placeholder="No goal"
            nodes={nodes}
            value={state.goal}
            change={(goal) => change({ goal: joined(goal), open: undefined })}
          />
          <PickSplit value={state.split} change={(split) => change({ split })} />
        </>
      }
    >
      {(rows) => (
        <Stack gap="lg">
          <div className={classes.card}>
            <Key />
            <AnswerTable
              caption="Every stage, in order"
              columns={columns(open, (stage) => change({ stage }))}
              rows={rows}
            />
          </div>
          <Lasting rows={rows} chosen={state.stage} split={state.split} />
        </Stack>
      )}
    </ViewPage>
  );
}

function Key() {
  return (
    <Group gap="md" mb="xs">
      {STATES.map(({ state, label }) => (
        <Text key={state} size="sm" span className={classes.key}>
          <i
            className={classes.part}
            data-part={state}
            style={state === "moved_on" ? { background: "var(--dp-positive)" } : undefined}
          />
          {label}
        </Text>
      ))}
    </Group>
  );
}

const TIMES = [
  { head: "Half have left within", column: "time_in_stage_p50_us", says: "half" },
  { head: "9 in 10 within", column: "time_in_stage_p90_us", says: "9 in 10" },
] as const;

function columns(open: Open, choose: (stage: string) => void): Column<StageRow>[] {
  const opening = (row: StageRow, state: Standing) => () => open({ at: "standing", node: row.stage, state });
  return [
    { head: "Stage", cell: (row) => <Text className={classes.name}>{row.name}</Text> },
    {
      head: "Came",
      number: true,
      cell: (row) => (
        <Opens number={row.journeys} did={`came to ${row.name}`} open={opening(row, "entered")} />
      ),
    },
    { head: "What became of them", cell: (row) => <Parts row={row} open={open} /> },
    {
      head: "Moved on",
      number: true,
      cell: (row) => (
        <Share
          row={row}
          open={open}
          state="moved_on"
          figure="moved_on_share"
          says="Of the journeys that came to this stage, those that moved on from it."
        />
      ),
    },
    {
      head: "Dropped off",
      number: true,
      cell: (row) => (
        <Share
          row={row}
          open={open}
          state="dropped_off"
          figure="dropped_off_share"
          says="Of the journeys that came to this stage, those that ended here for good."
        />
      ),
    },
    {
      head: "Still open",
      number: true,
      cell: (row) => (
        <Opens number={row.still_open} did={`still in ${row.name}`} open={opening(row, "still_open")} />
      ),
    },
    {
      head: "Went back",
      number: true,
      cell: (row) => (
        <Opens number={row.went_back} did={`went back to ${row.name}`} open={opening(row, "went_back")} />
      ),
    },
    ...TIMES.map(({ head, column, says }): Column<StageRow> => ({
      head,
      number: true,
      cell: (row) => (
        <Took
          us={row[column]}
          definition={`The time by which ${says} of those who came to ${row.name} have left it. Who is still there counts as long as they are seen (Kaplan–Meier).`}
          n={row.journeys}
        >
          <ToPeople open={() => choose(row.stage)}>How long it lasts, as a curve</ToPeople>
          <ToPeople
            open={opening(row, "entered")}
          >{`The ${people(row.journeys, "journey")} behind it`}</ToPeople>
        </Took>
      ),
    })),
  ];
}

const WIDE = 0.22; // of the bar, on a phone 24 pixels: what is narrower cannot be hit, and is opened from its number

function Parts({ row, open }: { row: StageRow; open: Open }) {
  return (
    <div className={classes.stack}>
      {STATES.filter(({ state }) => row[state] > 0).map(({ state, label }) => {
        const colour = state === "moved_on" ? "var(--dp-positive)" : undefined;
        const look = { flexGrow: row[state], flexBasis: 0, background: colour };
        const words = `${label}: ${people(row[state], "journey")} of ${row.name}`;
        return row[state] / row.journeys < WIDE ? (
          <span key={state} className={classes.part} data-part={state} style={look} title={words} />
        ) : (
          <UnstyledButton
            key={state}
            className={classes.part}
            data-part={state}
            style={look}
            aria-label={`${words}, who they are`}
            title={words}
            onClick={() => open({ at: "standing", node: row.stage, state })}
          />
        );
      })}
    </div>
  );
}

interface ShareProps {
  row: StageRow;
  figure: "moved_on_share" | "dropped_off_share";
  state: State;
  says: string;
  open: Open;
}

function Share({ row, figure, state, says, open }: ShareProps) {
  return (
    <Rate
      share={row[figure]}
      definition={says}
      low={row[`${figure}_low`]}
      high={row[`${figure}_high`]}
      n={row.n}
    >
      <ToPeople
        open={() => open({ at: "standing", node: row.stage, state })}
      >{`The ${people(row[state], "journey")} behind it`}</ToPeople>
    </Rate>
  );
}

function pinnable(rows: readonly StageRow[]): Pinnable[] {
  return rows
    .filter((row) => !row.too_few)
    .flatMap((row) => [
      {
        label: `Moved on from ${row.name}`,
        value: percent(row.moved_on_share ?? 0),
        row: { stage: row.stage },
        column: "moved_on_share",
      },
      {
        label: `Dropped off in ${row.name}`,
        value: percent(row.dropped_off_share ?? 0),
        row: { stage: row.stage },
        column: "dropped_off_share",
      },
      ...(row.time_in_stage_p50_us === null
        ? []
        : [
            {
              label: `Median time in ${row.name}`,
              value: span(row.time_in_stage_p50_us),
              row: { stage: row.stage },
              column: "time_in_stage_p50_us",
            },
          ]),
    ]);
}
