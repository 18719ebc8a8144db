import { ActionIcon, Button, Group, Menu, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useNavigate } from "@tanstack/react-router";
import { Bookmark, BookmarkPlus, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Window } from "@/ui";
import { useAddress, useScope } from "@/client";
import type { Change, ViewKind } from "./questions";
import { keyOf, type SavedView, searchOf, useRemoveView, useSaveView, useViews, type View } from "./views";

const NAMES: Record<ViewKind, string> = {
  flow: "Flow",
  funnel: "Funnel",
  stages: "Stages",
  paths: "Paths",
  retention: "Retention",
  compare: "Compare",
};

interface Props {
  view: ViewKind;
  /** The question with every option spelt out, as the answer has it; null while there is none. */
  question: unknown;
  /** How it is looked at, and what else is asked under. */
  look?: Change;
  more?: Partial<View>;
}

/** Keep this view under a name, and open those that were kept. */
export function SavedViews({ view, question, look = {}, more = {} }: Props) {
  const [opened, setOpened] = useState(false);
  const [current, change] = useAddress((address) => address.view);
  const views = useViews();
  const remove = useRemoveView();
  const navigate = useNavigate();
  const mine = views.data?.find((saved) => saved.view.key === current);
  const go = (saved: SavedView) =>
    void navigate({ to: `/explore/${saved.view.view}` as string, search: searchOf(saved.view) as never });
  return (
    <>
      <Menu position="bottom-end" width={300} withinPortal>
        <Menu.Target>
          <Button variant="default" leftSection={<Bookmark size={16} aria-hidden />}>
            {mine ? mine.view.title : "Saved views"}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflowY: "auto" }}>
          {!views.data?.length && <Menu.Label>Nothing is saved yet.</Menu.Label>}
          {views.data?.map((saved) => (
            <Group key={saved.view.key} wrap="nowrap" gap={4}>
              <Menu.Item onClick={() => go(saved)} style={{ flex: 1, minWidth: 0 }}>
                <Text size="sm" truncate>
                  {saved.view.title}
                </Text>
                <Text size="xs" c="dimmed">
                  {NAMES[saved.view.view]}
                </Text>
              </Menu.Item>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Remove ${saved.view.title}`}
                onClick={() =>
                  remove.mutate(saved.view.key, {
                    onSuccess: () => saved === mine && change({ view: undefined }),
                  })
                }
              >
                <Trash2 size={16} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button
        leftSection={<BookmarkPlus size={16} aria-hidden />}
        disabled={!question}
        onClick={() => setOpened(true)}
      >
        Save
      </Button>
      <Window opened={opened} close={() => setOpened(false)} title="Save this view">
        {opened && <Saving {...{ view, question, look, more, mine }} done={() => setOpened(false)} />}
      </Window>
    </>
  );
}

interface SavingProps extends Props {
  mine?: SavedView;
  done: () => void;
}

function Saving({ view, question, look = {}, more = {}, mine, done }: SavingProps) {
  const [title, setTitle] = useState(mine?.view.title ?? "");
  const [note, setNote] = useState(mine?.view.note ?? "");
  const [scope] = useScope();
  const [, change] = useAddress(() => null);
  const save = useSaveView((saved) => {
    change({ view: saved.view.key });
    notifications.show({ message: `“${saved.view.title}” is saved.` });
    done();
  });
  const changed = mine && keyOf(title) === mine.view.key;
  const body = {
    ...more,
    kind: "view",
    key: keyOf(title),
    title: title.trim(),
    view,
    question,
    note: note.trim() || null,
    period: scope.period ?? null,
    segment: scope.segment ?? null,
    look: Object.fromEntries(Object.entries(look).filter(([, value]) => value)),
  } as unknown as View;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ view: body, onto: changed ? mine.revision : 0 });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label="Name"
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          required
          maxLength={200}
          data-autofocus
        />
        <Textarea
          label="What it shows"
          description="For whoever opens it next"
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          autosize
          minRows={2}
          maxLength={20_000}
        />
        {save.isError && (
          <Text size="sm" c="negative" role="alert">
            {save.error.message}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={done}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!title.trim()}>
            {changed ? "Save changes" : "Save"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
