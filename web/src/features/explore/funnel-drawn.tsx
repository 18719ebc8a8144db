import { Group, Text, UnstyledButton } from "@mantine/core";
import { Fragment } from "react";
import { Bar, colouring } from "@/canvas/charts";
import { count, Figure, people, percent } from "@/ui";
import type { Open } from "./asking";
import classes from "./explore.module.css";
import { FunnelFigure, type FunnelRow } from "./funnel-figure";
import { Opens, ToPeople } from "./opens";
import { Took } from "./took";

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
                <Opens
                  number={row.journeys}
                  did={`reached ${row.node}`}
                  open={() => open({ at: "reached", step: row.step })}
                />
                <FunnelFigure row={row} />
              </Group>
            </li>
            {next && <Between row={row} next={next} open={open} />}
          </Fragment>
        );
      })}
    </ol>
  );
}

/** Who was lost between two steps, and how soon the others went on. */
function Between({ row, next, open }: { row: FunnelRow; next: FunnelRow; open: Open }) {
  const lost = row.journeys - next.journeys;
  const openLost = () => open({ at: "lost", step: row.step });
  const share = next.share_of_previous;
  return (
    <li className={classes.drop}>
      <UnstyledButton
        className={classes.link}
        onClick={openLost}
        aria-label={`${count(lost)} lost after ${row.node}: who they are`}
      >
        <Text span c="negative" fw={550}>
          {count(lost)} lost
        </Text>
      </UnstyledButton>
      <Text size="sm" c="dimmed" component="div">
        {next.too_few || share === null ? (
          "too few for a rate"
        ) : (
          <>
            <Figure
              size="sm"
              value={percent(1 - share)}
              definition={`Of the journeys that reached ${row.node}, those that did not reach ${next.node}.`}
              low={rest(next.share_of_previous_high)}
              high={rest(next.share_of_previous_low)}
              n={row.journeys}
              noun="journey"
            >
              <ToPeople open={openLost}>{`The ${people(lost, "journey")} behind it`}</ToPeople>
            </Figure>{" "}
            of those here
          </>
        )}
        {next.time_from_previous_p50_us !== null && (
          <>
            {" · half of the others go on within "}
            <Took
              size="sm"
              us={next.time_from_previous_p50_us}
              definition={`From ${row.node} to ${next.node}: half of the journeys that went on took no longer.`}
              n={next.journeys}
            >
              <ToPeople
                open={() => open({ at: "reached", step: next.step })}
              >{`The ${people(next.journeys, "journey")} that went on`}</ToPeople>
            </Took>
          </>
        )}
      </Text>
    </li>
  );
}

const rest = (share: number | null): number | null => (share === null ? null : 1 - share);
