import { ActionIcon, Button, Group, Input, Stack, TextInput } from "@mantine/core";
import { Plus, X } from "lucide-react";
import { type Trait, traitFlaws } from "./persona-fields";
import classes from "./segments.module.css";

interface Props {
  traits: readonly Trait[];
  change: (traits: readonly Trait[]) => void;
}

const MOST = 12;

/** Age, household and the like, each a name and what is true of them. */
export function Demographics({ traits, change }: Props) {
  const flaws = traitFlaws(traits);
  const set = (at: number, said: Partial<Trait>) =>
    change(traits.map((each, place) => (place === at ? { ...each, ...said } : each)));
  return (
    <Stack gap={6} role="group" aria-label="Demographics">
      <Input.Label component="span">Demographics</Input.Label>
      {traits.map(({ name, value }, at) => (
        <Group key={at} gap="xs" wrap="nowrap" align="flex-start">
          <TextInput
            aria-label={`What it is, ${at + 1}`}
            placeholder="age"
            className={classes.traitName}
            maxLength={60}
            value={name}
            error={flaws[at]}
            onChange={(event) => set(at, { name: event.currentTarget.value })}
          />
          <TextInput
            aria-label={`What is true of them, ${at + 1}`}
            placeholder="25–54"
            className={classes.traitValue}
            maxLength={200}
            value={value}
            onChange={(event) => set(at, { value: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            size={36}
            aria-label={`Take “${name || `line ${at + 1}`}” away`}
            onClick={() => change(traits.filter((_, place) => place !== at))}
          >
            <X size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="default"
        size="xs"
        style={{ alignSelf: "start" }}
        disabled={traits.length >= MOST}
        leftSection={<Plus size={14} aria-hidden />}
        onClick={() => change([...traits, { name: "", value: "" }])}
      >
        {traits.length ? "Another line" : "Add age, household …"}
      </Button>
    </Stack>
  );
}
