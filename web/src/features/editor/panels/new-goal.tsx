import { TextInput } from "@mantine/core";
import { useState } from "react";
import { addThing } from "@/map";
import { useMapEditor } from "../context";

/** A goal that is not there yet: on the map as soon as somebody has said it. */
export function NewGoal({ label }: { label: string }) {
  const { edit } = useMapEditor();
  const [statement, setStatement] = useState("");
  const keep = () => {
    const said = statement.trim();
    if (said) edit("Goal added", (map, name) => addThing(map, name, "goals", { statement: said }));
    setStatement("");
  };
  return (
    <TextInput
      label={label}
      placeholder="What should be true, by when"
      value={statement}
      maxLength={2_000}
      dir="auto"
      onChange={(event) => setStatement(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => event.key === "Enter" && keep()}
    />
  );
}
