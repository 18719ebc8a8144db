import { Button, Group, Modal, Select, Stack } from "@mantine/core";
import { useState } from "react";
import { moveCard, moveStage, moveStep, shownRows, stepsOf } from "@/map";
import { useMap, useMapEditor } from "../context";
import type { Selection } from "../selection";
import type { GridController } from "./controller";
import { nameOf } from "./menu-entries";

interface Props {
  selection: Extract<Selection, { kind: "card" | "step" | "stage" }>;
  controller: GridController;
  close: () => void;
}

/** Move a card, a step or a stage by saying where to: what dragging does, without dragging. */
export function MoveDialog({ selection, controller, close }: Props) {
  const editor = useMapEditor();
  const done = () => {
    controller.focusSoon(`${selection.kind}:${selection.id}`);
    close();
  };
  return (
    <Modal opened onClose={close} title={`Move ${nameOf(editor, selection)}`} centered>
      {selection.kind === "card" && <CardForm selection={selection} done={done} />}
      {selection.kind === "step" && <StepForm id={selection.id} done={done} />}
      {selection.kind === "stage" && <StageForm id={selection.id} done={done} />}
    </Modal>
  );
}

function CardForm({
  selection,
  done,
}: {
  selection: Extract<Selection, { kind: "card" }>;
  done: () => void;
}) {
  const editor = useMapEditor();
  const map = useMap();
  const [lane, setLane] = useState(selection.lane);
  const [step, setStep] = useState(selection.step);
  const lanes = shownRows(map).filter((row) => !row.isDerived && row.lane.role !== "emotions");
  const move = () => {
    editor.edit("Card moved", (now, name) => moveCard(now, name, selection.id, { lane, step, before: null }));
    done();
  };
  return (
    <Form move={move}>
      <Choice
        label="Lane"
        value={lane}
        onChange={setLane}
        data={lanes.map((row) => ({ value: row.lane.id, label: row.lane.label }))}
      />
      <Choice
        label="Step"
        value={step}
        onChange={setStep}
        data={stepsOf(map).map((each) => ({ value: each.id, label: each.name }))}
      />
    </Form>
  );
}

const LAST = "";

function StepForm({ id, done }: { id: string; done: () => void }) {
  const editor = useMapEditor();
  const stages = useMap().stages ?? [];
  const home = stages.find((stage) => stage.steps?.some((step) => step.id === id));
  const [stage, setStage] = useState(home?.id ?? "");
  const [before, setBefore] = useState(LAST);
  const others = (stages.find((each) => each.id === stage)?.steps ?? []).filter((step) => step.id !== id);
  const move = () => {
    editor.edit("Step moved", (map, name) => moveStep(map, name, id, stage, before || null));
    done();
  };
  return (
    <Form move={move}>
      <Choice
        label="Stage"
        value={stage}
        onChange={(value) => {
          setStage(value);
          setBefore(LAST);
        }}
        data={stages.map((each) => ({ value: each.id, label: each.name }))}
      />
      <Choice
        label="Place"
        value={before}
        onChange={setBefore}
        data={[
          ...others.map((each) => ({ value: each.id, label: `Before “${each.name}”` })),
          { value: LAST, label: "Last" },
        ]}
      />
    </Form>
  );
}

function StageForm({ id, done }: { id: string; done: () => void }) {
  const editor = useMapEditor();
  const others = (useMap().stages ?? []).filter((stage) => stage.id !== id);
  const [before, setBefore] = useState(LAST);
  const move = () => {
    editor.edit("Stage moved", (map, name) => moveStage(map, name, id, before || null));
    done();
  };
  return (
    <Form move={move}>
      <Choice
        label="Place"
        value={before}
        onChange={setBefore}
        data={[
          ...others.map((each) => ({ value: each.id, label: `Before “${each.name}”` })),
          { value: LAST, label: "Last" },
        ]}
      />
    </Form>
  );
}

function Form({ move, children }: { move: () => void; children: React.ReactNode }) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        move();
      }}
    >
      <Stack>
        {children}
        <Group justify="flex-end">
          <Button type="submit">Move</Button>
        </Group>
      </Stack>
    </form>
  );
}

interface Choices {
  label: string;
  value: string;
  onChange: (value: string) => void;
  data: { value: string; label: string }[];
}

function Choice({ label, value, onChange, data }: Choices) {
  return (
    <Select
      label={label}
      value={value}
      data={data}
      allowDeselect={false}
      searchable={data.length > 8}
      onChange={(next) => onChange(next ?? "")}
    />
  );
}
