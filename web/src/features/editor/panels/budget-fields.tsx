import { Group, NumberInput, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import type { Budget, Resource } from "@/map";
import { count } from "@/ui";
import { useMapPart } from "../context";
import { useSetField } from "./fields";

const NO_RESOURCES: readonly Resource[] = [];

/** What may be spent, and what the resources that are needed come to. */
export function BudgetFields() {
  const budget = useMapPart((map) => map.budget);
  const resources = useMapPart((map) => map.resources ?? NO_RESOURCES);
  const set = useSetField();
  const [draft, write] = useState<Budget | null>(null); // null: nobody is writing
  const written = draft ?? budget ?? {};
  const keep = () => {
    if (!draft) return;
    write(null);
    const said = Object.fromEntries(
      Object.entries(written).filter(([, value]) => value !== null && value !== ""),
    );
    const whole = Object.keys(said).length ? said : null;
    if (JSON.stringify(whole) !== JSON.stringify(budget ?? null)) set("Budget", "map", "budget", whole);
  };
  const number = (value: number | string) => (typeof value === "number" ? value : null);
  return (
    <section aria-label="Budget">
      <Title order={3} size="h5" mb={4}>
        Budget
      </Title>
      <Group grow gap="xs" align="flex-start" onBlur={keep}>
        <NumberInput
          label="Money"
          min={0}
          thousandSeparator=","
          value={written.amount ?? ""}
          onChange={(value) => write({ ...written, amount: number(value) })}
        />
        <TextInput
          label="Currency"
          maxLength={3}
          placeholder="EUR"
          value={written.currency ?? ""}
          error={written.currency && !/^[A-Z]{3}$/.test(written.currency) ? "Three letters: EUR" : undefined}
          onChange={(event) =>
            write({ ...written, currency: event.currentTarget.value.toUpperCase() || null })
          }
        />
        <NumberInput
          label="Days of work"
          min={0}
          value={written.people_days ?? ""}
          onChange={(value) => write({ ...written, people_days: number(value) })}
        />
      </Group>
      <Needed resources={resources} budget={budget} />
    </section>
  );
}

function Needed({
  resources,
  budget,
}: {
  resources: readonly Resource[];
  budget: Budget | null | undefined;
}) {
  const needed = resources.filter((each) => (each.state ?? "need") === "need");
  if (!needed.length) return null;
  const sum = (field: "cost" | "people_days") =>
    needed.reduce((total, each) => total + (each[field] ?? 0), 0);
  const over = typeof budget?.amount === "number" && sum("cost") > budget.amount;
  return (
    <Text size="sm" mt="xs">
      {`What is needed comes to ${count(sum("cost"))} ${budget?.currency ?? ""} and ${count(sum("people_days"))} days.`}
      {over && (
        <Text span c="negative" fw={600}>
          {` That is ${count(sum("cost") - (budget.amount ?? 0))} more than the budget.`}
        </Text>
      )}
    </Text>
  );
}
