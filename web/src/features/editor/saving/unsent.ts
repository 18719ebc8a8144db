/**
 * What was changed and has not reached the server yet, kept in this browser: it survives a reload, a closed tab
 * and a crash. Each tab keeps its own; a tab that is gone leaves its part to the next one that opens the map.
 * What is there and cannot be read (of another version, or cut short) is put away and said, and stops nobody.
 */
import { type Kept, keptIn, NOTHING_KEPT } from "@/map";

const PREFIX = "desirepath.unsent";
const AWAY = "desirepath.unreadable";
const TAB = "desirepath.tab";

export interface Unsent {
  /** What this tab, and tabs that are gone, left. */
  found: Kept[];
  /** What was there and cannot be read, as texts; it stays put away until it is forgotten. */
  readonly unreadable: string[];
  /** False where this browser has no room for it. */
  save(kept: Kept): boolean;
  /** Put away what could be read, and not made. */
  putAway(kept: Kept): void;
  /** Let go of all that was put away. */
  forget(): void;
}

const lockOf = (tab: string) => `desirepath.tab.${tab}`;
const keyOf = (map: string, tab: string) => `${PREFIX}.${map}.${tab}`;
const keysFrom = (start: string) => Object.keys(localStorage).filter((key) => key.startsWith(start));

/** What is left of this map; from now on this tab keeps it. */
export async function unsentOf(map: string): Promise<Unsent> {
  const tab = await ownTab();
  const mine = keyOf(map, tab);
  const left = keysFrom(`${PREFIX}.${map}.`).filter((key) => key !== mine);
  const orphans: string[] = [];
  for (const key of left) if (await isGone(key.slice(PREFIX.length + map.length + 2))) orphans.push(key);
  const away = `${AWAY}.${map}.`;
  const found = [mine, ...orphans].flatMap((key) => read(key, away));
  const unreadable = keysFrom(away).map((key) => localStorage.getItem(key) ?? "");
  return {
    found,
    unreadable,
    save(kept) {
      if (!written(mine, kept)) return false;
      for (const key of orphans.splice(0)) localStorage.removeItem(key); // what they held is in ours by now
      return true;
    },
    putAway(kept) {
      const text = JSON.stringify(kept);
      unreadable.push(text);
      store(away + crypto.randomUUID(), text);
    },
    forget() {
      for (const key of keysFrom(away)) localStorage.removeItem(key);
    },
  };
}

function written(key: string, { sent, pending, aside }: Kept): boolean {
  if (sent || pending.length || aside.length) return store(key, JSON.stringify({ sent, pending, aside }));
  localStorage.removeItem(key);
  return true;
}

function store(key: string, text: string): boolean {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false; // it is full: what is unsent is sent all the same
  }
}

/** What is kept under a key; what cannot be read goes to another, so that it is found once. */
function read(key: string, away: string): Kept[] {
  const text = localStorage.getItem(key);
  if (!text) return [];
  const found = keptIn(text);
  if (found) return [{ ...NOTHING_KEPT, ...found }];
  localStorage.removeItem(key); // first, so that there is room for it
  store(away + crypto.randomUUID(), text);
  return [];
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
