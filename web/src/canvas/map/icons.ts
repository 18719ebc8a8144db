/** The signs of lanes, channels, evidence and faces: the same as on the pictures. */
import {
  ArrowRight,
  Bell,
  Calendar,
  CircleEllipsis,
  CircleHelp,
  ClipboardList,
  Cog,
  EyeOff,
  FileText,
  Footprints,
  Frown,
  Gauge,
  Globe,
  Handshake,
  Heart,
  Image,
  Lightbulb,
  Link,
  type LucideIcon,
  Mail,
  Mailbox,
  Megaphone,
  Meh,
  MessageCircle,
  MessageSquare,
  MessageSquareQuote,
  Mic,
  MonitorSmartphone,
  Package,
  Phone,
  Scale,
  Search,
  Shapes,
  Share2,
  Smartphone,
  Smile,
  Star,
  Store,
  Target,
  ThumbsUp,
  Ticket,
  TriangleAlert,
  Tv,
  UserRound,
  Users,
} from "lucide-react";
import { type Card, EXPECTATIONS, type Face, faceOf, type Lane, type LaneRole } from "@/map";

const ROLES: Record<LaneRole, LucideIcon> = {
  storyboard: Image,
  emotions: Heart,
  physical_evidence: Package,
  actions: Footprints,
  motivations: Target,
  questions: CircleHelp,
  obstacles: TriangleAlert,
  strengths: ThumbsUp,
  touchpoints: MonitorSmartphone,
  quotes: MessageSquareQuote,
  metrics: Gauge,
  frontstage: Users,
  backstage: EyeOff,
  support: Cog,
  opportunities: Lightbulb,
  owner: UserRound,
  custom: Shapes,
};

const CHANNELS: Record<string, LucideIcon> = {
  website: Globe,
  app: Smartphone,
  organic_search: Search,
  paid_search: Search,
  paid_ad: Megaphone,
  social: Share2,
  referral: Link,
  partner_site: Handshake,
  review_site: Star,
  email: Mail,
  sms: MessageSquare,
  push: Bell,
  direct_mail: Mailbox,
  broadcast: Tv,
  event: Calendar,
  trade_show: Calendar,
  in_person: Store,
  phone: Phone,
  chat: MessageCircle,
  community: Users,
  direct: ArrowRight,
  other: CircleEllipsis,
};

const EVIDENCE: Record<string, LucideIcon> = {
  metric: Gauge,
  quote: MessageSquareQuote,
  survey_score: ClipboardList,
  ticket: Ticket,
  call: Phone,
  chat: MessageCircle,
  review: Star,
  social_post: MessageCircle,
  interview: Mic,
  focus_group: Users,
  staff_report: UserRound,
};

export const FACES: Record<Face, LucideIcon> = { smile: Smile, meh: Meh, frown: Frown };

export const laneIcon = (lane: Pick<Lane, "id" | "role">): LucideIcon =>
  lane.id === EXPECTATIONS ? Scale : ROLES[lane.role];

export const roleIcon = (role: LaneRole): LucideIcon => ROLES[role];

export const channelIcon = (channel: string): LucideIcon => CHANNELS[channel] ?? CircleEllipsis;

/** The icon of a kind of evidence. */
export const evidenceIcon = (kind: string): LucideIcon => EVIDENCE[kind] ?? FileText;

/** The icon of a card's first piece of evidence; a quote whose feeling is known has its face. */
export function badgeIcon(card: Card): LucideIcon {
  const [first] = card.evidence ?? [];
  if (!first) return FileText;
  const felt = first.kind === "quote" && first.unit === "valence" ? (first.value ?? null) : null;
  return felt === null ? evidenceIcon(first.kind) : FACES[faceOf(felt)];
}
