import { describe, expect, test } from "vitest";
import { exactMoney, money, people, percent, quoted, signed, span } from "./words";

describe("figures as a person writes them", () => {
  test("a small share does not read as nothing", () => {
    expect(percent(0.004)).toBe("0.4 %");
    expect(percent(0.123)).toBe("12 %");
    expect(percent(0)).toBe("0 %");
  });

  test("minus is a minus sign, and zero has none", () => {
    expect(signed(-1.56)).toBe("−1.6");
    expect(signed(-0.04)).toBe("0.0");
    expect(percent(-0.42)).toBe("−42 %");
  });

  test("a quotation within a quotation has the inner marks", () => {
    expect(quoted("And then “something went wrong.”")).toBe("“And then ‘something went wrong.’”");
  });

  test("spans are said in the largest unit of which there are two", () => {
    expect(span(90 * 60 * 1e6)).toBe("90 minutes");
    expect(span(3 * 86_400 * 1e6)).toBe("3 days");
  });

  test("one person, two people, two cases", () => {
    expect([people(1), people(2), people(2, "case")]).toEqual(["1 person", "2 people", "2 cases"]);
  });

  test("money has its currency's own digits, and an unknown currency is only a number", () => {
    expect(money(123_456, "EUR")).toBe("EUR\u00a01,235");
    expect(money(500, "JPY")).toBe("JPY\u00a0500");
    expect(money(1_000, "no money")).toBe("10");
    expect(exactMoney(123_456, "EUR")).toBe("EUR\u00a01,234.56");
    expect(exactMoney(500, "JPY")).toBe("JPY\u00a0500");
  });
});
