import type { components } from "./schema";

type Told = components["schemas"]["Problem"];

/** What the server refused or could not do, as it says it: a sentence and, where there is one, a next step. */
export class Problem extends Error {
  readonly title: string;
  readonly status: number;
  readonly body: unknown;

  constructor(told: Told, body: unknown = told) {
    super(told.detail);
    this.name = "Problem";
    this.title = told.title;
    this.status = told.status;
    this.body = body;
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
