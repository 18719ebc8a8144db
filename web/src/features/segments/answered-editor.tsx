import { Group as Row, NumberInput, Select, Stack } from "@mantine/core";
import { type Editing, useBuilding } from "./building";
import type { AnsweredRule } from "./rules";
import { StepFields } from "./step-fields";
import { Times } from "./times";

type Judge = "any" | "band" | "score" | "valence";
const JUDGES: { value: Judge; label: string }[] = [
  { value: "any", label: "whatever it was" },
  { value: "band", label: "promoter, passive, detractor" },
  { value: "score", label: "by its score" },
  { value: "valence", label: "by its valence, −2 … +2" },
];
const BANDS = ["promoter", "passive", "detractor"];

export function AnsweredEditor({ rule, set, wrong }: Editing<AnsweredRule>) {
  const { names } = useBuilding();
  const judge: Judge = rule.band ? "band" : rule.score ? "score" : rule.valence ? "valence" : "any";
  return (
    <Stack gap="sm">
      <StepFields
        step={rule}
        set={(change) => set(change as Partial<AnsweredRule>)}
        wrong={wrong}
        touchpoints={names?.surveys}
      />
      <Row gap="sm" align="flex-start">
        <Select
          label="Which answer"
          data={[
            { value: "latest", label: "the latest" },
            { value: "any", label: "any of them" },
          ]}
          value={rule.which ?? "latest"}
          allowDeselect={false}
          w={140}
          onChange={(which) => set({ which: (which ?? "latest") as "latest" | "any" })}
        />
        <Select
          label="Judged"
          data={JUDGES}
          value={judge}
          allowDeselect={false}
          w={270}
          onChange={(next) => set(judgedBy((next ?? "any") as Judge))}
        />
        {judge === "band" && (
          <Select
            label="Band"
            data={BANDS}
            value={rule.band ?? "detractor"}
            allowDeselect={false}
            w={140}
            onChange={(band) => set({ band: (band ?? "detractor") as "detractor" })}
          />
        )}
        {(judge === "score" || judge === "valence") && (
          <Between
            ends={rule[judge] ?? {}}
            error={Boolean(wrong(judge))}
            set={(ends) => set({ [judge]: ends } as Partial<AnsweredRule>)}
          />
        )}
        <Times rule={rule} set={set} wrong={wrong} />
      </Row>
    </Stack>
  );
}

function judgedBy(judge: Judge): Partial<AnsweredRule> {
  const none = { band: null, score: null, valence: null };
  if (judge === "band") return { ...none, band: "detractor" };
  if (judge === "score") return { ...none, score: { at_least: 0, at_most: 6 } };
  return judge === "valence" ? { ...none, valence: { at_least: null, at_most: -0.5 } } : none;
}

interface Ends {
  at_least?: number | null;
  at_most?: number | null;
}

function Between({ ends, set, error }: { ends: Ends; set: (ends: Ends) => void; error: boolean }) {
  const field = (name: "at_least" | "at_most", label: string) => (
    <NumberInput
      label={label}
      value={ends[name] ?? ""}
      placeholder="any"
      error={error}
      w={100}
      onChange={(number) => set({ ...ends, [name]: typeof number === "number" ? number : null })}
    />
  );
  return (
    <>
      {field("at_least", "From")}
      {field("at_most", "To")}
    </>
  );
}
