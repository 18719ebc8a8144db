import { Anchor, Badge, Button, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Schema } from "@/client";
import { Figure, percent, spaced, Working } from "@/ui";
import type { Checking } from "./checking";
import classes from "./home.module.css";
import { Section } from "./section";

type Told = Schema<"MapAtHome">;

/** The maps that are in use, and whether those that are published are still true. */
export function Maps({ maps, checking }: { maps: Told[]; checking: Checking }) {
  return (
    <Section title="Maps" more={{ label: "All maps", to: "/maps" }}>
      {maps.length === 0 && <Text c="dimmed">There is no map yet.</Text>}
      <Stack component="ul" gap="md" className={classes.plain}>
        {maps.slice(0, 6).map((map) => (
          <li key={map.key}>
            <Group justify="space-between" wrap="nowrap" gap="sm" align="baseline">
              <Anchor component={Link} to={`/maps/${map.key}`} className={classes.name}>
                {map.title}
              </Anchor>
              <Badge variant="default" tt="none" fw={500} className={classes.badge}>
                {spaced(map.status)}
              </Badge>
            </Group>
            <Standing map={map} checking={checking} />
          </li>
        ))}
      </Stack>
    </Section>
  );
}

function Standing({ map, checking }: { map: Told; checking: Checking }) {
  if (map.status !== "published")
    return (
      <Text size="sm" c="dimmed">
        Checked against what people do once it is published.
      </Text>
    );
  if (checking.map === map.key)
    return (
      <Working
        label="Checking it against what people did"
        step={checking.step}
        share={checking.share}
        cancel={checking.stop}
      />
    );
  if (!map.standing)
    return (
      <Button size="compact-sm" variant="default" onClick={checking.resume}>
        Check it against what people did
      </Button>
    );
  return <Found standing={map.standing} late={map.days_past_review} />;
}

function Found({ standing, late }: { standing: Schema<"Standing">; late: number }) {
  const told = standing.interactions;
  return (
    <Group gap="lg" mt={4}>
      {told && (
        <Text size="sm" component="div">
          explains{" "}
          <Figure
            value={told.share === null ? null : percent(told.share)}
            definition="Fidelity: the share of what people did that the map's steps and ways explain."
            n={told.n}
            noun="interaction"
            low={told.low}
            high={told.high}
            rate
            size="sm"
          />
        </Text>
      )}
      <Text size="sm">{standing.drifted.length ? "has drifted" : "has not drifted"}</Text>
      {late > 0 && <Text size="sm">review {late} days overdue</Text>}
    </Group>
  );
}
