/** What of a persona is counted, what is written by people, and what nobody has checked. */
import type { Schema } from "@/client";
import { count, spaced } from "@/ui";

type Persona = Schema<"Persona">;
type Basis = NonNullable<Persona["basis"]>;

export interface BasisLine {
  from: string;
  says: string;
}

/** Of how many people each figure is. */
interface Counted {
  people: number;
  felt: number;
  went: number;
  upTo: string;
}

const WRITERS: Record<Basis, string> = {
  qualitative: "From interviews and observation",
  quantitative: "From data, in somebody's words",
  mixed: "From interviews and observation",
  proto: "A first guess, to be checked",
};

/** A line for what was counted and one for what was written, each with what it rests on. */
export function basisLines(
  persona: Persona,
  { segment, counted }: { segment: string | null; counted: Counted | null },
): BasisLine[] {
  return [countedLine(persona, segment, counted), writtenLine(persona)];
}

function countedLine(persona: Persona, segment: string | null, counted: Counted | null): BasisLine {
  const from = "Counted in the data";
  if (!persona.segment) {
    const isSaid = persona.basis === "mixed" || persona.basis === "quantitative";
    const says = isSaid ? "Nothing, though it is said to be from data: it names no segment." : "Nothing yet.";
    return { from, says };
  }
  const whose = segment ? ` of the segment “${segment}”` : "";
  if (!counted)
    return {
      from,
      says: `How many they are, how they feel, whether they buy, where they go: the people${whose}.`,
    };
  const { people, felt, went, upTo } = counted;
  const parts = [
    `how many they are (${count(people)})`,
    `how they feel (n = ${count(felt)})`,
    `whether they buy and where they go (n = ${count(went)})`,
  ];
  return { from, says: `${listed(parts)}: people${whose}, up to ${upTo}.` };
}

function writtenLine(persona: Persona): BasisLine {
  const from = WRITERS[persona.basis ?? "proto"];
  const written = writtenIn(persona);
  if (!written.length) return { from, says: "Nothing is written yet." };
  return { from, says: `${listed(written)}. ${restsOn(persona)}` };
}

/** The parts that are words and not figures: "age and household", "goals". */
function writtenIn({ demographics = {}, goals, needs, frustrations, quote, body }: Persona): string[] {
  const parts: [string, unknown][] = [
    ["goals", goals?.length],
    ["needs", needs?.length],
    ["frustrations", frustrations?.length],
    ["what they would say", quote],
    ["the text about them", body],
  ];
  const said = parts.filter(([, there]) => there).map(([name]) => name);
  return [...Object.keys(demographics).map((name) => spaced(name).toLowerCase()), ...said];
}

/** The single pieces that are kept with a persona, counted by kind. */
function restsOn({ basis, evidence = [] }: Persona): string {
  const kinds = new Map<string, number>();
  for (const { kind } of evidence) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const pieces = [...kinds].map(([kind, number]) => `${count(number)} ${named(kind, number)}`);
  if (pieces.length) return `Kept with it: ${listed(pieces)}.`;
  return basis === "proto" ? "It rests on nothing yet." : "No single interview or note is kept with it.";
}

const named = (kind: string, number: number): string =>
  `${spaced(kind).toLowerCase()}${number === 1 ? "" : "s"}`;

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

/** Where the words are from; of a mixed persona the figures are from data, and so said beside them. */
const SHORT: Record<Basis, string> = {
  qualitative: "words from interviews and observation",
  quantitative: "words from data",
  mixed: "words from interviews and observation",
  proto: "words are a first guess",
};

/** The basis in few words, with the people that its figures are of. */
export function basisInShort({ basis, segment }: Persona, people: number | null): string {
  const figures = segment
    ? people === null
      ? "figures from data"
      : `figures of ${count(people)} people`
    : null;
  return [figures, SHORT[basis ?? "proto"]].filter(Boolean).join(" · ");
}
