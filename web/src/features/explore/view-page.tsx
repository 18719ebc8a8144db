import { Button, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { SlidersHorizontal } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Problem } from "@/client";
import { Empty, Page, people, ProblemNotice, Waiting, Working } from "@/ui";
import type { Explored } from "./asking";
import classes from "./explore.module.css";
import { ExportMenu } from "./export-menu";
import { PinFigure, type Pinnable } from "./pin-dialog";
import type { Change, ViewKind } from "./questions";
import { SavedViews } from "./save-view";
import type { View } from "./views";

interface Props<Row> {
  view: ViewKind;
  title: string;
  about: string;
  explored: Explored<Row>;
  controls: ReactNode;
  /** Figures that can be pinned to a map. */
  figures?: (rows: readonly Row[]) => Pinnable[];
  look?: Change;
  more?: Partial<View>;
  /** As tall as the picture, while it is waited for. */
  tall?: number;
  /** What to say when there is nothing to ask yet. */
  unasked?: ReactNode;
  address?: "/api/answers" | "/api/comparisons";
  question?: unknown;
  bare?: boolean;
  /** What stands beside the answer, and stays there while it changes. */
  aside?: ReactNode;
  /** What the rows are about, where that is not every journey. */
  entered?: (rows: readonly Row[]) => string | undefined;
  children: (rows: Row[]) => ReactNode;
}

/** A view: its title and what can be done with it, its controls, and the answer or why there is none yet. */
export function ViewPage<Row>(props: Props<Row>) {
  const { view, title, about, explored, controls, figures, look, more, unasked, address, bare, aside } =
    props;
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
          {figures && <PinFigure question={question} figures={unasked ? [] : figures(rows)} />}
        </>
      }
    >
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

function Found<Row>({ explored: { answer }, tall = 420, entered, children }: Props<Row>) {
  if (answer.isError) return <ProblemNotice error={answer.error} retry={() => void answer.refetch()} />;
  if (!answer.data) return <Loading tall={tall} progress={answer.progress} />;
  if (!answer.data.journeys)
    return (
      <Empty title="Nobody is here">
        No journey fits what is asked. Widen the period or the people at the top of the page.
      </Empty>
    );
  return (
    <Stack gap="md" style={{ opacity: answer.isPlaceholderData ? 0.55 : 1 }}>
      <Text size="sm" c="dimmed" aria-live="polite" className={classes.entered}>
        {answer.isPlaceholderData
          ? "Counting …"
          : (entered?.(answer.data.rows) ?? counted(answer.data.journeys, answer.data.subjects))}
      </Text>
      {children(answer.data.rows)}
    </Stack>
  );
}

function Loading({ tall, progress }: { tall: number; progress: number }) {
  return (
    <Stack>
      {progress > 0 && <Working label="Counting journeys" share={progress} />}
      <Waiting height={tall} label="Counting journeys" />
    </Stack>
  );
}

const counted = (journeys: number, subjects: number) =>
  `${people(journeys, "journey")}${journeys === subjects ? "" : ` of ${people(subjects)}`}`;
