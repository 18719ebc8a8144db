/** Real journeys, looked at: flow, funnel, stages, paths, retention, and two sides compared. */
export { ComparePage } from "./compare-page";
export { FlowPage } from "./flow-page";
export { FunnelPage } from "./funnel-page";
export { PathsPage } from "./paths-page";
export { RetentionPage } from "./retention-page";
export { StagesPage } from "./stages-page";
