import { Text } from "@mantine/core";
import { Fragment } from "react";
import { count, spaced } from "@/ui";
import { ChannelIcon } from "./channel-icon";
import { EntryLine } from "./entry-line";
import classes from "./people.module.css";
import { type Band, dayInWords, type Entry, laterBy, type Line } from "./telling";

/** A stretch of a story in one stage, its colour beside it. */
export function BandOf({ band, bar }: { band: Band; bar: string }) {
  return (
    <div className={classes.band} style={{ borderInlineStartColor: bar }}>
      <h3 className={classes.stage}>{band.name ?? "In no stage"}</h3>
      <ol className={classes.plain}>
        {band.lines.map((line, at) => (
          <Told key={firstOf(line).place} line={line} before={entryBefore(band.lines[at - 1])} />
        ))}
      </ol>
    </div>
  );
}

const firstOf = (line: Line): Entry => (line.kind === "one" ? line.entry : (line.entries[0] as Entry));
const lastOf = (line: Line): Entry => (line.kind === "one" ? line.entry : (line.entries.at(-1) as Entry));
const entryBefore = (line: Line | undefined): Entry | undefined => line && lastOf(line);

function Told({ line, before }: { line: Line; before?: Entry }) {
  const first = firstOf(line);
  const later = laterBy(first);
  return (
    <Fragment>
      {later && (
        <li className={classes.later}>
          <Text component="span" size="sm" c="dimmed">
            {later}
          </Text>
        </li>
      )}
      {first.day && first.day !== before?.day && (
        <li className={classes.day}>
          <Text component="span" size="sm" fw={600}>
            {dayInWords(first.day)}
          </Text>
        </li>
      )}
      <li>{line.kind === "one" ? <EntryLine entry={line.entry} /> : <Many entries={line.entries} />}</li>
    </Fragment>
  );
}

/** The same thing over and over: told once, and opened to each. */
function Many({ entries }: { entries: Entry[] }) {
  const [first, last] = [entries[0] as Entry, entries.at(-1) as Entry];
  const until = last.day && last.day !== first.day ? ` until ${dayInWords(last.day)}` : "";
  return (
    <details className={classes.many}>
      <summary className={classes.entry}>
        <span className={classes.clock}>{first.clock ?? ""}</span>
        <ChannelIcon channel={first.channel} label={spaced(first.channel)} className={classes.muted} />
        <span className={classes.what}>
          <b>{first.touchpoint}</b> · {first.action}, {count(entries.length)} times{until}
        </span>
      </summary>
      <ol className={classes.plain}>
        {entries.map((entry, at) => (
          <Told key={entry.place} line={{ kind: "one", entry }} before={entries[at - 1] ?? entry} />
        ))}
      </ol>
    </details>
  );
}
