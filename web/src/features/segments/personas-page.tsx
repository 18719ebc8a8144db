import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { answered, api, useAddress } from "@/client";
import { Empty, Page, ProblemNotice, Waiting } from "@/ui";
import { PersonaCard } from "./persona-card";
import { PersonaDetail } from "./persona-detail";
import { PersonaForm } from "./persona-form";
import classes from "./segments.module.css";

const NEW = "new";

/** Personas as cards; one that is named in the address in full. */
export function PersonasPage() {
  const [{ key, isEdited }, change] = useAddress((address) => ({
    key: address.persona,
    isEdited: address.edit === "yes",
  }));
  const open = (persona: string | undefined, edit?: string) => change({ persona, edit }, { replace: false });
  const personas = useQuery({ queryKey: ["personas"], queryFn: () => answered(api.GET("/api/personas")) });
  const chosen = personas.data?.find(({ persona }) => persona.key === key);
  if (key === NEW || (chosen && isEdited))
    return (
      <PersonaForm
        entry={chosen}
        taken={(personas.data ?? []).map(({ persona }) => persona.key)}
        close={(kept) => open(kept ?? chosen?.persona.key)}
      />
    );
  if (chosen)
    return <PersonaDetail entry={chosen} back={() => open(undefined)} edit={() => open(key, "yes")} />;
  const add = (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => open(NEW)}>
      New persona
    </Button>
  );
  return (
    <Page
      title="Personas"
      about="Kinds of customers, each tied to the people in the data that it stands for."
      actions={add}
    >
      {personas.error && <ProblemNotice error={personas.error} retry={() => void personas.refetch()} />}
      {personas.isPending && <Waiting shape="cards" height={470} label="Loading the personas" />}
      {personas.data?.length === 0 && (
        <Empty title="There is no persona yet" action={add}>
          Describe a kind of customer and name the segment of people it stands for: its size, feeling and
          conversion are then measured, and a map can be made for it.
        </Empty>
      )}
      {key && personas.data && personas.data.length > 0 && (
        <ProblemNotice
          error={{ message: `There is no persona “${key}”. It may have been renamed: choose one below.` }}
        />
      )}
      <ul className={classes.cards}>
        {personas.data?.map((entry) => (
          <li key={entry.persona.key}>
            <PersonaCard entry={entry} open={() => open(entry.persona.key)} />
          </li>
        ))}
      </ul>
    </Page>
  );
}
