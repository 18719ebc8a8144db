import { Button, Group, Stack, Text, Title } from "@mantine/core";
import type { Schema } from "@/client";
import { count, ProblemNotice, Waiting } from "@/ui";
import { BandOf } from "./band";
import { barOf } from "./overview";
import classes from "./people.module.css";
import type { Story } from "./story";
import { told } from "./telling";

type Portrait = Schema<"Portrait">;

/** What somebody did, oldest first, a page at a time; `from` in the address says where to begin. */
export function Journal({ person, story }: { person: Portrait; story: Story }) {
  const { pages, from, go } = story;
  const entries = pages.data?.pages.flatMap((page) => page.entries) ?? [];
  const types = new Map(person.stages.map((stage) => [stage.key, stage.type]));
  return (
    <section aria-label="What they did" className={classes.journal}>
      <Title order={2} size="h4" mb="sm">
        What they did
      </Title>
      {person.interactions === 0 && <Text c="dimmed">Nothing that was recorded.</Text>}
      <Jumps person={person} from={from} go={go} />
      {pages.error && <ProblemNotice error={pages.error} retry={() => void pages.refetch()} />}
      {pages.isPending && person.interactions > 0 && (
        <Waiting shape="list" height={480} label="Reading what they did" />
      )}
      <Stack gap="md">
        {pages.hasPreviousPage && (
          <More label="Show earlier" loading={pages.isFetchingPreviousPage} more={pages.fetchPreviousPage} />
        )}
        {told(entries).map((band) => (
          <BandOf key={firstPlace(band)} band={band} bar={barOf(types.get(band.stage ?? ""))} />
        ))}
        {pages.hasNextPage && (
          <More
            label={`Show later (${count(person.interactions - (entries.at(-1)?.place ?? 0) - 1)} more)`}
            loading={pages.isFetchingNextPage}
            more={pages.fetchNextPage}
          />
        )}
      </Stack>
    </section>
  );
}

const firstPlace = ({ lines: [line] }: ReturnType<typeof told>[number]): number =>
  (line?.kind === "one" ? line.entry : line?.entries[0])?.place ?? 0;

function More({ label, loading, more }: { label: string; loading: boolean; more: () => Promise<unknown> }) {
  return (
    <Group justify="center">
      <Button variant="default" size="sm" loading={loading} onClick={() => void more()}>
        {label}
      </Button>
    </Group>
  );
}

/** The stages they were in: each leads to where they first were in it. */
function Jumps({ person, from, go }: { person: Portrait; from: number; go: (place: number) => void }) {
  if (person.stages.length < 2) return null;
  return (
    <Group gap="xs" mb="md" role="group" aria-label="Go to a stage">
      {from > 0 && (
        <Button size="compact-sm" variant="default" onClick={() => go(0)}>
          From the start
        </Button>
      )}
      {person.stages.map((stage) => (
        <Button
          key={stage.key}
          size="compact-sm"
          variant="default"
          className={classes.jump}
          leftSection={<span className={classes.swatch} style={{ background: barOf(stage.type) }} />}
          onClick={() => go(person.marks.find((mark) => mark.stage === stage.key)?.place ?? 0)}
        >
          {stage.name} {count(stage.count)}
        </Button>
      ))}
    </Group>
  );
}
