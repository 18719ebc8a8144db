/** What a person can do with a map, each as the edits it takes. Nothing is changed here: `Session.edit` does. */
export * from "./cards";
export { setTimes } from "./clock";
export * from "./lanes";
export { type Pasted, pasteTable, type Spot } from "./pasting";
export { addStage, mergeStageWithNext, moveStage, NEW_STAGE, removeStage, splitStage } from "./stages";
export { addStep, mergeWithNext, moveStep, NEW_STEP, removeStep, setBindings, splitStep } from "./steps";
export { addThing, addWithin, type ThingList } from "./things";
