import { Card, Group, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import type { Schema } from "@/client";
import { capital, ProblemNotice, Waiting } from "@/ui";
import { basisInShort } from "./persona-basis";
import { Headline, useFigures } from "./persona-figures";
import { PersonaPicture } from "./persona-picture";
import classes from "./segments.module.css";

/** A persona at a glance. */
export function PersonaCard({ entry, open }: { entry: Schema<"PersonaEntry">; open: () => void }) {
  const { persona, maps = [], is_picture_missing: isMissing } = entry;
  const figures = useFigures(entry);
  return (
    <Card withBorder padding="lg" component="article" aria-label={persona.name} className={classes.persona}>
      <Stack gap="md" h="100%">
        <Group wrap="nowrap" gap="sm" mih={68}>
          <PersonaPicture persona={persona} size={56} isMissing={isMissing} />
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
          figures.isLoading && <Waiting shape="figures" height={52} label={`Measuring ${persona.name}`} />
        ) : (
          <Text size="sm" c="dimmed">
            It names no segment yet, so nothing is measured of it.
          </Text>
        )}
        <Text size="xs" c="dimmed" mt="auto">
          {capital(basisInShort(persona, figures.data?.people ?? null))}
        </Text>
        <Text size="sm" c="dimmed">
          {maps.length === 0 ? "No map is made for it yet." : maps.map((map) => map.title).join(", ")}
        </Text>
      </Stack>
    </Card>
  );
}
