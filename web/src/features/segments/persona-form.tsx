import { Button, Card, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api, type Schema } from "@/client";
import { Page, ProblemNotice } from "@/ui";
import { keyFor } from "./rules";

interface Props {
  entry?: Schema<"PersonaEntry">;
  taken: string[];
  close: (kept?: string) => void;
}

const LISTS = ["goals", "needs", "frustrations"] as const;
const LABELS = { goals: "Goals", needs: "Needs", frustrations: "Frustrations" };
const BASES = [
  { value: "proto", label: "a first guess, to be checked" },
  { value: "qualitative", label: "interviews and observation" },
  { value: "quantitative", label: "data" },
  { value: "mixed", label: "interviews and data" },
];

/** A persona written: who it is, and the segment of people it stands for. */
export function PersonaForm({ entry, taken, close }: Props) {
  const [form, setForm] = useState(() => formOf(entry?.persona));
  const segments = useQuery({ queryKey: ["segments"], queryFn: () => answered(api.GET("/api/segments")) });
  const queries = useQueryClient();
  const key = entry?.persona.key ?? keyFor(form.name, taken);
  const saving = useMutation({
    mutationFn: () => {
      const params = { path: { key }, query: { onto: entry?.revision ?? 0 } };
      return answered(
        api.PUT("/api/personas/{key}", { params, body: personaOf(entry?.persona, key, form) as never }),
      );
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["personas"] });
      close(key);
    },
  });
  const set = (change: Partial<Form>) => setForm({ ...form, ...change });
  return (
    <Page
      title={entry ? `Edit ${entry.persona.name}` : "New persona"}
      actions={
        <>
          <Button variant="default" onClick={() => close()}>
            Cancel
          </Button>
          <Button disabled={!form.name.trim()} loading={saving.isPending} onClick={() => saving.mutate()}>
            Save
          </Button>
        </>
      }
    >
      <Card withBorder padding="lg" maw={720}>
        <Stack gap="md">
          {saving.error && <ProblemNotice error={saving.error} />}
          <TextInput
            label="Name"
            required
            maxLength={200}
            value={form.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <TextInput
            label="In one line"
            placeholder="Works from home; an outage is a lost day"
            value={form.tagline}
            onChange={(event) => set({ tagline: event.currentTarget.value })}
          />
          <Select
            label="Segment"
            description="The people in the data that it stands for: what is measured is measured of them."
            placeholder="None yet"
            clearable
            searchable
            data={(segments.data ?? []).map(({ key: value, title }) => ({ value, label: title }))}
            value={form.segment}
            onChange={(segment) => set({ segment })}
          />
          <TextInput
            label="Something they would say"
            value={form.quote}
            onChange={(event) => set({ quote: event.currentTarget.value })}
          />
          {LISTS.map((name) => (
            <Textarea
              key={name}
              label={LABELS[name]}
              description="One a line"
              autosize
              minRows={2}
              value={form[name]}
              onChange={(event) => set({ [name]: event.currentTarget.value })}
            />
          ))}
          <Select
            label="Known from"
            data={BASES}
            allowDeselect={false}
            value={form.basis}
            onChange={(basis) => set({ basis: basis ?? "proto" })}
          />
        </Stack>
      </Card>
    </Page>
  );
}

interface Form {
  name: string;
  tagline: string;
  quote: string;
  segment: string | null;
  basis: string;
  goals: string;
  needs: string;
  frustrations: string;
}

function formOf(persona?: Schema<"Persona">): Form {
  const lines = (texts: string[] | undefined) => (texts ?? []).join("\n");
  return {
    name: persona?.name ?? "",
    tagline: persona?.tagline ?? "",
    quote: persona?.quote ?? "",
    segment: persona?.segment ?? null,
    basis: persona?.basis ?? "proto",
    goals: lines(persona?.goals),
    needs: lines(persona?.needs),
    frustrations: lines(persona?.frustrations),
  };
}

function personaOf(before: Schema<"Persona"> | undefined, key: string, form: Form) {
  const lines = (text: string) =>
    text
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
  return {
    ...before,
    key,
    name: form.name.trim(),
    tagline: form.tagline.trim() || null,
    quote: form.quote.trim() || null,
    segment: form.segment,
    basis: form.basis,
    goals: lines(form.goals),
    needs: lines(form.needs),
    frustrations: lines(form.frustrations),
  };
}
