import { Autocomplete, Group as Row } from "@mantine/core";
import { type Editing, useBuilding } from "./building";
import { Comparison } from "./comparison";
import type { TraitRule } from "./rules";

export function TraitEditor({ rule, set, wrong }: Editing<TraitRule>) {
  const { names } = useBuilding();
  const traits = names?.traits ?? [];
  const entry = traits.find(({ name }) => name === rule.name);
  return (
    <Row gap="sm" align="flex-start">
      <Autocomplete
        label="Trait"
        data={traits.map(({ name }) => name)}
        value={rule.name ?? ""}
        error={Boolean(wrong("") ?? wrong("name"))}
        miw={160}
        flex={1}
        onChange={(name) => set({ name })}
      />
      <Comparison test={rule} entry={entry} set={set} error={Boolean(wrong("value"))} />
    </Row>
  );
}
