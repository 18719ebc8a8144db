/**
 * The panels of the editor. A panel is shown beside the map (on a phone: over it) while `?panel=<id>` stands in
 * the address; `about` is the id of the thing it was opened for. A new panel is one entry here and a file in
 * this folder; it reads and changes the map through `useMapEditor()` and `useMapPart()` and nothing else.
 */
import {
  BadgeCheck,
  GitCompareArrows,
  Layers,
  Download,
  FileSearch,
  Flame,
  History,
  MessagesSquare,
  Target,
  Footprints,
  Lightbulb,
  type LucideIcon,
  StickyNote,
  TriangleAlert,
} from "lucide-react";
import { type ComponentType, lazy } from "react";

export interface PanelProps {
  /** The id of what the panel was opened for; null: whatever is selected, or the whole map. */
  about: string | null;
  close: () => void;
}

export interface EditorPanel {
  id: string;
  label: string;
  icon: LucideIcon;
  component: ComponentType<PanelProps>;
  /** Offered in the menu of such a thing; left out: in none. */
  of?: readonly ("card" | "step" | "stage" | "lane")[];
  /** Has a button in the tool bar. */
  inToolbar?: boolean;
}

type Loading = () => Promise<{ default: ComponentType<PanelProps> }>;
const LOADINGS: Loading[] = [];

/** Fetched when it is opened, or before by `fetchPanels`. */
function fetched(loading: Loading): ComponentType<PanelProps> {
  LOADINGS.push(loading);
  return lazy(loading);
}

/** Fetch all panels, while the server is there: they are opened without a connection too. */
export const fetchPanels = () => Promise.allSettled(LOADINGS.map((loading) => loading()));

const CardPanel = fetched(() => import("./card-panel").then((file) => ({ default: file.CardPanel })));
const StepPanel = fetched(() => import("./step-panel").then((file) => ({ default: file.StepPanel })));
const ConflictPanel = fetched(() =>
  import("./conflict-panel").then((file) => ({ default: file.ConflictPanel })),
);
const PublishPanel = fetched(() =>
  import("./publish-panel").then((file) => ({ default: file.PublishPanel })),
);
const LayersPanel = fetched(() => import("./layers-panel").then((file) => ({ default: file.LayersPanel })));
const ComparePanel = fetched(() =>
  import("./compare-panel").then((file) => ({ default: file.ComparePanel })),
);
const RevisionsPanel = fetched(() =>
  import("./revisions-panel").then((file) => ({ default: file.RevisionsPanel })),
);
const CommentsPanel = fetched(() =>
  import("./comments-panel").then((file) => ({ default: file.CommentsPanel })),
);
const EvidencePanel = fetched(() =>
  import("./evidence-panel").then((file) => ({ default: file.EvidencePanel })),
);
const HotspotsPanel = fetched(() =>
  import("./hotspots-panel").then((file) => ({ default: file.HotspotsPanel })),
);
const OpportunitiesPanel = fetched(() =>
  import("./opportunities-panel").then((file) => ({ default: file.OpportunitiesPanel })),
);
const PlanPanel = fetched(() => import("./plan-panel").then((file) => ({ default: file.PlanPanel })));
const ExportPanel = fetched(() => import("./export-panel").then((file) => ({ default: file.ExportPanel })));

export const PANELS: readonly EditorPanel[] = [
  { id: "card", label: "Details of the card", icon: StickyNote, component: CardPanel, of: ["card"] },
  { id: "step", label: "Step and what people did", icon: Footprints, component: StepPanel, of: ["step"] },
  { id: "conflicts", label: "Changed by others too", icon: TriangleAlert, component: ConflictPanel },
  {
    id: "comments",
    label: "Comments",
    icon: MessagesSquare,
    component: CommentsPanel,
    inToolbar: true,
    of: ["card", "step", "stage", "lane"],
  },
  {
    id: "evidence",
    label: "Evidence",
    icon: FileSearch,
    component: EvidencePanel,
    inToolbar: true,
    of: ["card"],
  },
  {
    id: "hotspots",
    label: "Hotspots",
    icon: Flame,
    component: HotspotsPanel,
    inToolbar: true,
    of: ["card", "step"],
  },
  {
    id: "opportunities",
    label: "Opportunities",
    icon: Lightbulb,
    component: OpportunitiesPanel,
    inToolbar: true,
  },
  { id: "plan", label: "Goals and plan", icon: Target, component: PlanPanel, inToolbar: true },
  { id: "layers", label: "Layers", icon: Layers, component: LayersPanel, inToolbar: true },
  { id: "compare", label: "Compare", icon: GitCompareArrows, component: ComparePanel, inToolbar: true },
  { id: "revisions", label: "Revisions", icon: History, component: RevisionsPanel, inToolbar: true },
  { id: "publish", label: "Check and publish", icon: BadgeCheck, component: PublishPanel, inToolbar: true },
  { id: "export", label: "Export", icon: Download, component: ExportPanel, inToolbar: true },
];

export const panelOf = (id: string | null): EditorPanel | undefined =>
  PANELS.find((panel) => panel.id === id);

/** The panel that `data-opens` on a card or a step names. */
export const opening = (wanted: string): string => (wanted === "hotspot" ? "hotspots" : wanted);
