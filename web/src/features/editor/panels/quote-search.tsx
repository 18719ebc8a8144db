import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { GripVertical, Search } from "lucide-react";
import { useState } from "react";
import { answered, api, type Schema } from "@/client";
import { valenceText } from "@/map";
import { capital, day, ProblemNotice, spaced, Waiting } from "@/ui";
import { useMapEditor } from "../context";
import { noteText } from "../quote-texts";
import { useCarried } from "./carrying";
import evidence from "./evidence.module.css";
import { addingTo, useAddEvidence } from "./evidence-adding";
import { type Holder, holdersOf } from "./evidence-holder";

type SaidQuote = Schema<"SaidQuote">;

const SHOWN = 12;
const WAIT_MS = 250;

/** What people said, found by its words: carried onto what should rest on it, or added to what is chosen. */
export function QuoteSearch({ holder }: { holder: Holder | null }) {
  const [words, write] = useState("");
  const [asked] = useDebouncedValue(words.trim(), WAIT_MS);
  const found = useQuery({
    queryKey: ["quotes", asked],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/quotes", { params: { query: { search: asked, limit: SHOWN } }, signal })),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const quotes = found.data?.quotes ?? [];
  return (
    <Stack gap="xs">
      <TextInput
        label="Find what people said"
        placeholder="Words, or a touchpoint"
        value={words}
        maxLength={200}
        leftSection={<Search size={15} aria-hidden />}
        onChange={(event) => write(event.currentTarget.value)}
      />
      {found.isPending && <Waiting shape="list" height={320} label="Looking for what people said" />}
      {found.error && <ProblemNotice error={found.error as Error} />}
      <ul className={evidence.carriedList} aria-label="What people said, the latest first">
        {quotes.map((quote) => (
          <Quote key={quote.interaction_id} quote={quote} holder={holder} />
        ))}
      </ul>
      <Text size="xs" c="dimmed" aria-live="polite">
        {found.data && quotes.length === 0 && "Nobody said anything with these words. Try fewer of them."}
        {found.data?.is_more && `The latest ${quotes.length}; more words find older ones.`}
      </Text>
    </Stack>
  );
}

function Quote({ quote, holder }: { quote: SaidQuote; holder: Holder | null }) {
  const editor = useMapEditor();
  const queries = useQueryClient();
  const add = useAddEvidence();
  const put = (into: string) => {
    const onto = holdersOf(editor.map(), editor.texts).find(({ id }) => id === into);
    if (onto && restsOn(onto, quote)) return editor.announce("It rests on this quote already.");
    noteText(queries, editor.mapKey, quote.interaction_id, quote.text);
    add(into, pieceOf(quote), "Quote added");
  };
  const carried = useCarried(quote.text, put);
  const isThere = holder !== null && restsOn(holder, quote);
  const label = isThere ? "There already" : addingTo(holder);
  const told = [
    typeof quote.valence === "number" && `score ${valenceText(quote.valence)}`,
    quote.touchpoint || capital(spaced(quote.channel)),
    quote.at && day(quote.at),
  ];
  return (
    <li className={evidence.carried} {...carried}>
      <GripVertical size={16} aria-hidden />
      <div className={evidence.carriedWords}>
        <Text size="sm" dir="auto" lineClamp={5}>
          {quote.text}
        </Text>
        <Text size="xs" c="dimmed" dir="auto" mt={2}>
          {told.filter(Boolean).join(" · ")}
        </Text>
        <Group mt={6}>
          <Button
            size="compact-xs"
            variant="default"
            disabled={!holder || isThere}
            aria-label={`${label}: ${quote.text.slice(0, 60)}`}
            onClick={() => holder && put(holder.id)}
          >
            {label}
          </Button>
        </Group>
      </div>
    </li>
  );
}

const restsOn = (holder: Holder, { interaction_id: id }: SaidQuote) =>
  holder.evidence.some((piece) => piece.interaction_id === id);

/** What points at a quote: its words stay with the fact. */
function pieceOf(quote: SaidQuote): Record<string, unknown> {
  return {
    kind: "quote",
    provenance: {
      source: quote.source,
      locator: `interaction ${quote.interaction_id}`,
      extracted_by: "person",
      extracted_by_name: "local",
    },
    interaction_id: quote.interaction_id,
    ...(typeof quote.valence === "number" && { value: quote.valence, unit: "valence" }),
    ...(quote.at && { collected_at: quote.at }),
  };
}
