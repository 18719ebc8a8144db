import { Checkbox, Select } from "@mantine/core";
import { type HeatCell, HeatTable } from "@/canvas/charts";
import { useAddress } from "@/client";
import { count, people, percent } from "@/ui";
import { type Column, TableTwin } from "./answer-table";
import { type Open, type Place, useExplored, useLens, useNodes, useOpened } from "./asking";
import type { Beside } from "./behind-drawer";
import { PickSteps, SlideNumber } from "./controls";
import { Opens } from "./opens";
import type { Pinnable } from "./pin-dialog";
import { ALL, periodName, placeName } from "./place-names";
import { joined, type RetentionState, readRetention, retentionQuestion } from "./questions";
import { ViewPage } from "./view-page";

interface RetentionRow {
  cohort: string;
  period: number;
  subjects: number;
  returned: number;
  share: number | null;
  share_low: number | null;
  share_high: number | null;
  is_over: boolean;
  n: number;
  too_few: boolean;
}

/** Who comes back, cohort by cohort. */
export function RetentionPage() {
  const lens = useLens();
  const [state, change] = useAddress(readRetention);
  const explored = useExplored<RetentionRow>(retentionQuestion(state, lens));
  const { nodes, called } = useNodes(lens);
  const { open } = useOpened();
  return (
    <ViewPage
      view="retention"
      explored={explored}
      opening={{
        called,
        title: ({ place }) => placeName(place, { called, unit: state.unit }),
        beside: ({ place }) => besides(place),
      }}
      figures={(rows) => pinnable(rows, state.unit)}
      controls={
        <>
          <Select
            label="Period"
            data={["day", "week", "month", "quarter", "year"]}
            value={state.unit}
            onChange={(unit) => change({ unit: unit ?? undefined, open: undefined })}
            allowDeselect={false}
            w={120}
          />
          <SlideNumber
            label="Periods ahead"
            value={state.periods}
            range={[1, 24]}
            change={(periods) => change({ periods: String(periods) })}
          />
          <PickSteps
            label="They begin with"
            placeholder="Anything"
            nodes={nodes}
            value={state.start}
            change={(start) => change({ start: joined(start), open: undefined })}
          />
          <PickSteps
            label="They come back to"
            placeholder="Anything"
            nodes={nodes}
            value={state.back}
            change={(back) => change({ back: joined(back), open: undefined })}
          />
          <Checkbox
            label="Then or later"
            checked={state.rolling}
            onChange={(event) =>
              change({ rolling: event.currentTarget.checked ? "1" : undefined, open: undefined })
            }
            mb={8}
          />
        </>
      }
    >
      {(rows) => (
        <>
          <HeatTable
            caption="The share that came back, by cohort and period"
            corner={`Began in the ${state.unit} of`}
            heads={Array.from(
              { length: Math.max(...rows.map((row) => row.period), 0) + 1 },
              (_, at) => `+${at}`,
            )}
            rows={heat(rows, state, open)}
          />
          <TableTwin caption="Every cohort and period" columns={columns(open)} rows={rows} />
        </>
      )}
    </ViewPage>
  );
}

function heat(rows: readonly RetentionRow[], state: RetentionState, open: Open) {
  const cohorts = [...new Set(rows.map((row) => row.cohort))].sort(
    (one, other) => Number(other === ALL) - Number(one === ALL),
  );
  return cohorts.map((cohort) => {
    const mine = rows.filter((row) => row.cohort === cohort);
    const cells = new Map(mine.map((row) => [row.period, cellOf(row, state, open)]));
    const most = Math.max(...mine.map((row) => row.period), 0);
    return {
      id: cohort,
      name: cohort === ALL ? "All" : periodName(cohort, state.unit),
      count: count(mine[0]?.n ?? 0),
      open: () => open({ at: "cohort", cohort }),
      cells: Array.from({ length: most + 1 }, (_, period) => cells.get(period) ?? null),
    };
  });
}

function cellOf(row: RetentionRow, state: RetentionState, open: Open): HeatCell {
  const who = row.cohort === ALL ? "All cohorts" : `Began ${periodName(row.cohort, state.unit)}`;
  const when = `${row.period} ${state.unit}${row.period === 1 ? "" : "s"} later`;
  const sure =
    row.share === null
      ? `${count(row.returned)} so far, this ${state.unit} is not over`
      : `${percent(row.share, 1)}, 95 % interval ${percent(row.share_low ?? 0, 1)} to ${percent(row.share_high ?? 0, 1)}`;
  return {
    share: row.too_few ? null : row.share,
    soft: row.share === null || row.too_few,
    said: `${who}, ${when}: ${row.too_few ? `too few (${people(row.n)})` : `${sure}, of ${people(row.n)}`}`,
    open: () => open(returned(row)),
  };
}

const returned = ({ cohort, period }: RetentionRow): Place => ({
  at: "cohort",
  cohort,
  period,
  came_back: true,
});

/** Of a cell: who came back, who did not, and the cohort of both. */
function besides(place: Place): Beside[] {
  if (place.at !== "cohort" || typeof place.period !== "number") return [];
  const { cohort, period } = place;
  return [
    { label: "Came back", place: { at: "cohort", cohort, period, came_back: true } },
    { label: "Did not", place: { at: "cohort", cohort, period, came_back: false } },
  ];
}

function columns(open: Open): Column<RetentionRow>[] {
  return [
    { head: "Cohort", cell: (row) => (row.cohort === ALL ? "All" : row.cohort) },
    { head: "Period", number: true, cell: (row) => `+${row.period}` },
    {
      head: "Came back",
      number: true,
      cell: (row) => <Opens number={row.returned} did="came back" open={() => open(returned(row))} />,
    },
    {
      head: "Share",
      number: true,
      cell: (row) => (row.too_few ? "too few" : row.share === null ? "not over" : percent(row.share, 1)),
    },
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

function pinnable(rows: readonly RetentionRow[], unit: string): Pinnable[] {
  return rows
    .filter((row) => row.cohort === ALL && row.share !== null && !row.too_few && row.period > 0)
    .map((row) => ({
      label: `Back ${row.period} ${unit}${row.period === 1 ? "" : "s"} later`,
      value: percent(row.share ?? 0),
      row: { cohort: ALL, period: row.period },
      column: "share",
    }));
}
