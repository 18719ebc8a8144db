import {
  Alert,
  Button,
  Group,
  List,
  Loader,
  Select,
  Stack,
  Text,
  Title,
  useComputedColorScheme,
} from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useRef, useState } from "react";
import { type Problem, problemOf, type Schema, Unreachable } from "@/client";
import { download, ProblemNotice } from "@/ui";
import { useMapEditor } from "../context";
import { ExportLanguage } from "./export-language";

interface Form {
  name: string;
  label: string;
  about: string;
  path: "files" | "texts";
}

const FOR_PEOPLE: Form[] = [
  { name: "pdf", label: "PDF", about: "to print or send", path: "files" },
  { name: "pptx", label: "PowerPoint", about: "shapes that can be edited", path: "files" },
  { name: "xlsx", label: "Excel", about: "the map and its evidence as sheets", path: "files" },
  { name: "html", label: "Web page", about: "one file, with its evidence", path: "files" },
  { name: "png", label: "Picture (PNG)", about: "for a document or a chat", path: "files" },
  { name: "svg", label: "Drawing (SVG)", about: "sharp at any size", path: "files" },
];
const FOR_PROGRAMS: Form[] = [
  { name: "yaml", label: "YAML", about: "everything, to keep and bring back", path: "texts" },
  { name: "json", label: "JSON", about: "everything, for programs", path: "texts" },
  { name: "csv", label: "CSV", about: "one row for each card", path: "texts" },
  { name: "mermaid", label: "Mermaid", about: "for notes and wikis", path: "texts" },
  { name: "cjml", label: "CJML", about: "for other tools of the trade", path: "texts" },
  { name: "bpmn", label: "BPMN", about: "a blueprint as a process", path: "texts" },
];
const PAPERS = [
  { value: "a3", label: "A3, landscape" },
  { value: "a4", label: "A4, split at stages" },
  { value: "poster", label: "A poster" },
];

/** The map for the next meeting: as a file that others can open. */
export function ExportPanel() {
  const { mapKey: key, store, announce } = useMapEditor();
  const theme = useComputedColorScheme();
  const [page, setPage] = useState("a3");
  const [language, setLanguage] = useState("");
  const [dropped, setDropped] = useState<string[]>([]);
  const giveUp = useRef<AbortController>(null);
  const hand = async (form: Form, signal: AbortSignal) => {
    const look = new URLSearchParams(lookOf(form, { theme, page, language })).toString();
    const reply = await fetch(`/api/maps/${key}/${form.path}/${form.name}?${look}`, { signal }).catch(() => {
      throw new Unreachable();
    });
    if (!reply.ok) throw problemOf(await reply.json().catch(() => null), reply);
    const file = await fileOf(form, reply);
    setDropped(file.dropped);
    download(`${key}.${ENDINGS[form.name] ?? form.name}`, file.content);
    announce(`${form.label}: downloaded.`);
  };
  const fetching = useMutation<unknown, Problem, Form>({
    mutationFn: async (form) => {
      store.flush();
      announce(`${form.label}: being made.`);
      const { signal } = (giveUp.current = new AbortController());
      await hand(form, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
        announce(`${form.label}: cancelled, nothing was downloaded.`);
      });
    },
  });
  const isUnderWay = (form: Form) => fetching.isPending && fetching.variables.name === form.name;
  const forms = (these: Form[]) =>
    these.map((form) => (
      <Group key={form.name} justify="space-between" wrap="nowrap" gap="xs">
        <div>
          <Text size="sm" fw={600}>
            {form.label}
          </Text>
          <Text size="xs" c="dimmed">
            {form.about}
          </Text>
        </div>
        {isUnderWay(form) ? (
          <Button
            size="xs"
            variant="default"
            aria-label={`Cancel ${form.label}`}
            leftSection={<Loader size={14} aria-hidden />}
            onClick={() => giveUp.current?.abort()}
          >
            Cancel
          </Button>
        ) : (
          <Button
            size="xs"
            variant="default"
            aria-label={`Download as ${form.label}`}
            leftSection={<Download size={14} aria-hidden />}
            disabled={fetching.isPending}
            onClick={() => fetching.mutate(form)}
          >
            Download
          </Button>
        )}
      </Group>
    ));
  return (
    <Stack gap="sm">
      {fetching.error && <ProblemNotice error={fetching.error} />}
      {dropped.length > 0 && (
        <Alert title="Left out: that form has no place for it" color="accent">
          <List size="sm">
            {dropped.map((each) => (
              <List.Item key={each}>{each}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Select
        label="Paper, of the PDF"
        data={PAPERS}
        value={page}
        allowDeselect={false}
        onChange={(value) => setPage(value ?? "a3")}
      />
      <ExportLanguage value={language} onChange={setLanguage} />
      <Title order={3} size="h5">
        For people
      </Title>
      {forms(FOR_PEOPLE)}
      <Title order={3} size="h5" mt="sm">
        For programs
      </Title>
      {forms(FOR_PROGRAMS)}
    </Stack>
  );
}

const ENDINGS: Record<string, string> = { mermaid: "mmd", cjml: "xml" };

interface Look {
  theme: string;
  page: string;
  language: string;
}

function lookOf({ name, path }: Form, { theme, page, language }: Look): Record<string, string> {
  if (path === "texts") return {};
  const said = language && { language };
  if (name === "pdf") return { page, ...said };
  return name === "png" || name === "svg" ? { theme, ...said } : { ...said };
}

/** Texts come in an envelope that also says what was left out. */
async function fileOf(form: Form, reply: Response): Promise<{ content: Blob | string; dropped: string[] }> {
  if (form.path === "files") return { content: await reply.blob(), dropped: [] };
  const told = (await reply.json()) as Schema<"Exported">;
  return { content: told.text, dropped: told.dropped ?? [] };
}
