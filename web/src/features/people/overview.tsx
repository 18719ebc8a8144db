import { Card, Group, Text } from "@mantine/core";
import type { Schema } from "@/client";
import { count, day, spaced } from "@/ui";
import { ChannelIcon } from "./channel-icon";
import classes from "./people.module.css";

type Portrait = Schema<"Portrait">;

/** A whole life at a glance: a row for each channel, a dot for each thing, coloured by stage. */
export function Overview({ person }: { person: Portrait }) {
  const { first_at_us: first, last_at_us: last, zone } = person;
  if (first === null || last === null) return null;
  const length = Math.max(last - first, 1);
  const types = new Map(person.stages.map((stage) => [stage.key, stage.type]));
  const dated = person.marks.filter((mark) => mark.at_us !== null);
  return (
    <Card withBorder padding="lg" component="section" aria-label="At a glance">
      <div className={classes.strip}>
        {person.channels.map((channel) => (
          <div key={channel.name} className={classes.lane}>
            <ChannelName name={channel.name} times={channel.count} />
            <div className={classes.line} aria-hidden>
              {dated
                .filter((mark) => mark.channel === channel.name)
                .map((mark) => (
                  <span
                    key={mark.place}
                    className={classes.dot}
                    style={{
                      insetInlineStart: `${(((mark.at_us ?? first) - first) / length) * 100}%`,
                      background: barOf(types.get(mark.stage ?? "")),
                    }}
                  />
                ))}
            </div>
          </div>
        ))}
        <div className={classes.lane}>
          <span />
          <Group justify="space-between" className={classes.axis}>
            <Text size="xs" c="dimmed">
              {day(first, zone)}
            </Text>
            <Text size="xs" c="dimmed">
              {day(last, zone)}
            </Text>
          </Group>
        </div>
      </div>
    </Card>
  );
}

function ChannelName({ name, times }: { name: string; times: number }) {
  return (
    <span className={classes.channel}>
      <ChannelIcon channel={name} size={16} />
      <Text component="span" size="sm" truncate>
        {spaced(name)}
      </Text>
      <Text component="span" size="sm" c="dimmed" className={classes.times}>
        {count(times)}
      </Text>
    </span>
  );
}

export const barOf = (type: string | undefined): string =>
  type ? `var(--dp-bar-${type})` : "var(--dp-edge)";
