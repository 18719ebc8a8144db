/** Real journeys, looked at: flow, funnel, stages, paths, retention, two sides compared; and what was saved. */
export { ComparePage } from "./compare-page";
export { FlowPage } from "./flow-page";
export { FunnelPage } from "./funnel-page";
export { PathsPage } from "./paths-page";
export { RetentionPage } from "./retention-page";
export { StagesPage } from "./stages-page";
export { OpenViewPage, ViewsPage } from "./views-page";
