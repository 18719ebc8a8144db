/** What the app asks of the server: typed by the server's own description, problems as sentences. */
export { type Address, parseAddress, spellAddress, useAddress } from "./address";
export { type Answering, asking, type MeasureAnswer, type Question, useAnswer, useReport } from "./answers";
export { answered, api, problemOf, type Schema } from "./api";
export { type Change, hasEnded, useCancel, useChange, useJob } from "./changes";
export { finished, type Job, runJob, type Watching } from "./jobs";
export { pictureAt, sendPicture } from "./pictures";
export { isProblem, Problem, Unreachable } from "./problem";
export { chosenBy, SCOPE, type Scope, scopeOf, useScope } from "./scope";
