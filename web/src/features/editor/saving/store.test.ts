import { beforeEach, describe, expect, test, vi } from "vitest";
import { Problem, Unreachable } from "@/client";
import { apply, type Change, type JourneyMap, type Kept, type Operation, setField } from "@/map";
import type { MapServer, Sent } from "./server";
import { EditorStore } from "./store";

const MAP: JourneyMap = {
  key: "m",
  title: "Before",
  stages: [{ id: "s", name: "Stage", steps: [{ id: "p", name: "Step", lineage_id: "p" }] }],
};

/** A server that keeps edits as the real one does, and can be away. */
class FakeServer implements MapServer {
  map = MAP;
  changes: Change[] = [];
  made = new Map<string, Sent>();
  isAway = false;
  losesAnswers = false;
  /** Has too much to do, and asks to be left alone for a minute. */
  isBusy = false;
  sends = 0;
  /** What it will not take, such as a text that is too long. */
  refuses = "";

  get revision(): number {
    return 1 + this.changes.length;
  }

  async load() {
    this.#reach();
    return { map: this.map, revision: this.revision };
  }

  async newest() {
    this.#reach();
    return this.revision;
  }

  async since(revision: number) {
    this.#reach();
    return this.changes.filter((change) => change.number > revision);
  }

  async send({ id, operations }: { id: string; operations: Operation[] }): Promise<Sent> {
    this.#reach();
    this.sends += 1;
    if (this.isBusy) throw new Problem({ title: "Busy", status: 429, detail: "Busy." }, {}, 60);
    const sent = this.made.get(id) ?? this.#keep(operations);
    this.made.set(id, sent);
    if (this.losesAnswers) throw new Unreachable();
    return sent;
  }

  #keep(operations: Operation[]): Sent {
    if (this.refuses && JSON.stringify(operations).includes(this.refuses))
      return { became: "refused", says: "Too long.", isWhole: false };
    try {
      this.map = apply(this.map, operations);
    } catch (error) {
      return { became: "conflict", says: String(error), conflicts: [] };
    }
    const onto = this.revision;
    this.changes.push({ number: onto + 1, author: "x", operations });
    return { became: "kept", revision: onto + 1, onto };
  }

  #reach(): void {
    if (this.isAway) throw new Unreachable();
  }
}

class FakeUnsent {
  kept: Kept[] = [];
  unreadable: string[] = [];
  isFull = false;
  get found(): Kept[] {
    return this.kept;
  }
  save({ sent, pending, aside }: Kept): boolean {
    if (this.isFull) return false;
    this.kept = [JSON.parse(JSON.stringify({ sent, pending, aside })) as Kept];
    return true;
  }
  putAway(kept: Kept): void {
    this.unreadable.push(JSON.stringify(kept));
  }
  forget(): void {
    this.unreadable = [];
  }
}

const PACE = { gather: 1, look: 5, patience: 10 };

beforeEach(() => {
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
});

const open = async (server: FakeServer, unsent = new FakeUnsent()) => {
  const store = await EditorStore.open({ server, unsent, pace: PACE });
  return { store, unsent, stop: store.start() };
};
const rename = (store: EditorStore, title: string, id = "map", field = "title") =>
  store.edit("Renamed", setField(store.map, store.name, id, field, title));
const until = (what: () => boolean) =>
  vi.waitFor(() => expect(what()).toBe(true), { timeout: 60_000, interval: 2 });

describe("the open map", () => {
  test("is seen at once, saved by itself, and undone", async () => {
    const server = new FakeServer();
    const { store, stop } = await open(server);
    rename(store, "After");
    expect([store.map.title, store.shown().saving]).toEqual(["After", "saving"]);
    await until(() => store.shown().saving === "saved" && server.map.title === "After");
    store.undo();
    await until(() => server.map.title === "Before");
    stop();
  });

  test("keeps what could not be sent, and sends it once when the answer was lost", async () => {
    const server = new FakeServer();
    const { store, unsent, stop } = await open(server);
    server.losesAnswers = true;
    rename(store, "Sent, not answered");
    await until(() => store.shown().saving === "offline");
    rename(store, "Step renamed", "p", "name");
    expect(unsent.kept[0]?.sent?.groups).toHaveLength(1);
    server.losesAnswers = false;
    await until(() => store.shown().saving === "saved");
    expect(server.changes).toHaveLength(2);
    expect([server.map.title, server.map.stages?.[0]?.steps?.[0]?.name]).toEqual([
      "Sent, not answered",
      "Step renamed",
    ]);
    stop();
  });

  test("leaves a busy server alone for as long as it asks, and says so", async () => {
    const server = new FakeServer();
    let now = 0;
    const store = await EditorStore.open({ server, unsent: new FakeUnsent(), pace: PACE, now: () => now });
    const stop = store.start();
    server.isBusy = true;
    rename(store, "Asked too early");
    await until(() => store.shown().saving === "busy");
    server.isBusy = false;
    now = 59_999;
    store.flush();
    window.dispatchEvent(new Event("online"));
    rename(store, "Asked in time");
    await new Promise((later) => setTimeout(later, 20));
    expect([server.sends, store.shown().saving, store.map.title]).toEqual([1, "busy", "Asked in time"]);
    now = 60_000;
    store.flush();
    await until(() => server.map.title === "Asked in time" && store.shown().saving === "saved");
    stop();
  });

  test("is as it was left after a reload, whatever became of what was sent", async () => {
    const server = new FakeServer();
    const first = await open(server);
    server.isAway = true;
    rename(first.store, "While away");
    await until(() => first.store.shown().saving === "offline");
    first.stop();
    server.isAway = false;
    const second = await open(server, first.unsent);
    expect(second.store.map.title).toBe("While away");
    await until(() => server.map.title === "While away" && second.store.shown().saving === "saved");
    expect(second.unsent.kept[0]).toEqual({ sent: null, pending: [], aside: [] });
    second.stop();
  });

  test("shows both versions of what two have changed, and makes the one that is chosen", async () => {
    const server = new FakeServer();
    const [one, other] = [await open(server), await open(server)];
    server.isAway = true;
    rename(one.store, "One");
    await until(() => one.store.shown().saving === "offline");
    server.isAway = false;
    other.store.edit("Renamed", setField(other.store.map, other.store.name, "map", "title", "Other"));
    other.store.flush();
    await until(() => [one, other].some(({ store }) => store.shown().state.aside.length === 1));
    const late = one.store.shown().state.aside.length ? one.store : other.store;
    await until(() => late.shown().saving === "saved");
    const [aside] = late.shown().state.aside;
    expect(aside?.conflicts[0]?.theirs).toBe(server.map.title);
    const mine = aside?.conflicts[0]?.mine;
    late.decide(aside?.group.id ?? "", "mine");
    await until(() => server.map.title === mine);
    expect(late.shown().state.aside).toEqual([]);
    one.stop();
    other.stop();
  });

  test("sets aside of many edits only the one that is refused", async () => {
    const server = new FakeServer();
    const { store, stop } = await open(server);
    server.isAway = true;
    for (const title of ["One", "Two", "A novel", "Three"]) rename(store, title, "p", "name");
    rename(store, "After");
    await until(() => store.shown().saving === "offline");
    server.refuses = '"value":"A novel"';
    server.isAway = false;
    await until(() => store.shown().saving === "saved");
    expect(store.shown().state.aside.map(({ group, says }) => [group.operations[0], says])).toEqual([
      [expect.objectContaining({ value: "A novel" }), ["Too long."]],
      [expect.objectContaining({ value: "Three", was: "A novel" }), [expect.stringContaining("Two")]],
    ]);
    expect([server.map.title, server.map.stages?.[0]?.steps?.[0]?.name]).toEqual(["After", "Two"]);
    stop();
  });

  test("opens whatever was left of it, and puts away what cannot be made", async () => {
    const unsent = new FakeUnsent();
    const nowhere = { op: "add", thing: { id: "x" }, into: "p", list: "name" } as Operation;
    unsent.kept = [{ sent: null, pending: [{ id: "g", label: "?", operations: [nowhere] }], aside: [] }];
    const { store, stop } = await open(new FakeServer(), unsent);
    expect(store.map.title).toBe("Before");
    expect(store.shown().state.aside.length + unsent.unreadable.length).toBe(1);
    stop();
  });

  test("is sent where the browser has no room for it, which is said", async () => {
    const server = new FakeServer();
    const { store, unsent, stop } = await open(server);
    unsent.isFull = true;
    server.isAway = true;
    rename(store, "No room");
    await until(() => store.shown().saving === "offline" && !store.shown().isKept);
    server.isAway = false;
    await until(() => server.map.title === "No room" && store.shown().saving === "saved");
    stop();
  });

  test("is sent by whoever leaves it right after a change", async () => {
    const server = new FakeServer();
    const { store, stop } = await open(server);
    rename(store, "Left at once");
    stop();
    await until(() => server.map.title === "Left at once");
  });

  test("says in words what cannot be done, and stays as it was", async () => {
    const server = new FakeServer();
    const { store, stop } = await open(server);
    const twice: Operation = {
      op: "add",
      thing: { id: "q", name: "Two", lineage_id: "p" },
      into: "s",
      list: "steps",
    };
    expect(store.edit("Doubled", [twice])).toBe(false);
    expect(store.shown().refusal).toContain("lineage");
    expect(store.map).toBe(MAP);
    stop();
  });
});
