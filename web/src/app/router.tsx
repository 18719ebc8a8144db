import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from "@tanstack/react-router";
import { type Address, parseAddress, SCOPE, spellAddress } from "@/client";
import { Broken, Lost } from "./lost";
import { Shell } from "./shell";

const root = createRootRoute({
  component: Shell,
  notFoundComponent: Lost,
  errorComponent: Broken,
  validateSearch: (address: Record<string, unknown>) => address as Partial<Address>,
  search: { middlewares: [retainSearchParams([...SCOPE] as never)] },
});

const page = <Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => root, path, component });

const home = () => import("@/features/home");
const explore = () => import("@/features/explore");
const people = () => import("@/features/people");
const segments = () => import("@/features/segments");
const maps = () => import("@/features/maps");
const editor = () => import("@/features/editor");
const walk = () => import("@/features/walk");
const sources = () => import("@/features/sources");

const routes = root.addChildren([
  page("/", lazyRouteComponent(home, "HomePage")),
  page("/explore/flow", lazyRouteComponent(explore, "FlowPage")),
  page("/explore/funnel", lazyRouteComponent(explore, "FunnelPage")),
  page("/explore/stages", lazyRouteComponent(explore, "StagesPage")),
  page("/explore/paths", lazyRouteComponent(explore, "PathsPage")),
  page("/explore/retention", lazyRouteComponent(explore, "RetentionPage")),
  page("/explore/compare", lazyRouteComponent(explore, "ComparePage")),
  page("/explore/views", lazyRouteComponent(explore, "ViewsPage")),
  page("/explore/views/$key", lazyRouteComponent(explore, "OpenViewPage")),
  page("/people", lazyRouteComponent(people, "PeoplePage")),
  page("/people/$id", lazyRouteComponent(people, "PersonPage")),
  page("/segments", lazyRouteComponent(segments, "SegmentsPage")),
  page("/segments/$key", lazyRouteComponent(segments, "SegmentPage")),
  page("/personas", lazyRouteComponent(segments, "PersonasPage")),
  page("/maps", lazyRouteComponent(maps, "MapsPage")),
  page("/maps/$key", lazyRouteComponent(editor, "EditorPage")),
  page("/maps/$key/walk", lazyRouteComponent(walk, "WalkPage")),
  page("/sources", lazyRouteComponent(sources, "SourcesPage")),
  page("/sources/new", lazyRouteComponent(sources, "NewSourcePage")),
  page("/sources/quarantine", lazyRouteComponent(sources, "QuarantinePage")),
  page("/sources/touchpoints", lazyRouteComponent(sources, "TouchpointsPage")),
]);

export const router = createRouter({
  routeTree: routes,
  parseSearch: parseAddress,
  stringifySearch: spellAddress,
  defaultPreload: "intent",
  defaultErrorComponent: Broken, // inside the frame, so that there is a way on
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
