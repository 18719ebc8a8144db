import { Button, Collapse, Group, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus, Search } from "lucide-react";
import { useState } from "react";
import { answered, api, type Schema } from "@/client";
import { type Binding, channelWords, countText } from "@/map";
import { ProblemNotice } from "@/ui";
import classes from "../editor.module.css";

type Bindable = Schema<"Bindable">;

const SHOWN = 8;
const WAIT_MS = 200;

/** Everything that people did, found by its words. */
export function BindingSearch({ add }: { add: (binding: Binding) => void }) {
  const [words, setWords] = useState("");
  const [asked] = useDebouncedValue(words.trim(), WAIT_MS);
  const found = useQuery({
    queryKey: ["bindables", asked],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/bindables", { params: { query: { find: asked, limit: SHOWN } }, signal })),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const all = (found.data as Bindable[] | undefined) ?? [];
  return (
    <Stack gap={6}>
      <TextInput
        label="Find what people did"
        placeholder="A touchpoint, an action, a channel"
        value={words}
        leftSection={<Search size={15} aria-hidden />}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {found.error && <ProblemNotice error={found.error as Error} />}
      <ul className={classes.bindables} aria-label="What people did, most often first">
        {all.map((each) => (
          <li key={`${each.channel} ${each.touchpoint} ${each.action}`}>
            <Offer bindable={each} add={add} />
          </li>
        ))}
      </ul>
      {found.data && !all.length && (
        <Text size="sm" c="dimmed">
          Nothing that people did has these words. Try fewer, or look at the touchpoints under Sources.
        </Text>
      )}
      <Pattern add={add} />
    </Stack>
  );
}

function Offer({ bindable, add }: { bindable: Bindable; add: (binding: Binding) => void }) {
  const { touchpoint, action, channel, interactions } = bindable;
  return (
    <Group gap={4} wrap="nowrap" justify="space-between">
      <UnstyledButton
        className={classes.bindable}
        onClick={() => add({ touchpoint: literally(touchpoint), action: literally(action) })}
      >
        <Plus size={14} aria-hidden />
        <span dir="auto">
          {[touchpoint, action].filter(Boolean).join(" · ")}
          <small>
            {channel ? channelWords(channel) : "no channel"}, {countText(interactions)} times
          </small>
        </span>
      </UnstyledButton>
      {touchpoint && action && (
        <Button size="compact-xs" variant="subtle" onClick={() => add({ touchpoint: literally(touchpoint) })}>
          Whole place
        </Button>
      )}
    </Group>
  );
}

/** A name as a binding that catches it alone: a star in it is no wildcard. */
const literally = (text: string | null | undefined): string | undefined =>
  text?.replaceAll("*", "\\*") ?? undefined;

/** A way of several steps, for who knows the pattern language. */
function Pattern({ add }: { add: (binding: Binding) => void }) {
  const [open, { toggle }] = useDisclosure(false);
  const [pattern, setPattern] = useState("");
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={toggle}
        aria-expanded={open}
        style={{ alignSelf: "start" }}
      >
        A way of several steps
      </Button>
      <Collapse expanded={open}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (pattern.trim()) add({ pattern: pattern.trim() });
            setPattern("");
          }}
        >
          <Group gap="xs" align="flex-end" wrap="nowrap">
            <TextInput
              label="Pattern over touchpoints"
              description="cart -> help -> cart: the last of the three is meant"
              value={pattern}
              onChange={(event) => setPattern(event.currentTarget.value)}
              style={{ flex: 1 }}
            />
            <Button type="submit" variant="default">
              Add
            </Button>
          </Group>
        </form>
      </Collapse>
    </>
  );
}
