import {
  Button,
  FileInput,
  Group,
  Modal,
  Radio,
  Select,
  SimpleGrid,
  Stack,
  Tabs,
  Text,
  TextInput,
} from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Database, FileInput as FileSign, FilePlus2, LayoutTemplate } from "lucide-react";
import { type ReactNode, useState } from "react";
import { type Change, type Schema, useAddress } from "@/client";
import { KIND_WORDS, type MapKind } from "@/map";
import { ProblemNotice } from "@/ui";
import { begun, imported, type MapEntry, type NewMap, templatesQuery } from "./questions";

interface Props {
  maps: readonly MapEntry[];
  /** A draft takes long: the page tells how far it is. */
  drafting: Change<Schema<"Drafting">>;
  close: () => void;
}

const WAYS = ["template", "data", "blank", "file"] as const;
type Way = (typeof WAYS)[number];

/** How a new map begins: from a template, from what people did, from nothing, from a file. */
export function NewMapDialog({ maps, drafting, close }: Props) {
  const [way, change] = useAddress((address) => WAYS.find((each) => each === address.new) ?? "template");
  return (
    <Modal
      opened
      onClose={close}
      title="New map"
      size="lg"
      centered
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Tabs
        value={way}
        onChange={(next) => change({ new: (next as Way | null) ?? "template" })}
        keepMounted={false}
        styles={{ tab: { justifyContent: "center" }, tabLabel: { flex: "0 1 auto" } }}
      >
        <Tabs.List grow mb="md">
          <Tabs.Tab value="template" leftSection={<LayoutTemplate size={16} aria-hidden />}>
            Template
          </Tabs.Tab>
          <Tabs.Tab value="data" leftSection={<Database size={16} aria-hidden />}>
            From data
          </Tabs.Tab>
          <Tabs.Tab value="blank" leftSection={<FilePlus2 size={16} aria-hidden />}>
            Blank
          </Tabs.Tab>
          <Tabs.Tab value="file" leftSection={<FileSign size={16} aria-hidden />}>
            File
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="template">
          <FromTemplate />
        </Tabs.Panel>
        <Tabs.Panel value="data">
          <FromData maps={maps} drafting={drafting} />
        </Tabs.Panel>
        <Tabs.Panel value="blank">
          <Blank />
        </Tabs.Panel>
        <Tabs.Panel value="file">
          <FromFile maps={maps} />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}

/** Make a map and open it; what stood against it. */
function useBeginning() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [problem, setProblem] = useState<Error | null>(null);
  const [isBusy, setBusy] = useState(false);
  const begin = async (make: () => Promise<string>) => {
    setBusy(true);
    setProblem(null);
    try {
      const key = await make();
      await queries.invalidateQueries({ queryKey: ["maps"] });
      await navigate({ to: "/maps/$key", params: { key }, search: {} as never });
    } catch (error) {
      setProblem(error instanceof Error ? error : new Error(String(error)));
      setBusy(false);
    }
  };
  return { begin, problem, isBusy };
}

interface FormProps {
  label: string;
  isReady?: boolean;
  make: () => Promise<string>;
  children: ReactNode;
}

function Form({ label, isReady = true, make, children }: FormProps) {
  const { begin, problem, isBusy } = useBeginning();
  const form = { label, isReady, isBusy, problem, submit: () => void begin(make) };
  return <Fields {...form}>{children}</Fields>;
}

interface FieldsProps {
  label: string;
  isReady: boolean;
  isBusy: boolean;
  problem: Error | null;
  submit: () => void;
  children: ReactNode;
}

function Fields({ label, isReady, isBusy, problem, submit, children }: FieldsProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack>
        {children}
        {problem && <ProblemNotice error={problem} />}
        <Group justify="flex-end">
          <Button type="submit" loading={isBusy} disabled={!isReady}>
            {label}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const asked = (wanted: Partial<NewMap> & Pick<NewMap, "begin">): Promise<string> =>
  begun({ map_kind: "current_state", ...wanted } as NewMap);

function FromTemplate() {
  const found = useQuery(templatesQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const [title, setTitle] = useState("");
  const make = () => asked({ begin: "template", template: chosen, title: title.trim() || null });
  return (
    <Form label="Begin with this template" isReady={chosen !== null} make={make}>
      <Radio.Group value={chosen} onChange={setChosen} aria-label="Template">
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mah={340} style={{ overflowY: "auto" }} p={2}>
          {(found.data ?? []).map((each) => (
            <Radio.Card key={each.name} value={each.name} p="sm" radius="md">
              <Text fw={600} size="sm">
                {each.title}
              </Text>
              <Text size="xs" c="dimmed">
                {each.persona} · {each.stages} stages, {each.steps} steps
              </Text>
            </Radio.Card>
          ))}
        </SimpleGrid>
      </Radio.Group>
      <TextInput
        label="Title"
        placeholder="As the template has it"
        value={title}
        maxLength={300}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
    </Form>
  );
}

const KINDS: readonly { kind: MapKind; about: string }[] = [
  { kind: "current_state", about: "Stages, steps, figures and quotes from what people did." },
  { kind: "day_in_the_life", about: "What people do from morning to night." },
  { kind: "future_state", about: "A map of yours, with targets to be set." },
  { kind: "service_blueprint", about: "What is behind the steps of a map of yours." },
];

function FromData({ maps, drafting }: Pick<Props, "maps" | "drafting">) {
  const [kind, setKind] = useState<MapKind>("current_state");
  const [title, setTitle] = useState("");
  const [chosen, setOf] = useState<string | null>(null);
  const of = chosen ?? maps[0]?.key ?? null;
  const needsMap = kind === "future_state" || kind === "service_blueprint";
  const begin = () =>
    drafting.begin({ map_kind: kind, of: needsMap ? of : null, title: title.trim() || null });
  return (
    <Fields
      label="Draft the map"
      isReady={!needsMap || of !== null}
      isBusy={drafting.isBeginning}
      problem={drafting.problem}
      submit={begin}
    >
      <Radio.Group value={kind} onChange={(value) => setKind(value as MapKind)} label="Kind of map">
        <Stack gap="xs" mt={6}>
          {KINDS.map((each) => (
            <Radio key={each.kind} value={each.kind} label={KIND_WORDS[each.kind]} description={each.about} />
          ))}
        </Stack>
      </Radio.Group>
      {needsMap && (
        <Select
          label="Of which map"
          data={maps.map((each) => ({ value: each.key, label: each.title }))}
          value={of}
          onChange={setOf}
          searchable
        />
      )}
      <TextInput
        label="Title"
        placeholder="Made from the data"
        value={title}
        maxLength={300}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
    </Fields>
  );
}

function Blank() {
  const [title, setTitle] = useState("");
  const [kind, setKind] = useState<MapKind>("current_state");
  return (
    <Form
      label="Begin"
      isReady={title.trim() !== ""}
      make={() => asked({ begin: "blank", title: title.trim(), map_kind: kind })}
    >
      <TextInput
        label="Title"
        required
        value={title}
        maxLength={300}
        data-autofocus
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Select
        label="Kind of map"
        data={Object.entries(KIND_WORDS).map(([value, label]) => ({ value, label }))}
        value={kind}
        allowDeselect={false}
        onChange={(value) => setKind((value as MapKind | null) ?? "current_state")}
      />
      <Text size="sm" c="dimmed">
        Three stages and the usual lanes to begin with; all of it can be changed.
      </Text>
    </Form>
  );
}

function FromFile({ maps }: { maps: readonly MapEntry[] }) {
  const [file, setFile] = useState<File | null>(null);
  const make = async () => {
    if (!file) throw new Error("Choose a file first.");
    return (
      await imported(
        file,
        maps.map((each) => each.key),
      )
    ).key;
  };
  return (
    <Form label="Bring it in" isReady={file !== null} make={make}>
      <FileInput
        label="File"
        description="A map of ours (.yaml, .json), a table (.csv, .tsv), Mermaid (.mmd, .md) or CJML (.cjml, .xml)"
        placeholder="Choose a file"
        value={file}
        onChange={setFile}
        accept=".yaml,.yml,.json,.csv,.tsv,.mmd,.mermaid,.md,.html,.cjml,.xml"
        clearable
      />
    </Form>
  );
}
