import { beforeEach, expect, test, vi } from "vitest";
import { Problem, Unreachable } from "@/client";
import { type Send, type Shelf, WalkStore } from "./store";
import { met, noted, photographed, sent, setOut, unsent, type Walk, wentSo } from "./walks";

const BEGUN = setOut("walk-1", "current", { who: "Ana", device: "Phone", at: "10:00" });
const BUSY = new Problem({ title: "Too many", status: 429, detail: "Too many questions." }, undefined, 60);
const GONE = new Problem({ title: "Not found", status: 404, detail: "There is no step of this id." });

/** One browser: what its tabs keep, and a word to the others. */
class Browser {
  kept: Walk | undefined = BEGUN;
  isFull = false;
  #tabs = new Set<(id: string) => void>();
  #busy = false;

  tab(): Shelf {
    let own: ((id: string) => void) | undefined;
    return {
      read: () => Promise.resolve(this.kept),
      change: async (otherwise, how) => {
        await Promise.resolve();
        if (this.isFull) throw new DOMException("full", "QuotaExceededError");
        this.kept = how(this.kept ?? otherwise);
        for (const tab of this.#tabs) if (tab !== own) tab(this.kept.id);
        return this.kept;
      },
      listen: (heard) => {
        own = heard;
        this.#tabs.add(heard);
        return () => this.#tabs.delete(heard);
      },
      alone: async (_, what) => {
        if (this.#busy) return false;
        this.#busy = true;
        try {
          await what();
        } finally {
          this.#busy = false;
        }
        return true;
      },
    };
  }
}

/** A server that takes what it gets, as often as it is asked. */
class Server {
  took: string[] = [];
  failure: Problem | undefined;
  refuses: string | undefined;

  readonly send: Send = async (walk, steps, keep) => {
    await Promise.resolve();
    if (this.failure) throw this.failure;
    for (const step of steps) {
      if (step === this.refuses) continue;
      const was = walk.findings[step];
      if (!was) continue;
      this.took.push(`${step}: ${was.outcome} ${was.note}`.trim());
      keep((now) => sent(now, step, was, []));
    }
    return new Map(steps.filter((step) => step === this.refuses).map((step) => [step, GONE]));
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("document", new EventTarget());
});

async function open(browser: Browser, server: Server) {
  const store = new WalkStore("walk-1", { shelf: browser.tab(), send: server.send });
  const stop = store.start();
  await vi.advanceTimersByTimeAsync(0);
  return { store, stop };
}

let clock = 0;
const say = (store: WalkStore, step: string, ...sayings: Parameters<typeof met>[2][]) => {
  const at = String(++clock);
  for (const saying of sayings) store.change((walk) => met(walk, step, saying, at));
};
const settle = () => vi.advanceTimersByTimeAsync(5_000);

test("two tabs on one walk see what either says, and lose nothing of it", async () => {
  const [browser, server] = [new Browser(), new Server()];
  server.failure = new Unreachable();
  const [one, other] = [await open(browser, server), await open(browser, server)];
  const photo = { id: "p", thumb: "" };
  say(one.store, "s1", wentSo("friction"), noted("", "Slow"));
  say(other.store, "s1", noted("", "No sign"), photographed(photo));
  say(other.store, "s2", wentSo("pass"));
  await settle();
  expect(one.store.shown().walk).toEqual(other.store.shown().walk);
  expect(browser.kept?.findings.s1).toMatchObject({
    outcome: "friction",
    note: "Slow\nNo sign",
    photos: [photo],
  });
  server.failure = undefined;
  await settle();
  expect(server.took.map((each) => each.slice(0, 2)).sort()).toEqual(["s1", "s2"]);
  expect(unsent(one.store.shown().walk ?? BEGUN)).toEqual([]);
});

test("what is typed in a tab that slept stands below what another tab wrote", () => {
  const awake = met(BEGUN, "s1", noted("", "Slow"), "10:01");
  const slept = met(awake, "s1", noted("Quick", "Quick indeed"), "10:02");
  expect(slept.findings.s1?.note).toBe("Slow indeed");
  expect(met(awake, "s1", noted("Quick", "Other"), "10:02").findings.s1?.note).toBe("Slow\nOther");
});

test("a busy server is left alone as long as it asks, and then gets everything", async () => {
  const [browser, server] = [new Browser(), new Server()];
  const { store } = await open(browser, server);
  server.failure = BUSY;
  say(store, "s1", wentSo("pass"));
  await vi.advanceTimersByTimeAsync(59_000);
  expect([store.shown().delay?.status, server.took]).toEqual([429, []]);
  server.failure = undefined;
  say(store, "s2", wentSo("pass"));
  await vi.advanceTimersByTimeAsync(500);
  expect(server.took).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([store.shown().delay, server.took]).toEqual([undefined, ["s1: pass", "s2: pass"]]);
});

test("a server in trouble is asked ever more seldom, or as soon as somebody says so", async () => {
  const [browser, server] = [new Browser(), new Server()];
  const { store } = await open(browser, server);
  server.failure = new Problem({ title: "Our fault", status: 500, detail: "Something went wrong." });
  const asked = vi.spyOn(server, "send");
  const trying = new WalkStore("walk-1", { shelf: browser.tab(), send: server.send });
  trying.start();
  await vi.advanceTimersByTimeAsync(0);
  say(trying, "s1", wentSo("pass"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked.mock.calls.length).toBeLessThan(7); // at 0, 4, 12, 28, 60 seconds
  server.failure = undefined;
  trying.sendNow();
  await vi.advanceTimersByTimeAsync(0);
  expect(server.took).toEqual(["s1: pass"]);
  expect(store.shown().walk?.findings.s1?.sent).toBe(true);
});

test("what is refused is said, kept, and sent again once it was changed", async () => {
  const [browser, server] = [new Browser(), new Server()];
  const { store } = await open(browser, server);
  server.refuses = "s1";
  say(store, "s1", wentSo("pass"));
  say(store, "s2", wentSo("pass"));
  await settle();
  expect([...store.shown().refused]).toEqual([["s1", GONE]]);
  expect([server.took, browser.kept?.findings.s1?.sent]).toEqual([["s2: pass"], false]);
  server.refuses = undefined;
  say(store, "s1", wentSo("blocked"));
  await settle();
  expect([store.shown().refused.size, server.took]).toEqual([0, ["s2: pass", "s1: blocked"]]);
});

test("a step that is being written on waits until it is left, and who leaves the page leaves nothing", async () => {
  const [browser, server] = [new Browser(), new Server()];
  const { store, stop } = await open(browser, server);
  store.hold("s1");
  say(store, "s1", wentSo("pass"), noted("", "W"));
  await settle();
  expect(server.took).toEqual([]);
  stop();
  await vi.advanceTimersByTimeAsync(0);
  expect(server.took).toEqual(["s1: pass W"]);
});

test("a browser without room says so, and sends all the same", async () => {
  const [browser, server] = [new Browser(), new Server()];
  const { store } = await open(browser, server);
  browser.isFull = true;
  say(store, "s1", wentSo("pass"));
  await settle();
  expect([store.shown().isKept, server.took]).toEqual([false, ["s1: pass"]]);
  browser.isFull = false;
  say(store, "s2", wentSo("pass"));
  await settle();
  expect([store.shown().isKept, Object.keys(browser.kept?.findings ?? {})]).toEqual([true, ["s1", "s2"]]);
});
