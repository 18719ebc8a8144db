import { Alert, Button, Menu, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { Link } from "@tanstack/react-router";
import { Bookmark, BookmarkPlus, Info, List } from "lucide-react";
import { useState } from "react";
import { useAddress, useScope } from "@/client";
import { Window } from "@/ui";
import type { Change, ViewKind } from "./questions";
import { ViewForm, type Words } from "./view-form";
import { VIEW_KINDS } from "./view-kinds";
import { freeKey, notShown, type SavedView, searchOf, useSaveView, useViews, type View } from "./views";

const MOST = 12; // in the menu; the page of saved views has them all

interface Props {
  view: ViewKind;
  /** The question with every option spelt out, as the answer has it; null while there is none. */
  question: unknown;
  /** How it is looked at, and what else is asked under. */
  look?: Change;
  more?: Partial<View>;
}

/** The view that is open, if it is a saved one. */
function useCurrent(): SavedView | undefined {
  const [current] = useAddress((address) => address.view);
  return useViews().data?.find((saved) => saved.view.key === current);
}

/** Keep this view under a name, and open those that were kept. */
export function SavedViews({ view, question, look = {}, more = {} }: Props) {
  const [opened, setOpened] = useState(false);
  const views = useViews().data ?? [];
  const mine = useCurrent();
  return (
    <>
      <Menu position="bottom-end" width={300} withinPortal styles={{ itemLabel: { minInlineSize: 0 } }}>
        <Menu.Target>
          <Button variant="default" maw={280} leftSection={<Bookmark size={16} aria-hidden />}>
            <Text inherit component="span" truncate>
              {mine ? mine.view.title : "Saved views"}
            </Text>
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflowY: "auto" }}>
          {!views.length && <Menu.Label>Nothing is saved yet.</Menu.Label>}
          {views.slice(0, MOST).map((saved) => (
            <Menu.Item
              key={saved.view.key}
              component={Link}
              to={`/explore/${saved.view.view}`}
              search={searchOf(saved.view) as never}
            >
              <Text size="sm" truncate>
                {saved.view.title}
              </Text>
              <Text size="xs" c="dimmed">
                {VIEW_KINDS[saved.view.view].title}
              </Text>
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item component={Link} to="/explore/views" leftSection={<List size={16} aria-hidden />}>
            All saved views
          </Menu.Item>
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

/** What a saved view asks that no control of its page shows: it was written elsewhere. */
export function NotShown() {
  const mine = useCurrent();
  const lacking = mine ? notShown(mine.view) : [];
  if (!mine || !lacking.length) return null;
  return (
    <Alert color="gray" variant="light" icon={<Info aria-hidden />} mb="md">
      “{mine.view.title}” also says {lacking.join(", ")}, which this page does not ask for: what is shown is
      of more people than the view means. Ask for it at the shell or in Python.
    </Alert>
  );
}

interface SavingProps extends Props {
  mine?: SavedView;
  done: () => void;
}

function Saving({ view, question, look = {}, more = {}, mine, done }: SavingProps) {
  const [scope] = useScope();
  const kept = useViews().data ?? [];
  const [, change] = useAddress(() => null);
  const save = useSaveView((saved) => {
    change({ view: saved.view.key });
    notifications.show({ message: `“${saved.view.title}” is saved.` });
    done();
  });
  const isSame = ({ title }: Words) => mine !== undefined && title === mine.view.title;
  const keep = (words: Words) => {
    const body = {
      kind: "view",
      key: isSame(words) ? mine?.view.key : freeKey(words.title, kept),
      ...words,
      view,
      question,
      period: scope.period ?? null,
      segment: scope.segment ?? null,
      ...more,
      look: Object.fromEntries(Object.entries(look).filter(([, value]) => value)),
    } as unknown as View;
    save.mutate({ view: body, onto: isSame(words) ? mine?.revision : 0 });
  };
  return (
    <ViewForm
      words={{ title: mine?.view.title ?? "", note: mine?.view.note ?? null }}
      action={(words) => (isSame(words) ? "Save changes" : "Save")}
      keep={keep}
      isKeeping={save.isPending}
      error={save.error}
      cancel={done}
    />
  );
}
