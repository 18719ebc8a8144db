import { Card, Text, Title } from "@mantine/core";
import type { Schema } from "@/client";
import { capital, day, spaced } from "@/ui";
import classes from "./people.module.css";

/** What was last told of somebody. */
export function KnownTraits({ traits }: { traits: Schema<"KnownTrait">[] }) {
  return (
    <Card withBorder padding="lg" component="section" aria-label="Traits">
      <Title order={2} size="h4" mb="sm">
        Traits
      </Title>
      {traits.length === 0 && <Text c="dimmed">Nothing is known but what they did.</Text>}
      <dl className={classes.traits}>
        {traits.map((trait) => (
          <div key={trait.name} className={classes.trait}>
            <dt>{capital(spaced(trait.name))}</dt>
            <dd>
              {trait.value}{" "}
              {trait.known_since && (
                <Text component="span" size="xs" c="dimmed" className={classes.since}>
                  since {day(trait.known_since)}
                </Text>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
