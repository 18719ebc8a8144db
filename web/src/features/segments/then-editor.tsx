import { Button, Group as Row, NumberInput, Stack, Text } from "@mantine/core";
import { Plus } from "lucide-react";
import type { Editing } from "./building";
import type { Step, ThenRule } from "./rules";
import { StepFields } from "./step-fields";

export function ThenEditor({ rule, set, wrong }: Editing<ThenRule>) {
  const steps = rule.steps;
  const put = (at: number, change: Step) =>
    set({ steps: steps.map((step, place) => (place === at ? { ...step, ...change } : step)) });
  return (
    <Stack gap="sm">
      {steps.map((step, at) => (
        <Stack key={at} gap={4} role="group" aria-label={`Step ${at + 1}`}>
          <Row justify="space-between">
            <Text size="sm" c="dimmed">
              {at === 0 ? "First" : "Later"}
            </Text>
            {steps.length > 1 && (
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                aria-label={`Take away step ${at + 1}`}
                onClick={() => set({ steps: steps.filter((_, place) => place !== at) })}
              >
                Take away
              </Button>
            )}
          </Row>
          <StepFields
            step={step}
            set={(change) => put(at, change)}
            wrong={(field) => wrong(`steps.${at}.${field}`)}
          />
        </Stack>
      ))}
      <Row gap="sm" align="flex-end">
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => set({ steps: [...steps, {}] })}
        >
          Another step
        </Button>
        <NumberInput
          label="All within days"
          placeholder="any time"
          value={rule.within_days ?? ""}
          min={0}
          w={140}
          error={Boolean(wrong("within_days"))}
          onChange={(days) => set({ within_days: typeof days === "number" ? days : null })}
        />
      </Row>
    </Stack>
  );
}
