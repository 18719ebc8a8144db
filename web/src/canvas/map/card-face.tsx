import { Lock, TriangleAlert, UserPen } from "lucide-react";
import { type CSSProperties, memo, type ReactNode } from "react";
import {
  type Card,
  type CardStatus,
  channelWords,
  heatOpacity,
  type Hotspot,
  hotspotText,
  type LaneRole,
  quoteSource,
  quoteText,
  standingOf,
  STATUS_WORDS,
} from "@/map";
import classes from "./map.module.css";
import { BadgeSign, ChannelSign } from "./signs";

export interface Faced {
  card: Card;
  role: LaneRole;
  /** "3 quotes · 1 metric"; null without evidence. */
  badge: string | null;
  /** What was said, for a card of the quotes lane. */
  said?: string | null;
  heat?: Hotspot;
  pill?: Hotspot;
}

const TONES: Partial<Record<LaneRole, string>> = {
  quotes: "quote",
  obstacles: "obstacle",
  strengths: "strength",
};

/** What stands on a card; whoever shows it puts it in a frame that can be focused, dragged, opened. */
export const CardFace = memo(function CardFace({ card, role, badge, said, pill, heat }: Faced) {
  const channel = role === "touchpoints" ? card.channel : null;
  const source = role === "quotes" ? quoteSource(card) : null;
  return (
    <>
      {pill && <Pill spot={pill} />}
      <div className={classes.text} dir="auto">
        {channel && (
          <span className={classes.channel} title={channelWords(channel)}>
            <ChannelSign channel={channel} />
          </span>
        )}
        {role === "quotes" ? <Quote said={said ?? null} /> : card.text || <Untold />}
      </div>
      {card.body && (
        <p className={classes.body} dir="auto">
          {card.body}
        </p>
      )}
      {card.tags && card.tags.length > 0 && <Tags tags={card.tags} />}
      <div className={classes.foot}>
        <Badge card={card} words={source || badge} />
        <Corner card={card} />
      </div>
      {heat && !pill && <span className={classes.unseen}>{hotspotText(heat)}</span>}
    </>
  );
});

function Quote({ said }: { said: string | null }) {
  return said ? (
    <q className={classes.quote}>{said}</q>
  ) : (
    <span className={classes.untold}>text no longer available</span>
  );
}

const Untold = () => <span className={classes.untold}>Nothing written yet</span>;

function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <ul className={classes.tags} aria-label="Tags">
      {tags.map((tag) => (
        <li key={tag} dir="auto">
          {tag}
        </li>
      ))}
    </ul>
  );
}

/** What a card rests on; it opens the evidence. */
function Badge({ card, words }: { card: Card; words: string | null }) {
  const status = standingOf(card);
  return (
    <span className={classes.badge} data-opens="evidence" title={STATUS_WORDS[status]}>
      {status === "contradicted" ? (
        <TriangleAlert size={13} aria-hidden />
      ) : words ? (
        <BadgeSign card={card} />
      ) : null}
      <span>{words ?? "no evidence"}</span>
    </span>
  );
}

/** The pencil of a standing set by hand, the lock, how severe. */
function Corner({ card }: { card: Card }) {
  const marks: ReactNode[] = [];
  if (card.status_override) marks.push(<UserPen key="set" size={13} aria-label="standing set by hand" />);
  if (card.is_locked) marks.push(<Lock key="lock" size={13} aria-label="locked" />);
  if (card.severity !== null && card.severity !== undefined)
    marks.push(<Severity key="severity" of={card.severity} />);
  return marks.length ? <span className={classes.corner}>{marks}</span> : null;
}

function Severity({ of }: { of: number }) {
  return (
    <span className={classes.severity} role="img" aria-label={`severity ${of} of 3`}>
      {[0, 1, 2].map((at) => (
        <i key={at} data-on={at < of || undefined} />
      ))}
    </span>
  );
}

export function Pill({ spot }: { spot: Hotspot }) {
  const faint = spot.score <= 0;
  return (
    <span
      className={classes.pill}
      data-faint={faint || undefined}
      data-manual={spot.origin === "manual" || undefined}
      data-opens="hotspot"
      data-spot={spot.id}
      title={hotspotText(spot)}
    >
      {spot.pill ?? "hotspot"}
    </span>
  );
}

/** How a card's frame looks: its tone, its standing, its heat. */
export function frameOf(
  card: Card,
  role: LaneRole,
  heat?: Hotspot,
): {
  className: string;
  style?: CSSProperties;
  "data-status": CardStatus;
  "data-tone"?: string;
  "data-hot"?: true;
} {
  const isHot = heat !== undefined && heat.score > 0;
  return {
    className: classes.card ?? "",
    "data-status": standingOf(card),
    "data-tone": TONES[role],
    "data-hot": isHot || undefined,
    style: isHot
      ? ({ "--heat": `${(heatOpacity(heat.score) * 100).toFixed(0)}%` } as CSSProperties)
      : undefined,
  };
}

/** What a card says to who hears it. */
export function cardLabel(
  card: Card,
  role: LaneRole,
  badge: string | null,
  texts: Readonly<Record<string, string>>,
): string {
  const text = role === "quotes" ? (quoteText(card, texts) ?? "text no longer available") : card.text;
  return [text || "Nothing written yet", standingOf(card), badge ?? "no evidence"].join(", ");
}
