import { describe, expect, it } from "vitest";
import { freeKey, keyOf, notShown, type SavedView, searchOf, type View } from "./views";

const view = (more: Partial<View>): View => ({
  key: "v",
  title: "V",
  view: "stages",
  question: { measure: "stages", lens: "stage" },
  ...more,
});
const saved = (key: string, title: string): SavedView => ({
  view: view({ key, title }),
  revision: 1,
  author: "local",
  at_us: 0,
});

describe("a view's key", () => {
  it("is made of its title, and is none that stands for something else", () => {
    expect(keyOf("Wohin gehen sie? Über…")).toBe("wohin-gehen-sie-uber");
    expect(keyOf("Schema")).toBe("schema-view");
  });

  it("is numbered where another view has it; the same title is for the server to refuse", () => {
    const kept = [saved("ways", "Renamed since"), saved("ways-2", "Ways!")];
    expect(freeKey("Ways", kept)).toBe("ways-3");
    expect(freeKey("Ways", [saved("ways", "Ways")])).toBe("ways");
  });
});

describe("a saved comparison", () => {
  const compared = view({
    view: "compare",
    question: { measure: "drop_off", lens: "touchpoint", goal: ["Paid"] },
    a: { segment: "movers" },
    b: { where: { plan: "family=plus" } },
    look: { medians: "1" },
  });

  it("opens with its sides, its question and how it is looked at", () => {
    expect(searchOf(compared)).toMatchObject({
      of: "drop_off",
      a: "segment:movers",
      b: "trait:plan=family=plus",
      goal: "Paid",
      medians: "1",
      view: "v",
    });
    expect(notShown(compared)).toEqual([]);
  });

  it("says what of it the page cannot show", () => {
    const more = { ...compared, only: { device: "phone" }, b: { segment: "movers", period: "2025" } };
    expect(notShown(more)).toEqual(["a filter of steps", "a side that is more than one thing"]);
    expect(notShown(view({ where: { plan: "pro" }, stages: "old" }))).toEqual([
      "people by plan",
      "the stages “old”",
    ]);
  });
});
