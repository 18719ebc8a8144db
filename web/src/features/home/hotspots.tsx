import { Anchor, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Schema } from "@/client";
import { Figure } from "@/ui";
import classes from "./home.module.css";
import { goingToStep } from "./places";
import { Section } from "./section";

type Hot = Schema<"HotPlace">;

/** The steps of all maps that need attention most, the hottest first. */
export function Hotspots({ hotspots, hasMaps }: { hotspots: Hot[]; hasMaps: boolean }) {
  const several = new Set(hotspots.map((hot) => hot.map)).size > 1;
  return (
    <Section title="Hotspots" more={{ label: "All maps", to: "/maps" }}>
      {hotspots.length === 0 && (
        <Text c="dimmed">
          {hasMaps
            ? "No step of a map stands out: none is hotter than chance."
            : "On a map the steps where people leave, go back or suffer are found."}
        </Text>
      )}
      <Stack component="ul" gap="md" className={classes.plain}>
        {hotspots.map((hot) => (
          <Spot key={`${hot.map} ${hot.step} ${hot.says}`} hot={hot} several={several} />
        ))}
      </Stack>
    </Section>
  );
}

function Spot({ hot, several }: { hot: Hot; several: boolean }) {
  return (
    <li>
      <Group justify="space-between" wrap="nowrap" gap="sm" align="baseline">
        <Anchor
          component={Link}
          to={`/maps/${hot.map}`}
          search={goingToStep(hot.map, hot.step).search as never}
          className={classes.name}
        >
          {hot.step_name}
        </Anchor>
        <Figure
          value={hot.says}
          definition="What makes this step a hotspot; the parts of its score add up."
          n={hot.n}
          size="sm"
        >
          <ul className={classes.reads}>
            {hot.reads.map((part) => (
              <li key={part}>{part}</li>
            ))}
          </ul>
        </Figure>
      </Group>
      <div className={classes.track} aria-hidden>
        <div className={classes.heat} style={{ inlineSize: `${Math.max(hot.score * 100, 2)}%` }} />
      </div>
      {several && (
        <Text size="sm" c="dimmed" className={classes.name}>
          {hot.map_title}
        </Text>
      )}
    </li>
  );
}
