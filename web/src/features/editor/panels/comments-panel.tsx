import { Button, Checkbox, Group, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { addThing, cardsOf, type Comment, type JourneyMap, removeThing, setField, stepsOf } from "@/map";
import { moment } from "@/ui";
import { useMapEditor, useMapPart, useSelection } from "../context";
import type { Selection } from "../selection";
import classes from "./panels.module.css";
import type { PanelProps } from "./registry";

const NONE: readonly Comment[] = [];

/** What people say of the map, or of the thing that is selected; answered and settled. */
export function CommentsPanel({ about }: PanelProps) {
  const comments = useMapPart((map) => map.comments ?? NONE);
  const selected = useSelection();
  const [all, setAll] = useState(false);
  const subject = about ?? idOf(selected);
  const threads = comments.filter((each) => !each.parent && (all || !each.resolved_at));
  return (
    <Stack gap="md">
      <Write about={subject} />
      <Checkbox
        label="Also those that are settled"
        checked={all}
        onChange={(event) => setAll(event.currentTarget.checked)}
      />
      {threads.length === 0 && (
        <Text c="dimmed" size="sm">
          Nobody has said anything yet.
        </Text>
      )}
      <Stack gap={0} component="ul" className={classes.list}>
        {threads.map((thread) => (
          <Thread
            key={thread.id}
            thread={thread}
            answers={comments.filter((each) => each.parent === thread.id)}
          />
        ))}
      </Stack>
    </Stack>
  );
}

function Write({ about, parent }: { about: string | null; parent?: string }) {
  const { edit, announce } = useMapEditor();
  const name = useMapPart((map) => (about ? nameOf(map, about) : null));
  const [body, setBody] = useState("");
  const say = () => {
    const comment = {
      body: body.trim(),
      author: "local",
      at: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
      ...(about && { about }),
      ...(parent && { parent }),
    };
    if (edit("Comment added", (map, naming) => addThing(map, naming, "comments", comment))) {
      setBody("");
      announce("Said.");
    }
  };
  return (
    <Stack gap="xs">
      <Textarea
        label={parent ? "Answer" : name ? `About “${name}”` : "About the map"}
        autosize
        minRows={2}
        dir="auto"
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <Group justify="flex-end">
        <Button size="xs" disabled={!body.trim()} onClick={say}>
          {parent ? "Answer" : "Say it"}
        </Button>
      </Group>
    </Stack>
  );
}

function Thread({ thread, answers }: { thread: Comment; answers: Comment[] }) {
  const { edit } = useMapEditor();
  const [answering, setAnswering] = useState(false);
  const settled = Boolean(thread.resolved_at);
  const settle = () =>
    edit(settled ? "Comment opened again" : "Comment settled", (map, name) =>
      setField(
        map,
        name,
        thread.id,
        "resolved_at",
        settled ? null : new Date().toISOString().replace(/\.\d+Z$/, "Z"),
      ),
    );
  return (
    <li className={classes.item}>
      <Stack gap={6}>
        <Said comment={thread} />
        {answers.map((each) => (
          <div key={each.id} className={classes.answer}>
            <Said comment={each} />
          </div>
        ))}
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => setAnswering(!answering)}
            aria-expanded={answering}
          >
            Answer
          </Button>
          <Button size="compact-sm" variant="default" onClick={settle}>
            {settled ? "Open again" : "Settle"}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => edit("Comment removed", (map, name) => removeThing(map, name, thread.id))}
          >
            Remove
          </Button>
        </Group>
        {answering && <Write about={thread.about ?? null} parent={thread.id} />}
      </Stack>
    </li>
  );
}

function Said({ comment }: { comment: Comment }) {
  const about = useMapPart((map) => (comment.about ? nameOf(map, comment.about) : null));
  return (
    <div>
      <Text size="xs" c="dimmed">
        {[comment.author, moment(comment.at), about && `about “${about}”`, comment.resolved_at && "settled"]
          .filter(Boolean)
          .join(" · ")}
      </Text>
      <Text size="sm" className={classes.body} dir="auto">
        {comment.body}
      </Text>
    </div>
  );
}

/** What a thing of the map is called. */
function nameOf(map: JourneyMap, id: string): string | null {
  const step = stepsOf(map).find((each) => each.id === id) ?? map.stages?.find((each) => each.id === id);
  if (step) return step.name;
  const lane = map.lanes?.find((each) => each.id === id);
  return lane?.label ?? cardsOf(map).find((each) => each.id === id)?.text ?? null;
}

function idOf(selected: Selection | null): string | null {
  if (!selected) return null;
  return "id" in selected ? selected.id : selected.step;
}
