import { ActionIcon, Badge, Group as Row, Menu, Text } from "@mantine/core";
import { ArrowDown, ArrowUp, EllipsisVertical, X } from "lucide-react";
import { useBuilding } from "./building";
import { GroupEditor } from "./group-editor";
import { labelOf } from "./kinds";
import { LeafEditor } from "./leaf-editor";
import {
  added,
  canMove,
  grouped,
  isGroup,
  moved,
  negated,
  type Path,
  removed,
  type Rule,
  ungrouped,
} from "./rules";
import classes from "./segments.module.css";

interface Props {
  rule: Rule;
  path: Path;
}

/** One condition or group with what can be done with it: move, turn round, group, take away. */
export function NodeEditor({ rule, path }: Props) {
  const isNot = rule.by === "not";
  const inner = isNot ? rule.of : rule;
  const place = isNot ? [...path, "of"] : path;
  const label = isGroup(inner) ? "Group" : inner.by === "not" ? "Not" : labelOf(inner.by);
  return (
    <div className={classes.node}>
      <Row justify="space-between" wrap="nowrap" gap="xs" mb={6}>
        <Row gap="xs">
          {isNot && (
            <Badge color="hotspot" variant="light" tt="none">
              not
            </Badge>
          )}
          <Text size="sm" fw={600}>
            {label}
          </Text>
        </Row>
        <Controls path={path} label={label} inner={inner} />
      </Row>
      {isGroup(inner) ? (
        <GroupEditor group={inner} path={place} label="How these conditions join" />
      ) : inner.by === "not" ? (
        <NodeEditor rule={inner} path={place} />
      ) : (
        <LeafEditor rule={inner} path={place} />
      )}
    </div>
  );
}

function Controls({ path, label, inner }: { path: Path; label: string; inner: Rule }) {
  const { rule, change } = useBuilding();
  const at = path.at(-1);
  const name = `${label}, condition ${typeof at === "number" ? at + 1 : 1}`;
  return (
    <Row gap={2} wrap="nowrap">
      <Act
        label={`Move up: ${name}`}
        disabled={!canMove(rule, path, -1)}
        act={() => change(moved(rule, path, -1), "Moved up")}
      >
        <ArrowUp size={16} aria-hidden />
      </Act>
      <Act
        label={`Move down: ${name}`}
        disabled={!canMove(rule, path, 1)}
        act={() => change(moved(rule, path, 1), "Moved down")}
      >
        <ArrowDown size={16} aria-hidden />
      </Act>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={28} aria-label={`More: ${name}`}>
            <EllipsisVertical size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => change(negated(rule, path), "Turned round")}>
            {inner === ruleOf(rule, path) ? "Everybody but these" : "These, and not the others"}
          </Menu.Item>
          <Menu.Item onClick={() => change(grouped(rule, path), "Put in a group")}>Put in a group</Menu.Item>
          {isGroup(inner) && (
            <Menu.Item onClick={() => change(ungrouped(rule, path), "Group taken away")}>
              Take the group away
            </Menu.Item>
          )}
          <Menu.Item onClick={() => change(added(rule, path.slice(0, -2), inner), "Copied")}>Copy</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Act label={`Take away: ${name}`} act={() => change(removed(rule, path), "Taken away")}>
        <X size={16} aria-hidden />
      </Act>
    </Row>
  );
}

function ruleOf(rule: Rule, path: Path): unknown {
  return path.reduce<unknown>((found, part) => (found as Record<string | number, unknown>)?.[part], rule);
}

interface Acting {
  label: string;
  act: () => void;
  disabled?: boolean;
  children: React.ReactNode;
}

function Act({ label, act, disabled, children }: Acting) {
  return (
    <ActionIcon variant="subtle" color="gray" size={28} aria-label={label} disabled={disabled} onClick={act}>
      {children}
    </ActionIcon>
  );
}
