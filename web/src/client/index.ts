/** What the app asks of the server: typed by the server's own description, problems as sentences. */
export { type Address, parseAddress, spellAddress, useAddress } from "./address";
export { type Answering, asking, type MeasureAnswer, type Question, useAnswer } from "./answers";
export { answered, api, problemOf, type Schema } from "./api";
export { finished, type Job, runJob, type Watching } from "./jobs";
export { isProblem, Problem, Unreachable } from "./problem";
export { chosenBy, SCOPE, type Scope, scopeOf, useScope } from "./scope";
