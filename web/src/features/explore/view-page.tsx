import { Button, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { SlidersHorizontal } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Problem } from "@/client";
import { Cancelled, Empty, Figure, Page, people, ProblemNotice, Waiting } from "@/ui";
import type { Explored } from "./asking";
import { BehindDrawer, type Opening } from "./behind-drawer";
import { Counting } from "./counting";
import classes from "./explore.module.css";
import { ExportMenu } from "./export-menu";
import { PinFigure, type Pinnable } from "./pin-dialog";
import type { Change, ViewKind } from "./questions";
import { NotShown, SavedViews } from "./save-view";
import { VIEW_KINDS } from "./view-kinds";
import type { View } from "./views";

interface Props<Row> {
  view: ViewKind;
  explored: Explored<Row>;
  controls: ReactNode;
  /** How its figures are opened. */
  opening: Opening;
  /** Figures that can be pinned to a map. */
  figures?: (rows: readonly Row[]) => Pinnable[];
  look?: Change;
  more?: Partial<View>;
  /** What to say when there is nothing to ask yet. */
  unasked?: ReactNode;
  address?: "/api/answers" | "/api/comparisons";
  question?: unknown;
  /** What is asked where a figure is pinned, where that is more than the question: both sides. */
  pinned?: unknown;
  bare?: boolean;
  /** What stands beside the answer, and stays there while it changes. */
  aside?: ReactNode;
  /** What the rows are about, where that is not every journey. */
  entered?: (rows: readonly Row[]) => string | undefined;
  children: (rows: Row[]) => ReactNode;
}

/** A view: its title and what can be done with it, its controls, and the answer or why there is none yet. */
export function ViewPage<Row>(props: Props<Row>) {
  const { view, explored, controls, figures, look, more, unasked, address, bare, aside, opening, pinned } =
    props;
  const { title, about } = VIEW_KINDS[view];
  const { answer, body } = explored;
  const [failed, setFailed] = useState<Problem | null>(null);
  const rows = answer.data?.rows ?? [];
  const question = props.question === undefined ? answer.data?.question : props.question;
  const answered = unasked ?? (
    <section className={bare ? undefined : classes.card} aria-busy={answer.isFetching} aria-label={title}>
      <Found {...props} />
    </section>
  );
  return (
    <Page
      title={title}
      about={about}
      wide
      actions={
        <>
          <SavedViews view={view} question={question ?? null} look={look} more={more} />
          <ExportMenu
            body={body}
            address={address}
            name={view}
            disabled={!answer.data || !!unasked}
            failed={setFailed}
          />
          {figures && <PinFigure question={pinned ?? question} figures={unasked ? [] : figures(rows)} />}
        </>
      }
    >
      <NotShown />
      <Controls isNeeded={!!unasked}>{controls}</Controls>
      {failed && (
        <div style={{ marginBlockEnd: 16 }}>
          <ProblemNotice error={failed} />
        </div>
      )}
      {aside ? (
        <div className={classes.builder}>
          <div className={classes.card}>{aside}</div>
          {answered}
        </div>
      ) : (
        answered
      )}
      {!unasked && <BehindDrawer asked={body} {...opening} />}
    </Page>
  );
}

/** What the view can be told; on a phone behind a button, so that the answer comes first. */
function Controls({ isNeeded, children }: { isNeeded: boolean; children: ReactNode }) {
  const [opened, { toggle }] = useDisclosure(false);
  return (
    <>
      <Button
        hiddenFrom="sm"
        variant="default"
        fullWidth
        mb="sm"
        leftSection={<SlidersHorizontal size={16} aria-hidden />}
        onClick={toggle}
        aria-expanded={opened}
        display={isNeeded ? "none" : undefined}
      >
        {opened ? "Hide what can be changed" : "Change this view"}
      </Button>
      <div className={classes.controls} data-opened={opened || isNeeded || undefined}>
        {children}
      </div>
    </>
  );
}

function Found<Row>({ view, explored: { answer }, entered, children }: Props<Row>) {
  if (answer.isError) return <ProblemNotice error={answer.error} retry={() => void answer.refetch()} />;
  if (answer.isStopped)
    return <Cancelled again={() => void answer.refetch()}>Nothing was counted to the end.</Cancelled>;
  if (!answer.data)
    return (
      <Stack>
        <Counting answer={answer} />
        <Waiting shape={VIEW_KINDS[view].shape} height={420} label="Counting journeys" />
      </Stack>
    );
  if (!answer.data.journeys)
    return (
      <Empty title="Nobody is here">
        No journey fits what is asked. Widen the period or the people at the top of the page.
      </Empty>
    );
  const { rows, journeys, subjects } = answer.data;
  return (
    <Stack gap="md">
      {answer.isPlaceholderData && <Counting answer={answer} />}
      <Text size="sm" c="dimmed" aria-live="polite" className={classes.entered}>
        {answer.isPlaceholderData
          ? "Counting …"
          : (entered?.(rows) ?? <Counted journeys={journeys} subjects={subjects} />)}
      </Text>
      <Stack gap="md" style={{ opacity: answer.isPlaceholderData ? 0.55 : 1 }}>
        {children(rows)}
      </Stack>
    </Stack>
  );
}

const Counted = ({ journeys, subjects }: { journeys: number; subjects: number }) => (
  <Figure
    size="sm"
    value={`${people(journeys, "journey")}${journeys === subjects ? "" : ` of ${people(subjects)}`}`}
    definition="Every journey of the people and the period at the top of the page. A journey is all that a person did, or what “One journey is” says."
    n={subjects}
  />
);
