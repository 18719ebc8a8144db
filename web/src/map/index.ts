/**
 * The map as values: its document, edits, where everything stands on it. No React and no fetch in here.
 *
 * `documents` are the records, `operations` the edits (`apply`, `invert`, `rebase`, `difference`), `commands`
 * what a person can do, `session` a map while it is edited; `lanes`, `table`, `clock`, `across`, `heats`,
 * `curve` and `reading` say how it is drawn. Python does the same with the same files: `agreement.test.ts`.
 */
export { type Across, acrossOf } from "./across";
export { clockText, lengthText, minutesOf, type Span, times, timeWords } from "./clock";
export * from "./commands";
export * from "./curve";
export { parseTime } from "./dates";
export { difference } from "./differing";
export * from "./documents";
export * from "./figures";
export { flaws } from "./flaws";
export * from "./heats";
export * from "./lanes";
export {
  apply,
  called,
  type Conflict,
  EditConflict,
  EditError,
  invert,
  type Operation,
  touches,
} from "./operations";
export * from "./reading";
export { type Rebased, rebase } from "./rebasing";
export { type Naming, Recorder } from "./recording";
export * from "./keeping";
export * from "./session";
export {
  collectedOn,
  inWindow,
  speaks,
  standing,
  standingNow,
  standingOf,
  supportedShare,
  supports,
} from "./standing";
export * from "./table";
export { type Edge as TimeEdge, movedTimes, QUARTER, readClock, type Times } from "./timing";
export type { Tick } from "./ruler";
export { readTable, writeTable } from "./tables";
export { type Place, ROOT, type Thing } from "./trees";
export { same, type Value } from "./values";
export { arcOf, type Label, labelsOf, type Way, waysOf } from "./ways";
