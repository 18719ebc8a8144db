import { Badge, Button, Card, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { FileUp } from "lucide-react";
import type { ReactNode } from "react";
import type { Schema } from "@/client";
import { count, day, Empty, Figure, Page, ProblemNotice, span, Waiting } from "@/ui";
import { Ledger } from "./ledger";
import { useFreshness, useLoads, useSources } from "./questions";
import { RefreshNotice } from "./refresh-notice";
import classes from "./sources.module.css";
import { Uploads } from "./uploads";

/** Where the facts come from, how new they are, and what each load brought. */
export function SourcesPage() {
  const sources = useSources();
  const loads = useLoads();
  const fresh = useFreshness();
  return (
    <Page
      title="Sources"
      about="Where interactions come from, how new they are, and what became of every row."
      actions={
        <Button component={Link} to="/sources/new" leftSection={<FileUp size={16} aria-hidden />}>
          Add data
        </Button>
      }
    >
      <Stack gap="xl">
        {sources.error && <ProblemNotice error={sources.error} retry={() => void sources.refetch()} />}
        {fresh.data?.is_stale && <RefreshNotice loads={fresh.data.loads} />}
        {sources.isPending && <Waiting shape="table" height={180} label="The sources are being counted" />}
        {sources.data?.length === 0 && <NoSource />}
        {sources.data && sources.data.length > 0 && (
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
            {sources.data.map((source) => (
              <SourceCard key={source.name} source={source} now={fresh.data?.as_of_us ?? null} />
            ))}
          </SimpleGrid>
        )}
        <Uploads />
        {loads.data && loads.data.length > 0 && <Ledger loads={loads.data} />}
      </Stack>
    </Page>
  );
}

function NoSource() {
  return (
    <Empty
      title="No data yet"
      action={
        <Button component={Link} to="/sources/new">
          Add a file
        </Button>
      }
    >
      Everything begins with an export: web visits, orders, tickets, survey answers. CSV, Excel, JSON, Parquet
      and event logs can be read.
    </Empty>
  );
}

function SourceCard({ source, now }: { source: Schema<"Source">; now: number | null }) {
  const age = now !== null && source.last_at_us !== null ? now - source.last_at_us : null;
  return (
    <Card withBorder padding="lg" component="article" aria-label={source.name}>
      <Stack gap="sm" h="100%">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <Title order={2} size="h4" className={classes.name}>
            {source.name}
          </Title>
          {age !== null && (
            <Badge variant="light" color={age > WEEK ? "negative" : "positive"} className={classes.badge}>
              {age < DAY ? "up to the last day" : `${span(age)} behind`}
            </Badge>
          )}
        </Group>
        <Group gap="lg" align="baseline">
          <Labelled label="interactions">
            <Figure
              size="lg"
              value={count(source.interactions)}
              definition={`Interactions of ${source.name} that are in somebody's timeline, as of the last refresh.`}
              n={source.people}
            />
          </Labelled>
          <Labelled label="people">
            <Figure
              size="lg"
              value={count(source.people)}
              definition={`People with at least one interaction of ${source.name}.`}
            />
          </Labelled>
        </Group>
        <Text size="sm" c="dimmed">
          {source.first_at_us === null
            ? "Not in the timelines yet."
            : `From ${day(source.first_at_us)} to ${day(source.last_at_us)}.`}{" "}
          {source.loads === 1 ? "One load" : `${count(source.loads)} loads`}, the last on{" "}
          {day(source.last_loaded_at_us)}.
        </Text>
        {source.waiting > 0 && (
          <Text size="sm" mt="auto">
            <Link to="/sources/quarantine" className={classes.link}>
              {count(source.waiting)} {source.waiting === 1 ? "row was" : "rows were"} set aside
            </Link>
          </Text>
        )}
      </Stack>
    </Card>
  );
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Stack gap={0}>
      {children}
      <Text size="xs" c="dimmed">
        {label}
      </Text>
    </Stack>
  );
}

const DAY = 86_400_000_000;
const WEEK = 7 * DAY;
