import { createContext, useContext } from "react";
import type { Schema } from "@/client";
import type { Misfit, Path, Rule } from "./rules";

export interface Building {
  rule: Rule;
  problems: Misfit[];
  names: Schema<"Vocabulary"> | undefined;
  change: (next: Rule, said?: string) => void;
  /** The key of the segment that is edited: it cannot be made of itself. */
  own: string;
}

const Context = createContext<Building | null>(null);

export const BuildingProvider = Context.Provider;

/** The rule that is being built, and all that its conditions need to know. */
export function useBuilding(): Building {
  const building = useContext(Context);
  if (!building) throw new Error("A condition is edited inside a rule.");
  return building;
}

/** What a condition's fields are changed with. */
export interface Editing<Kind extends Rule> {
  rule: Kind;
  path: Path;
  set: (change: Partial<Kind>) => void;
  wrong: (field: string) => string | undefined;
}
