import {
  Button,
  Card,
  Drawer,
  Group,
  SegmentedControl,
  Select,
  Stack,
  Table,
  Text,
  Title,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { Wrench } from "lucide-react";
import { useMemo, useState } from "react";
import { type Address, type Job, type Schema, useAddress, useChange } from "@/client";
import { Changing, count, Empty, Mask, Page, ProblemNotice, Waiting } from "@/ui";
import { Heads } from "./heads";
import { MappingBuilder } from "./mapping-builder";
import {
  startReplay,
  useKeepMapping,
  useLoads,
  useMappingNamed,
  useRawRows,
  useReasons,
  useTrial,
} from "./questions";
import { rawColumns } from "./raw-columns";
import { RawRows } from "./raw-rows";
import { Scroller } from "./scroller";
import classes from "./sources.module.css";
import { TrialPanel } from "./trial-panel";
import type { Mapping } from "./values";

const read = (address: Address) => ({
  load: address.load ? Number(address.load) : undefined,
  mends: address.mend === "yes",
});

/** The rows that did not fit, why, and a way to take them in after all. */
export function QuarantinePage() {
  const reasons = useReasons();
  const [{ load }, change] = useAddress(read);
  const loads = [...new Set((reasons.data ?? []).map((each) => each.load))];
  const chosen = loads.find((each) => each === load) ?? loads[0];
  return (
    <Page
      title="Quarantine"
      wide
      about="Rows that did not fit their mapping. Nothing is lost: mend the mapping or correct a row, and take them in."
    >
      {reasons.error && <ProblemNotice error={reasons.error} retry={() => void reasons.refetch()} />}
      {reasons.isPending && (
        <Waiting shape="list" height={320} label="The quarantine is being looked through" />
      )}
      {reasons.data?.length === 0 && (
        <Empty title="Nothing was set aside">Every row that was read is a fact, or was known already.</Empty>
      )}
      {reasons.data && chosen !== undefined && (
        <Stack gap="xl">
          {loads.length > 1 && (
            <Select
              label="Load"
              maw={420}
              allowDeselect={false}
              data={loads.map((number) => ({ value: String(number), label: named(number, reasons.data) }))}
              value={String(chosen)}
              onChange={(number) => change({ load: number ?? undefined })}
            />
          )}
          <OfLoad key={chosen} load={chosen} reasons={reasons.data.filter((each) => each.load === chosen)} />
        </Stack>
      )}
    </Page>
  );
}

function named(load: number, reasons: Schema<"SetAsideReason">[]): string {
  const mine = reasons.filter((each) => each.load === load);
  const rows = mine.reduce((sum, each) => sum + each.rows, 0);
  return `${mine[0]?.file ?? ""} (load ${load}, ${count(rows)} ${rows === 1 ? "row" : "rows"})`;
}

function OfLoad({ load, reasons }: { load: number; reasons: Schema<"SetAsideReason">[] }) {
  const [unmasked, setUnmasked] = useState(false);
  const rows = useRawRows(load, unmasked);
  const [{ mends }, change] = useAddress(read);
  const entry = useLoads().data?.find((each) => each.number === load);
  return (
    <>
      <Card withBorder padding="lg">
        <Stack>
          <Group justify="space-between" align="flex-start">
            <Title order={2} size="h4" style={{ overflowWrap: "anywhere" }}>
              {named(load, reasons)}
            </Title>
            <Button
              leftSection={<Wrench size={16} aria-hidden />}
              onClick={() => change({ mend: "yes", load: String(load) })}
            >
              Mend the mapping
            </Button>
          </Group>
          <Reasons reasons={reasons} />
        </Stack>
      </Card>
      {rows.error && <ProblemNotice error={rows.error} />}
      {rows.isPending && <Waiting shape="table" height={240} label="The rows are being read" />}
      {rows.data && (
        <RawRows
          load={load}
          rows={rows.data}
          isMasked={!unmasked || rows.isPlaceholderData}
          actions={<Mask unmasked={unmasked} change={setUnmasked} what="Identifiers and personal columns" />}
          unmask={() => setUnmasked(true)}
        />
      )}
      {mends && entry && (
        <Mending
          load={load}
          mapping={entry.mapping}
          rows={rows.data ?? []}
          close={() => change({ mend: undefined })}
        />
      )}
    </>
  );
}

function Reasons({ reasons }: { reasons: Schema<"SetAsideReason">[] }) {
  return (
    <Scroller label="Reasons">
      <Table className={classes.table}>
        <Heads of={["Why", { number: "Rows" }, { number: "First line" }]} />
        <Table.Tbody>
          {reasons.slice(0, 100).map((each) => (
            <Table.Tr key={each.reason}>
              <Table.Th scope="row" fw={400} className={classes.cell} maw={720}>
                {each.reason}
              </Table.Th>
              <Table.Td className={classes.number}>{count(each.rows)}</Table.Td>
              <Table.Td className={classes.number}>{count(each.first_line)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Scroller>
  );
}

interface MendingProps {
  load: number;
  mapping: string;
  rows: Schema<"RawRow">[];
  close: () => void;
}

function Mending({ load, mapping, rows, close }: MendingProps) {
  const kept = useMappingNamed(mapping);
  return (
    <Drawer
      closeButtonProps={{ "aria-label": "Close" }}
      opened
      onClose={close}
      position="right"
      size="xl"
      title={`Mend the mapping “${mapping}”`}
    >
      {kept.error && <ProblemNotice error={kept.error} />}
      {kept.isPending && <Waiting shape="lines" height={420} label="The mapping is being read" />}
      {kept.data && <Mend load={load} kept={kept.data.mapping} rows={rows} close={close} />}
    </Drawer>
  );
}

function Mend({
  load,
  kept,
  rows,
  close,
}: {
  load: number;
  kept: Mapping;
  rows: Schema<"RawRow">[];
  close: () => void;
}) {
  const [mapping, setMapping] = useState(kept);
  const [tab, setTab] = useState("fields");
  const [wanted] = useDebouncedValue(mapping, 250);
  const trial = useTrial({ load }, wanted);
  const keep = useKeepMapping();
  const replay = useChange("replay", async () => {
    await keep.mutateAsync(mapping);
    return startReplay(load);
  });
  const columns = useMemo(() => rawColumns(rows), [rows]);
  const accepted = trial.data?.preview?.accepted ?? 0;
  const done = ({ replayed }: Job) => {
    const [loaded, still] = [sum(replayed, "loaded"), sum(replayed, "still_set_aside")];
    notifications.show({
      message: `${count(loaded)} ${loaded === 1 ? "row was" : "rows were"} taken in, ${count(still)} still set aside. Refresh to compute with them.`,
    });
    replay.leave();
    close();
  };
  return (
    <Stack>
      <SegmentedControl
        aria-label="What is shown"
        data={[
          { value: "fields", label: "Fields" },
          { value: "trial", label: `What fits now (${count(accepted)})` },
        ]}
        value={tab}
        onChange={setTab}
      />
      {tab === "fields" ? (
        <MappingBuilder
          mapping={mapping}
          columns={columns}
          flaws={trial.data?.flaws ?? []}
          change={setMapping}
        />
      ) : (
        <TrialPanel trial={trial.data} error={trial.error} isStale={trial.isFetching} />
      )}
      <Text size="sm" c="dimmed">
        The mapping gets a new revision. What was loaded stays as it is.
      </Text>
      <Changing change={replay} label="Taking the rows in" onDone={done} />
      {!replay.id && (
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button disabled={accepted === 0} loading={replay.isBeginning} onClick={() => replay.begin()}>
            {accepted === 0 ? "No row fits yet" : "Keep it and take the rows in"}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

const sum = (rows: Job["replayed"], name: "loaded" | "still_set_aside") =>
  (rows ?? []).reduce((total, each) => total + each[name], 0);
