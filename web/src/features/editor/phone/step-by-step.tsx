import { ActionIcon, Button, Group, Select, Stack, Text, Title } from "@mantine/core";
import { ChevronLeft, ChevronRight, MoreHorizontal, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { useAddress } from "@/client";
import { CardFace, FaceSign, FigureFace, frameOf, LaneSign } from "@/canvas/map";
import {
  badgeText,
  type Card,
  type Column,
  columnsIn,
  EXPECTATIONS,
  feltText,
  type Heats,
  heatsOf,
  type JourneyMap,
  isMirrored,
  quoteText,
  type Row,
  shownRows,
  slotOf,
  type Step,
  timeWords,
} from "@/map";
import { useMap, useMapEditor, useTexts } from "../context";
import { GridController } from "../grid/controller";
import { Told } from "../grid/expectation-cells";
import { MenuLayer } from "../grid/overlay";
import { ScoreDialog } from "../grid/score-dialog";
import type { Selection } from "../selection";
import { useSeen, useView } from "../view";
import { Sparkline } from "./sparkline";
import classes from "./phone.module.css";
import { WritingDialog } from "./writing-dialog";

/** The map on a narrow screen: one step at a time, its lanes as sections, in the same order. */
export function StepByStep() {
  const [view] = useView();
  const editor = useMapEditor();
  const map = useSeen(useMap(), view);
  const controller = useMemo(() => new GridController(editor), [editor]);
  const columns = columnsIn(map).filter(({ step }) => step !== null);
  const [at, change] = useAddress((address) => address.step ?? null);
  const place = Math.max(
    0,
    columns.findIndex(({ step }) => step?.id === at),
  );
  const here = columns[place];
  const rows = shownRows(map);
  const heats = heatsOf(map, rows);
  if (!here?.step) return <Text>This map has no steps yet. Add one with “Add”.</Text>;
  const go = (to: number) => change({ step: columns[to]?.step?.id }, { replace: true });
  return (
    <div className={classes.phone} dir={isMirrored(map) ? "rtl" : undefined}>
      <Way columns={columns} place={place} go={go} map={map} controller={controller} />
      <StepHead
        key={here.step.id}
        step={here.step}
        when={timeWords(map).get(here.step.id)}
        controller={controller}
      />
      {rows.map((row) => (
        <Section
          key={row.lane.id}
          row={row}
          step={here.step as Step}
          map={map}
          heats={heats}
          controller={controller}
        />
      ))}
      <MenuLayer controller={controller} />
    </div>
  );
}

interface WayProps {
  columns: readonly Column[];
  place: number;
  go: (to: number) => void;
  map: JourneyMap;
  controller: GridController;
}

/** Where one is: the stage, the steps before and after, the curve with a mark. */
function Way({ columns, place, go, map, controller }: WayProps) {
  const here = columns[place];
  return (
    <nav className={classes.way} aria-label="Steps">
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <ActionIcon
          size={40}
          variant="default"
          aria-label="Step before"
          disabled={place === 0}
          onClick={() => go(place - 1)}
        >
          <ChevronLeft size={20} aria-hidden className={classes.turn} />
        </ActionIcon>
        <Select
          aria-label="Step"
          value={here?.step?.id ?? null}
          data={columns.map(({ step, stage }) => ({
            value: step?.id ?? "",
            label: `${stage.name}: ${step?.name ?? ""}`,
          }))}
          allowDeselect={false}
          onChange={(id) => go(columns.findIndex(({ step }) => step?.id === id))}
          style={{ flex: 1, minWidth: 0 }}
        />
        <ActionIcon
          size={40}
          variant="default"
          aria-label="Step after"
          disabled={place >= columns.length - 1}
          onClick={() => go(place + 1)}
        >
          <ChevronRight size={20} aria-hidden className={classes.turn} />
        </ActionIcon>
      </Group>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="xs" c="dimmed" aria-live="polite" className={classes.name}>
          {here?.stage.name} · step {place + 1} of {columns.length}
        </Text>
        {here && (
          <More
            label="What can be done with the stage"
            selection={{ kind: "stage", id: here.stage.id }}
            controller={controller}
          />
        )}
      </Group>
      <Sparkline columns={columns} emotions={map.emotions ?? []} place={place} />
    </nav>
  );
}

interface MoreProps {
  label: string;
  selection: Selection;
  controller: GridController;
}

/** The menu of a thing: what dragging and the keys do on a wide screen. */
function More({ label, selection, controller }: MoreProps) {
  return (
    <ActionIcon
      size={32}
      variant="subtle"
      flex="none"
      aria-label={label}
      aria-haspopup="menu"
      onClick={(event) => controller.openMenuOf(selection, event.currentTarget)}
    >
      <MoreHorizontal size={18} aria-hidden />
    </ActionIcon>
  );
}

interface HeadProps {
  step: Step;
  when?: readonly string[];
  controller: GridController;
}

function StepHead({ step, when, controller }: HeadProps) {
  const editor = useMapEditor();
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div>
        <Title order={2} size="h3" dir="auto" className={classes.name}>
          {step.name || "Unnamed step"}
        </Title>
        {when && (
          <Text size="sm" c="dimmed">
            {when.join(" · ")}
          </Text>
        )}
      </div>
      <Group gap={4} wrap="nowrap" flex="none">
        <Button size="xs" variant="default" onClick={() => editor.openPanel("step", step.id)}>
          Details
        </Button>
        <More
          label="What can be done with the step"
          selection={{ kind: "step", id: step.id }}
          controller={controller}
        />
      </Group>
    </Group>
  );
}

interface SectionProps {
  row: Row;
  step: Step;
  map: JourneyMap;
  heats: Heats;
  controller: GridController;
}

function Section({ row: { lane, isDerived }, step, map, heats, controller }: SectionProps) {
  const [written, setWritten] = useState<Card | "new" | null>(null);
  const order = new Map(columnsIn(map).map((column, at) => [column.step?.id ?? "", at]));
  const here = order.get(step.id) ?? 0;
  const spans = (card: Card) =>
    (order.get(card.step) ?? 0) <= here && here <= (order.get(card.span_to_step ?? card.step) ?? 0);
  const cards = (lane.cards ?? []).filter(spans);
  const spot = heats.slots[slotOf(lane.id, step.id)];
  return (
    <section className={classes.section}>
      <Group justify="space-between" wrap="nowrap">
        <Group gap={8} wrap="nowrap" component="h3" className={classes.lane}>
          <LaneSign lane={lane} />
          <span dir="auto" className={classes.name}>
            {lane.label}
          </span>
        </Group>
        {!isDerived && lane.role !== "emotions" && (
          <ActionIcon
            size={32}
            variant="subtle"
            flex="none"
            aria-label={`Add to ${lane.label}`}
            onClick={() => setWritten("new")}
          >
            <Plus size={18} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      {lane.role === "emotions" ? (
        <Felt map={map} step={step.id} />
      ) : lane.id === EXPECTATIONS && step.expectation ? (
        <div className={classes.told}>
          <Told of={step.expectation} />
        </div>
      ) : (
        <Stack gap={8} data-hot={spot ? true : undefined}>
          {cards.map((card) => (
            <CardButton
              key={card.id}
              card={card}
              row={lane.role}
              map={map}
              heats={heats}
              onOpen={isDerived ? undefined : () => setWritten(card)}
            />
          ))}
          {!cards.length && (
            <Text size="sm" c="dimmed">
              Nothing here
            </Text>
          )}
        </Stack>
      )}
      {written && (
        <WritingDialog
          card={written === "new" ? null : written}
          lane={lane.id}
          step={step.id}
          more={(selection, from) => controller.openMenuOf(selection, from)}
          close={() => setWritten(null)}
        />
      )}
    </section>
  );
}

interface CardProps {
  card: Card;
  row: Row["lane"]["role"];
  map: JourneyMap;
  heats: Heats;
  onOpen?: () => void;
}

function CardButton({ card, row, map, heats, onOpen }: CardProps) {
  const texts = useTexts();
  const heat = heats.tints[card.id];
  const isFigure = row === "metrics" && Boolean(card.figure);
  const inside = isFigure ? (
    <FigureFace card={card} />
  ) : (
    <CardFace
      card={card}
      role={row}
      badge={badgeText(card, map)}
      said={row === "quotes" ? quoteText(card, texts) : undefined}
      heat={heat}
      pill={heats.pills[card.id]}
    />
  );
  const { className, ...frame } = frameOf(card, row, heat);
  if (!onOpen)
    return (
      <div {...frame} className={className}>
        {inside}
      </div>
    );
  return (
    <button type="button" {...frame} className={`${className} ${classes.card}`} onClick={onOpen}>
      {inside}
    </button>
  );
}

function Felt({ map, step }: { map: JourneyMap; step: string }) {
  const [open, setOpen] = useState(false);
  const felt = (map.emotions ?? []).filter((one) => one.step === step);
  return (
    <Stack gap={6} align="flex-start">
      {felt.map((one) => (
        <Group key={one.id} gap={8} wrap="nowrap">
          <FaceSign value={one.value} />
          <Text size="sm">{feltText(one)}</Text>
        </Group>
      ))}
      {!felt.length && (
        <Text size="sm" c="dimmed">
          Nothing known
        </Text>
      )}
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        Set a score
      </Button>
      {open && <ScoreDialog step={step} close={() => setOpen(false)} />}
    </Stack>
  );
}
