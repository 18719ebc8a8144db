import { Anchor, Button, Card, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Schema, useScope } from "@/client";
import { Cancelled, capital, day, Page, ProblemNotice, spaced, Working } from "@/ui";
import { type BasisLine, basisLines } from "./persona-basis";
import { Headline, Met, useFigures } from "./persona-figures";
import { PersonaPicture } from "./persona-picture";
import classes from "./segments.module.css";

interface Props {
  entry: Schema<"PersonaEntry">;
  back: () => void;
  edit: () => void;
}

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
          <Measured entry={entry} figures={figures} />
          <WhoTheyAre entry={entry} />
        </SimpleGrid>
        <KnownFrom
          lines={basisLines(persona, {
            segment: entry.segment_title ?? null,
            counted: figures.data ? countedIn(figures.data) : null,
          })}
        />
        <Maps maps={entry.maps ?? []} />
      </Stack>
    </Page>
  );
}

const countedIn = ({ people, feeling, with_journeys: went, as_of_us }: Schema<"PersonaFigures">) => ({
  people,
  felt: feeling.n,
  went,
  upTo: day(as_of_us),
});

type Figures = ReturnType<typeof useFigures>;

function Measured({ entry, figures }: { entry: Schema<"PersonaEntry">; figures: Figures }) {
  const { data } = figures;
  return (
    <Part title="What is measured">
      {!entry.persona.segment && (
        <Text c="dimmed">It names no segment yet: edit it and say whose journeys are meant.</Text>
      )}
      {figures.error && <ProblemNotice error={figures.error} />}
      {figures.isStopped && <Cancelled again={() => void figures.refetch()}>Nothing was measured.</Cancelled>}
      {figures.isLoading && (
        <Working label="Measuring" step={figures.step} share={figures.progress} cancel={figures.stop} />
      )}
      {data && (
        <Stack gap="lg">
          <Headline figures={data} />
          <Met figures={data} />
          <Text size="sm" c="dimmed">
            {entry.segment_title && `Segment “${entry.segment_title}”. `}
            {entry.sentence} Up to {day(data.as_of_us)}.
          </Text>
        </Stack>
      )}
    </Part>
  );
}

function WhoTheyAre({ entry }: { entry: Schema<"PersonaEntry"> }) {
  const { persona, is_picture_missing: isMissing } = entry;
  return (
    <Part title="Who they are">
      <Group align="flex-start" wrap="nowrap" gap="lg">
        {persona.image && <PersonaPicture persona={persona} size={112} isMissing={isMissing} />}
        <Traits traits={persona.demographics ?? {}} />
      </Group>
      {isMissing && (
        <Text size="sm" c="dimmed" mt="sm" dir="auto" className={classes.said}>
          Its document names the picture “{persona.image}”, and none of that name is kept here. Edit it and
          choose a picture.
        </Text>
      )}
      <Listed title="Goals" texts={persona.goals} />
      <Listed title="Needs" texts={persona.needs} />
      <Listed title="Frustrations" texts={persona.frustrations} />
      {persona.body && <Text mt="sm">{persona.body}</Text>}
    </Part>
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

function Traits({ traits }: { traits: Record<string, string> }) {
  return (
    <dl className={classes.traits}>
      {Object.entries(traits).map(([name, value]) => (
        <div key={name}>
          <dt>{capital(spaced(name))}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What of all this is counted and what is written, each with what it rests on. */
function KnownFrom({ lines }: { lines: BasisLine[] }) {
  return (
    <Part title="What is from where">
      <dl className={classes.traits}>
        {lines.map(({ from, says }) => (
          <div key={from}>
            <dt>{from}</dt>
            <dd>{capital(says)}</dd>
          </div>
        ))}
      </dl>
    </Part>
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
