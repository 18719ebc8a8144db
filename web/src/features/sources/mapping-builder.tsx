import { Accordion, Card, SegmentedControl, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Schema } from "@/client";
import { ChannelField } from "./channel-field";
import { MappingText } from "./mapping-text";
import { MoreFields } from "./more-fields";
import { type Column, ValueField } from "./value-field";
import { flawOf, type Mapping, type Rule, withField } from "./values";
import { WhenField } from "./when-field";
import { WhoField } from "./who-field";

interface Props {
  mapping: Mapping;
  columns: Column[];
  flaws: Schema<"MappingFlaw">[];
  change: (mapping: Mapping) => void;
}

/** What each field of an interaction is made of. */
export function MappingBuilder({ mapping, columns, flaws, change }: Props) {
  const [at, setAt] = useState(0);
  const rules = mapping.interactions ?? [];
  const rule = rules[at] ?? rules[0];
  const set = <Name extends keyof Rule>(name: Name, value: Rule[Name] | null) =>
    change(withField(mapping, at, name, value));
  const flaw = (name: string) => flawOf(flaws, at, name);
  return (
    <Stack gap="md">
      {rules.length > 1 && (
        <SegmentedControl
          aria-label="Which interaction of a row"
          data={rules.map((_, number) => ({ value: String(number), label: `Interaction ${number + 1}` }))}
          value={String(at)}
          onChange={(number) => setAt(Number(number))}
        />
      )}
      {rule ? (
        <Card withBorder padding="md">
          <WhenField
            time={rule.time}
            columns={columns}
            change={(time) => set("time", time)}
            error={flaw("time")}
          />
          <WhoField
            identifiers={rule.identifiers ?? []}
            columns={columns}
            change={(identifiers) => set("identifiers", identifiers)}
            error={flaw("identifiers")}
          />
          <ChannelField
            value={rule.channel}
            columns={columns}
            change={(channel) => set("channel", channel)}
            error={flaw("channel")}
          />
          <ValueField
            label="Touchpoint"
            about="Where they met you: a page, a store, a form."
            required
            value={rule.touchpoint}
            columns={columns}
            change={(value) => value !== null && set("touchpoint", value)}
            error={flaw("touchpoint")}
          />
          <ValueField
            label="Action"
            about="What was done there: viewed, ordered, complained."
            required
            value={rule.action}
            columns={columns}
            change={(value) => value !== null && set("action", value)}
            error={flaw("action")}
          />
        </Card>
      ) : (
        <Text size="sm">This mapping makes no interactions, only traits or spend. Edit it as text.</Text>
      )}
      <Accordion variant="separated" keepMounted={false}>
        {rule && (
          <Accordion.Item value="more">
            <Accordion.Control>
              <Text size="sm" fw={600}>
                Money, scores, words and more
              </Text>
            </Accordion.Control>
            <Accordion.Panel>
              <MoreFields rule={rule} at={at} columns={columns} flaws={flaws} set={set} />
            </Accordion.Panel>
          </Accordion.Item>
        )}
        <Accordion.Item value="text">
          <Accordion.Control>
            <Text size="sm" fw={600}>
              As text, with everything a mapping can say
            </Text>
          </Accordion.Control>
          <Accordion.Panel>
            <MappingText mapping={mapping} change={change} />
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </Stack>
  );
}
