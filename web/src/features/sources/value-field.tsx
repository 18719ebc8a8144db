import { Group, Select, Stack, Text, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { Schema } from "@/client";
import classes from "./sources.module.css";
import { type Said, said, type Value, valueOf } from "./values";

export type Column = Schema<"SampledColumn">;

interface Props {
  label: string;
  about: string;
  value: Value | null | undefined;
  columns: Column[];
  change: (value: Value | null) => void;
  error?: string;
  /** A field that an interaction cannot be without. */
  required?: boolean;
  /** What one text for every row may be; else anything. */
  constants?: { value: string; label: string }[];
  /** What else belongs to the field. */
  children?: ReactNode;
}

const NOTHING = "~nothing";
const CONSTANT = "~constant";
const TEMPLATE = "~template";
const RULE = "~rule";
const COLUMN = "=";

/** One field of an interaction: a column, the same for every row, or a text with columns in it. */
export function ValueField({ label, about, children, ...rest }: Props) {
  return (
    <Field label={label} about={about}>
      <ValueInput label={label} {...rest} />
      {children}
    </Field>
  );
}

/** A field's name and meaning beside what it is set by. */
export function Field({ label, about, children }: { label: string; about: string; children: ReactNode }) {
  return (
    <div className={classes.field} role="group" aria-label={label}>
      <div>
        <Text size="sm" fw={600}>
          {label}
        </Text>
        <Text size="xs" c="dimmed">
          {about}
        </Text>
      </div>
      <Stack gap="xs">{children}</Stack>
    </div>
  );
}

type InputProps = Omit<Props, "about" | "children">;

export function ValueInput({ label, value, columns, change, error, required, constants }: InputProps) {
  const meant = said(value);
  const sources = [
    {
      group: "Columns",
      items: namesOf(columns, meant).map((name) => ({ value: COLUMN + name, label: name })),
    },
    { group: "Or", items: ways(meant, required) },
  ];
  const pick = (picked: string | null) => picked && change(valueOf(picking(picked, meant, constants)));
  return (
    <>
      <Select
        aria-label={`${label}: where it comes from`}
        searchable
        allowDeselect={false}
        data={sources}
        value={pickedOf(meant)}
        onChange={pick}
        error={error}
        maxDropdownHeight={320}
      />
      <Detail label={label} meant={meant} change={change} constants={constants} />
    </>
  );
}

function Detail({
  label,
  meant,
  change,
  constants,
}: Pick<InputProps, "label" | "change" | "constants"> & { meant: Said }) {
  if (meant.by === "constant" && constants)
    return (
      <Select
        aria-label={`${label}: for every row`}
        searchable
        allowDeselect={false}
        data={constants}
        value={meant.text}
        onChange={(text) => change(valueOf({ by: "constant", text: text ?? "" }))}
      />
    );
  if (meant.by === "constant")
    return (
      <TextInput
        aria-label={`${label}: for every row`}
        value={meant.text}
        onChange={(event) => change(valueOf({ by: "constant", text: event.currentTarget.value }))}
      />
    );
  if (meant.by === "template")
    return (
      <TextInput
        aria-label={`${label}: text with columns`}
        description="Columns stand in braces: Ticket {id}"
        value={meant.text}
        onChange={(event) => change(event.currentTarget.value)}
      />
    );
  if (meant.by === "column" && meant.otherwise)
    return (
      <Group gap="xs" wrap="nowrap">
        <Text size="xs" c="dimmed">
          Where it is blank
        </Text>
        <TextInput
          flex={1}
          size="xs"
          aria-label={`${label}: where it is blank`}
          value={meant.otherwise}
          onChange={(event) => change(valueOf({ ...meant, otherwise: event.currentTarget.value }))}
        />
      </Group>
    );
  return null;
}

/** The columns, and the one that is meant where these rows do not have it. */
export function namesOf(columns: Column[], meant: Said): string[] {
  const names = columns.map(({ name }) => name);
  const own = meant.by === "column" || meant.by === "lookup" ? meant.column : undefined;
  return own === undefined || names.includes(own) ? names : [...names, own];
}

function ways(meant: Said, required?: boolean) {
  return [
    { value: CONSTANT, label: "the same for every row" },
    { value: TEMPLATE, label: "a text with columns in it" },
    ...(meant.by === "rule" ? [{ value: RULE, label: `a rule: ${meant.text}` }] : []),
    ...(required ? [] : [{ value: NOTHING, label: "not in this file" }]),
  ];
}

function pickedOf(meant: Said): string {
  if (meant.by === "column" || meant.by === "lookup") return COLUMN + meant.column;
  return { nothing: NOTHING, constant: CONSTANT, template: TEMPLATE, rule: RULE }[meant.by];
}

function picking(picked: string, before: Said, constants?: Props["constants"]): Said {
  if (picked.startsWith(COLUMN)) return { by: "column", column: picked.slice(1), otherwise: "" };
  if (picked === CONSTANT) return { by: "constant", text: constants?.[0]?.value ?? "…" };
  if (picked === TEMPLATE) {
    const column = before.by === "column" || before.by === "lookup" ? before.column : "";
    return { by: "template", text: column ? `{${column}} ` : "{} " };
  }
  return { by: "nothing" };
}
