import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { ActionIcon, MultiSelect, Stack, Text } from "@mantine/core";
import { ArrowDown, ArrowUp, GripVertical, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Named } from "./asking";
import { AddStep } from "./controls";
import classes from "./explore.module.css";

interface Props {
  steps: string[][];
  nodes: Named[];
  change: (steps: string[][]) => void;
}

/** The steps of a funnel, in order: dragged, or moved by keyboard or by their buttons. */
export function FunnelSteps({ steps, nodes, change }: Props) {
  const [told, tell] = useState("");
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const ids = idsOf(steps);
  const list = useRef<HTMLOListElement>(null);
  const moved = useRef<{ id: string; up: boolean } | null>(null);
  useEffect(() => {
    if (!moved.current) return;
    const { id, up } = moved.current;
    moved.current = null;
    const item = [...(list.current?.children ?? [])].find((one) => (one as HTMLElement).dataset.step === id);
    const ways = [...(item?.querySelectorAll<HTMLButtonElement>("button[data-way]") ?? [])];
    const same = ways.find((button) => button.dataset.way === (up ? "up" : "down"));
    (same?.disabled ? ways.find((button) => !button.disabled) : same)?.focus();
  }, [steps]);
  const move = (from: number, to: number, byButton = false) => {
    if (to < 0 || to >= steps.length || from === to) return;
    if (byButton) moved.current = { id: ids[from] ?? "", up: to < from };
    change(arrayMove(steps, from, to));
    tell(`${steps[from]?.join(" or ")} is now step ${to + 1} of ${steps.length}.`);
  };
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    if (over) move(ids.indexOf(String(active.id)), ids.indexOf(String(over.id)));
  };
  return (
    <Stack gap="sm">
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={onDragEnd}
        accessibility={{ announcements: announced(steps) }}
      >
        <SortableContext items={ids} strategy={verticalListSortingStrategy}>
          <ol className={classes.steps} aria-label="Steps of the funnel" ref={list}>
            {steps.map((step, at) => (
              <Step
                key={ids[at]}
                id={ids[at] ?? ""}
                at={at}
                last={steps.length - 1}
                step={step}
                nodes={nodes}
                move={(to) => move(at, to, true)}
                change={(names) => change(names.length ? steps.with(at, names) : steps.toSpliced(at, 1))}
              />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
      <AddStep
        label={steps.length ? "Add a step" : "First step"}
        placeholder="Search for a step"
        nodes={nodes}
        choose={(name) => change([...steps, [name]])}
      />
      <Text size="xs" c="dimmed">
        A step may be one of several: add more to it. Drag by the handle, or use the arrows.
      </Text>
      <span className={classes.unseen} aria-live="polite">
        {told}
      </span>
    </Stack>
  );
}

/** A name for each step that stays with it wherever it goes. */
function idsOf(steps: string[][]): string[] {
  const seen = new Map<string, number>();
  return steps.map((step) => {
    const text = step.join("|");
    const times = (seen.get(text) ?? 0) + 1;
    seen.set(text, times);
    return `${text}#${times}`;
  });
}

/** What is said while a step is dragged. */
function announced(steps: string[][]): Announcements {
  const place = (id: unknown) => idsOf(steps).indexOf(String(id));
  const name = (id: unknown) => steps[place(id)]?.join(" or ") ?? "";
  return {
    onDragStart: ({ active }) => `${name(active.id)} is taken up. Arrow keys move it, Space puts it down.`,
    onDragOver: ({ active, over }) =>
      over ? `${name(active.id)} is over step ${place(over.id) + 1}.` : undefined,
    onDragEnd: () => undefined,
    onDragCancel: ({ active }) => `${name(active.id)} stays where it was.`,
  };
}

interface StepProps {
  id: string;
  at: number;
  last: number;
  step: string[];
  nodes: Named[];
  move: (to: number) => void;
  change: (names: string[]) => void;
}

function Step({ id, at, last, step, nodes, move, change }: StepProps) {
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = useSortable({ id });
  const name = step.join(" or ");
  const known = new Set(nodes.map((node) => node.node));
  const data = [
    ...nodes.map((node) => ({ value: node.node, label: node.name })),
    ...step.filter((one) => !known.has(one)).map((one) => ({ value: one, label: one })),
  ];
  return (
    <li
      ref={setNodeRef}
      className={classes.step}
      data-step={id}
      data-dragged={isDragging || undefined}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <ActionIcon
        variant="subtle"
        color="gray"
        className={classes.handle}
        {...attributes}
        {...listeners}
        aria-label={`Drag ${name}`}
      >
        <GripVertical size={16} aria-hidden />
      </ActionIcon>
      <span className={classes.number} aria-hidden>
        {at + 1}
      </span>
      <MultiSelect
        className={classes.grow}
        aria-label={`Step ${at + 1}`}
        data={data}
        value={step}
        onChange={change}
        searchable
        limit={60}
        size="sm"
        variant="unstyled"
        styles={{
          inputField: { minInlineSize: 20, flex: 1 },
          pill: { maxInlineSize: "calc(100% - 28px)" },
        }}
      />
      <ActionIcon.Group orientation="vertical">
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          disabled={at === 0}
          data-way="up"
          aria-label={`Move ${name} up`}
          onClick={() => move(at - 1)}
        >
          <ArrowUp size={14} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          disabled={at === last}
          data-way="down"
          aria-label={`Move ${name} down`}
          onClick={() => move(at + 1)}
        >
          <ArrowDown size={14} aria-hidden />
        </ActionIcon>
      </ActionIcon.Group>
      <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${name}`} onClick={() => change([])}>
        <X size={16} aria-hidden />
      </ActionIcon>
    </li>
  );
}
