import { ActionIcon, Autocomplete, Button, Group, Select, Text } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import type { Schema } from "@/client";
import { type Column, Field, namesOf } from "./value-field";
import { said } from "./values";

export type Identifier = Schema<"Identifier">;
const TYPES = ["email", "phone", "user", "customer", "device", "loyalty", "account", "household", "case"];

interface Props {
  identifiers: Identifier[];
  columns: Column[];
  change: (identifiers: Identifier[]) => void;
  error?: string;
}

/** Who it was: any number of columns that tell people apart, each of a type. */
export function WhoField({ identifiers, columns, change, error }: Props) {
  const used = new Set(identifiers.map((one) => one.select));
  const free = columns.find(({ name }) => !used.has(`{${name}}`));
  const set = (at: number, to: Partial<Identifier>) =>
    change(identifiers.map((one, number) => (number === at ? { ...one, ...to } : one)));
  return (
    <Field
      label="Who"
      about="Columns that tell people apart. The same value in another source is the same person."
    >
      {identifiers.length === 0 && (
        <Text size="sm" c="negative">
          Nobody yet: these interactions would be in no journey.
        </Text>
      )}
      {identifiers.map((one, at) => (
        <Group key={`${at}-${String(one.select)}`} gap="xs" wrap="nowrap">
          <ColumnOf identifier={one} columns={columns} change={(select) => set(at, { select })} />
          <Autocomplete
            aria-label={`Identifier ${at + 1}: kind`}
            data={TYPES}
            value={one.type}
            w={112}
            onChange={(type) => set(at, { type })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            aria-label={`Leave identifier ${at + 1} out`}
            onClick={() => change(identifiers.filter((_, number) => number !== at))}
          >
            <Trash2 size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {error && (
        <Text size="xs" c="negative">
          {error}
        </Text>
      )}
      {free && (
        <div>
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<Plus size={14} aria-hidden />}
            onClick={() => change([...identifiers, { select: `{${free.name}}`, type: "user" } as Identifier])}
          >
            Add a column
          </Button>
        </div>
      )}
    </Field>
  );
}

interface ColumnProps {
  identifier: Identifier;
  columns: Column[];
  change: (select: string) => void;
}

function ColumnOf({ identifier, columns, change }: ColumnProps) {
  const meant = said(identifier.select);
  const own = meant.by === "column" ? meant.column : undefined;
  const rule = own ? [] : [{ value: "~rule", label: meant.by === "template" ? meant.text : "a rule" }];
  return (
    <Select
      flex={1}
      aria-label="Column that says who"
      searchable
      allowDeselect={false}
      data={[...rule, ...namesOf(columns, meant).map((name) => ({ value: name, label: name }))]}
      value={own ?? "~rule"}
      onChange={(name) => name && name !== "~rule" && change(`{${name}}`)}
    />
  );
}
