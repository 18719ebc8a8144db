/** What pages are made of, in the colours and the type of the pictures. */
export { BrokenNotice } from "./broken";
export { Cancelled, Changing } from "./changing";
export { download } from "./download";
export { Figure } from "./figure";
export { Mask } from "./mask";
export { Empty, ProblemNotice, Working } from "./notices";
export { Page } from "./page";
export { smaller } from "./pictures";
export { useTakesLong } from "./takes-long";
export { theme, variables } from "./theme";
export { Outline, type Shape, Waiting, WaitingFor } from "./waiting";
export * from "./words";
export { SidePanel, Window } from "./windows";
