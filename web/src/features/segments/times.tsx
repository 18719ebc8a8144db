import { NumberInput, Select, TextInput } from "@mantine/core";

interface Timed {
  within_days?: number | null;
  during?: string | null;
}

interface Props {
  rule: Timed;
  set: (change: Timed) => void;
  wrong: (field: string) => string | undefined;
}

/** When it was: ever, in the last days, or in a period. */
export function Times({ rule, set, wrong }: Props) {
  const when =
    typeof rule.within_days === "number" ? "lately" : typeof rule.during === "string" ? "during" : "ever";
  return (
    <>
      <Select
        label="When"
        data={[
          { value: "ever", label: "ever" },
          { value: "lately", label: "in the last days" },
          { value: "during", label: "in a period" },
        ]}
        value={when}
        allowDeselect={false}
        w={160}
        onChange={(next) =>
          set({ within_days: next === "lately" ? 30 : null, during: next === "during" ? "" : null })
        }
      />
      {when === "lately" && (
        <NumberInput
          label="Days"
          value={rule.within_days ?? 30}
          min={1}
          max={100_000}
          error={Boolean(wrong("within_days"))}
          w={100}
          onChange={(days) => typeof days === "number" && set({ within_days: days })}
        />
      )}
      {when === "during" && (
        <TextInput
          label="Period"
          placeholder="2025-Q1"
          value={rule.during ?? ""}
          error={Boolean(wrong("during"))}
          miw={160}
          onChange={(event) => set({ during: event.currentTarget.value })}
        />
      )}
    </>
  );
}
