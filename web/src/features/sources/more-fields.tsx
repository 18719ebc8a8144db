import { MultiSelect, Select, TextInput } from "@mantine/core";
import type { Schema } from "@/client";
import { type Column, Field, ValueField, ValueInput } from "./value-field";
import { flawOf, type Rule, said, type Value } from "./values";

type Money = Schema<"Money">;
type Score = Schema<"Score">;

interface Props {
  rule: Rule;
  at: number;
  columns: Column[];
  flaws: Schema<"MappingFlaw">[];
  set: <Name extends keyof Rule>(name: Name, value: Rule[Name] | null) => void;
}

const SCALES = ["0..10", "1..5", "1..7", "0..100", "5..1", "1..10"];
const INITIATORS = [
  { value: "customer", label: "the customer" },
  { value: "organisation", label: "you" },
];

/** What an interaction may have besides: money, a score, words, who began it, what makes it unique. */
export function MoreFields({ rule, at, columns, flaws, set }: Props) {
  const plain = (name: "text" | "campaign" | "device" | "key", label: string, about: string) => (
    <ValueField
      label={label}
      about={about}
      value={rule[name]}
      columns={columns}
      error={flawOf(flaws, at, name)}
      change={(value) => set(name, value)}
    />
  );
  return (
    <>
      <MoneyField
        money={rule.value}
        columns={columns}
        set={(money) => set("value", money)}
        error={flawOf(flaws, at, "value")}
      />
      <ScoreField
        score={rule.score}
        columns={columns}
        set={(score) => set("score", score)}
        error={flawOf(flaws, at, "score")}
      />
      {plain("text", "Words", "What the customer said. Personal data in it is taken out.")}
      <ValueField
        label="Begun by"
        about="A visit is begun by the customer, a newsletter by you."
        required
        constants={INITIATORS}
        value={rule.initiator ?? "customer"}
        columns={columns}
        error={flawOf(flaws, at, "initiator")}
        change={(value) => set("initiator", value ?? "customer")}
      />
      {plain("campaign", "Campaign", "Which campaign led here.")}
      {plain("device", "Device", "Phone, desktop, app version …")}
      {plain(
        "key",
        "Unique by",
        "A column that is different in every row, so that a row that comes again is known.",
      )}
      <PropertiesField
        properties={rule.properties ?? {}}
        columns={columns}
        set={(properties) => set("properties", properties)}
      />
    </>
  );
}

interface MoneyProps {
  money: Money | null | undefined;
  columns: Column[];
  set: (money: Money | null) => void;
  error?: string;
}

function MoneyField({ money, columns, set, error }: MoneyProps) {
  const currency = money ? said(money.currency ?? "EUR") : { by: "nothing" as const };
  const amount = (value: Value | null) =>
    set(value === null ? null : { currency: "EUR", decimal: ".", ...money, amount: value });
  return (
    <Field label="Value" about="What it was worth, in whole units: 12.50">
      <ValueInput label="Value" value={money?.amount} columns={columns} change={amount} error={error} />
      {money && (
        <>
          <Select
            aria-label="Value: how a fraction is written"
            allowDeselect={false}
            data={[
              { value: ".", label: "1234.50" },
              { value: ",", label: "1234,50" },
            ]}
            value={money.decimal ?? "."}
            onChange={(decimal) => set({ ...money, decimal: decimal as Money["decimal"] })}
          />
          {currency.by === "column" ? (
            <ValueInput
              label="Currency"
              value={money.currency}
              columns={columns}
              change={(to) => set({ ...money, currency: to ?? "EUR" })}
            />
          ) : (
            <TextInput
              aria-label="Value: currency"
              description="Three letters, or a column: {currency}"
              value={typeof money.currency === "string" ? money.currency : "EUR"}
              onChange={(event) => set({ ...money, currency: event.currentTarget.value })}
            />
          )}
        </>
      )}
    </Field>
  );
}

interface ScoreProps {
  score: Score | null | undefined;
  columns: Column[];
  set: (score: Score | null) => void;
  error?: string;
}

function ScoreField({ score, columns, set, error }: ScoreProps) {
  const scale = score?.scale ?? "0..10";
  return (
    <Field label="Score" about="An answer on a scale, worst to best.">
      <ValueInput
        label="Score"
        value={score?.amount}
        columns={columns}
        change={(amount) => set(amount === null ? null : { amount, scale })}
        error={error}
      />
      {score && (
        <Select
          aria-label="Score: its scale"
          allowDeselect={false}
          data={(SCALES.includes(scale) ? SCALES : [...SCALES, scale]).map((value) => ({
            value,
            label: value.replace("..", " (worst) to ").concat(" (best)"),
          }))}
          value={scale}
          onChange={(to) => to && set({ ...score, scale: to })}
        />
      )}
    </Field>
  );
}

interface PropertiesProps {
  properties: Record<string, Value>;
  columns: Column[];
  set: (properties: Record<string, Value> | null) => void;
}

/** Columns that are kept under their own names; a property that is no plain column stays as it is. */
function PropertiesField({ properties, columns, set }: PropertiesProps) {
  const names = Object.keys(properties);
  const others = names.filter((name) => !columns.some((column) => column.name === name));
  const chosen = (wanted: string[]) => {
    const kept = wanted.map((name): [string, Value] => [name, properties[name] ?? `{${name}}`]);
    set(kept.length ? Object.fromEntries(kept) : null);
  };
  return (
    <Field label="Also keep" about="Columns to ask about later, such as plan, store or product.">
      <MultiSelect
        aria-label="Also keep these columns"
        searchable
        placeholder={names.length ? undefined : "Columns"}
        data={[...columns.map(({ name }) => name), ...others]}
        value={names}
        onChange={chosen}
      />
    </Field>
  );
}
