import { Anchor, Button, Card, Group, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { type Job, type Schema, useChange } from "@/client";
import { Changing, count, people, ProblemNotice } from "@/ui";
import { startLoad, startRefresh, useKeepMapping } from "./questions";
import { keyOf, type Mapping } from "./values";

interface Props {
  upload: string;
  mapping: Mapping;
  change: (mapping: Mapping) => void;
  back: () => void;
}

/** The last step: a name, then the file comes in and journeys are computed. */
export function LoadStep({ upload, mapping, change, back }: Props) {
  const keep = useKeepMapping();
  const load = useChange("load", async (replace: boolean) => {
    const { mapping: kept } = await keep.mutateAsync(mapping);
    return startLoad({ upload, mapping: kept.key, replace });
  });
  const refresh = useChange("refresh", startRefresh);
  if (!load.id)
    return (
      <Stack maw={640}>
        <Naming mapping={mapping} change={change} />
        {load.problem && <ProblemNotice error={load.problem} />}
        <Group justify="space-between">
          <Button variant="default" leftSection={<ArrowLeft size={16} aria-hidden />} onClick={back}>
            Meaning
          </Button>
          <Button onClick={() => load.begin(false)} loading={load.isBeginning}>
            Load
          </Button>
        </Group>
      </Stack>
    );
  return (
    <Changing change={load} label="Loading">
      {(job) => (
        <Stack>
          <Loaded job={job} replace={() => load.begin(true)} />
          <Changing change={refresh} label="Computing journeys" again={refresh.begin}>
            {(done) => <Next generation={done.generation ?? null} />}
          </Changing>
          {!refresh.id && (
            <Group>
              <Button onClick={() => refresh.begin()} loading={refresh.isBeginning}>
                Compute journeys
              </Button>
              <Button variant="default" component={Link} to="/sources/new">
                Add another file first
              </Button>
            </Group>
          )}
        </Stack>
      )}
    </Changing>
  );
}

function Naming({ mapping, change }: Pick<Props, "mapping" | "change">) {
  const rename = (title: string) => change({ ...mapping, title, key: keyOf(title) });
  return (
    <Card withBorder padding="lg">
      <Stack>
        <TextInput
          label="Name of this mapping"
          description="The next file like this one is loaded through it."
          value={mapping.title ?? mapping.key}
          onChange={(event) => rename(event.currentTarget.value)}
        />
        <TextInput
          label="Source"
          description="The system it comes from. Files of one source are compared, so that no row counts twice."
          value={mapping.source}
          onChange={(event) => change({ ...mapping, source: event.currentTarget.value })}
        />
        <Text size="sm" c="dimmed">
          Kept as “{mapping.key}”.
        </Text>
      </Stack>
    </Card>
  );
}

const COUNTED: [Exclude<keyof Schema<"Ledger">, "files">, string][] = [
  ["read", "rows read"],
  ["loaded", "loaded"],
  ["duplicates", "known already"],
  ["changed", "newer versions"],
  ["quarantined", "set aside"],
];

function Loaded({ job, replace }: { job: Job; replace: () => void }) {
  const outcome = job.loads?.[0];
  if (!outcome) return null;
  const { load } = outcome;
  return (
    <Card withBorder padding="lg">
      <Stack gap="sm">
        <div role="status">
          <Title order={2} size="h4">
            {outcome.was_there ? "It was loaded already" : "Loaded"}
          </Title>
        </div>
        <SimpleGrid cols={{ base: 2, sm: 5 }}>
          {COUNTED.map(([name, label]) => (
            <div key={name}>
              <Text size="xl" fw={650}>
                {count(load.ledger[name])}
              </Text>
              <Text size="sm" c="dimmed">
                {label}
              </Text>
            </div>
          ))}
        </SimpleGrid>
        {load.ledger.quarantined > 0 && (
          <Text size="sm">
            <Anchor
              underline="always"
              component={Link}
              to="/sources/quarantine"
              search={{ load: String(load.number) } as never}
            >
              See why rows were set aside
            </Anchor>
            ; they can be taken in later.
          </Text>
        )}
        {load.ledger.without_subject > 0 && (
          <Text size="sm">
            {people(load.ledger.without_subject, "row")}{" "}
            {load.ledger.without_subject === 1 ? "names" : "name"} nobody, and will be in no journey.
          </Text>
        )}
        <Corrections {...outcome.corrections} />
        {outcome.was_there && (
          <Group>
            <Button size="xs" variant="default" onClick={replace}>
              Load it anew
            </Button>
          </Group>
        )}
      </Stack>
    </Card>
  );
}

/** What became of corrections of the load that this one replaces. */
function Corrections({ kept = 0, left = 0 }: Partial<Schema<"Carried">>) {
  const said = [
    kept > 0 &&
      `${people(kept, "corrected row")} came again: take in what fits from the quarantine, as you did before.`,
    left > 0 &&
      `${people(left, "corrected row")} did not come again as before: what was said of them was left with the load before.`,
  ].filter(Boolean);
  return said.map((words) => (
    <Text size="sm" key={String(words)}>
      {words}
    </Text>
  ));
}

function Next({ generation }: { generation: Schema<"Generation"> | null }) {
  return (
    <Card withBorder padding="lg">
      <Stack gap="sm">
        <div role="status">
          <Title order={2} size="h4">
            Journeys are computed
          </Title>
        </div>
        {generation && (
          <Text>
            {people(generation.subjects)}, {count(generation.interactions)} interactions in their journeys.
          </Text>
        )}
        <Text c="dimmed">What next?</Text>
        <Group>
          <Button component={Link} to="/explore/flow">
            See how people move
          </Button>
          <Button variant="default" component={Link} to="/sources/touchpoints">
            See the touchpoints
          </Button>
          <Button variant="default" component={Link} to="/maps">
            Draw a map
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
