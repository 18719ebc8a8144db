import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, api, type Problem } from "@/client";
import { addressOf, type Change, type ViewKind } from "./questions";

export interface Side {
  where?: Record<string, string>;
  segment?: unknown;
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
}

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
  return (
    key.replace(/-+$/, "") ||
    `view-${[...title].reduce((sum, one) => (sum * 31 + (one.codePointAt(0) ?? 0)) % 1e9, 7)}`
  );
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

/** The sides of a comparison: "period:2025-Q1". */
export function sideOf(side: Side | null | undefined): string | undefined {
  if (!side) return undefined;
  if (side.period) return `period:${side.period}`;
  if (typeof side.segment === "string") return `segment:${side.segment}`;
  const [trait] = Object.entries(side.where ?? {});
  return trait ? `trait:${trait[0]}=${String(trait[1])}` : undefined;
}

const sideText = (view: View): Change => ({ a: sideOf(view.a), b: sideOf(view.b) });
