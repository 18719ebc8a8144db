import { Text } from "@mantine/core";
import { Frown, type LucideIcon, Meh, Smile } from "lucide-react";
import { signed, spaced, span } from "@/ui";
import { ChannelIcon } from "./channel-icon";
import classes from "./people.module.css";
import { type Entry, scored } from "./telling";

/** One thing that happened: when, on which channel, where, what, and what was said. */
export function EntryLine({ entry }: { entry: Entry }) {
  return (
    <article className={classes.entry} id={`place-${entry.place}`}>
      <span className={classes.clock}>{entry.clock ?? ""}</span>
      <ChannelIcon channel={entry.channel} label={spaced(entry.channel)} className={classes.muted} />
      <div className={classes.what}>
        <div>
          <b>{entry.touchpoint}</b> · {entry.action}
        </div>
        {entry.score !== null && <Score entry={entry} />}
        {entry.text && (
          <blockquote className={classes.quote} dir="auto">
            {entry.text}
          </blockquote>
        )}
        <Text size="xs" c="dimmed" className={classes.breaks}>
          {details(entry)}
        </Text>
      </div>
    </article>
  );
}

function details(entry: Entry): string {
  return [
    entry.initiator === "organisation" ? "begun by the organisation" : null,
    entry.value,
    entry.duration_us === null ? null : span(entry.duration_us),
    entry.campaign && `campaign ${entry.campaign}`,
    entry.device,
    spaced(entry.channel),
    `told by ${entry.source}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

const FACES: [number, LucideIcon, string, string][] = [
  [-0.67, Frown, "unhappy", "negative"],
  [0.67, Meh, "neither", "muted"],
  [Infinity, Smile, "happy", "positive"],
];

function Score({ entry }: { entry: Entry }) {
  const face = FACES.find(([below]) => (entry.valence ?? 0) < below);
  if (!face) return null;
  const [, Face, says, colour] = face;
  return (
    <span className={classes.score} style={{ color: `var(--dp-${colour})` }}>
      <Face size={18} role="img" aria-label={says} />
      {scored(entry)}
      {entry.valence !== null && ` (feels ${signed(entry.valence)})`}
    </span>
  );
}
