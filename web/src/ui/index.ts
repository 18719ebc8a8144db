/** What pages are made of, in the colours and the type of the pictures. */
export { download } from "./download";
export { Figure } from "./figure";
export { Empty, ProblemNotice, Waiting, Working } from "./notices";
export { Page } from "./page";
export { theme, variables } from "./theme";
export * from "./words";
export { SidePanel, Window } from "./windows";
