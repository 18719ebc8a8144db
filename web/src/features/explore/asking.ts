import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import {
  type Address,
  type Answering,
  answered,
  api,
  asking,
  type MeasureAnswer,
  type Question,
  type Schema,
  useAddress,
  useAnswer,
  useScope,
} from "@/client";
import { lensOf } from "./questions";

/** Which figure of an answer is opened, in the answer's own words. */
export type Place =
  | { at: "node"; node: string; step?: number }
  | { at: "link"; from_node: string; to_node: string; step?: number }
  | { at: "reached" | "lost"; step: number }
  | { at: "standing"; node: string; state: "entered" | "moved_on" | "dropped_off" | "still_open" }
  | { at: "path"; path: string[] }
  | { at: "cohort"; cohort: string; period?: number; came_back?: boolean };
export type BehindAnswer = Schema<"Behind">;
export type Answer<Row> = Omit<MeasureAnswer, "rows"> & { rows: Row[] };
export type Body = ReturnType<typeof asking>;

export interface Explored<Row> {
  answer: Answering<Answer<Row>>;
  /** What was asked, as the API takes it; the place that is opened is asked the same way. */
  body: Body;
}

/** The answer to a question of the page's people and period. */
export function useExplored<Row>(
  question: Question,
  { by, enabled = true, more }: { by?: string; enabled?: boolean; more?: Record<string, unknown> } = {},
): Explored<Row> {
  const [{ period, segment }] = useScope();
  const body = asking(question, { period, segment }, { ...(by && { breakdown: by }), ...more });
  return { answer: useAnswer<Answer<Row>>(body, enabled), body };
}

/** The lens of the scope, by the name that measures have for it. */
export function useLens(otherwise = "touchpoint"): string {
  const [scope] = useScope();
  return lensOf(scope.lens, otherwise);
}

export interface Named {
  node: string;
  name: string;
  interactions: number;
}

/** The steps that a lens shows, and what each is called. */
export function useNodes(lens: string): {
  nodes: Named[];
  called: (name: string) => string;
  isReady: boolean;
} {
  const found = useQuery({
    queryKey: ["nodes", lens],
    queryFn: () => answered(api.GET("/api/nodes", { params: { query: { lens: lens as "stage" } } })),
    staleTime: 60_000,
  });
  const nodes = useMemo(() => found.data ?? [], [found.data]);
  const names = useMemo(() => new Map(nodes.map((each) => [each.node, each.name])), [nodes]);
  const called = useCallback((name: string) => BESIDE_NAMES[name] ?? names.get(name) ?? name, [names]);
  return { nodes, called, isReady: found.isSuccess };
}

const BESIDE_NAMES: Record<string, string> = {
  "(start)": "Start",
  "(end)": "Left",
  "(other)": "Other steps",
  "(earlier)": "Earlier",
  "(later)": "Went on",
  "(still open)": "Still open",
  "(unknown)": "Not known",
};

const readPlace = (address: Address): Place | null => {
  try {
    return address.open ? (JSON.parse(address.open) as Place) : null;
  } catch {
    return null;
  }
};

/** Which figure is open: it stands in the address, so that a link opens it too. */
export function usePlace(): [Place | null, (place: Place | null) => void] {
  const [place, change] = useAddress(readPlace);
  const set = useCallback(
    (wanted: Place | null) => change({ open: wanted ? JSON.stringify(wanted) : undefined }),
    [change],
  );
  return [place, set];
}
