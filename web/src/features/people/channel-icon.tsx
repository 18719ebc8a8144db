import {
  AppWindow,
  AtSign,
  Bell,
  CircleEllipsis,
  Globe,
  Handshake,
  Mail,
  Mailbox,
  Megaphone,
  MessageCircle,
  MessageSquareText,
  MessagesSquare,
  MousePointerClick,
  Phone,
  Radio,
  Search,
  Share2,
  Smartphone,
  Star,
  Store,
  Tickets,
  type LucideIcon,
  UsersRound,
} from "lucide-react";
import { createElement } from "react";

const ICONS: Record<string, LucideIcon> = {
  website: Globe,
  app: Smartphone,
  organic_search: Search,
  paid_search: MousePointerClick,
  paid_ad: Megaphone,
  social: Share2,
  referral: Handshake,
  partner_site: AppWindow,
  review_site: Star,
  email: Mail,
  sms: MessageSquareText,
  push: Bell,
  direct_mail: Mailbox,
  broadcast: Radio,
  event: Tickets,
  trade_show: Tickets,
  in_person: Store,
  phone: Phone,
  chat: MessageCircle,
  community: UsersRound,
  direct: AtSign,
  other: MessagesSquare,
};

interface Props {
  channel: string;
  size?: number;
  /** For those who listen; left out where the channel is named beside it. */
  label?: string;
  className?: string;
}

export function ChannelIcon({ channel, size = 18, label, className }: Props) {
  const named = label ? { role: "img", "aria-label": label } : { "aria-hidden": true };
  return createElement(ICONS[channel] ?? CircleEllipsis, { size, className, ...named });
}
