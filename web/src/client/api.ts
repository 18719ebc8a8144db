import createClient from "openapi-fetch";
import { isProblem, Problem, Unreachable } from "./problem";
import type { components, paths } from "./schema";

/** A record as the server describes it. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** Every operation of the API, typed by what the server says of itself. */
export const api = createClient<paths>({ baseUrl: "/" });

interface Reply<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** What was answered; a `Problem` is thrown when it was refused, `Unreachable` when nobody answered. */
export async function answered<Data>(asked: Promise<Reply<Data>>): Promise<Data> {
  const reply = await asked.catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Unreachable();
  });
  if (reply.response.ok) return reply.data as Data;
  throw problemOf(reply.error, reply.response);
}

/** The problem that a refusal tells of. */
export function problemOf(body: unknown, response: Response): Problem {
  const retryAfter = secondsIn(response.headers.get("Retry-After"));
  if (isProblem(body)) return new Problem(body, body, retryAfter);
  const detail = `The server answered ${response.status}. Its terminal may say more.`;
  return new Problem({ title: "Not answered", status: response.status, detail }, body, retryAfter);
}

/** RFC 9110: a number of seconds, or a date. */
function secondsIn(header: string | null): number | undefined {
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1_000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}
