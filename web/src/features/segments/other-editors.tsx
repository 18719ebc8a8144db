import { Group as Row, NumberInput, Select, TextInput } from "@mantine/core";
import { type Editing, useBuilding } from "./building";
import type { PathRule, SegmentRule, StageRule } from "./rules";

const STATES = [
  { value: "entered", label: "entered it" },
  { value: "moved_on", label: "moved on from it" },
  { value: "dropped_off", label: "dropped off in it" },
  { value: "still_open", label: "is still in it" },
];

export function StageEditor({ rule, set, wrong }: Editing<StageRule>) {
  const { names } = useBuilding();
  const known = names?.stages ?? [];
  const isListed = !rule.stage || known.some(({ key }) => key === rule.stage);
  const stages = isListed ? known : [...known, { key: rule.stage ?? "", name: rule.stage ?? "" }];
  return (
    <Row gap="sm" align="flex-start">
      <Select
        label="Stage"
        placeholder="Choose a stage"
        data={stages.map(({ key, name }) => ({ value: key, label: name }))}
        value={rule.stage || null}
        error={Boolean(wrong("stage"))}
        allowDeselect={false}
        searchable
        miw={180}
        flex={1}
        onChange={(stage) => set({ stage: stage ?? "" })}
      />
      <Select
        label="A journey that"
        data={STATES}
        value={rule.state ?? "entered"}
        allowDeselect={false}
        miw={180}
        flex={1}
        onChange={(state) => set({ state: (state ?? "entered") as StageRule["state"] })}
      />
    </Row>
  );
}

export function PathEditor({ rule, set, wrong }: Editing<PathRule>) {
  const { names } = useBuilding();
  return (
    <Row gap="sm" align="flex-start">
      <TextInput
        label="Pattern"
        placeholder="Search ad -> [^Order form]* -> Home page"
        value={rule.pattern ?? ""}
        error={Boolean(wrong("pattern"))}
        miw={240}
        flex={1}
        onChange={(event) => set({ pattern: event.currentTarget.value })}
      />
      <Select
        label="Of"
        data={names?.lenses ?? ["touchpoint"]}
        value={rule.lens ?? "touchpoint"}
        allowDeselect={false}
        w={150}
        onChange={(lens) => set({ lens: lens ?? "touchpoint" })}
      />
      <NumberInput
        label="Times at least"
        value={rule.at_least ?? 1}
        min={1}
        w={130}
        onChange={(least) => typeof least === "number" && set({ at_least: least })}
      />
    </Row>
  );
}

export function SegmentEditor({ rule, set, wrong }: Editing<SegmentRule>) {
  const { names, own } = useBuilding();
  const others = (names?.segments ?? []).filter(({ key }) => key !== own);
  const isListed = !rule.key || others.some(({ key }) => key === rule.key);
  const offered = isListed ? others : [...others, { key: rule.key ?? "", name: rule.key ?? "" }];
  return (
    <Select
      label="Segment"
      placeholder={names && others.length === 0 ? "There is no other segment yet" : "Choose a segment"}
      data={offered.map(({ key, name }) => ({ value: key, label: name }))}
      value={rule.key || null}
      error={Boolean(wrong("key"))}
      allowDeselect={false}
      searchable
      onChange={(key) => set({ key: key ?? "" })}
    />
  );
}
