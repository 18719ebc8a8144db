import { Autocomplete, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api } from "@/client";
import { useMapPart } from "../context";
import { useSetField } from "./fields";

/** Whom the map is of: a persona and a scenario by their names, and the segment that its figures are of. */
export function WhoseMap() {
  const persona = useMapPart((map) => map.persona);
  const scenario = useMapPart((map) => map.scenario);
  const segment = useMapPart((map) => map.segment);
  const set = useSetField();
  const segments = useQuery({ queryKey: ["segments"], queryFn: () => answered(api.GET("/api/segments")) });
  const personas = useQuery({ queryKey: ["personas"], queryFn: () => answered(api.GET("/api/personas")) });
  const scenarios = useQuery({ queryKey: ["scenarios"], queryFn: () => answered(api.GET("/api/scenarios")) });
  return (
    <>
      <NamedField
        field="persona"
        label="Persona"
        value={persona}
        known={(personas.data ?? []).map((each) => ({ key: each.persona.key, name: each.persona.name }))}
      />
      <NamedField
        field="scenario"
        label="Scenario"
        value={scenario}
        known={(scenarios.data ?? []).map(({ key, title }) => ({ key, name: title }))}
      />
      <Select
        label="Figures are of"
        description="Recount the figures after changing it."
        clearable
        placeholder="everybody"
        data={(segments.data ?? []).map((each) => ({ value: each.key, label: each.title || each.key }))}
        value={segment ?? null}
        onChange={(value) => set("Segment", "map", "segment", value)}
      />
    </>
  );
}

interface NamedProps {
  field: "persona" | "scenario";
  label: string;
  value: string | null | undefined;
  known: readonly { key: string; name: string }[];
}

/** One of those that are known, by its name, or any other in words; kept when it is left, or at Enter. */
function NamedField({ field, label, value, known }: NamedProps) {
  const set = useSetField();
  const [draft, setDraft] = useState<string | null>(null); // null: nobody is writing
  const text = draft ?? known.find(({ key }) => key === value)?.name ?? value ?? "";
  const keep = (said: string | null) => {
    if (said !== null) {
      const words = said.trim();
      const next = known.find(({ name }) => name === words)?.key ?? words;
      if (next !== (value ?? "")) set(label, "map", field, next || null);
    }
    setDraft(null);
  };
  return (
    <Autocomplete
      label={label}
      data={[...new Set(known.map(({ name }) => name))]}
      value={text}
      maxLength={300}
      dir="auto"
      onChange={setDraft}
      onOptionSubmit={keep}
      onBlur={() => keep(draft)}
      onKeyDown={(event) => {
        if (event.key === "Escape") setDraft(null);
        if (event.key === "Enter" && !event.defaultPrevented) keep(draft);
      }}
    />
  );
}
