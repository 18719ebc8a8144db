import { Group, Text, UnstyledButton } from "@mantine/core";
import { Fragment } from "react";
import { Bar, colouring } from "@/canvas/charts";
import { count, percent, span } from "@/ui";
import type { Open } from "./asking";
import classes from "./explore.module.css";
import { FunnelFigure, type FunnelRow } from "./funnel-figure";

interface Drawing {
  rows: FunnelRow[];
  open: Open;
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
