import { ActionIcon, Autocomplete, Button, Group as Row, Stack, TagsInput } from "@mantine/core";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useBuilding } from "./building";
import { Comparison } from "./comparison";
import type { Step, Where } from "./rules";
import classes from "./segments.module.css";
import { listed, unlisted } from "./values";

interface Props {
  step: Step;
  set: (change: Step) => void;
  wrong: (field: string) => string | undefined;
  /** What the touchpoints are, where not all are offered. */
  touchpoints?: string[];
}

const BLANK: Where = { field: "", op: "is", value: "" };
const PLACES = ["touchpoint", "action", "channel", "source"] as const;
const LABELS = { touchpoint: "Touchpoint", action: "Action", channel: "Channel", source: "Source" };

/** Which interactions are meant: where, what, on which channel; several of one are any of these. */
export function StepFields({ step, set, wrong, touchpoints }: Props) {
  const [all, setAll] = useState(Boolean(step.channel || step.source || step.where?.length));
  return (
    <Stack gap="sm">
      <div className={classes.places}>
        {(all ? PLACES : PLACES.slice(0, 2)).map((place) => (
          <PlaceField
            key={place}
            place={place}
            step={step}
            set={set}
            wrong={wrong}
            touchpoints={touchpoints}
          />
        ))}
      </div>
      <Wheres
        wheres={step.where ?? []}
        set={(where) => set({ where: where as Step["where"] })}
        wrong={wrong}
      />
      <Row gap="xs">
        {!all && (
          <Button size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
            Channel and source …
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => set({ where: [...(step.where ?? []), BLANK] as Step["where"] })}
        >
          A property or value …
        </Button>
      </Row>
    </Stack>
  );
}

function PlaceField({ place, step, set, wrong, touchpoints }: Props & { place: (typeof PLACES)[number] }) {
  const { names } = useBuilding();
  const offered = place === "touchpoint" && touchpoints ? touchpoints : names?.[`${place}s`];
  const chosen = listed(step[place]);
  return (
    <TagsInput
      label={LABELS[place]}
      placeholder={chosen.length ? undefined : "any"}
      data={offered ?? []}
      value={chosen}
      error={Boolean(wrong(place))}
      maxDropdownHeight={280}
      onChange={(next) => set({ [place]: unlisted(next) })}
    />
  );
}

interface Wheres {
  wheres: Where[];
  set: (wheres: Where[]) => void;
  wrong: Props["wrong"];
}

function Wheres({ wheres, set, wrong }: Wheres) {
  const isWrong = (at: number) =>
    ["", ".value", ".field", ".op"].some((field) => wrong(`where.${at}${field}`) !== undefined);
  return wheres.map((where, at) => (
    <WhereFields
      key={at}
      where={where}
      wrong={isWrong(at)}
      set={(next) => set(replacedAt(wheres, at, next))}
    />
  ));
}

function replacedAt(list: Where[], at: number, next: Where | null): Where[] {
  return list.flatMap((each, place) => (place === at ? (next ? [next] : []) : [each]));
}

function WhereFields({
  where,
  set,
  wrong,
}: {
  where: Where;
  set: (next: Where | null) => void;
  wrong: boolean;
}) {
  const { names } = useBuilding();
  const fields = names?.fields ?? [];
  return (
    <Row gap="sm" align="flex-start">
      <Autocomplete
        label="What of it"
        data={fields.map(({ name }) => name)}
        value={where.field ?? ""}
        error={wrong}
        miw={180}
        flex={1}
        onChange={(field) => set({ ...where, field })}
      />
      <Comparison
        test={where}
        entry={fields.find(({ name }) => name === where.field)}
        error={wrong}
        set={(change) => set({ ...where, ...change })}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={28}
        mt={28}
        aria-label={`Take away: ${where.field || "property"}`}
        onClick={() => set(null)}
      >
        <X size={16} aria-hidden />
      </ActionIcon>
    </Row>
  );
}
