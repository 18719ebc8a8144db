import { Anchor, Stack, UnstyledButton } from "@mantine/core";
import { Bar, colouring } from "@/canvas/charts";
import { count, people, span } from "@/ui";
import { AnswerTable, type Column } from "./answer-table";
import type { Open } from "./asking";
import classes from "./explore.module.css";
import { FunnelFigure, type FunnelRow } from "./funnel-figure";

const BESIDE: Record<string, string> = {
  "(unknown)": "Not known",
  "(other)": "Others",
  "(in none)": "In none of them",
};

/** What a group is called. */
export const groupName = (group: string): string => BESIDE[group] ?? group;

interface Props {
  rows: FunnelRow[];
  open: Open;
}

/** Each group's share of those who began, step by step; every figure opens to the people of its group. */
export function ByGroup({ rows, open }: Props) {
  const groups = [...new Set(rows.map((row) => row.group ?? ""))];
  const steps = rows.filter((row) => row.group === groups[0]);
  const at = (group: string, step: number) => rows.find((row) => row.group === group && row.step === step);
  const colour = colouring(steps.map((row) => row.node));
  const columns: Column<string>[] = [
    { head: "Group", cell: (group) => groupName(group) },
    { head: "Began", number: true, cell: (group) => <Began row={at(group, 1)} open={open} /> },
    ...steps.slice(1).map((step): Column<string> => ({
      head: `${step.step}. ${step.node}`,
      cell: (group) => (
        <GroupCell
          row={at(group, step.step)}
          before={at(group, step.step - 1)}
          colour={colour(step.node)}
          open={open}
        />
      ),
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

function Began({ row, open }: { row?: FunnelRow; open: Open }) {
  if (!row) return count(0);
  return (
    <UnstyledButton
      className={classes.link}
      aria-label={`${count(row.journeys)} of ${groupName(row.group ?? "")} began: who they are`}
      onClick={() => open({ at: "reached", step: 1 }, { group: row.group })}
    >
      {count(row.journeys)}
    </UnstyledButton>
  );
}

interface Cell {
  row?: FunnelRow;
  before?: FunnelRow;
  colour: string;
  open: Open;
}

function GroupCell({ row, before, colour, open }: Cell) {
  if (!row) return "–";
  const { group, step } = row;
  const lost = (before?.journeys ?? row.journeys) - row.journeys;
  return (
    <Stack gap={2} miw={110}>
      <FunnelFigure row={row}>
        <Anchor
          component="button"
          size="sm"
          ta="start"
          onClick={() => open({ at: "reached", step }, { group })}
        >
          The {people(row.journeys, "journey")} that came here
        </Anchor>
        {lost > 0 && (
          <Anchor
            component="button"
            size="sm"
            onClick={() => open({ at: "lost", step: step - 1 }, { group })}
          >
            The {people(lost, "journey")} lost before
          </Anchor>
        )}
      </FunnelFigure>
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
