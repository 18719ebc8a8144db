import { ActionIcon, Button, Group, Menu, SegmentedControl, Tooltip } from "@mantine/core";
import { ChevronDown, Keyboard, Plus, Redo2, Rows3, Undo2 } from "lucide-react";
import { useState } from "react";
import { addLane, addStage, addStep, type LaneRole, ROLE_WORDS, roleOrder } from "@/map";
import { useMapEditor, usePanel, useSelection, useShown } from "./context";
import classes from "./editor.module.css";
import { KeyHelp } from "./key-help";
import { PANELS } from "./panels/registry";
import { SaveState } from "./save-state";
import { stepOf } from "./selection";
import { type Density, useView } from "./view";

/** What can be done with the map as a whole, and how it is saved. */
export function Toolbar({ isPhone }: { isPhone: boolean }) {
  return (
    <div className={classes.toolbar} role="toolbar" aria-label="The map">
      <History />
      <AddMenu />
      {!isPhone && <Looks />}
      {isPhone ? <PanelMenu /> : <PanelButtons />}
      <span className={classes.push} />
      <SaveState />
      {!isPhone && <Help />}
    </div>
  );
}

function History() {
  const editor = useMapEditor();
  const undo = useShown((shown) => shown.state.undo.at(-1)?.label ?? null);
  const redo = useShown((shown) => shown.state.redo.at(-1)?.label ?? null);
  return (
    <Group gap={4} wrap="nowrap">
      <Tooltip label={undo ? `Undo: ${undo} (Ctrl Z)` : "Nothing to undo"}>
        <ActionIcon
          variant="default"
          size={34}
          aria-label="Undo"
          disabled={!undo}
          onClick={() => editor.undo()}
        >
          <Undo2 size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={redo ? `Redo: ${redo} (Ctrl Shift Z)` : "Nothing to do again"}>
        <ActionIcon
          variant="default"
          size={34}
          aria-label="Redo"
          disabled={!redo}
          onClick={() => editor.redo()}
        >
          <Redo2 size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

function AddMenu() {
  const editor = useMapEditor();
  const selected = stepOf(useSelection());
  const step = () =>
    editor.edit("Step added", (map, name) => {
      const stages = map.stages ?? [];
      const stage = stages.find((each) => each.steps?.some((one) => one.id === selected)) ?? stages.at(-1);
      const ids = stage?.steps?.map((one) => one.id) ?? [];
      if (!stage) return addStage(map, name, null); // it begins with a step
      return addStep(map, name, stage.id, ids[ids.indexOf(selected ?? "") + 1] ?? null);
    });
  const lane = (role: LaneRole) =>
    editor.edit("Lane added", (map, name) => addLane(map, name, role, ROLE_WORDS[role]));
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <Button variant="default" leftSection={<Plus size={16} aria-hidden />} h={34}>
          Add
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: "auto" }}>
        <Menu.Item onClick={step}>{selected ? "Step after this one" : "Step at the end"}</Menu.Item>
        <Menu.Item onClick={() => editor.edit("Stage added", (map, name) => addStage(map, name, null))}>
          Stage at the end
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Lane</Menu.Label>
        {roleOrder(editor.map()).map((role) => (
          <Menu.Item key={role} onClick={() => lane(role)}>
            {ROLE_WORDS[role]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Looks() {
  const [view, change] = useView();
  return (
    <Group gap={6} wrap="nowrap">
      <Rows3 size={16} aria-hidden className={classes.sign} />
      <SegmentedControl
        size="xs"
        value={view.density}
        onChange={(value) => change({ density: value as Density })}
        data={[
          { value: "compact", label: "Compact" },
          { value: "comfortable", label: "Comfortable" },
          { value: "reading", label: "Reading" },
        ]}
        aria-label="Density"
      />
    </Group>
  );
}

/** The same where there is no room for ten signs, and no pointer to ask what they mean. */
function PanelMenu() {
  const { openPanel } = useMapEditor();
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <Button variant="default" rightSection={<ChevronDown size={16} aria-hidden />} h={34}>
          Open
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {PANELS.filter((panel) => panel.inToolbar).map(({ id, label, icon: Icon }) => (
          <Menu.Item key={id} leftSection={<Icon size={18} aria-hidden />} onClick={() => openPanel(id)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function PanelButtons() {
  const [open] = usePanel();
  const editor = useMapEditor();
  const buttons = PANELS.filter((panel) => panel.inToolbar).map(({ id, label, icon: Icon }) => (
    <Tooltip key={id} label={label}>
      <ActionIcon
        variant={open.panel === id ? "light" : "default"}
        size={34}
        aria-label={label}
        aria-pressed={open.panel === id}
        onClick={() => editor.openPanel(open.panel === id ? null : id)}
      >
        <Icon size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  ));
  return (
    <Group gap={4} wrap="wrap">
      {buttons}
    </Group>
  );
}

function Help() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Tooltip label="Keys">
        <ActionIcon variant="subtle" size={34} aria-label="Keys" onClick={() => setOpen(true)}>
          <Keyboard size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {open && <KeyHelp close={() => setOpen(false)} />}
    </>
  );
}
