import { expect, test } from "vitest";
import { flawOf, keyOf, type Mapping, said, type Value, valueOf, withField } from "./values";

const MAPPING: Mapping = {
  kind: "mapping",
  schema_version: 1,
  key: "visits",
  source: "shop",
  interactions: [
    {
      time: "{when}",
      channel: "website",
      touchpoint: "{page}",
      action: "viewed",
      text: "{said}",
      initiator: "customer",
    },
  ],
};

test.each<[Value | null, string]>([
  [null, "nothing"],
  ["{page}", "column"],
  ["website", "constant"],
  ["a {{brace}}", "constant"],
  ["ticket-{id}", "template"],
  [{ do: "first", of: ["{page}", "Shop"] }, "column"],
  [{ do: "lookup", of: "{medium}", table: { web: "website" }, otherwise: "other" }, "lookup"],
  [{ do: "lookup", of: "{medium}", table: { web: "website" } }, "lookup"],
])("%j is said by %s, and back again", (value, by) => {
  const meant = said(value);
  expect(meant.by).toBe(by);
  expect(valueOf(meant)).toEqual(value);
});

test("what only the text can say is left as it is", () => {
  expect(said({ do: "recase", of: "{page}", to: "lower" })).toEqual({ by: "rule", text: "recase {page}" });
  expect(said({ do: "first", of: ["{a}", "{b}"] }).by).toBe("rule");
});

test("a field is changed or taken out, the other rules stay", () => {
  const changed = withField(MAPPING, 0, "action", "{event}");
  expect(changed.interactions?.[0]?.action).toBe("{event}");
  expect(withField(changed, 0, "text", null).interactions?.[0]).not.toHaveProperty("text");
  expect(withField(MAPPING, 1, "action", "x")).toEqual(MAPPING);
});

test("a flaw is found at its field", () => {
  const flaws = [{ place: ["interactions", "0", "time", "zone"], says: "no such zone" }];
  expect(flawOf(flaws, 0, "time")).toBe("no such zone");
  expect(flawOf(flaws, 0, "channel")).toBeUndefined();
});

test("a name makes a key", () => {
  expect(keyOf("Ørders, März (2)")).toBe("rders-marz-2");
  expect(keyOf("注文")).toBe("table");
});
