/** Charts that any page may draw: of values, in the tokens' colours, with the keyboard. */
export { Bar } from "./bar";
export { BESIDES, colouring } from "./colours";
export { EARLIER, END, type FlowRow, LATER, namesOf, OTHER, START } from "./flow-rows";
export { Graph } from "./graph";
export { type HeatCell, type HeatRow, HeatTable } from "./heat-table";
export { Sankey } from "./sankey";
export { type CurvePoint, StepCurve } from "./step-curve";
export { withoutTail } from "./tail";
