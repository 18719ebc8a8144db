import { Alert, Button, Card, Group, Stack, Text, Title, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { PencilLine } from "lucide-react";
import { type ReactNode, useState } from "react";
import { type Job, type Schema, useChange } from "@/client";
import { Changing, count, moment } from "@/ui";
import { CorrectRow } from "./correct-row";
import { startReplay } from "./questions";
import { RawCells } from "./raw-cells";

type RawRow = Schema<"RawRow">;

interface Props {
  load: number;
  rows: RawRow[];
  isMasked: boolean;
  /** Who corrects a row has to see it as it was read. */
  unmask: () => void;
  actions: ReactNode;
}

/** Rows that were set aside, each with what somebody said that it should hold, and a way to say so. */
export function RawRows({ load, rows, isMasked, unmask, actions }: Props) {
  const corrected = rows.filter((row) => row.correction !== null).length;
  return (
    <Stack gap="sm" component="section" aria-label="The rows">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {isMasked ? "The rows, personal data masked" : "The rows as they were read"}
        </Title>
        {actions}
      </Group>
      {corrected > 0 && <TakeIn load={load} corrected={corrected} />}
      {rows.map((row) => (
        <Row key={row.ordinal} load={load} row={row} isMasked={isMasked} unmask={unmask} />
      ))}
      {rows.length === 50 && (
        <Text size="sm" c="dimmed">
          The first 50 are shown.
        </Text>
      )}
    </Stack>
  );
}

function TakeIn({ load, corrected }: { load: number; corrected: number }) {
  const replay = useChange("take", () => startReplay(load));
  const done = ({ replayed }: Job) => {
    const loaded = (replayed ?? []).reduce((total, each) => total + each.loaded, 0);
    notifications.show({
      message: loaded
        ? `${count(loaded)} ${loaded === 1 ? "row was" : "rows were"} taken in. Refresh to compute with them.`
        : "No row fits yet: each says why.",
    });
    replay.leave();
  };
  return (
    <Alert color="accent" variant="light" role="status">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          {corrected === 1 ? "One row was" : `${count(corrected)} rows were`} corrected. What fits now becomes
          a load of its own; what does not stays here.
        </Text>
        <Changing change={replay} label="Taking the rows in" onDone={done} />
        {!replay.id && (
          <Button size="xs" onClick={() => replay.begin()} loading={replay.isBeginning}>
            Take in what fits
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

type OfRow = Pick<Props, "load" | "isMasked" | "unmask"> & { row: RawRow };

function Row({ load, row, isMasked, unmask }: OfRow) {
  const [wanted, setWanted] = useState(false);
  const corrects = wanted && !isMasked; // what is masked would be kept as it is shown
  const correct = () => {
    unmask();
    setWanted(true);
  };
  const said = row.correction;
  return (
    <Card withBorder padding="sm" component="article" aria-label={`Line ${count(row.line)}`}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
          Line {count(row.line)}: {row.reason}
        </Text>
        {!corrects && Object.keys(row.cells).length > 0 && (
          <Tooltip label="Shows the rows as they were read, which is written down." disabled={!isMasked}>
            <Button
              size="compact-sm"
              variant="default"
              style={{ flex: "none" }}
              leftSection={<PencilLine size={14} aria-hidden />}
              onClick={correct}
              aria-label={`Correct line ${count(row.line)}`}
            >
              Correct
            </Button>
          </Tooltip>
        )}
      </Group>
      <RawCells {...row} />
      {said && !corrects && (
        <Text size="sm" mt="xs" style={{ overflowWrap: "anywhere" }}>
          Corrected by {said.author}, {moment(said.at_us)} UTC: {differences(row).join(", ")}
        </Text>
      )}
      {corrects && <CorrectRow load={load} row={row} close={() => setWanted(false)} />}
    </Card>
  );
}

/** What somebody changed, column by column. */
function differences({ cells, correction }: RawRow): string[] {
  const said: Record<string, string> = correction?.values ?? {};
  const names = [...new Set([...Object.keys(cells), ...Object.keys(said)])];
  return names
    .filter((name) => (cells[name] ?? "") !== (said[name] ?? ""))
    .map((name) => `${name} “${said[name] ?? ""}”`);
}
