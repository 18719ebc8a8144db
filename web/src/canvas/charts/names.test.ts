import { describe, expect, it } from "vitest";
import { shortened, widthOf } from "./names";

describe("a name in a chart", () => {
  it("is whole where it fits, and else ends in an ellipsis", () => {
    expect(shortened("Plans page", 70)).toBe("Plans page");
    expect(shortened("Coverage check", 70)).toBe("Coverage…");
  });

  it("is cut sooner where its signs are wide", () => {
    expect(shortened("结账页面与付款确认", 70)).toBe("结账页面…");
    expect(widthOf(shortened("結👨‍👩‍👧".repeat(9), 90))).toBeLessThanOrEqual(90);
  });

  it("is never cut to nothing", () => {
    expect(shortened("Activation", 0)).toBe("Act…");
  });
});
