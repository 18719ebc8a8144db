import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { answered, api } from "@/client";
import { useMapEditor } from "../context";

interface Props {
  value: string;
  onChange: (language: string) => void;
}

/** What a file is said in: as the map is, or one of the languages that pictures or this map's texts have. */
export function ExportLanguage({ value, onChange }: Props) {
  const { map } = useMapEditor();
  const spoken = useQuery({
    queryKey: ["languages"],
    queryFn: () => answered(api.GET("/api/languages")),
    staleTime: Infinity,
  });
  const known = new Set([...(spoken.data ?? []), ...Object.keys(map().i18n ?? {})]);
  return (
    <Select
      label="Language, of what is for people"
      data={[{ value: "", label: "As the map is" }, ...[...known].map(named)]}
      value={value}
      allowDeselect={false}
      onChange={(language) => onChange(language ?? "")}
    />
  );
}

const NAMES = new Intl.DisplayNames(["en"], { type: "language" });

const named = (code: string) => ({ value: code, label: NAMES.of(code) ?? code });
