import { describe, expect, it } from "vitest";
import { type Difference, figureName, summary, valued, verdict } from "./verdicts";

const NAMES = ["winter", "spring"] as const;
const row = (change: Partial<Difference> = {}): Difference => ({
  figure: "moved_on_share",
  value_a: 0.6,
  value_b: 0.5,
  difference: 0.1,
  difference_low: 0.05,
  difference_high: 0.15,
  q_value: 0.01,
  significant: true,
  too_few: false,
  n_a: 100,
  n_b: 100,
  ...change,
});

describe("a verdict", () => {
  it("says which side is higher, by how much, how sure", () => {
    expect(verdict(row(), NAMES)).toEqual({
      tone: "higher",
      says: "winter is higher than spring by 10.0 points (+5.0 to +15.0 points): unlikely to be chance.",
    });
    expect(
      verdict(row({ difference: -0.1, difference_low: -0.15, difference_high: -0.05, q_value: 0 }), NAMES)
        .says,
    ).toBe("winter is lower than spring by 10.0 points (−15.0 to −5.0 points): hardly chance.");
  });

  it("says of times that they are longer or shorter", () => {
    const times = {
      figure: "time_in_stage_p50_us",
      difference: 7.2e9,
      difference_low: 3.6e9,
      difference_high: 1.08e10,
    };
    expect(verdict(row(times), NAMES).says).toContain("winter is longer than spring by 2 hours");
  });

  it("does not find what may be chance", () => {
    const found = verdict(row({ significant: false, difference_low: -0.01 }), NAMES);
    expect(found).toEqual({ tone: "same", says: "No clear difference: −1.0 to +15.0 points may be chance." });
  });

  it("does not guess", () => {
    expect(verdict(row({ too_few: true }), NAMES).says).toContain("Too few");
    expect(verdict(row({ difference: null }), NAMES).tone).toBe("unknown");
    expect(verdict(row({ difference_low: null, difference_high: null }), NAMES).tone).toBe("unknown");
  });

  it("counts what is clear", () => {
    expect(summary([row(), row({ significant: false }), row({ too_few: true })], NAMES)).toBe(
      "Of 3 figures, 1 differs clearly between winter and spring. 1 could not be told: too few.",
    );
    expect(summary([row(), row({ figure: "time_us", difference_low: null })], NAMES)).toBe(
      "Of 1 tested figure, 1 differs clearly between winter and spring. 1 was not tested.",
    );
    expect(summary([row({ too_few: true })], NAMES)).toBe(
      "There are too few on one side to tell them apart.",
    );
    expect(summary([], NAMES)).toBe("There is nothing to compare.");
  });

  it("has words for figures and values", () => {
    expect([figureName("share_of_first"), figureName("gap_p50_us")]).toEqual(["of all who began", "gap p50"]);
    expect([valued("share", 0.123), valued("gap_p50_us", 3.6e9 * 3), valued("share", null)]).toEqual([
      "12.3 %",
      "3 hours",
      "–",
    ]);
  });
});
