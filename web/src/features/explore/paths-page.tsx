import { Text } from "@mantine/core";
import type { CSSProperties } from "react";
import { Bar, colouring } from "@/canvas/charts";
import { useAddress } from "@/client";
import { count, Figure, percent } from "@/ui";
import { AnswerTable, type Column } from "./answer-table";
import { type Open, useExplored, useLens, useNodes, useOpened } from "./asking";
import { Loops, MaybeNumber, PickSplit, PickSteps, SlideNumber, StepIs } from "./controls";
import classes from "./explore.module.css";
import { Opens } from "./opens";
import type { Pinnable } from "./pin-dialog";
import { placeName } from "./place-names";
import { joined, pathsQuestion, readPaths } from "./questions";
import { Rate } from "./rate";
import { Took } from "./took";
import { ViewPage } from "./view-page";

interface PathRow {
  path: string[];
  count: number;
  subjects: number;
  share: number | null;
  share_low: number | null;
  share_high: number | null;
  conversion: number | null;
  conversion_low: number | null;
  conversion_high: number | null;
  median_duration_us: number | null;
  n: number;
  too_few: boolean;
}

/** Which whole routes people take. */
export function PathsPage() {
  const lens = useLens();
  const [state, change] = useAddress(readPaths);
  const explored = useExplored<PathRow>(pathsQuestion(state, lens));
  const { nodes, called } = useNodes(lens);
  const { open } = useOpened();
  return (
    <ViewPage
      view="paths"
      explored={explored}
      opening={{ called, title: ({ place }) => placeName(place, { called }) }}
      figures={(rows) => pinnable(rows, called)}
      controls={
        <>
          <StepIs
            lens={lens}
            change={(wanted) => change({ lens: wanted, goal: undefined, open: undefined })}
          />
          <PickSteps
            label="Arrived once they reach"
            placeholder="No goal"
            nodes={nodes}
            value={state.goal}
            change={(goal) => change({ goal: joined(goal) })}
          />
          <SlideNumber
            label="Paths"
            value={state.top}
            range={[3, 50]}
            change={(top) => change({ top: String(top) })}
          />
          <MaybeNumber
            label="First steps only"
            placeholder="whole paths"
            value={state.prefix}
            range={[1, 50]}
            change={(prefix) =>
              change({ prefix: prefix ? String(Math.round(prefix)) : undefined, open: undefined })
            }
          />
          <PickSplit value={state.split} change={(split) => change({ split })} />
          <Loops
            value={state.loops}
            change={(loops) => change({ loops: loops ? "1" : undefined, open: undefined })}
          />
        </>
      }
    >
      {(rows) => (
        <AnswerTable
          caption="Paths, the most frequent first"
          columns={columns({ rows, called, open, hasGoal: state.goal.length > 0 })}
          rows={rows}
        />
      )}
    </ViewPage>
  );
}

interface Drawing {
  rows: readonly PathRow[];
  called: (name: string) => string;
  open: Open;
  hasGoal: boolean;
}

function columns({ rows, called, open, hasGoal }: Drawing): Column<PathRow>[] {
  const colour = colouring(frequent(rows));
  const most = Math.max(
    ...rows.filter((row) => row.path[0] !== "(other)").map((row) => row.share ?? 0),
    0.0001,
  );
  return [
    { head: "Path", cell: (row) => <Path path={row.path} called={called} colour={colour} /> },
    {
      head: "Share of journeys",
      cell: (row) => (
        <div style={{ minInlineSize: 120 }}>
          <Rate
            share={row.share}
            digits={1}
            definition="Of all journeys, those that took this path."
            low={row.share_low}
            high={row.share_high}
            n={row.n}
          />
          <Bar
            share={(row.share ?? 0) / (row.path[0] === "(other)" ? 1 : most)}
            tall={8}
            colour={row.path[0] === "(other)" ? "var(--dp-edge)" : undefined}
          />
        </div>
      ),
    },
    {
      head: "Journeys",
      number: true,
      cell: (row) =>
        row.path[0] === "(other)" ? (
          <Figure
            value={count(row.count)}
            definition="All journeys of the paths that are not listed. To see them one by one, ask for more paths."
            n={row.n}
            noun="journey"
          />
        ) : (
          <Opens number={row.count} open={() => open({ at: "path", path: row.path })} />
        ),
    },
    ...(hasGoal
      ? [
          {
            head: "Arrived",
            number: true,
            cell: (row: PathRow) => (
              <Rate
                share={row.conversion}
                definition="Of the journeys that took this path, those that reached the goal."
                low={row.conversion_low}
                high={row.conversion_high}
                n={row.count}
              />
            ),
          },
        ]
      : []),
    {
      head: "Median duration",
      number: true,
      cell: (row) => (
        <Took
          us={row.path.length === 1 ? null : row.median_duration_us}
          definition="From the first step to the last: half of the journeys of this path took no longer."
          n={row.count}
        />
      ),
    },
  ];
}

function frequent(rows: readonly PathRow[]): string[] {
  const totals = new Map<string, number>();
  for (const row of rows) for (const name of row.path) totals.set(name, (totals.get(name) ?? 0) + row.count);
  return [...totals].sort(([, one], [, other]) => other - one).map(([name]) => name);
}

interface PathProps {
  path: string[];
  called: (name: string) => string;
  colour: (name: string) => string;
}

const SHOWN = 14;

function Path({ path, called, colour }: PathProps) {
  if (path[0] === "(other)") return <Text c="dimmed">All other paths</Text>;
  return (
    <span className={classes.path}>
      {path.slice(0, SHOWN).map((name, at) => (
        <span key={`${name}${at}`}>
          {at > 0 && (
            <Text span c="dimmed" aria-hidden>
              →{" "}
            </Text>
          )}
          <span className={classes.chip} style={{ "--chip": colour(name) } as CSSProperties}>
            {called(name)}
          </span>
        </span>
      ))}
      {path.length > SHOWN && (
        <Text span c="dimmed">
          → {path.length - SHOWN} more
        </Text>
      )}
    </span>
  );
}

function pinnable(rows: readonly PathRow[], called: (name: string) => string): Pinnable[] {
  return rows
    .filter((row) => row.path[0] !== "(other)" && !row.too_few && row.share !== null)
    .map((row) => ({
      label: `Path ${row.path.map(called).join(" → ")}`.slice(0, 180),
      value: percent(row.share ?? 0, 1),
      row: { path: row.path },
      column: "share",
    }));
}
