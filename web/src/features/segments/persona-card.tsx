import { Avatar, Card, Group, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import type { Schema } from "@/client";
import { ProblemNotice, Waiting } from "@/ui";
import { Headline, useFigures } from "./persona-figures";
import classes from "./segments.module.css";

/** A persona at a glance. */
export function PersonaCard({ entry, open }: { entry: Schema<"PersonaEntry">; open: () => void }) {
  const { persona, maps = [] } = entry;
  const figures = useFigures(entry);
  return (
    <Card withBorder padding="lg" component="article" aria-label={persona.name} className={classes.persona}>
      <Stack gap="md" h="100%">
        <Group wrap="nowrap" gap="sm">
          <Avatar color="accent" radius="xl" size={44} name={persona.name} aria-hidden />
          <div className={classes.said}>
            <Title order={2} size="h4">
              <UnstyledButton onClick={open} fz="inherit" fw="inherit" c="var(--dp-accent)">
                {persona.name}
              </UnstyledButton>
            </Title>
            {persona.tagline && (
              <Text size="sm" c="dimmed">
                {persona.tagline}
              </Text>
            )}
          </div>
        </Group>
        {persona.quote && <blockquote className={classes.quote}>{persona.quote}</blockquote>}
        {figures.error && <ProblemNotice error={figures.error} />}
        {figures.data ? (
          <Headline figures={figures.data} />
        ) : persona.segment ? (
          !figures.error && <Waiting height={52} label={`Measuring ${persona.name}`} />
        ) : (
          <Text size="sm" c="dimmed">
            It names no segment yet, so nothing is measured of it.
          </Text>
        )}
        <Text size="sm" c="dimmed" mt="auto">
          {maps.length === 0 ? "No map is made for it yet." : maps.map((map) => map.title).join(", ")}
        </Text>
      </Stack>
    </Card>
  );
}
