import { Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { Fragment } from "react";
import { Bar, colouring } from "@/canvas/charts";
import { count, percent, span } from "@/ui";
import { AnswerTable, type Column } from "./answer-table";
import type { Place } from "./asking";
import classes from "./explore.module.css";
import { FunnelFigure } from "./funnel-figure";

export interface FunnelRow {
  group?: string;
  step: number;
  node: string;
  journeys: number;
  subjects: number;
  share_of_first: number | null;
  share_of_first_low: number | null;
  share_of_first_high: number | null;
  share_of_previous: number | null;
  share_of_previous_low: number | null;
  share_of_previous_high: number | null;
  time_from_first_p50_us: number | null;
  time_from_previous_p50_us: number | null;
  n: number;
  too_few: boolean;
}

interface Drawing {
  rows: FunnelRow[];
  open: (place: Place) => void;
}

/** One bar a step; between two, who was lost, which opens. */
export function Drawn({ rows, open }: Drawing) {
  const colour = colouring(rows.map((row) => row.node));
  return (
    <ol className={classes.funnel} aria-label="The funnel">
      {rows.map((row, at) => {
        const next = rows[at + 1];
        const lost = next ? row.journeys - next.journeys : 0;
        return (
          <Fragment key={row.step}>
            <li className={classes.funnelStep}>
              <Text className={classes.name}>
                {row.step}. {row.node}
              </Text>
              <Bar
                share={row.share_of_first}
                low={row.share_of_first_low}
                high={row.share_of_first_high}
                colour={colour(row.node)}
                tall={28}
              />
              <Group gap="sm" wrap="nowrap" justify="flex-end">
                <UnstyledButton
                  className={classes.link}
                  onClick={() => open({ at: "reached", step: row.step })}
                  aria-label={`${count(row.journeys)} reached ${row.node}: who they are`}
                >
                  {count(row.journeys)}
                </UnstyledButton>
                <FunnelFigure row={row} />
              </Group>
            </li>
            {next && (
              <li className={classes.drop}>
                <UnstyledButton
                  className={classes.link}
                  onClick={() => open({ at: "lost", step: row.step })}
                  aria-label={`${count(lost)} lost after ${row.node}: who they are`}
                >
                  <Text span c="negative" fw={550}>
                    {count(lost)} lost
                  </Text>
                </UnstyledButton>
                <Text size="sm" c="dimmed">
                  {next.too_few || next.share_of_previous === null
                    ? "too few for a rate"
                    : `${percent(1 - next.share_of_previous)} of those here`}
                  {next.time_from_previous_p50_us !== null &&
                    ` · half of the others go on within ${span(next.time_from_previous_p50_us)}`}
                </Text>
              </li>
            )}
          </Fragment>
        );
      })}
    </ol>
  );
}

/** Each group's share of those who began, step by step. */
export function ByGroup({ rows }: { rows: FunnelRow[] }) {
  const groups = [...new Set(rows.map((row) => row.group ?? ""))];
  const steps = rows.filter((row) => row.group === groups[0]);
  const at = (group: string, step: number) => rows.find((row) => row.group === group && row.step === step);
  const colour = colouring(steps.map((row) => row.node));
  const columns: Column<string>[] = [
    {
      head: "Group",
      cell: (group) => (group === "(unknown)" ? "Not known" : group === "(other)" ? "Others" : group),
    },
    { head: "Began", number: true, cell: (group) => count(at(group, 1)?.journeys ?? 0) },
    ...steps.slice(1).map((step): Column<string> => ({
      head: `${step.step}. ${step.node}`,
      cell: (group) => <GroupCell row={at(group, step.step)} colour={colour(step.node)} />,
    })),
    {
      head: "Median time",
      number: true,
      cell: (group) => {
        const took = at(group, steps.length)?.time_from_first_p50_us;
        return took === null || took === undefined ? "–" : span(took);
      },
    },
  ];
  return <AnswerTable caption="The funnel of each group" columns={columns} rows={groups} />;
}

function GroupCell({ row, colour }: { row?: FunnelRow; colour: string }) {
  if (!row) return "–";
  return (
    <Stack gap={2} miw={110}>
      <FunnelFigure row={row} />
      <Bar
        share={row.share_of_first}
        low={row.share_of_first_low}
        high={row.share_of_first_high}
        colour={colour}
        tall={8}
      />
    </Stack>
  );
}
