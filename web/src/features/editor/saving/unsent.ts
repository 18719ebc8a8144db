/**
 * What was changed and has not reached the server yet, kept in this browser: it survives a reload, a closed tab
 * and a crash. Each tab keeps its own; a tab that is gone leaves its part to the next one that opens the map.
 */
import { type Kept, NOTHING_KEPT } from "@/map";

const PREFIX = "desirepath.unsent";
const TAB = "desirepath.tab";

export interface Unsent {
  /** What this tab, and tabs that are gone, left. */
  found: Kept[];
  /** False where this browser has no room for it. */
  save(kept: Kept): boolean;
}

const lockOf = (tab: string) => `desirepath.tab.${tab}`;
const keyOf = (map: string, tab: string) => `${PREFIX}.${map}.${tab}`;

/** What is left of this map; from now on this tab keeps it. */
export async function unsentOf(map: string): Promise<Unsent> {
  const tab = await ownTab();
  const mine = keyOf(map, tab);
  const left = Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}.${map}.`) && key !== mine);
  const orphans: string[] = [];
  for (const key of left) if (await isGone(key.slice(PREFIX.length + map.length + 2))) orphans.push(key);
  const found = [mine, ...orphans].flatMap((key) => read(key));
  return {
    found,
    save(kept) {
      if (!written(mine, kept)) return false;
      for (const key of orphans.splice(0)) localStorage.removeItem(key); // what they held is in ours by now
      return true;
    },
  };
}

function written(key: string, { sent, pending, aside }: Kept): boolean {
  try {
    if (sent || pending.length || aside.length)
      localStorage.setItem(key, JSON.stringify({ sent, pending, aside }));
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false; // it is full: what is unsent is sent all the same
  }
}

function read(key: string): Kept[] {
  const text = localStorage.getItem(key);
  if (!text) return [];
  try {
    return [{ ...NOTHING_KEPT, ...(JSON.parse(text) as Partial<Kept>) }];
  } catch {
    return [];
  }
}

/** This tab's name; a copy of a tab gets one of its own. */
async function ownTab(): Promise<string> {
  const known = sessionStorage.getItem(TAB);
  if (known && (held.has(known) || (await hold(known)))) return known;
  const fresh = crypto.randomUUID();
  await hold(fresh);
  sessionStorage.setItem(TAB, fresh);
  return fresh;
}

const held = new Set<string>();

/** Hold a tab's name for as long as this page lives; false when another page does. */
function hold(tab: string): Promise<boolean> {
  return new Promise((answer) => {
    void navigator.locks.request(lockOf(tab), { ifAvailable: true }, (lock) => {
      if (lock) held.add(tab);
      answer(lock !== null);
      return lock ? new Promise<never>(() => undefined) : undefined;
    });
  });
}

const isGone = (tab: string): Promise<boolean> =>
  held.has(tab)
    ? Promise.resolve(false)
    : navigator.locks.request(lockOf(tab), { ifAvailable: true }, (lock) => lock !== null);
