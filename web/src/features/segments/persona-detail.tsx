import { Anchor, Button, Card, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Schema, useScope } from "@/client";
import { capital, day, Page, ProblemNotice, spaced, Waiting } from "@/ui";
import { Headline, Met, useFigures } from "./persona-figures";
import classes from "./segments.module.css";

interface Props {
  entry: Schema<"PersonaEntry">;
  back: () => void;
  edit: () => void;
}

const BASES: Record<string, string> = {
  qualitative: "from interviews and observation",
  quantitative: "from data",
  mixed: "from interviews and data",
  proto: "a first guess, to be checked",
};

/** A persona in full: who they are, what is measured of them, and the maps made for them. */
export function PersonaDetail({ entry, back, edit }: Props) {
  const { persona } = entry;
  const figures = useFigures(entry);
  const [, scope] = useScope();
  return (
    <Page
      title={persona.name}
      about={persona.tagline ?? "A kind of customer."}
      actions={
        <>
          <Button variant="default" onClick={back}>
            All personas
          </Button>
          {persona.segment && (
            <Button variant="default" onClick={() => scope({ segment: persona.segment ?? undefined })}>
              Make everything about them
            </Button>
          )}
          <Button onClick={edit}>Edit</Button>
        </>
      }
    >
      <Stack gap="lg">
        {persona.quote && <blockquote className={classes.quote}>{persona.quote}</blockquote>}
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
          <Part title="What is measured">
            {!persona.segment && (
              <Text c="dimmed">It names no segment yet: edit it and say whose journeys are meant.</Text>
            )}
            {figures.error && <ProblemNotice error={figures.error} />}
            {persona.segment && figures.isPending && <Waiting height={220} label="Measuring" />}
            {figures.data && (
              <Stack gap="lg">
                <Headline figures={figures.data} />
                <Met figures={figures.data} />
                <Text size="sm" c="dimmed">
                  {entry.segment_title && `Segment “${entry.segment_title}”. `}
                  {entry.sentence} Up to {day(figures.data.as_of_us)}.
                </Text>
              </Stack>
            )}
          </Part>
          <Part title="Who they are">
            <Text size="sm" c="dimmed" mb="sm">
              Known {BASES[persona.basis ?? "proto"]}.
            </Text>
            {Object.entries(persona.demographics ?? {}).map(([name, value]) => (
              <Text key={name} size="sm">
                {capital(spaced(name))}: {value}
              </Text>
            ))}
            <Listed title="Goals" texts={persona.goals} />
            <Listed title="Needs" texts={persona.needs} />
            <Listed title="Frustrations" texts={persona.frustrations} />
            {persona.body && <Text mt="sm">{persona.body}</Text>}
          </Part>
        </SimpleGrid>
        <Maps maps={entry.maps ?? []} />
      </Stack>
    </Page>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card withBorder padding="lg" component="section" aria-label={title}>
      <Title order={2} size="h4" mb="md">
        {title}
      </Title>
      {children}
    </Card>
  );
}

function Listed({ title, texts = [] }: { title: string; texts?: string[] }) {
  if (texts.length === 0) return null;
  return (
    <>
      <Title order={3} size="h5" mt="md" mb={4}>
        {title}
      </Title>
      <ul className={classes.lines}>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  );
}

function Maps({ maps }: { maps: Schema<"MapOf">[] }) {
  return (
    <Part title="Maps made for them">
      {maps.length === 0 && (
        <Text c="dimmed">None yet: make one among the maps, and choose this persona for it.</Text>
      )}
      <ul className={classes.plain}>
        {maps.map((map) => (
          <li key={map.key}>
            <Anchor component={Link} to={`/maps/${map.key}`} py={4} display="inline-block">
              {map.title}
            </Anchor>{" "}
            <Text component="span" size="sm" c="dimmed">
              {spaced(map.map_kind)}, {spaced(map.status)}
            </Text>
          </li>
        ))}
      </ul>
    </Part>
  );
}
