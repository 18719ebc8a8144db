import { Stack } from "@mantine/core";
import { Bar, colouring } from "@/canvas/charts";
import { count, people } from "@/ui";
import { AnswerTable, type Column } from "./answer-table";
import type { Open } from "./asking";
import { FunnelFigure, type FunnelRow } from "./funnel-figure";
import { Opens, ToPeople } from "./opens";
import { Took } from "./took";

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
        const last = at(group, steps.length);
        return (
          <Took
            us={last?.time_from_first_p50_us}
            definition="From the first step to the last: half of those who came so far took no longer."
            n={last?.journeys}
          />
        );
      },
    },
  ];
  return <AnswerTable caption="The funnel of each group" columns={columns} rows={groups} />;
}

function Began({ row, open }: { row?: FunnelRow; open: Open }) {
  if (!row) return count(0);
  return (
    <Opens
      number={row.journeys}
      did={`of ${groupName(row.group ?? "")} began`}
      open={() => open({ at: "reached", step: 1 }, { group: row.group })}
    />
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
        <ToPeople
          open={() => open({ at: "reached", step }, { group })}
        >{`The ${people(row.journeys, "journey")} that came here`}</ToPeople>
        {lost > 0 && (
          <ToPeople
            open={() => open({ at: "lost", step: step - 1 }, { group })}
          >{`The ${people(lost, "journey")} lost before`}</ToPeople>
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
