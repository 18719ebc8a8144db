import { Button, Group, MultiSelect, Select, Stack } from "@mantine/core";
import { FileText, Trash2 } from "lucide-react";
import { type Goal, type Opportunity, removeThing, stepsOf } from "@/map";
import { useMapEditor, useMapPart } from "../context";
import { CountedField, useSetField, WrittenField } from "./fields";
import { Initiatives } from "./initiatives";
import { choices, KINDS, STATUSES } from "./opportunity-words";

/** All that can be said of an opportunity. */
export function OpportunityFields({ opportunity }: { opportunity: Opportunity }) {
  const { id } = opportunity;
  return (
    <Stack gap="xs" pt="sm">
      <WrittenField id={id} field="title" label="Title" value={opportunity.title} required multiline />
      <WrittenField id={id} field="body" label="What it is about" value={opportunity.body} multiline />
      <Where opportunity={opportunity} />
      <Scores opportunity={opportunity} />
      <Group grow gap="xs" align="flex-end">
        <WrittenField id={id} field="owner" label="Owner" value={opportunity.owner} />
        <WrittenField id={id} field="due" label="Due" value={opportunity.due} type="date" />
      </Group>
      <Initiatives opportunity={opportunity} />
      <Doing opportunity={opportunity} />
    </Stack>
  );
}

function Where({ opportunity }: { opportunity: Opportunity }) {
  const set = useSetField();
  const { id } = opportunity;
  const steps = useMapPart((map) => map.stages);
  const goals = useMapPart((map) => map.goals ?? NO_GOALS);
  const data = (steps ?? []).map((stage) => ({
    group: stage.name,
    items: (stage.steps ?? []).map((step) => ({ value: step.id, label: step.name })),
  }));
  return (
    <>
      <Group grow gap="xs">
        <Select
          label="Kind"
          data={choices(KINDS)}
          value={opportunity.kind ?? "improve"}
          allowDeselect={false}
          onChange={(value) => set("Kind", id, "kind", value === "improve" ? null : value)}
        />
        <Select
          label="Status"
          data={choices(STATUSES)}
          value={opportunity.status ?? "open"}
          allowDeselect={false}
          onChange={(value) => set("Status", id, "status", value === "open" ? null : value)}
        />
      </Group>
      <MultiSelect
        label="Steps"
        placeholder={opportunity.steps?.length ? undefined : "Which steps it is about"}
        searchable
        data={data.filter(({ items }) => items.length)}
        value={opportunity.steps ?? []}
        onChange={(value) => set("Steps", id, "steps", value.length ? value : null)}
      />
      {goals.length > 0 && (
        <Select
          label="Goal it serves"
          clearable
          placeholder="None"
          data={goals.map((goal) => ({ value: goal.id, label: goal.statement }))}
          value={opportunity.goal ?? null}
          onChange={(value) => set("Goal", id, "goal", value)}
        />
      )}
    </>
  );
}

const NO_GOALS: readonly Goal[] = [];

function Scores({ opportunity }: { opportunity: Opportunity }) {
  const { id } = opportunity;
  return (
    <>
      <Group grow gap="xs">
        <CountedField
          id={id}
          field="customer_value"
          label="Customer value"
          description="0 to 100"
          value={opportunity.customer_value}
          min={0}
          max={100}
        />
        <CountedField
          id={id}
          field="business_value"
          label="Business value"
          description="0 to 100"
          value={opportunity.business_value}
          min={0}
          max={100}
        />
      </Group>
      <Group grow gap="xs">
        <CountedField
          id={id}
          field="effort"
          label="Effort"
          description="0 little, 5 much"
          value={opportunity.effort}
          min={0}
          max={5}
          step={0.5}
        />
        <CountedField
          id={id}
          field="confidence"
          label="Confidence"
          description="0 % guessed, 100 % sure"
          value={opportunity.confidence}
          min={0}
          max={100}
          isShare
        />
      </Group>
    </>
  );
}

function Doing({ opportunity }: { opportunity: Opportunity }) {
  const editor = useMapEditor();
  const first = useMapPart((map) => stepsOf(map).find((step) => opportunity.steps?.includes(step.id)));
  const remove = () => {
    if (editor.edit("Opportunity removed", (map, name) => removeThing(map, name, opportunity.id)))
      editor.openPanel("opportunities");
  };
  return (
    <Group gap="xs" mt={4}>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<FileText size={14} aria-hidden />}
        onClick={() => editor.openPanel("evidence", opportunity.id)}
      >
        {`Evidence (${opportunity.evidence?.length ?? 0})`}
      </Button>
      {first && (
        <Button size="compact-sm" variant="default" onClick={() => editor.openPanel("hotspots", first.id)}>
          Hotspots
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="subtle"
        color="negative"
        leftSection={<Trash2 size={14} aria-hidden />}
        onClick={remove}
      >
        Remove
      </Button>
    </Group>
  );
}
