import { describe, expect, test } from "vitest";
import { calledBy, type Entry, laterBy, linked, scored, told } from "./telling";

const entry = (place: number, more: Partial<Entry> = {}): Entry => ({
  place,
  interaction_id: String(place),
  at_us: place,
  day: "2025-06-09",
  clock: "07:00",
  after_us: null,
  channel: "app",
  touchpoint: "App",
  action: "opened",
  initiator: "customer",
  source: "web",
  campaign: null,
  device: null,
  value: null,
  duration_us: null,
  score: null,
  scale: null,
  valence: null,
  text: null,
  stage: "use",
  stage_name: "Use",
  ...more,
});

describe("a story", () => {
  test("is told in bands of stages", () => {
    const story = [entry(0), entry(1, { stage: "buy", stage_name: "Buy" }), entry(2)];
    expect(told(story).map((band) => [band.name, band.lines.length])).toEqual([
      ["Use", 1],
      ["Buy", 1],
      ["Use", 1],
    ]);
  });

  test("tells once what repeats itself four times or more", () => {
    const [band] = told([0, 1, 2, 3].map((place) => entry(place)));
    expect(band?.lines).toHaveLength(1);
    expect(told([entry(0), entry(1), entry(2)])[0]?.lines).toHaveLength(3);
  });

  test("never folds away what somebody said or what it was worth", () => {
    const story = [0, 1, 2, 3, 4].map((place) => entry(place, place === 2 ? { text: "Slow!" } : {}));
    expect(told(story)[0]?.lines.map((line) => line.kind)).toEqual(["one", "one", "one", "one", "one"]);
  });

  test("says how long nothing happened, from a day on", () => {
    expect(laterBy(entry(1, { after_us: 9 * 86_400e6 }))).toBe("9 days later");
    expect(laterBy(entry(1, { after_us: 3_600e6 }))).toBeNull();
  });
});

test("a score is said on its own scale", () => {
  expect(scored(entry(0, { score: 2, scale: "5..1" }))).toBe("2 on 5 to 1");
  expect(scored(entry(0))).toBeNull();
});

test("people are called by their e-mail, else by the strongest they have", () => {
  const known = (type: string, value: string) => ({ type, value, seen: 1, because: [] });
  expect(calledBy([known("customer", "74•••45"), known("email", "k•••@x.no")])).toBe("k•••@x.no");
  expect(calledBy([known("loyalty_card", "12•••45")])).toBe("Loyalty card 12•••45");
  expect(calledBy([])).toBe("Somebody");
});

test("a link says where and how often", () => {
  const link = {
    type: "customer",
    value: "7",
    with_type: "email",
    with_value: "k@x",
    source: "shop",
    times: 2,
    first_seen: "2025-06-12",
  };
  expect(linked(link)).toBe("customer 7 and email k@x on 2 rows of shop, first on 12 Jun 2025");
});
