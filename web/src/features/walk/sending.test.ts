import { expect, test, vi } from "vitest";
import { met, setOut, unsent, wentSo } from "./walks";

const answer = (body: object, status: number) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
const GONE = { title: "Not found", status: 404, detail: "There is no step of this id." };

test("what is refused of one step keeps no other from being sent", async () => {
  const asked: string[] = [];
  vi.stubGlobal(
    "Request",
    class extends Request {
      constructor(url: string, how: RequestInit) {
        super(`http://localhost${url}`, how);
      }
    },
  );
  vi.stubGlobal("fetch", ({ url }: Request) => {
    asked.push(url);
    return Promise.resolve(url.endsWith("/s1") ? answer(GONE, 404) : answer({}, 200));
  });
  const { sendWalk } = await import("./sending");
  let walk = setOut("walk-1", "current", { who: "Ana", device: "Phone", at: "10:00" });
  walk = met(met(walk, "s1", wentSo("pass"), "10:01"), "s2", wentSo("blocked"), "10:02");

  const refused = await sendWalk(walk, unsent(walk), (change) => {
    walk = change(walk);
  });

  expect([...refused].map(([step, { status }]) => [step, status])).toEqual([["s1", 404]]);
  expect(asked).toHaveLength(3);
  expect(unsent(walk)).toEqual(["s1"]);
});
