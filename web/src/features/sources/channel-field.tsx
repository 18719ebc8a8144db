import { Select, Table, Text } from "@mantine/core";
import { spaced } from "@/ui";
import classes from "./sources.module.css";
import { said, type Value, valueOf } from "./values";
import { type Column, Field, ValueInput } from "./value-field";

/** The channels that interactions happen through: the one list of the whole product. */
export const CHANNELS = [
  "website",
  "app",
  "organic_search",
  "paid_search",
  "paid_ad",
  "social",
  "referral",
  "partner_site",
  "review_site",
  "email",
  "sms",
  "push",
  "direct_mail",
  "broadcast",
  "event",
  "trade_show",
  "in_person",
  "phone",
  "chat",
  "community",
  "direct",
  "other",
].map((value) => ({ value, label: spaced(value) }));

interface Props {
  value: Value;
  columns: Column[];
  change: (value: Value) => void;
  error?: string;
}

/** The channel: one for the whole file, or what each value of a column means. */
export function ChannelField({ value, columns, change, error }: Props) {
  const meant = said(value);
  const set = (wanted: Value | null) => wanted !== null && change(asLookup(wanted, columns));
  return (
    <Field label="Channel" about="Through what it happened.">
      <ValueInput
        label="Channel"
        required
        constants={CHANNELS}
        value={value}
        columns={columns}
        change={set}
        error={error}
      />
      {meant.by === "lookup" && (
        <Table className={classes.table} aria-label="What each value means">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{meant.column}</Table.Th>
              <Table.Th scope="col">is the channel</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {Object.entries(meant.table).map(([text, channel]) => (
              <Table.Tr key={text}>
                <Table.Td className={classes.cell}>{text}</Table.Td>
                <Table.Td>
                  <ChannelSelect
                    label={`Channel of ${text}`}
                    value={channel}
                    change={(to) => set(valueOf({ ...meant, table: { ...meant.table, [text]: to } }))}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
            <Table.Tr>
              <Table.Td>
                <Text size="sm" c="dimmed">
                  everything else
                </Text>
              </Table.Td>
              <Table.Td>
                <ChannelSelect
                  label="Channel of everything else"
                  value={meant.otherwise || "other"}
                  change={(otherwise) => set(valueOf({ ...meant, otherwise }))}
                />
              </Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
      )}
    </Field>
  );
}

interface SelectProps {
  label: string;
  value: string;
  change: (value: string) => void;
}

function ChannelSelect({ label, value, change }: SelectProps) {
  return (
    <Select
      size="xs"
      aria-label={label}
      searchable
      allowDeselect={false}
      data={CHANNELS}
      value={value}
      onChange={(to) => to && change(to)}
    />
  );
}

/** A column whose values are no channels by themselves becomes a table of what they mean. */
function asLookup(value: Value, columns: Column[]): Value {
  const meant = said(value);
  const column = meant.by === "column" ? columns.find(({ name }) => name === meant.column) : undefined;
  if (!column || column.values.every((text) => CHANNELS.some((one) => one.value === text))) return value;
  const table = Object.fromEntries(column.values.map((text) => [text, channelLike(text)]));
  return valueOf({ by: "lookup", column: column.name, table, otherwise: "other" }) ?? value;
}

function channelLike(text: string): string {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
  return CHANNELS.find(({ value }) => value === plain)?.value ?? "other";
}
