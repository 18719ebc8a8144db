import { expect, test } from "vitest";
import type { Place } from "./asking";
import { placeName } from "./place-names";

const names = { called: (name: string) => name.toUpperCase(), step: () => "Plans page", unit: "month" };

test.each<[Place, string]>([
  [{ at: "node", node: "ad" }, "AD"],
  [{ at: "link", from_node: "ad", to_node: "(end)", step: 1 }, "Left after AD"],
  [{ at: "link", from_node: "(start)", to_node: "ad" }, "Began with AD"],
  [{ at: "lost", step: 1 }, "Lost after Plans page"],
  [{ at: "standing", node: "buy", state: "still_open" }, "Still in BUY"],
  [{ at: "path", path: ["ad", "shop"] }, "AD → SHOP"],
  [{ at: "standing", node: "buy", state: "went_back" }, "Went back to BUY"],
  [{ at: "cohort", cohort: "2025-03-01" }, "Began Mar 2025"],
  [{ at: "cohort", cohort: "(all)", period: 2, came_back: true }, "All cohorts, back 2 months later"],
  [
    { at: "cohort", cohort: "2025-03-01", period: 1, came_back: false },
    "Began Mar 2025, not back 1 month later",
  ],
])("%j is called %s", (place, name) => expect(placeName(place, names)).toBe(name));
