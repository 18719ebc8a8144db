import { Checkbox, MultiSelect, NumberInput, SegmentedControl, Select, Slider, Text } from "@mantine/core";
import { useId, useState } from "react";
import { capital, count } from "@/ui";
import type { Named } from "./asking";
import classes from "./explore.module.css";
import { SPLITS } from "./questions";

interface Sliding {
  label: string;
  value: number;
  range: [number, number];
  change: (value: number) => void;
}

/** A number by a slider; the question is asked when it is let go. */
export function SlideNumber({ label, value, range: [min, max], change }: Sliding) {
  const id = useId();
  const [own, setOwn] = useState({ from: value, shown: value });
  const shown = own.from === value ? own.shown : value; // while it is dragged, what the address does not say yet
  return (
    <div className={classes.slider}>
      <div className={classes.sliderLabel}>
        <span id={id}>{label}</span>
        <Text span size="sm" c="dimmed" className={classes.figure}>
          {shown}
        </Text>
      </div>
      <Slider
        value={shown}
        onChange={(number) => setOwn({ from: value, shown: number })}
        min={min}
        max={max}
        step={1}
        label={null}
        onChangeEnd={change}
        thumbProps={{ "aria-labelledby": id }}
        thumbLabel={label}
      />
    </div>
  );
}

interface Picking {
  label: string;
  nodes: Named[];
  value: string[];
  change: (names: string[]) => void;
  placeholder?: string;
  description?: string;
}

/** Steps by their names, with search; the most frequent first. */
export function PickSteps({ label, nodes, value, change, placeholder, description }: Picking) {
  const known = new Set(nodes.map((node) => node.node));
  const data = [
    ...nodes.map((node) => ({ value: node.node, label: node.name })),
    ...value.filter((name) => !known.has(name)).map((name) => ({ value: name, label: name })),
  ];
  const counts = new Map(nodes.map((node) => [node.node, node.interactions]));
  return (
    <MultiSelect
      label={label}
      description={description}
      placeholder={value.length ? undefined : placeholder}
      data={data}
      value={value}
      onChange={change}
      searchable
      selectFirstOptionOnChange
      clearable
      limit={60}
      maxDropdownHeight={320}
      nothingFoundMessage="No step has this name."
      w={{ base: "100%", sm: 280 }}
      styles={{ inputField: { minInlineSize: 24, flex: 1 }, pill: { maxInlineSize: "calc(100% - 34px)" } }}
      renderOption={({ option }) => <Option name={option.label} number={counts.get(option.value)} />}
    />
  );
}

interface PickOne {
  label: string;
  nodes: Named[];
  choose: (name: string) => void;
  placeholder: string;
}

/** One step, to be added: the field is empty again after each. */
export function AddStep({ label, nodes, choose, placeholder }: PickOne) {
  const counts = new Map(nodes.map((node) => [node.node, node.interactions]));
  const [search, setSearch] = useState("");
  const chosen = (name: string | null) => {
    if (!name) return;
    choose(name);
    setTimeout(() => setSearch("")); // after the field has taken the name for itself
  };
  return (
    <Select
      label={label}
      placeholder={placeholder}
      searchValue={search}
      onSearchChange={setSearch}
      data={nodes.map((node) => ({ value: node.node, label: node.name }))}
      value={null}
      onChange={chosen}
      searchable
      selectFirstOptionOnChange
      limit={60}
      maxDropdownHeight={320}
      nothingFoundMessage="No step has this name."
      renderOption={({ option }) => <Option name={option.label} number={counts.get(option.value)} />}
    />
  );
}

function Option({ name, number }: { name: string; number?: number }) {
  return (
    <div style={{ display: "flex", gap: 12, inlineSize: "100%", justifyContent: "space-between" }}>
      <span style={{ overflowWrap: "anywhere" }}>{name}</span>
      {number !== undefined && (
        <Text span size="xs" c="dimmed" className={classes.still}>
          {count(number)}
        </Text>
      )}
    </div>
  );
}

export function PickSplit({ value, change }: { value?: string; change: (split?: string) => void }) {
  const known = !value || SPLITS.some((split) => split.value === value);
  return (
    <Select
      label="One journey is"
      data={[...SPLITS, ...(known ? [] : [{ value, label: value }])]}
      value={value ?? "whole_life"}
      onChange={(split) => change(split && split !== "whole_life" ? split : undefined)}
      allowDeselect={false}
      w={{ base: "100%", sm: 250 }}
    />
  );
}

interface Either<Value extends string> {
  label: string;
  value: Value;
  data: { value: Value; label: string }[];
  change: (value: Value) => void;
}

export function Choose<Value extends string>({ label, value, data, change }: Either<Value>) {
  const id = useId();
  return (
    <div>
      <div className={classes.label} id={id}>
        {label}
      </div>
      <SegmentedControl
        value={value}
        data={data}
        onChange={(wanted) => change(wanted as Value)}
        aria-labelledby={id}
      />
    </div>
  );
}

/** What a step of the answer is: the lens; one that the address alone names is offered too. */
export function StepIs({ lens, change }: { lens: string; change: (lens: string) => void }) {
  const lenses = [...new Set(["touchpoint", "channel", "stage", lens])];
  return (
    <Choose
      label="A step is"
      value={lens}
      data={lenses.map((value) => ({ value, label: capital(value) }))}
      change={change}
    />
  );
}

export function Loops({ value, change }: { value: boolean; change: (loops: boolean) => void }) {
  return (
    <Checkbox
      label="Show a step that follows itself"
      checked={value}
      onChange={(event) => change(event.currentTarget.checked)}
      mb={8}
    />
  );
}

interface Numbering {
  label: string;
  value?: number;
  range: [number, number];
  change: (value?: number) => void;
  suffix?: string;
  placeholder?: string;
}

/** A number that may be left out. */
export function MaybeNumber({ label, value, range: [min, max], change, suffix, placeholder }: Numbering) {
  return (
    <NumberInput
      key={value}
      label={label}
      defaultValue={value}
      min={min}
      max={max}
      suffix={suffix}
      placeholder={placeholder}
      hideControls
      w={150}
      onBlur={(event) => {
        const number = Number.parseFloat(event.currentTarget.value);
        const wanted = number > 0 ? Math.min(number, max) : undefined;
        if (wanted !== value) change(wanted);
      }}
      onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
    />
  );
}
