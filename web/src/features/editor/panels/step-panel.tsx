import { Checkbox, Divider, Stack, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { setField, type Step, stepsOf, type Value } from "@/map";
import { ClockFields } from "../clock-fields";
import { useMap, useMapEditor, useSelection } from "../context";
import { stepOf } from "../selection";
import { Bindings } from "./bindings";
import type { PanelProps } from "./registry";

/** A step's own fields, and what people did that it stands for. */
export function StepPanel({ about }: PanelProps) {
  const map = useMap();
  const steps = stepsOf(map);
  const selected = stepOf(useSelection());
  const step =
    steps.find((each) => each.id === (about ?? selected)) ?? steps.find((each) => each.id === selected);
  if (!step) return <Text size="sm">Choose a step on the map: what it stands for is shown here.</Text>;
  return <Fields key={step.id} step={step} isOnClock={map.axis === "clock"} />;
}

function Fields({ step, isOnClock }: { step: Step; isOnClock: boolean }) {
  const editor = useMapEditor();
  const set = (field: string, value: Value, label: string) =>
    editor.edit(label, (map, name) => setField(map, name, step.id, field, value));
  return (
    <Stack>
      <Name key={step.name} step={step} onKeep={(name) => set("name", name, "Renamed")} />
      <Checkbox
        label="A moment of truth"
        checked={step.moment_of_truth ?? false}
        onChange={(event) => set("moment_of_truth", event.currentTarget.checked || null, "Moment of truth")}
      />
      <Checkbox
        label="Who comes here has arrived"
        checked={step.is_goal ?? false}
        onChange={(event) => set("is_goal", event.currentTarget.checked || null, "Goal of the map")}
      />
      {isOnClock && <ClockFields step={step.id} />}
      <Divider />
      <Title order={3} size="h6">
        What people did
      </Title>
      <Bindings key={JSON.stringify(step.bindings ?? [])} step={step} />
    </Stack>
  );
}

function Name({ step, onKeep }: { step: Step; onKeep: (name: string) => void }) {
  const [name, setName] = useState(step.name);
  const keep = () => {
    if (name.trim() && name !== step.name) onKeep(name.trim());
  };
  return (
    <TextInput
      label="Name"
      value={name}
      dir="auto"
      maxLength={2_000}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => event.key === "Enter" && keep()}
    />
  );
}
