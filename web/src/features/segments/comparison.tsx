import { Autocomplete, Select, TagsInput } from "@mantine/core";
import type { Schema } from "@/client";
import { type Known, OPS, textOf, textsOf, unique, valueFor, valueOf } from "./values";

type Test = Pick<Partial<Schema<"AskedTrait">>, "op" | "value">;

interface Props {
  test: Test;
  entry: Known | undefined;
  set: (change: Test) => void;
  error?: boolean;
}

/** A comparison with a value, which is completed as one types. */
export function Comparison({ test, entry, set, error }: Props) {
  const op = test.op ?? "is";
  const values = unique(entry?.values ?? []);
  return (
    <>
      <Select
        label="Comparison"
        data={OPS}
        value={op}
        allowDeselect={false}
        w={150}
        onChange={(next) => {
          const wanted = (next ?? "is") as typeof op;
          set({ op: wanted, value: valueFor(wanted, test.value) });
        }}
      />
      {op === "one_of" && (
        <TagsInput
          label="Values"
          data={values}
          value={textsOf(test.value)}
          error={error}
          miw={220}
          flex={1}
          onChange={(texts) =>
            set({ value: texts.map((text) => valueOf(text, entry?.type)) as Test["value"] })
          }
        />
      )}
      {op !== "one_of" && op !== "known" && (
        <Autocomplete
          label="Value"
          data={values}
          value={textOf(test.value)}
          error={error}
          miw={160}
          flex={1}
          limit={50}
          onChange={(text) => set({ value: valueOf(text, entry?.type) })}
        />
      )}
    </>
  );
}
