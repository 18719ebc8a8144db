import { ActionIcon, Button, Group, Select, Stack, Title, Tooltip } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { addThing, type Goal, type Kpi, removeThing, type Resource, type ThingList } from "@/map";
import { useMapEditor, useMapPart } from "../context";
import { BudgetFields } from "./budget-fields";
import { CountedField, useSetField, WrittenField } from "./fields";
import { ForPersona } from "./for-persona";
import { NewGoal } from "./new-goal";
import { NowOf, RestsOn } from "./plan-evidence";
import classes from "./panels.module.css";
import { WhoseMap } from "./whose-map";

const NO_GOALS: readonly Goal[] = [];
const NO_KPIS: readonly Kpi[] = [];
const NO_RESOURCES: readonly Resource[] = [];

/** Whom the map is of, what it is for, what should become true, and what that may cost. */
export function PlanPanel() {
  const title = useMapPart((map) => map.title);
  const objective = useMapPart((map) => map.objective);
  return (
    <Stack gap="xl">
      <Stack gap="xs">
        <WrittenField id="map" field="title" label="Title" value={title} required />
        <WhoseMap />
        <WrittenField id="map" field="objective" label="Objective" value={objective} multiline />
      </Stack>
      <Goals />
      <Kpis />
      <Resources />
      <BudgetFields />
      <ForPersona />
    </Stack>
  );
}

function Goals() {
  const goals = useMapPart((map) => map.goals ?? NO_GOALS);
  const kpis = useMapPart((map) => map.kpis ?? NO_KPIS);
  const set = useSetField();
  const isShare = (goal: Goal) => kpis.find((each) => each.id === goal.kpi)?.unit === "share";
  return (
    <Listed title="Goals" adding={<NewGoal label={goals.length ? "Another goal" : "Goal"} />}>
      {goals.map((goal) => (
        <Entry key={goal.id} id={goal.id} name={goal.statement}>
          <WrittenField
            id={goal.id}
            field="statement"
            label="Goal"
            value={goal.statement}
            required
            multiline
          />
          <Group grow gap="xs" align="flex-end">
            <CountedField
              id={goal.id}
              field="baseline"
              label="From"
              value={goal.baseline}
              isShare={isShare(goal)}
            />
            <CountedField
              id={goal.id}
              field="target"
              label="To"
              value={goal.target}
              isShare={isShare(goal)}
            />
          </Group>
          <WrittenField id={goal.id} field="due" label="By" value={goal.due} type="date" />
          <NowOf goal={goal} kpi={kpis.find((each) => each.id === goal.kpi)} />
          {kpis.length > 0 && (
            <Select
              label="Measured by"
              clearable
              data={kpis.map((each) => ({ value: each.id, label: each.name }))}
              value={goal.kpi ?? null}
              onChange={(value) => set("Goal", goal.id, "kpi", value)}
            />
          )}
        </Entry>
      ))}
    </Listed>
  );
}

function Kpis() {
  const kpis = useMapPart((map) => map.kpis ?? NO_KPIS);
  const set = useSetField();
  return (
    <Listed
      title="Figures to move (KPIs)"
      adding={<Adding list="kpis" fresh={{ name: "New figure" }} add="Add a figure" />}
    >
      {kpis.map((kpi) => (
        <Entry key={kpi.id} id={kpi.id} name={kpi.name}>
          <WrittenField id={kpi.id} field="name" label="Name" value={kpi.name} required />
          <WrittenField id={kpi.id} field="formula" label="How it is counted" value={kpi.formula} />
          <Group grow gap="xs">
            <CountedField
              id={kpi.id}
              field="target"
              label="Target"
              value={kpi.target}
              isShare={kpi.unit === "share"}
            />
            <Select
              label="Better is"
              allowDeselect={false}
              data={[
                { value: "up", label: "more" },
                { value: "down", label: "less" },
              ]}
              value={kpi.direction ?? "up"}
              onChange={(value) => set("Figure", kpi.id, "direction", value)}
            />
          </Group>
          <RestsOn kpi={kpi} />
        </Entry>
      ))}
    </Listed>
  );
}

function Resources() {
  const resources = useMapPart((map) => map.resources ?? NO_RESOURCES);
  const set = useSetField();
  return (
    <Listed
      title="Resources"
      adding={<Adding list="resources" fresh={{ name: "What the work needs" }} add="Add a resource" />}
    >
      {resources.map((one) => (
        <Entry key={one.id} id={one.id} name={one.name}>
          <WrittenField id={one.id} field="name" label="Name" value={one.name} required />
          <Group grow gap="xs">
            <Select
              label="We"
              allowDeselect={false}
              data={[
                { value: "need", label: "need it" },
                { value: "have", label: "have it" },
              ]}
              value={one.state ?? "need"}
              onChange={(value) => set("Resource", one.id, "state", value)}
            />
            <CountedField id={one.id} field="cost" label="Cost" value={one.cost} min={0} />
            <CountedField
              id={one.id}
              field="people_days"
              label="Days of work"
              value={one.people_days}
              min={0}
            />
          </Group>
        </Entry>
      ))}
    </Listed>
  );
}

interface ListedProps {
  title: string;
  /** How one more is added. */
  adding: ReactNode;
  children: ReactNode;
}

/** A list of the map's with a way to add to it. */
function Listed({ title, adding, children }: ListedProps) {
  return (
    <section aria-label={title}>
      <Title order={3} size="h5" mb={4}>
        {title}
      </Title>
      <ul className={classes.list}>{children}</ul>
      {adding}
    </section>
  );
}

function Adding({ list, fresh, add }: { list: ThingList; fresh: Record<string, unknown>; add: string }) {
  const { edit } = useMapEditor();
  const noun = add.replace("Add a ", "");
  return (
    <Button
      mt="xs"
      size="xs"
      variant="default"
      leftSection={<Plus size={14} aria-hidden />}
      onClick={() =>
        edit(`${noun.charAt(0).toUpperCase()}${noun.slice(1)} added`, (map, name) =>
          addThing(map, name, list, fresh),
        )
      }
    >
      {add}
    </Button>
  );
}

function Entry({ id, name, children }: { id: string; name: string; children: ReactNode }) {
  const { edit } = useMapEditor();
  return (
    <li className={classes.item}>
      <Stack gap="xs">
        {children}
        <Group justify="flex-end">
          <Tooltip label="Remove">
            <ActionIcon
              variant="subtle"
              size={28}
              aria-label={`Remove “${name}”`}
              onClick={() => edit("Removed", (map, naming) => removeThing(map, naming, id))}
            >
              <Trash2 size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Group>
      </Stack>
    </li>
  );
}
