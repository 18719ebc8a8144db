import type { components } from "./schema";

type Told = components["schemas"]["Problem"];

/** What the server refused or could not do, as it says it: a sentence and, where there is one, a next step. */
export class Problem extends Error {
  readonly title: string;
  readonly status: number;
  readonly body: unknown;
  /** How long the server asks to be left alone, in seconds; undefined where it does not say. */
  readonly retryAfter: number | undefined;

  constructor(told: Told, body: unknown = told, retryAfter?: number) {
    super(told.detail);
    this.name = "Problem";
    this.title = told.title;
    this.status = told.status;
    this.body = body;
    this.retryAfter = retryAfter;
  }

  /** Whether the same may well be answered later: nobody was there, or whoever was had too much to do. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** The server cannot be reached: nothing is known of what it did. */
export class Unreachable extends Problem {
  constructor() {
    super({
      title: "No connection",
      status: 0,
      detail: "The server does not answer. Is desirepath serve still running? What you change is kept here.",
    });
    this.name = "Unreachable";
  }
}

export function isProblem(body: unknown): body is Told {
  return typeof body === "object" && body !== null && "detail" in body && "status" in body;
}
