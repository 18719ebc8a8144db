import {
  Bookmark,
  ChartNoAxesGantt,
  Filter,
  GitCompareArrows,
  House,
  type LucideIcon,
  Map as MapIcon,
  MapPin,
  Repeat,
  Route,
  Rows3,
  ShieldAlert,
  Split,
  Upload,
  UserRound,
  UsersRound,
  Waypoints,
} from "lucide-react";

export interface Place {
  label: string;
  to: string;
  icon: LucideIcon;
}

export interface Area {
  label: string | null;
  places: Place[];
}

/** Where one can go, as the side bar and the command palette list it. */
export const AREAS: Area[] = [
  {
    label: null,
    places: [
      { label: "Home", to: "/", icon: House },
      { label: "Maps", to: "/maps", icon: MapIcon },
      { label: "People", to: "/people", icon: UserRound },
    ],
  },
  {
    label: "Explore",
    places: [
      { label: "Flow", to: "/explore/flow", icon: Waypoints },
      { label: "Funnel", to: "/explore/funnel", icon: Filter },
      { label: "Stages", to: "/explore/stages", icon: ChartNoAxesGantt },
      { label: "Paths", to: "/explore/paths", icon: Route },
      { label: "Retention", to: "/explore/retention", icon: Repeat },
      { label: "Compare", to: "/explore/compare", icon: GitCompareArrows },
      { label: "Saved views", to: "/explore/views", icon: Bookmark },
    ],
  },
  {
    label: "Who",
    places: [
      { label: "Segments", to: "/segments", icon: Split },
      { label: "Personas", to: "/personas", icon: UsersRound },
    ],
  },
  {
    label: "Data",
    places: [
      { label: "Sources", to: "/sources", icon: Rows3 },
      { label: "Add data", to: "/sources/new", icon: Upload },
      { label: "Touchpoints", to: "/sources/touchpoints", icon: MapPin },
      { label: "Quarantine", to: "/sources/quarantine", icon: ShieldAlert },
    ],
  },
];
