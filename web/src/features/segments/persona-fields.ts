/** A persona as its form has it, and back. */
import type { Schema } from "@/client";

type Persona = Schema<"Persona">;

export interface Trait {
  name: string;
  value: string;
}

export interface PersonaFields {
  name: string;
  tagline: string;
  quote: string;
  image: string | null;
  segment: string | null;
  basis: string;
  demographics: readonly Trait[];
  goals: string;
  needs: string;
  frustrations: string;
}

export function fieldsOf(persona?: Persona): PersonaFields {
  const { name, tagline, quote, image, segment, basis, demographics, ...told } = { ...NOBODY, ...persona };
  return {
    name,
    tagline: text(tagline),
    quote: text(quote),
    image: image ?? null,
    segment: segment ?? null,
    basis,
    demographics: Object.entries(demographics).map(([trait, value]) => ({ name: trait, value })),
    goals: told.goals.join("\n"),
    needs: told.needs.join("\n"),
    frustrations: told.frustrations.join("\n"),
  };
}

type Shown = Required<Pick<Persona, "name" | "demographics" | "goals" | "needs" | "frustrations">> &
  Partial<Persona> & { basis: string };
const NOBODY: Shown = { name: "", basis: "proto", demographics: {}, goals: [], needs: [], frustrations: [] };
const text = (said: string | null | undefined): string => said ?? "";

/** The persona with what the form says; what the form does not ask for stays. */
export function personaOf(before: Persona | undefined, key: string, fields: PersonaFields) {
  const lines = (text: string) =>
    text
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
  const traits = fields.demographics
    .map(({ name, value }) => [name.trim(), value.trim()] as const)
    .filter(([name, value]) => name && value);
  return {
    ...before,
    key,
    name: fields.name.trim(),
    tagline: fields.tagline.trim() || null,
    quote: fields.quote.trim() || null,
    image: fields.image,
    segment: fields.segment,
    basis: fields.basis,
    demographics: Object.fromEntries(traits),
    goals: lines(fields.goals),
    needs: lines(fields.needs),
    frustrations: lines(fields.frustrations),
  };
}

/** What is wrong with each trait; null: nothing. */
export function traitFlaws(traits: readonly Trait[]): (string | null)[] {
  const said = traits.map(({ name }) => name.trim().toLowerCase());
  return traits.map(({ value }, at) => {
    const name = said[at] ?? "";
    if (!name) return value.trim() ? "Say what this is: age, household …" : null;
    return said.indexOf(name) < at ? "This is said already above" : null;
  });
}
