import { Button, Card, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { flushSync } from "react-dom";
import { answered, api, type Schema } from "@/client";
import { Page, ProblemNotice } from "@/ui";
import { Leaving } from "./leaving";
import { Demographics } from "./persona-demographics";
import { fieldsOf, type PersonaFields, personaOf, traitFlaws } from "./persona-fields";
import { PersonaPictureField } from "./persona-picture-field";
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
  { value: "quantitative", label: "data alone" },
  { value: "mixed", label: "words from interviews and observation, figures from data" },
];

/** A persona written: who it is, and the segment of people it stands for. */
export function PersonaForm({ entry, taken, close }: Props) {
  const [begun] = useState(() => fieldsOf(entry?.persona));
  const [form, setForm] = useState(begun);
  const [isDone, setIsDone] = useState(false); // kept, or given up
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
    onSuccess: () => queries.invalidateQueries({ queryKey: ["personas"] }),
  });
  const leave = (kept?: string) => {
    flushSync(() => setIsDone(true));
    close(kept);
  };
  const set = (change: Partial<PersonaFields>) => setForm((now) => ({ ...now, ...change }));
  const isChanged = !isDone && JSON.stringify(form) !== JSON.stringify(begun);
  const isRight = form.name.trim() !== "" && traitFlaws(form.demographics).every((flaw) => flaw === null);
  return (
    <Page
      title={entry ? `Edit ${entry.persona.name}` : "New persona"}
      actions={
        <>
          <Button variant="default" onClick={() => leave()}>
            Cancel
          </Button>
          <Button
            disabled={!isRight}
            loading={saving.isPending}
            onClick={() => saving.mutate(undefined, { onSuccess: () => leave(key) })}
          >
            Save
          </Button>
        </>
      }
    >
      <Leaving
        what="persona"
        isChanged={isChanged}
        parts={["persona", "edit"]}
        save={isRight ? () => saving.mutateAsync() : undefined}
      />
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
          <PersonaPictureField name={form.name} image={form.image} change={(image) => set({ image })} />
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
          <Demographics traits={form.demographics} change={(demographics) => set({ demographics })} />
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
            description="Where the words above are from. The figures are counted in the data of its segment."
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
