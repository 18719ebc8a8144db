import { ActionIcon, Button, Group, Select, Stack, Text, Tooltip } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { addWithin, type Initiative, type Opportunity, removeThing } from "@/map";
import { useMapEditor } from "../context";
import { useSetField, WrittenField } from "./fields";
import { choices, INITIATIVES } from "./opportunity-words";
import classes from "./opportunities.module.css";

/** What is done about an opportunity, and since when it is out: before and after are told by that day. */
export function Initiatives({ opportunity }: { opportunity: Opportunity }) {
  const { edit } = useMapEditor();
  const add = () =>
    edit("Initiative added", (map, name) =>
      addWithin(map, name, opportunity.id, "initiatives", { title: "What is done about it" }),
    );
  return (
    <Stack gap="xs" mt={4} component="section" aria-label="What is done about it">
      <Text size="sm" fw={600}>
        What is done about it
      </Text>
      {opportunity.initiatives?.map((one) => (
        <One key={one.id} initiative={one} />
      ))}
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<Plus size={14} aria-hidden />}
        onClick={add}
        style={{ alignSelf: "start" }}
      >
        Add an initiative
      </Button>
    </Stack>
  );
}

function One({ initiative }: { initiative: Initiative }) {
  const { edit } = useMapEditor();
  const set = useSetField();
  const { id } = initiative;
  return (
    <Stack gap={6} className={classes.initiative}>
      <WrittenField id={id} field="title" label="Initiative" value={initiative.title} required />
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <Select
          label="Type"
          className={classes.wide}
          data={choices(INITIATIVES)}
          value={initiative.type ?? "fix"}
          allowDeselect={false}
          onChange={(value) => set("Type", id, "type", value === "fix" ? null : value)}
        />
        <WrittenField
          id={id}
          field="shipped_at"
          label="Out since"
          value={initiative.shipped_at}
          type="date"
        />
        <Tooltip label="Remove">
          <ActionIcon
            variant="subtle"
            size={36}
            aria-label={`Remove “${initiative.title}”`}
            onClick={() => edit("Initiative removed", (map, name) => removeThing(map, name, id))}
          >
            <Trash2 size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
    </Stack>
  );
}
