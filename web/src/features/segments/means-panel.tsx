import { Anchor, Card, Group, Progress, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { answered, api, type Schema } from "@/client";
import { count, Figure, people, ProblemNotice, percent, Waiting } from "@/ui";
import classes from "./segments.module.css";
import type { Trial } from "./trial";

interface Props {
  trial: Trial;
  /** The key of the segment, when it is kept: its people can be looked at. */
  segment: string | null;
}

/** Whom the rule means, as far as it is written: its sentence, how many, and some of them. */
export function MeansPanel({ trial, segment }: Props) {
  return (
    <Card withBorder padding="lg" component="section" aria-label="Who this is" className={classes.means}>
      <Stack gap="md" aria-live="polite" aria-busy={trial.isStale}>
        <Title order={2} size="h4">
          Who this is
        </Title>
        {trial.error && <ProblemNotice error={trial.error} />}
        {trial.problems.length > 0 && <ToMend trial={trial} />}
        {trial.sentence && <Text className={classes.sentence}>{trial.sentence}</Text>}
        {trial.means && <Found means={trial.means} isStale={trial.isStale} segment={segment} />}
        {!trial.means && trial.problems.length === 0 && !trial.error && (
          <Waiting shape="lines" height={180} label="Counting" />
        )}
      </Stack>
    </Card>
  );
}

function ToMend({ trial: { problems } }: { trial: Trial }) {
  const number = problems.length === 1 ? "One thing" : `${problems.length} things`;
  return (
    <Text c="var(--dp-negative)">
      {number} to mend before anybody is meant: {problems[0]?.says}
    </Text>
  );
}

function Found({
  means,
  isStale,
  segment,
}: {
  means: Schema<"MembersAnswer">;
  isStale: boolean;
  segment: string | null;
}) {
  const everybody = useEverybody();
  const share = everybody ? means.count / everybody : null;
  return (
    <Stack gap="md" className={isStale ? classes.stale : undefined}>
      <div>
        <Figure
          size="lg"
          value={people(means.count)}
          definition={means.sentence}
          href={segment ? `/people?segment=${segment}` : undefined}
        >
          <Text size="sm">{people(means.with_journeys)} of them did something that was recorded.</Text>
        </Figure>
        {share !== null && everybody !== null && (
          <>
            <Progress value={share * 100} mt={6} aria-label="Share of everybody" />
            <Text size="sm" c="dimmed" mt={4}>
              <Figure
                size="sm"
                value={percent(share)}
                definition={`Of all ${people(everybody)} that are known, those that this means. All are counted: there is no interval.`}
                n={everybody}
                href={segment ? `/people?segment=${segment}` : undefined}
              />{" "}
              of {count(everybody)}
            </Text>
          </>
        )}
      </div>
      {means.parts.length > 1 && (
        <section aria-label="Each condition alone">
          <Text size="sm" fw={600} mb={4}>
            Each condition alone
          </Text>
          <ul className={classes.parts}>
            {means.parts.map((part) => (
              <li key={part.says}>
                <span>{part.says}</span>
                <Figure
                  value={count(part.count)}
                  definition={`People of whom this condition alone is true: ${part.says}`}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      {means.sample.length > 0 && <Sample ids={means.sample} />}
    </Stack>
  );
}

function Sample({ ids }: { ids: string[] }) {
  return (
    <section aria-label="Some of them">
      <Text size="sm" fw={600} mb={4}>
        Some of them
      </Text>
      <Group gap="xs" component="ul" className={classes.plain}>
        {ids.map((id) => (
          <li key={id}>
            <Anchor component={Link} to={`/people/${id}`} size="sm" className={classes.id}>
              {id.slice(-12)}
            </Anchor>
          </li>
        ))}
      </Group>
    </section>
  );
}

/** How many people are known in all. */
function useEverybody(): number | null {
  const found = useQuery({
    queryKey: ["everybody"],
    queryFn: () => answered(api.GET("/api/people", { params: { query: { limit: 1 } } })),
    staleTime: 60_000,
  });
  return found.data?.total ?? null;
}
