import { describe, expect, it } from "vitest";
import {
  addressOf,
  flowQuestion,
  funnelQuestion,
  joined,
  lensOf,
  parted,
  pathsQuestion,
  readFlow,
  readFunnel,
  readPaths,
  readRetention,
  retentionQuestion,
  splitText,
} from "./questions";

/** What an address asks, saved and opened again, asks the same. */
const again = (question: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(addressOf(question)).filter(([, value]) => value !== undefined),
  ) as Record<string, string>;

describe("an address", () => {
  it("asks within bounds, whatever stands in it", () => {
    expect(readFlow({ steps: "900", top: "x", before: "-3" })).toMatchObject({
      steps: 12,
      top: 6,
      before: 0,
    });
    expect(readFunnel({ order: "sideways", within: "-1" })).toMatchObject({
      order: "ordered",
      within: undefined,
    });
  });

  it("keeps names with signs in them apart", () => {
    const odd = ["a|b", "c", "d > e"];
    expect(parted(joined(odd))).toEqual(odd);
    expect(readFunnel({ path: "a|b>>c" }).steps).toEqual([["a", "b"], ["c"]]);
  });

  it("knows a lens of the scope by the name measures have for it", () => {
    expect([lensOf("step_touchpoint"), lensOf("channel"), lensOf(undefined)]).toEqual([
      "touchpoint",
      "channel",
      "touchpoint",
    ]);
  });

  it("says a split as one text", () => {
    expect(splitText({ by: "whole_life", quiet_days: 30 })).toBeUndefined();
    expect(splitText({ by: "gap", minutes: 30 })).toBe("gap:30");
    expect(splitText({ by: "calendar", unit: "month" })).toBe("calendar:month");
  });
});

describe("a question, saved and opened again", () => {
  it("is the same flow", () => {
    const asked = flowQuestion(
      readFlow({ anchor: "Plans page", before: "1", after: "4", top: "9", loops: "1" }),
      "touchpoint",
    );
    expect(flowQuestion(readFlow(again(asked)), "touchpoint")).toEqual(asked);
    const plain = flowQuestion(readFlow({ steps: "4", split: "gap:30" }), "channel");
    expect(flowQuestion(readFlow(again(plain)), "channel")).toEqual(plain);
  });

  it("is the same funnel", () => {
    const asked = funnelQuestion(
      readFunnel({ path: "Ad|Mail>>Shop", order: "strict", within: "7" }),
      "touchpoint",
    );
    expect(funnelQuestion(readFunnel(again(asked)), "touchpoint")).toEqual(asked);
  });

  it("is the same paths and the same retention", () => {
    const paths = pathsQuestion(readPaths({ top: "5", prefix: "3", goal: "Shop" }), "channel");
    expect(pathsQuestion(readPaths(again(paths)), "channel")).toEqual(paths);
    const retention = retentionQuestion(
      readRetention({ unit: "week", rolling: "1", start: "Ad" }),
      "touchpoint",
    );
    expect(retentionQuestion(readRetention(again(retention)), "touchpoint")).toEqual(retention);
  });
});
