import { Button, Card, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { count, Page } from "@/ui";
import { ICONS, OUTCOME_WORDS } from "./outcomes";
import { Sent } from "./sent";
import type { Underway } from "./use-walk";
import classes from "./walk.module.css";
import { type JourneyMap, OUTCOMES, tally, type WalkStep } from "./walks";

interface Props {
  walking: Underway;
  drawn: JourneyMap;
  steps: WalkStep[];
  to: (step: number | "end") => void;
}

/** The end of the walk: how it went, step by step, and that it is on the map. */
export function SummaryPage({ walking, drawn, steps, to }: Props) {
  const { walk } = walking;
  const counts = tally(walk, steps);
  return (
    <div className={classes.narrow}>
      <Page title="You took the journey" about={drawn.title}>
        <Stack gap="lg">
          <SimpleGrid cols={3} spacing="sm">
            {OUTCOMES.map((outcome) => (
              <Card withBorder padding="sm" key={outcome}>
                <Text size="xl" fw={650}>
                  {count(counts[outcome])}
                </Text>
                <Text size="sm" c="dimmed">
                  {OUTCOME_WORDS[outcome]}
                </Text>
              </Card>
            ))}
          </SimpleGrid>
          {counts.left > 0 && (
            <Text size="sm" c="dimmed">
              {counts.left === 1
                ? "1 step was skipped: nothing is said of it."
                : `${count(counts.left)} steps were skipped: nothing is said of them.`}
            </Text>
          )}
          <Sent walking={walking} steps={steps} />
          <ol className={classes.steps}>
            {steps.map((step, at) => (
              <Line key={step.id} step={step} finding={walk.findings[step.id]} open={() => to(at)} />
            ))}
          </ol>
          <Group grow preventGrowOverflow={false}>
            <Button component={Link} to={`/maps/${walk.map}`} size="md">
              See it on the map
            </Button>
            <Button component={Link} to={`/maps/${walk.map}/walk`} variant="default" size="md">
              Go again
            </Button>
          </Group>
        </Stack>
      </Page>
    </div>
  );
}

interface LineProps {
  step: WalkStep;
  finding: Underway["walk"]["findings"][string] | undefined;
  open: () => void;
}

function Line({ step, finding, open }: LineProps) {
  const outcome = finding?.outcome;
  const Icon = outcome ? ICONS[outcome] : undefined;
  return (
    <li className={classes.line} data-outcome={outcome}>
      <span className={classes.mark}>{Icon && <Icon size={18} aria-hidden />}</span>
      <div className={classes.said}>
        <Text fw={600}>{step.name}</Text>
        <Text size="sm" c="dimmed">
          {outcome ? OUTCOME_WORDS[outcome] : "Skipped"}
          {finding?.note && `: ${finding.note}`}
        </Text>
        {finding && finding.photos.length > 0 && (
          <Group gap="xs" mt={6}>
            {finding.photos.map((photo, at) => (
              <img
                key={photo.id}
                src={photo.thumb}
                alt={`Taken ${at + 1} at ${step.name}`}
                className={classes.small}
              />
            ))}
          </Group>
        )}
      </div>
      <Button
        variant="subtle"
        size="compact-md"
        onClick={open}
        aria-label={`${outcome ? "Change" : "Add"} what you met: ${step.name}`}
      >
        {outcome ? "Change" : "Add"}
      </Button>
    </li>
  );
}
