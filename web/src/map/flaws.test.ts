import { expect, test } from "vitest";
import { removeStage } from "./commands";
import type { JourneyMap } from "./documents";
import { flaws } from "./flaws";
import { apply } from "./operations";
import { naming } from "./worlds";

const shop: JourneyMap = {
  key: "shop",
  title: "Shop",
  stages: [
    { id: "buy", name: "Buy" },
    { id: "use", name: "Use" },
  ],
  stakeholders: [
    {
      id: "ana",
      name: "Ana",
      responsibilities: [
        { stage: "buy", role: "accountable" },
        { stage: "use", role: "informed" },
      ],
    },
  ],
};

test("nobody is responsible for a stage that is not on the map", () => {
  const without: JourneyMap = { ...shop, stages: [{ id: "use", name: "Use" }] };
  expect(flaws(shop)).toEqual([]);
  expect(flaws(without)).toEqual(['there is no stage "buy" on this map']);
});

test("what somebody did at a stage goes with it", () => {
  const left = apply(shop, removeStage(shop, naming("a"), "buy"));
  expect(left.stakeholders?.[0]?.responsibilities).toEqual([{ stage: "use", role: "informed" }]);
});
