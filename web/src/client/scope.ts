import { type Address, useAddress } from "./address";

/** Of whom and of when everything on the page is: it holds across views and lives in the address. */
export interface Scope {
  /** Journeys that started in it: `2025-03`, `2025-Q1`, `2025-01-01..2025-04-01`; left out: ever. */
  period?: string;
  /** The key of a segment; left out: everybody. */
  segment?: string;
  /** What a step is: by step, touchpoint, channel, action, stage; left out: as the measure has it. */
  lens?: string;
}

export const SCOPE = ["period", "segment", "lens"] as const;

export function scopeOf(address: Address): Scope {
  return { period: address.period, segment: address.segment, lens: address.lens };
}

/** The scope of this page, and how to change it. */
export function useScope(): [Scope, (change: Partial<Scope>) => void] {
  const [scope, change] = useAddress(scopeOf);
  return [scope, (wanted) => change({ ...wanted })];
}

/** The scope as the fields of a question's body; the lens goes into the question itself. */
export function chosenBy({ period, segment }: Scope): { period?: string; segment?: string } {
  return { ...(period && { period }), ...(segment && { segment }) };
}
