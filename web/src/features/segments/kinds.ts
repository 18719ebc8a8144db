import type { Leaf } from "./rules";

interface Kind {
  by: Leaf["by"];
  label: string;
  about: string;
  blank: Leaf;
}

/** The kinds of condition, as they are offered. */
export const KINDS: Kind[] = [
  { by: "did", label: "Did something", about: "so often, at a touchpoint, lately", blank: { by: "did" } },
  {
    by: "trait",
    label: "Has a trait",
    about: "plan, city, age …",
    blank: { by: "trait", name: "", op: "is" },
  },
  {
    by: "answered",
    label: "Answered a survey",
    about: "a score, a promoter …",
    blank: { by: "answered", band: "detractor" },
  },
  {
    by: "stage",
    label: "Was in a stage",
    about: "entered, moved on, dropped off",
    blank: { by: "stage", stage: "", state: "entered" },
  },
  {
    by: "then",
    label: "Did things in order",
    about: "one, later another",
    blank: { by: "then", steps: [{}, {}] },
  },
  {
    by: "path",
    label: "Followed a pattern",
    about: "ad -> [^purchase]* -> cart",
    blank: { by: "path", pattern: "" },
  },
  {
    by: "segment",
    label: "Is in a segment",
    about: "another of your segments",
    blank: { by: "segment", key: "" },
  },
];

export const labelOf = (by: Leaf["by"]): string => KINDS.find((kind) => kind.by === by)?.label ?? by;
