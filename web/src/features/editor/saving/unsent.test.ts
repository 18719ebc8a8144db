import { beforeEach, expect, test, vi } from "vitest";
import type { Group, Kept } from "@/map";
import { unsentOf } from "./unsent";

/** A browser's storage with room for so many characters. */
class Storage {
  room = 10_000;
  [key: string]: unknown;
  getItem(key: string): string | null {
    return (this[key] as string | undefined) ?? null;
  }
  setItem(key: string, value: string): void {
    if (value.length > this.room) throw new DOMException("full", "QuotaExceededError");
    this[key] = value;
  }
  removeItem(key: string): void {
    delete this[key];
  }
}

const GROUP: Group = { id: "g", label: "Renamed", operations: [] };
const LEFT: Kept = { sent: null, pending: [GROUP], aside: [] };
let storage: Storage;

beforeEach(() => {
  storage = new Storage();
  vi.stubGlobal("localStorage", storage);
  vi.stubGlobal("sessionStorage", new Storage());
  const request = (_: string, __: object, hold: (lock: object) => unknown) => Promise.resolve(hold({}));
  vi.stubGlobal("navigator", { locks: { request } });
});

test("what a tab that is gone has left is taken over, and stays until there is room for it", async () => {
  storage.setItem("desirepath.unsent.m.gone", JSON.stringify(LEFT));
  const unsent = await unsentOf("m");
  expect(unsent.found).toEqual([LEFT]);
  storage.room = 0;
  expect(unsent.save(LEFT)).toBe(false);
  expect(storage.getItem("desirepath.unsent.m.gone")).not.toBeNull();
  storage.room = 10_000;
  expect(unsent.save(LEFT)).toBe(true);
  expect(storage.getItem("desirepath.unsent.m.gone")).toBeNull();
});

test("what cannot be read is put away, said until it is let go, and stops nobody", async () => {
  const broken = [
    "{",
    "null",
    "5",
    '{"pending":5}',
    '{"pending":[{"id":"g"}]}',
    '{"sent":{"id":"b","groups":[{"id":"g","label":"x","operations":[{"op":"burn"}]}]}}',
    '{"aside":[{"group":null}]}',
  ];
  for (const [at, text] of broken.entries()) storage.setItem(`desirepath.unsent.m.gone-${at}`, text);
  storage.setItem("desirepath.unsent.m.whole", JSON.stringify(LEFT));
  const unsent = await unsentOf("m");
  expect(unsent.found).toEqual([LEFT]);
  expect([...unsent.unreadable].sort()).toEqual([...broken].sort());
  expect((await unsentOf("m")).unreadable).toHaveLength(broken.length);
  unsent.forget();
  expect((await unsentOf("m")).unreadable).toEqual([]);
});
