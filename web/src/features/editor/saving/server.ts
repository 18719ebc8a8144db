/** What the editor asks of the server about one map. */
import { answered, api, Problem } from "@/client";
import type { Change, Conflict, JourneyMap, Operation } from "@/map";

/** What became of a batch that was sent. */
export type Sent =
  | { became: "kept"; revision: number; onto: number | null }
  | { became: "conflict"; says: string; conflicts: Conflict[] }
  | { became: "refused"; says: string; isWhole: boolean };

interface Made {
  revision: number;
  onto?: number | null;
}

export interface Newest {
  map: JourneyMap;
  revision: number;
}

/** Everything the store needs; a fake one stands in for it in tests. */
export interface MapServer {
  load(): Promise<Newest>;
  newest(): Promise<number>;
  since(revision: number): Promise<Change[]>;
  /** Throws where it is not known what became of it: it is sent again, and made once. */
  send(batch: { id: string; operations: Operation[]; base: number; label?: string }): Promise<Sent>;
}

export function serverOf(key: string): MapServer {
  const params = { path: { key } };
  const newest = async () => (await answered(api.GET("/api/maps/{key}/newest", { params }))).revision;
  return {
    newest,
    async load() {
      const revision = await newest();
      const at = { path: { key: `${key}@${revision}` } };
      return { map: (await answered(api.GET("/api/maps/{key}", { params: at }))) as JourneyMap, revision };
    },
    async since(revision) {
      const query = { since: revision };
      return (await answered(
        api.GET("/api/maps/{key}/revisions", { params: { ...params, query } }),
      )) as unknown as Change[];
    },
    async send({ id, operations, base, label }) {
      const body = { operations, batch: id, base, label: label?.slice(0, 200) } as never;
      try {
        const made = (await answered(api.POST("/api/maps/{key}/edits", { params, body }))) as Made;
        return { became: "kept", revision: made.revision, onto: made.onto ?? null };
      } catch (error) {
        return failure(error);
      }
    },
  };
}

function failure(error: unknown): Sent {
  if (!(error instanceof Problem) || error.isPassing) throw error;
  if (error.status === 409) {
    const { conflicts = [] } = error.body as { conflicts?: Conflict[] };
    return { became: "conflict", says: error.message, conflicts };
  }
  const isWhole = error.status === 403 || error.status === 404; // the map itself: no part of it fares better
  return { became: "refused", says: error.message, isWhole };
}
