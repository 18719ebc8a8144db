import { Badge, Card, Group, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Glance } from "@/canvas/map";
import { KIND_WORDS } from "@/map";
import { capital, count, day, Figure, percent, people, spaced } from "@/ui";
import classes from "./maps.module.css";
import type { MapEntry } from "./questions";

/** A map in the list: how it looks, of whom it is, how far and how sure it is. */
export function MapCard({ entry }: { entry: MapEntry }) {
  return (
    <Card component="li" withBorder padding="md" className={classes.card}>
      <Stack gap="sm" h="100%">
        <div className={classes.glance}>
          <Glance stages={entry.glance.stages} felt={entry.glance.felt} hot={entry.glance.hot} />
        </div>
        <Stack gap={4}>
          <Group gap={6}>
            <Text size="xs" fw={650} c="dimmed" tt="uppercase" lts={0.4}>
              {KIND_WORDS[entry.map_kind]}
            </Text>
            <State status={entry.status} />
          </Group>
          <Title order={2} size="h5" className={classes.title} dir="auto">
            <Link to="/maps/$key" params={{ key: entry.key }} className={classes.link}>
              {entry.title}
            </Link>
          </Title>
          {(entry.persona || entry.scenario) && (
            <Text size="sm" c="dimmed" dir="auto">
              {[entry.persona, entry.scenario].filter(Boolean).join(" · ")}
            </Text>
          )}
        </Stack>
        <Facts entry={entry} />
      </Stack>
    </Card>
  );
}

const COLOURS: Record<string, string> = { published: "positive", in_review: "accent", retired: "gray" };

function State({ status }: { status: string }) {
  return (
    <Badge size="sm" variant={status === "draft" ? "default" : "light"} color={COLOURS[status]} tt="none">
      {capital(spaced(status))}
    </Badge>
  );
}

/** How it stands, in a few lines; what is the matter first. */
function Facts({ entry }: { entry: MapEntry }) {
  const share = entry.supported_share;
  const lines = [
    `${count(entry.steps)} step${entry.steps === 1 ? "" : "s"}, ${count(entry.bound_steps ?? 0)} bound to what people did`,
    share === null || share === undefined ? "no cards yet" : null,
    entry.people ? `figures of ${people(entry.people)}` : null,
  ].filter(Boolean);
  return (
    <Stack gap={2} mt="auto">
      {warnings(entry).map((words) => (
        <Text key={words} size="xs" c="negative" fw={600}>
          {words}
        </Text>
      ))}
      {lines.map((words) => (
        <Text key={words} size="xs" c="dimmed">
          {words}
        </Text>
      ))}
      {typeof share === "number" && (
        <Text size="xs" c="dimmed" component="div">
          <Figure
            size="xs"
            value={percent(share)}
            definition="Cards that are observed or validated: something known speaks for them, and nothing against."
            n={entry.cards}
            noun="card"
          />{" "}
          of {count(entry.cards)} cards supported
        </Text>
      )}
      <Text size="xs" c="dimmed">
        Changed {day(entry.changed_at_us)}
        {entry.owner ? ` · ${entry.owner}` : ""}
      </Text>
    </Stack>
  );
}

function warnings(entry: MapEntry): string[] {
  const late = entry.days_past_review ?? 0;
  return [
    late > 0 ? `Review ${late} day${late === 1 ? "" : "s"} overdue` : "",
    (entry.old_share ?? 0) > 0.5 ? `${percent(entry.old_share ?? 0)} of its evidence is old` : "",
  ].filter(Boolean);
}
