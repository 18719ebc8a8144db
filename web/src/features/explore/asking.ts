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
  useReport,
  useScope,
} from "@/client";
import { lensOf } from "./questions";

/** Which figure of an answer is opened, in the answer's own words. */
export type Place =
  | { at: "node"; node: string; step?: number }
  | { at: "link"; from_node: string; to_node: string; step?: number }
  | { at: "reached" | "lost"; step: number }
  | {
      at: "standing";
      node: string;
      state: "entered" | "moved_on" | "dropped_off" | "still_open" | "went_back";
    }
  | { at: "path"; path: string[] }
  | { at: "cohort"; cohort: string; period?: number; came_back?: boolean };
/** A figure that is open: its place and, where the answer has several, of which group or side it is. */
export interface Opened {
  place: Place;
  group?: string;
  side?: "a" | "b";
}
export type Open = (place: Place, of?: Omit<Opened, "place">) => void;
export type BehindAnswer = Schema<"Behind">;
export type Answer<Row> = Omit<MeasureAnswer, "rows"> & { rows: Row[] };
export type Body = ReturnType<typeof asking> & { breakdown?: unknown };

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

const PLACES = new Set(["node", "link", "reached", "lost", "standing", "path", "cohort"]);

const readOpened = (address: Address): Opened | null => {
  try {
    const { group, side, ...place } = JSON.parse(address.open ?? "null") as Place & Omit<Opened, "place">;
    return PLACES.has(place.at) ? { place, group, side } : null;
  } catch {
    return null;
  }
};

/** Which figure is open: it stands in the address, so that a link opens it too. */
export function useOpened(): { opened: Opened | null; open: Open; close: () => void } {
  const [opened, change] = useAddress(readOpened);
  const open = useCallback<Open>(
    (place, of = {}) => change({ open: JSON.stringify({ ...place, ...of }) }),
    [change],
  );
  const close = useCallback(() => change({ open: undefined }), [change]);
  return { opened, open, close };
}

/** Who is behind the figure that is open. */
export function useBehind(asked: Body, opened: Opened | null): Answering<BehindAnswer> {
  const body = opened && askedBehind(asked, opened);
  return useReport<BehindAnswer>(["behind", body], body, opened !== null);
}

/** Of one group with the breakdown, else without. */
function askedBehind({ breakdown, ...body }: Body, { place, group }: Opened) {
  return group === undefined ? { ...body, place } : { ...body, breakdown, place, group };
}
