import { createElement } from "react";
import { type Card, faceOf, type Lane } from "@/map";
import { badgeIcon, channelIcon, evidenceIcon, FACES, laneIcon } from "./icons";

const SILENT = { "aria-hidden": true } as const;

export const LaneSign = ({ lane, size = 18 }: { lane: Pick<Lane, "id" | "role">; size?: number }) =>
  createElement(laneIcon(lane), { size, strokeWidth: 1.75, ...SILENT });

export const FaceSign = ({ value, size = 20 }: { value: number; size?: number }) =>
  createElement(FACES[faceOf(value)], { size, ...SILENT });

export const ChannelSign = ({ channel, size = 15 }: { channel: string; size?: number }) =>
  createElement(channelIcon(channel), { size, ...SILENT });

export const EvidenceSign = ({ kind, size = 14 }: { kind: string; size?: number }) =>
  createElement(evidenceIcon(kind), { size, ...SILENT });

export const BadgeSign = ({ card, size = 12 }: { card: Card; size?: number }) =>
  createElement(badgeIcon(card), { size, ...SILENT });
