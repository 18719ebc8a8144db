import { Group as Row, NumberInput, Select, Stack } from "@mantine/core";
import type { Editing } from "./building";
import type { DidRule } from "./rules";
import { StepFields } from "./step-fields";
import { Times } from "./times";

type Ends = "at_least" | "at_most" | "exactly";
const ENDS: { value: Ends; label: string }[] = [
  { value: "at_least", label: "at least" },
  { value: "at_most", label: "at most" },
  { value: "exactly", label: "exactly" },
];

export function DidEditor({ rule, set, wrong }: Editing<DidRule>) {
  const ends =
    ENDS.find(({ value }) => rule[value] !== null && rule[value] !== undefined)?.value ?? "at_least";
  const often = (next: Ends, number: number) =>
    set({ at_least: null, at_most: null, exactly: null, [next]: number });
  return (
    <Stack gap="sm">
      <StepFields step={rule} set={(change) => set(change as Partial<DidRule>)} wrong={wrong} />
      <Row gap="sm" align="flex-start">
        <Select
          label="How often"
          data={ENDS}
          value={ends}
          allowDeselect={false}
          w={130}
          onChange={(next) => often((next ?? "at_least") as Ends, rule[ends] ?? 1)}
        />
        <NumberInput
          label="Times"
          value={rule[ends] ?? 1}
          min={0}
          max={1_000_000}
          allowDecimal={false}
          error={Boolean(wrong(ends))}
          w={100}
          onChange={(number) => typeof number === "number" && often(ends, number)}
        />
        <Times rule={rule} set={set} wrong={wrong} />
      </Row>
    </Stack>
  );
}
