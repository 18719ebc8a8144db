import { NumberInput, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { setField, type Value } from "@/map";
import { useMapEditor } from "../context";

interface Written {
  /** The id of the thing; "map" is the map itself. */
  id: string;
  field: string;
  label: string;
  value: string | null | undefined;
  description?: string;
  placeholder?: string;
  multiline?: boolean;
  /** It cannot be empty: what was there comes back. */
  required?: boolean;
  /** The label is for those who listen; there is a heading to see. */
  hiddenLabel?: boolean;
  type?: "text" | "date";
}

/** Set a field of a thing on the map; as an edit that can be undone. */
export function useSetField() {
  const { edit } = useMapEditor();
  return (label: string, id: string, field: string, value: Value) =>
    edit(`${label} changed`, (map, name) => setField(map, name, id, field, value));
}

/** A text of the map: kept when it is left, or at Enter; Escape brings back what was. */
export function WrittenField({
  id,
  field,
  label,
  value,
  multiline,
  required,
  hiddenLabel,
  ...rest
}: Written) {
  const set = useSetField();
  const [draft, setDraft] = useState<string | null>(null); // null: nobody is writing
  const text = draft ?? value ?? "";
  const keep = () => {
    const said = text.trim();
    if (said !== (value ?? "") && (said || !required)) set(label, id, field, said || null);
    setDraft(null);
  };
  const shared = {
    ...rest,
    ...(hiddenLabel ? { "aria-label": label } : { label }),
    value: text,
    onBlur: keep,
    dir: "auto",
    onChange: (event: { currentTarget: { value: string } }) => setDraft(event.currentTarget.value),
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key === "Escape" && draft !== null) {
        event.stopPropagation();
        setDraft(null);
      }
      if (event.key === "Enter" && !multiline) keep();
    },
  };
  return multiline ? <Textarea autosize minRows={2} maxRows={10} {...shared} /> : <TextInput {...shared} />;
}

interface Counted {
  id: string;
  field: string;
  label: string;
  value: number | null | undefined;
  min?: number;
  max?: number;
  step?: number;
  /** A share is written as a percentage. */
  isShare?: boolean;
  description?: string;
}

/** A number of the map; empty when nobody has said it. */
export function CountedField({ id, field, label, value, isShare = false, ...rest }: Counted) {
  const set = useSetField();
  const [draft, setDraft] = useState<number | string | null>(null); // null: nobody is writing
  const scale = isShare ? 100 : 1;
  const kept = typeof value === "number" ? Math.round(value * scale * 1000) / 1000 : "";
  const keep = () => {
    if (draft === null) return;
    const { min = -Infinity, max = Infinity } = rest;
    const said = typeof draft === "number" ? Math.min(max, Math.max(min, draft)) : null;
    if ((said ?? "") !== kept) set(label, id, field, said === null ? null : said / scale);
    setDraft(null);
  };
  return (
    <NumberInput
      label={label}
      {...rest}
      hideControls
      decimalScale={3}
      suffix={isShare ? " %" : undefined}
      value={draft ?? kept}
      onChange={setDraft}
      onBlur={keep}
      onKeyDown={(event) => event.key === "Enter" && keep()}
    />
  );
}
