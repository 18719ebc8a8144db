/** How long is waited: before edits are sent, between two looks, and before the next try. */
import { Problem } from "@/client";

export interface Pace {
  /** How long edits are gathered before they are sent. */
  gather: number;
  /** How often the server is asked what others did. */
  look: number;
  /** The longest wait between two tries while there is no connection. */
  patience: number;
}

export const PACE: Pace = { gather: 350, look: 700, patience: 4_000 };

/** How long the server has asked to be left alone, in milliseconds. */
export const askedToWait = (error: unknown): number =>
  error instanceof Problem ? (error.retryAfter ?? 0) * 1_000 : 0;

/** How long to wait before the next try: longer each time, and never less than the server asks. */
export const waitAfter = (error: unknown, before: number, { look, patience }: Pace): number =>
  Math.max(askedToWait(error), Math.min(patience, Math.max(look, before * 2)));

/** Whether the server has answered at all: with status 0 nobody did. */
export const isThere = (error: unknown): boolean => error instanceof Problem && error.status > 0;
