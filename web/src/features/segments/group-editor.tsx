import { Button, Group as Row, Menu, SegmentedControl, Text } from "@mantine/core";
import { Plus } from "lucide-react";
import { useBuilding } from "./building";
import { KINDS } from "./kinds";
import { NodeEditor } from "./node-editor";
import { added, type Group, type Path, problemsOf, replaced } from "./rules";
import classes from "./segments.module.css";

interface Props {
  group: Group;
  path: Path;
  label: string;
}

/** Conditions that must all hold, or of which one must. */
export function GroupEditor({ group, path, label }: Props) {
  const { rule, change, problems } = useBuilding();
  const wrong = problemsOf(problems, path).get("of");
  return (
    <fieldset className={classes.group} data-by={group.by}>
      <legend className={classes.legend}>
        <SegmentedControl
          size="sm"
          aria-label={label}
          data={[
            { value: "all", label: "All of these" },
            { value: "any", label: "Any of these" },
          ]}
          value={group.by}
          onChange={(by) => change(replaced(rule, path, { ...group, by: by as Group["by"] }))}
        />
      </legend>
      <ul className={classes.conditions} aria-label={group.by === "all" ? "All of these" : "Any of these"}>
        {group.of.map((child, at) => (
          <li key={`${child.by} ${at}`}>
            {at > 0 && <span className={classes.joint}>{group.by === "all" ? "and" : "or"}</span>}
            <NodeEditor rule={child} path={[...path, "of", at]} />
          </li>
        ))}
      </ul>
      {group.of.length === 0 && (
        <Text size="sm" c={wrong ? "var(--dp-negative)" : "dimmed"} role={wrong ? "alert" : undefined}>
          Nothing is asked yet. Add a condition.
        </Text>
      )}
      <AddCondition path={path} />
    </fieldset>
  );
}

function AddCondition({ path }: { path: Path }) {
  const { rule, change } = useBuilding();
  return (
    <Menu width={340} position="bottom-start">
      <Menu.Target>
        <Button
          variant="default"
          size="sm"
          leftSection={<Plus size={16} aria-hidden />}
          className={classes.add}
        >
          Add a condition
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {KINDS.map(({ by, label, about, blank }) => (
          <Menu.Item key={by} onClick={() => change(added(rule, path, blank), `Added: ${label}`)}>
            <Row justify="space-between" gap="xs">
              <span>{label}</span>
              <Text component="span" size="xs" c="dimmed">
                {about}
              </Text>
            </Row>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          onClick={() => change(added(rule, path, { by: "any", of: [{ by: "did" }] }), "Added a group")}
        >
          A group of conditions
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
