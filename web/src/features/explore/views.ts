import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, api, type Problem, type Schema } from "@/client";
import { addressOf, type Change, type ViewKind } from "./questions";

export interface Side {
  where?: Record<string, string>;
  segment?: unknown;
  only?: unknown;
  containing?: unknown;
  matching?: string | null;
  period?: string | null;
}

/** A view as the API keeps it; of its question only what an address can say is read. */
export interface View extends Side {
  key: string;
  title: string;
  view: ViewKind;
  question: Record<string, unknown>;
  note?: string | null;
  breakdown?: string | null;
  as_of?: string | null;
  stages?: string | null;
  a?: Side | null;
  b?: Side | null;
  names?: [string, string] | null;
  look?: Record<string, string>;
}

export interface SavedView {
  view: View;
  revision: number;
  author: string;
  at_us: number;
  /** The maps on which figures of it stand. */
  used_by?: Schema<"ViewUse">[];
}

const TAKEN = new Set(["schema"]); // what stands at this address already

/** A key made of a title: small letters, digits and hyphens. */
export function keyOf(title: string): string {
  const plain = title
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
  const key = plain
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 64);
  const made =
    key.replace(/-+$/, "") ||
    `view-${[...title].reduce((sum, one) => (sum * 31 + (one.codePointAt(0) ?? 0)) % 1e9, 7)}`;
  return TAKEN.has(made) ? `${made}-view` : made;
}

/** A key for a title: its own, or a numbered one where another view has that. */
export function freeKey(title: string, kept: readonly SavedView[]): string {
  const key = keyOf(title);
  const taken = new Map(kept.map(({ view }) => [view.key, view.title]));
  if (!taken.has(key) || taken.get(key) === title) return key;
  let number = 2;
  while (taken.has(`${key.slice(0, 60)}-${number}`)) number += 1;
  return `${key.slice(0, 60)}-${number}`;
}

/** The answer as a view: a question's record is read as plain values. */
const saved = async <Told>(asked: Promise<unknown>): Promise<Told> =>
  (await answered(asked as Parameters<typeof answered>[0])) as Told;

export function useViews() {
  return useQuery<SavedView[], Problem>({ queryKey: ["views"], queryFn: () => saved(api.GET("/api/views")) });
}

interface Saving {
  view: View;
  onto?: number;
}

export function useSaveView(done: (saved: SavedView) => void) {
  const queries = useQueryClient();
  return useMutation<SavedView, Problem, Saving>({
    mutationFn: ({ view, onto }) =>
      saved(
        api.PUT("/api/views/{key}", {
          params: { path: { key: view.key }, query: { onto } },
          body: view as never,
        }),
      ),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ["views"] });
      done(made);
    },
  });
}

export function useRemoveView() {
  const queries = useQueryClient();
  return useMutation<SavedView, Problem, string>({
    mutationFn: (key) => saved(api.DELETE("/api/views/{key}", { params: { path: { key } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["views"] }),
  });
}

/** What stands in the address of a saved view. */
export function searchOf(view: View): Change {
  const segment = typeof view.segment === "string" ? view.segment : undefined;
  const sides = view.view === "compare" ? { of: String(view.question.measure), ...sideText(view) } : {};
  return {
    ...addressOf(view.question),
    ...view.look,
    period: view.period ?? undefined,
    segment,
    by: view.breakdown ?? undefined,
    view: view.key,
    ...sides,
  };
}

/** What a view says that the page of its kind has no control for, in words. */
export function notShown(view: View): string[] {
  const sides = view.view === "compare" ? [view.a, view.b] : [];
  const all = [view, ...sides].filter((side): side is Side => !!side);
  const traits = all.flatMap((side) => Object.keys(side.where ?? {}).slice(side === view ? 0 : 1));
  return [
    ...(traits.length ? [`people by ${[...new Set(traits)].join(" and ")}`] : []),
    ...(all.some((side) => side.segment && typeof side.segment === "object") ? ["a segment of its own"] : []),
    ...(all.some((side) => side.only || side.containing) ? ["a filter of steps"] : []),
    ...(all.some((side) => side.matching) ? ["a path pattern"] : []),
    ...(sides.some(
      (side) =>
        side &&
        [side.period, side.segment, side.where && Object.keys(side.where).length].filter(Boolean).length > 1,
    )
      ? ["a side that is more than one thing"]
      : []),
    ...(view.as_of ? [`how things stood on ${view.as_of}`] : []),
    ...(view.stages ? [`the stages “${view.stages}”`] : []),
  ];
}

/** The sides of a comparison: "period:2025-Q1". */
export function sideOf(side: Side | null | undefined): string | undefined {
  if (!side) return undefined;
  if (side.period) return `period:${side.period}`;
  if (typeof side.segment === "string") return `segment:${side.segment}`;
  const [trait] = Object.entries(side.where ?? {});
  return trait ? `trait:${trait[0]}=${String(trait[1])}` : undefined;
}

const sideText = (view: View): Change => ({ a: sideOf(view.a), b: sideOf(view.b) });
