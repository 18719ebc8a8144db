import { Anchor, Button, Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronDown, ChevronRight, GripVertical } from "lucide-react";
import { useState } from "react";
import { answered, api, type Problem, type Schema, useAnswer } from "@/client";
import { day, ProblemNotice, Waiting, Working } from "@/ui";
import { useMapEditor, useShown } from "../context";
import { useCarried } from "./carrying";
import evidence from "./evidence.module.css";
import { addingTo } from "./evidence-adding";
import type { Holder } from "./evidence-holder";
import { askedBy, figuresOf, isPinnable, type PinnableFigure, type View } from "./view-figures";

type Saved = Omit<Schema<"SavedView">, "view"> & { view: View };

const KINDS: Record<string, string> = {
  flow: "Flow",
  funnel: "Funnel",
  stages: "Stages",
  paths: "Paths",
  retention: "Retention",
  compare: "Comparison",
};

/** The saved views: one is opened to its figures, and a figure goes onto what should rest on it. */
export function ViewFigures({ holder }: { holder: Holder | null }) {
  const [open, setOpen] = useState<string | null>(null);
  const found = useQuery<Saved[], Problem>({
    queryKey: ["views"],
    queryFn: async () => (await answered(api.GET("/api/views"))) as unknown as Saved[],
  });
  if (found.isPending) return <Waiting shape="list" height={160} label="Looking for saved views" />;
  if (found.error) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />;
  const views = found.data.filter(({ view }) => isPinnable(view.view));
  if (!views.length) return <NoViews />;
  return (
    <Stack gap="xs">
      <Text size="xs" c="dimmed">
        Open a view to choose a figure. The map asks for it of its own people, and again whenever it is
        filled.
      </Text>
      <ul className={evidence.carriedList} aria-label="Saved views">
        {views.map((saved) => (
          <SavedViewEntry
            key={saved.view.key}
            saved={saved}
            holder={holder}
            isOpen={open === saved.view.key}
            toggle={() => setOpen(open === saved.view.key ? null : saved.view.key)}
            show={() => setOpen(saved.view.key)}
          />
        ))}
      </ul>
    </Stack>
  );
}

const NoViews = () => (
  <Text size="sm" c="dimmed">
    No view is saved yet.{" "}
    <Anchor component={Link} to="/explore/flow" size="sm">
      Explore what people did
    </Anchor>{" "}
    and save what you find: its figures can stand here.
  </Text>
);

interface Entry {
  saved: Saved;
  holder: Holder | null;
  isOpen: boolean;
  toggle: () => void;
  show: () => void;
}

function SavedViewEntry({ saved, holder, isOpen, toggle, show }: Entry) {
  const { announce } = useMapEditor();
  const { view, at_us } = saved;
  const carried = useCarried(view.title, () => {
    show();
    announce("Choose which figure of the view it should rest on.");
  });
  const Sign = isOpen ? ChevronDown : ChevronRight;
  return (
    <li>
      <div className={evidence.carried} {...carried}>
        <GripVertical size={16} aria-hidden />
        <UnstyledButton className={evidence.carriedWords} aria-expanded={isOpen} onClick={toggle}>
          <Group gap={6} wrap="nowrap" justify="space-between">
            <Text size="sm" fw={600} dir="auto">
              {view.title}
            </Text>
            <Sign size={16} aria-hidden />
          </Group>
          <Text size="xs" c="dimmed">
            {KINDS[view.view]} · {day(at_us)}
          </Text>
        </UnstyledButton>
      </div>
      {isOpen && <Figures view={view} holder={holder} />}
    </li>
  );
}

function Figures({ view, holder }: { view: View; holder: Holder | null }) {
  const { body, cited } = askedBy(view);
  const answer = useAnswer(body);
  const pin = usePin();
  if (answer.error) return <ProblemNotice error={answer.error} retry={() => void answer.refetch()} />;
  if (!answer.data) return <Working label="Asking" share={answer.progress} />;
  const figures = figuresOf(view.view, answer.data.rows);
  return (
    <Stack gap={6} mt={6} ps="md">
      {pin.error && <ProblemNotice error={pin.error} />}
      {figures.length === 0 && (
        <Text size="sm" c="dimmed">
          It has no figure that enough people stand behind.
        </Text>
      )}
      <ul className={evidence.carriedList} aria-label={`Figures of ${view.title}`}>
        {figures.map((figure) => (
          <FigureEntry
            key={`${figure.label} ${figure.column}`}
            figure={figure}
            holder={holder}
            isBusy={pin.isPending}
            put={(card) => pin.mutate({ card, figure, question: cited })}
          />
        ))}
      </ul>
    </Stack>
  );
}

interface FigureProps {
  figure: PinnableFigure;
  holder: Holder | null;
  isBusy: boolean;
  put: (card: string) => void;
}

function FigureEntry({ figure, holder, isBusy, put }: FigureProps) {
  const isSaved = useShown((shown) => shown.saving === "saved");
  const carried = useCarried(figure.label, put);
  return (
    <li className={evidence.carried} {...carried}>
      <GripVertical size={16} aria-hidden />
      <div className={evidence.carriedWords}>
        <Text size="sm" dir="auto">
          {figure.label}: <strong>{figure.value}</strong>
        </Text>
        <Button
          mt={6}
          size="compact-xs"
          variant="default"
          disabled={!holder || isBusy || !isSaved}
          aria-label={`${addingTo(holder)}: ${figure.label}`}
          onClick={() => holder && put(holder.id)}
        >
          {addingTo(holder)}
        </Button>
      </div>
    </li>
  );
}

interface Pinning {
  card: string;
  figure: PinnableFigure;
  question: unknown;
}

/** The server looks the figure up among the map's people and puts it there; the page follows. */
function usePin() {
  const { mapKey: key, store, announce } = useMapEditor();
  const queries = useQueryClient();
  return useMutation<Schema<"Pinned">, Problem, Pinning>({
    mutationFn: ({ card, figure: { row, column, label }, question }) => {
      const body = { question, row, column, card, label: label.slice(0, 200) };
      return answered(api.POST("/api/maps/{key}/pins", { params: { path: { key } }, body: body as never }));
    },
    onSuccess: ({ says }) => {
      store.flush();
      announce(`Added: on the map it reads ${says}.`);
      void queries.invalidateQueries({ queryKey: ["revisions", key] });
      void queries.invalidateQueries({ queryKey: ["views"] });
    },
  });
}
