import {
  Button,
  Card,
  Group,
  Select,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { Download, Search } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { type Address, type Problem, type Schema, useAddress } from "@/client";
import { count, download, Empty, Figure, Page, percent, ProblemNotice, spaced, Waiting } from "@/ui";
import { useCoverage, useFreshness } from "./questions";
import { RefreshNotice } from "./refresh-notice";
import { asCsv, type Column, SHOWS, type Shows, type Wanted, wantedRows } from "./touchpoint-rows";
import { TouchpointTable } from "./touchpoint-table";

const LABELS: Record<Shows, string> = {
  all: "All",
  unmeasured: "Not measured",
  "off-map": "On no map",
  unscored: "No score",
};

const read = (address: Address): Wanted => ({
  text: address.find ?? "",
  channel: address.channel ?? "",
  shows: SHOWS.find((each) => each === address.show) ?? "all",
  by: (address.by ?? "interactions") as Column,
  down: address.order !== "up",
});

/** Every touchpoint, measured or not, and which of them the maps show. */
export function TouchpointsPage() {
  const coverage = useCoverage();
  const fresh = useFreshness();
  return (
    <Page
      title="Touchpoints"
      wide
      about="Every place where customers meet you: what is measured, what the maps show, and what is missing."
    >
      <Stack gap="xl">
        {fresh.data?.is_stale && <RefreshNotice loads={fresh.data.loads} />}
        {coverage.error && !fresh.data?.is_stale && (
          <Missing error={coverage.error} loads={fresh.data?.loads} />
        )}
        {coverage.isPending && (
          <Waiting shape="table" height={420} label="The touchpoints are being counted" />
        )}
        {coverage.data && <Inventory coverage={coverage.data} />}
      </Stack>
    </Page>
  );
}

/** Nothing can be counted: because there is nothing yet, or because something is wrong. */
function Missing({ error, loads }: { error: Problem; loads: number | undefined }) {
  if (loads !== 0) return <ProblemNotice error={error} />;
  return (
    <Empty
      title="No data yet"
      action={
        <Button component={Link} to="/sources/new">
          Add a file
        </Button>
      }
    >
      Touchpoints are the places that the rows of your files name.
    </Empty>
  );
}

function Inventory({ coverage }: { coverage: Schema<"Coverage"> }) {
  const [wanted, change] = useAddress(read);
  const rows = useMemo(() => wantedRows(coverage.touchpoints, wanted), [coverage, wanted]);
  const sort = (by: Column) => change({ by, order: by === wanted.by && wanted.down ? "up" : undefined });
  if (coverage.touchpoints.length === 0)
    return (
      <Empty title="No touchpoints yet">Load a file: every place that its rows name is listed here.</Empty>
    );
  return (
    <Stack gap="lg">
      <Cards coverage={coverage} />
      <Filters coverage={coverage} wanted={wanted} change={change}>
        <Button
          variant="default"
          leftSection={<Download size={16} aria-hidden />}
          onClick={() => download("touchpoints.csv", asCsv(rows), "text/csv")}
        >
          Export
        </Button>
      </Filters>
      <Text size="sm" c="dimmed" role="status" aria-live="polite">
        {rows.length === coverage.touchpoints.length
          ? `${count(rows.length)} touchpoints`
          : `${count(rows.length)} of ${count(coverage.touchpoints.length)} touchpoints`}
      </Text>
      {rows.length > 0 ? (
        <TouchpointTable rows={rows} wanted={wanted} sort={sort} />
      ) : (
        <Empty
          title="None fits"
          action={
            <Button
              variant="default"
              onClick={() => change({ find: undefined, channel: undefined, show: undefined })}
            >
              Show all
            </Button>
          }
        >
          No touchpoint is what was asked for. Take a filter away.
        </Empty>
      )}
    </Stack>
  );
}

interface FiltersProps {
  coverage: Schema<"Coverage">;
  wanted: Wanted;
  change: (wanted: Record<string, string | undefined>) => void;
  children: ReactNode;
}

function Filters({ coverage, wanted, change, children }: FiltersProps) {
  const find = useDebouncedCallback((text: string) => change({ find: text || undefined }), 200);
  const channels = [
    ...new Set(coverage.touchpoints.flatMap((one) => (one.channel ? [one.channel] : []))),
  ].sort();
  return (
    <Group gap="sm" align="flex-end">
      <TextInput
        label="Find"
        placeholder="Name or source"
        defaultValue={wanted.text}
        leftSection={<Search size={16} aria-hidden />}
        onChange={(event) => find(event.currentTarget.value)}
      />
      <Select
        label="Channel"
        data={[
          { value: "", label: "Every channel" },
          ...channels.map((value) => ({ value, label: spaced(value) })),
        ]}
        value={wanted.channel}
        allowDeselect={false}
        onChange={(channel) => change({ channel: channel || undefined })}
      />
      <SegmentedControl
        aria-label="Which touchpoints"
        data={SHOWS.map((value) => ({ value, label: LABELS[value] }))}
        value={wanted.shows}
        onChange={(show) => change({ show: show === "all" ? undefined : show })}
      />
      <div style={{ marginInlineStart: "auto" }}>{children}</div>
    </Group>
  );
}

function Cards({ coverage }: { coverage: Schema<"Coverage"> }) {
  const { measured, on_a_map, interactions, interactions_on_a_map, unmeasured, scored } = coverage;
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing="md">
      <Told label="measured touchpoints">
        <Figure size="lg" value={count(measured)} definition="Touchpoints with at least one interaction." />
      </Told>
      <Told label="of them on a map">
        <Figure
          size="lg"
          value={measured ? percent(on_a_map / measured) : null}
          definition="Measured touchpoints that a step of a map binds or a card names. All are counted: there is no interval."
          n={measured}
          noun="touchpoint"
        >
          <Text size="sm">
            They hold {percent(interactions ? interactions_on_a_map / interactions : 0)} of{" "}
            {count(interactions)} interactions.
          </Text>
        </Figure>
      </Told>
      <Told label="known, but not measured">
        <Figure
          size="lg"
          value={count(unmeasured)}
          definition="Touchpoints that a map or the inventory names and no source tells of."
        />
      </Told>
      <Told label="measured with a score">
        <Figure
          size="lg"
          value={count(scored)}
          definition="Measured touchpoints where at least one interaction carries a score."
        />
      </Told>
    </SimpleGrid>
  );
}

function Told({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Card withBorder padding="md">
      {children}
      <Text size="sm" c="dimmed">
        {label}
      </Text>
    </Card>
  );
}
