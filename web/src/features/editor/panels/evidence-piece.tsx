import {
  ActionIcon,
  Badge,
  Button,
  Collapse,
  Group,
  SegmentedControl,
  Stack,
  Text,
  Tooltip,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Trash2 } from "lucide-react";
import { EvidenceSign } from "@/canvas/map";
import { type Evidence, type JourneyMap, removeThing, valueText } from "@/map";
import { useMapEditor, useTexts } from "../context";
import { useSought } from "../quote-texts";
import evidence from "./evidence.module.css";
import {
  ageWords,
  whatWords,
  EVIDENCE_KINDS,
  figureWords,
  periodWords,
  questionWords,
} from "./evidence-words";
import { useSetField, WrittenField } from "./fields";
import classes from "./panels.module.css";

interface Props {
  piece: Evidence;
  map: JourneyMap;
}

/** A piece of evidence: what it says, for or against, how old it is, and on asking where it comes from. */
export function EvidencePiece({ piece, map }: Props) {
  const [open, { toggle }] = useDisclosure(false);
  const age = ageWords(piece, map);
  const kind = EVIDENCE_KINDS[piece.kind];
  return (
    <li className={classes.item}>
      <Stack gap={8}>
        <Group gap={8} justify="space-between" wrap="nowrap">
          <Group gap={6} wrap="nowrap" className={evidence.kind}>
            <EvidenceSign kind={piece.kind} size={16} />
            <Text size="sm" fw={600}>
              {kind}
            </Text>
          </Group>
          <Group gap={4} wrap="nowrap">
            {piece.stance === "contradicts" && (
              <Badge variant="light" color="negative">
                against
              </Badge>
            )}
            {age.isOld && <Badge variant="default">old</Badge>}
          </Group>
        </Group>
        <Said piece={piece} />
        <Text size="xs" c="dimmed" dir="auto">
          {[piece.speaker, piece.method, age.says].filter(Boolean).join(" · ")}
        </Text>
        <Judged piece={piece} kind={kind} open={open} toggle={toggle} />
        <Collapse expanded={open}>
          <Provenance piece={piece} map={map} />
        </Collapse>
      </Stack>
    </li>
  );
}

/** Its figure or its words. */
function Said({ piece }: { piece: Evidence }) {
  const texts = useTexts();
  if (piece.interaction_id) return <Quoted piece={piece} text={texts[piece.interaction_id] ?? null} />;
  const { value, sure } = figureWords(piece);
  return (
    <>
      {value && (
        <Group gap="xs" align="baseline" className={evidence.figure}>
          <Text fw={650} size="lg" component="span">
            {value}
          </Text>
          <Text size="sm" component="span" c="dimmed">
            {sure.join(" · ")}
          </Text>
        </Group>
      )}
      {!value && piece.measure && (
        <Text size="sm" c="dimmed">
          Not known any more
        </Text>
      )}
      {piece.measure && <Text size="sm">{whatWords(piece)}</Text>}
      {piece.text && (
        <Text size="sm" className={classes.body} dir="auto">
          {piece.text}
        </Text>
      )}
    </>
  );
}

function Quoted({ piece, text }: { piece: Evidence; text: string | null }) {
  const score = valueText(piece);
  useSought(text === null);
  return (
    <>
      {text ? (
        <Text component="blockquote" size="sm" className={evidence.quote} dir="auto">
          {text}
        </Text>
      ) : (
        <Text size="sm" c="dimmed">
          Its text is not available any more
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {score ? `Score ${score}${piece.unit === "valence" ? " on −2 … +2" : ""}` : "No score given with it"}
      </Text>
    </>
  );
}

interface Judging {
  piece: Evidence;
  kind: string;
  open: boolean;
  toggle: () => void;
}

function Judged({ piece, kind, open, toggle }: Judging) {
  const { edit } = useMapEditor();
  const set = useSetField();
  return (
    <Group gap="xs" wrap="nowrap">
      <SegmentedControl
        size="xs"
        aria-label={`${kind}: for or against`}
        value={piece.stance ?? "supports"}
        data={[
          { value: "supports", label: "For" },
          { value: "contradicts", label: "Against" },
        ]}
        onChange={(value) => set("Stance", piece.id, "stance", value === "supports" ? null : value)}
      />
      <Button size="compact-sm" variant="subtle" aria-expanded={open} onClick={toggle}>
        {open ? "Less" : "Where from"}
      </Button>
      <span className={evidence.push} />
      <Tooltip label="Remove">
        <ActionIcon
          variant="subtle"
          size={28}
          aria-label={`Remove this ${kind.toLowerCase()}`}
          onClick={() => edit("Evidence removed", (map, name) => removeThing(map, name, piece.id))}
        >
          <Trash2 size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

const EXTRACTED = { person: "a person", import: "an import", model: "a model" };

function Provenance({ piece, map }: Props) {
  const { provenance } = piece;
  const by = [
    EXTRACTED[provenance.extracted_by ?? "import"],
    provenance.extracted_by_name,
    provenance.model_version && `version ${provenance.model_version}`,
  ];
  const facts: [string, string | null | undefined][] = [
    ["Asked", questionWords(piece, map)],
    ["Period", piece.period && periodWords(piece.period)],
    ["Source", provenance.source],
    ["Found at", provenance.locator],
    ["Taken by", by.filter(Boolean).join(", ")],
    ["Consent", provenance.consent],
    ["Checksum", provenance.checksum && `${provenance.checksum.slice(0, 12)} …`],
    ["Weight", piece.weight === undefined || piece.weight === 1 ? null : String(piece.weight)],
  ];
  return (
    <Stack gap="sm" pb={4}>
      <dl className={evidence.facts}>
        {facts.map(
          ([name, says]) =>
            says && (
              <div key={name}>
                <dt>{name}</dt>
                <dd dir="auto">{says}</dd>
              </div>
            ),
        )}
      </dl>
      <WrittenField
        id={piece.id}
        field="note"
        label="Why it speaks for or against"
        value={piece.note}
        multiline
      />
    </Stack>
  );
}
