import { ActionIcon, Badge, Button, Group, Menu, Modal, Stack, Table, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { Link } from "@tanstack/react-router";
import { EllipsisVertical, Undo2 } from "lucide-react";
import { useState } from "react";
import { type Schema, useChange } from "@/client";
import { Changing, count, Figure, moment } from "@/ui";
import { Heads } from "./heads";
import { startWithdrawal } from "./questions";
import { Scroller } from "./scroller";
import classes from "./sources.module.css";

type Entry = Schema<"LoadEntry">;
const COUNTED = ["read", "loaded", "duplicates", "changed", "quarantined"] as const;
const HEADS = [
  { number: "Load" },
  "File",
  "Source",
  { number: "When" },
  ...["Read", "Loaded", "Duplicates", "Changed", "Set aside"].map((number) => ({ number })),
  "State",
  null,
];
const SAYS = {
  read: "Every row that was found in the file.",
  loaded: "Rows that became interactions, traits or spend.",
  duplicates: "Rows that were there already, told just so.",
  changed: "Rows that were there already, told differently: the newest counts.",
  quarantined: "Rows that did not fit the mapping, or could not be read. None of them waits any more.",
};

/** What each load read, and what became of it. */
export function Ledger({ loads }: { loads: Entry[] }) {
  const [leaving, setLeaving] = useState<Entry>();
  return (
    <Stack gap="sm" component="section" aria-labelledby="ledger">
      <Title order={2} size="h4" id="ledger">
        Ledger
      </Title>
      <Text size="sm" c="dimmed">
        Every row that was read is accounted for: read = loaded + duplicates + changed + set aside.
      </Text>
      <Scroller label="Loads">
        <Table className={classes.table}>
          <Heads of={HEADS} />
          <Table.Tbody>
            {loads.map((load) => (
              <Row key={load.number} load={load} withdraw={() => setLeaving(load)} />
            ))}
          </Table.Tbody>
        </Table>
      </Scroller>
      {leaving && <Withdrawing load={leaving} close={() => setLeaving(undefined)} />}
    </Stack>
  );
}

function Row({ load, withdraw }: { load: Entry; withdraw: () => void }) {
  const live = load.state === "live";
  return (
    <Table.Tr className={live ? undefined : classes.quiet}>
      <Table.Td className={classes.number}>{load.number}</Table.Td>
      <Table.Th scope="row" className={classes.short} title={load.file}>
        {load.file}
        {load.replay_of !== null && (
          <Text size="xs" c="dimmed">
            set aside by load {load.replay_of}
          </Text>
        )}
      </Table.Th>
      <Table.Td className={classes.short}>{load.source}</Table.Td>
      <Table.Td className={classes.number}>{moment(load.loaded_at_us)}</Table.Td>
      {COUNTED.map((name) => (
        <Table.Td key={name} className={classes.number}>
          {name === "quarantined" && load.waiting > 0 ? (
            <Link to="/sources/quarantine" search={{ load: String(load.number) }} className={classes.link}>
              {count(load.ledger[name])}
            </Link>
          ) : (
            <Figure
              size="sm"
              value={count(load.ledger[name])}
              definition={SAYS[name]}
              n={name === "read" ? undefined : load.ledger.read}
              noun="row"
            />
          )}
        </Table.Td>
      ))}
      <Table.Td>
        <Badge variant="light" color={live ? "positive" : "gray"} className={classes.badge}>
          {load.state}
        </Badge>
      </Table.Td>
      <Table.Td>
        {live && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={`More on load ${load.number}`}>
                <EllipsisVertical size={16} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<Undo2 size={16} aria-hidden />} onClick={withdraw}>
                Withdraw this load
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function Withdrawing({ load, close }: { load: Entry; close: () => void }) {
  const withdrawal = useChange("withdrawal", () => startWithdrawal(load.number));
  const leave = () => {
    withdrawal.leave();
    close();
  };
  const done = () => {
    notifications.show({ message: `Load ${load.number} no longer counts. Refresh to compute without it.` });
    leave();
  };
  return (
    <Modal
      closeButtonProps={{ "aria-label": "Close" }}
      opened
      onClose={leave}
      title={`Withdraw load ${load.number}?`}
      centered
    >
      <Stack>
        <Text size="sm">
          From the next refresh on, the {count(load.ledger.loaded)} rows of {load.file} do not count. The
          ledger keeps its line, and the file can be loaded again.
        </Text>
        <Changing change={withdrawal} label="Withdrawing" onDone={done} />
        {!withdrawal.id && (
          <Group justify="flex-end">
            <Button variant="default" onClick={leave}>
              Keep it
            </Button>
            <Button color="negative" onClick={() => withdrawal.begin()} loading={withdrawal.isBeginning}>
              Withdraw
            </Button>
          </Group>
        )}
      </Stack>
    </Modal>
  );
}
