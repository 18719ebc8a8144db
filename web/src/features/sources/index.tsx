export { NewSourcePage } from "./new-source-page";
export { QuarantinePage } from "./quarantine-page";
export { SourcesPage } from "./sources-page";
export { TouchpointsPage } from "./touchpoints-page";
