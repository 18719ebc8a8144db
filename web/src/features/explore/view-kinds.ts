import type { Shape } from "@/ui";
import type { ViewKind } from "./questions";

interface Kind {
  title: string;
  /** What it answers, in a sentence. */
  about: string;
  /** What its answer looks like, while it is waited for. */
  shape: Shape;
}

/** The views there are: what each is called, at its head and in every list. */
export const VIEW_KINDS: Record<ViewKind, Kind> = {
  flow: { title: "Flow", about: "Where journeys go from step to step, and where they end.", shape: "flow" },
  funnel: {
    title: "Funnel",
    about: "How many get from one step to the next, how long it takes them, and who does not.",
    shape: "bars",
  },
  stages: {
    title: "Stages",
    about: "Who moves on from each stage, who drops off there, and how long it takes.",
    shape: "table",
  },
  paths: {
    title: "Paths",
    about: "Which whole routes people take, how many take each, and how long it lasts.",
    shape: "table",
  },
  retention: {
    title: "Retention",
    about: "Of the people who begin in a period, how many come back in the periods after it.",
    shape: "heat",
  },
  compare: {
    title: "Compare",
    about:
      "The same question of two groups of people, or of two periods: what differs, and how sure that is.",
    shape: "table",
  },
};
