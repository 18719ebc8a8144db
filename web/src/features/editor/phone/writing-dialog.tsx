import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { addCard, type Card, setField } from "@/map";
import { useMapEditor } from "../context";
import { removeSelected } from "../grid/actions";
import type { Selection } from "../selection";

interface Writing {
  card: Card | null;
  lane: string;
  step: string;
  /** Open the menu of a card, below where it was asked for. */
  more: (selection: Selection, from: HTMLElement) => void;
  close: () => void;
}

/** A card's text on a narrow screen, and the way to all else that can be done with it. */
export function WritingDialog({ card, lane, step, more, close }: Writing) {
  const editor = useMapEditor();
  const [text, setText] = useState(card?.text ?? "");
  const keep = () => {
    if (card) editor.edit("Text changed", (map, name) => setField(map, name, card.id, "text", text));
    else if (text.trim()) editor.edit("Card added", (map, name) => addCard(map, name, { lane, step }, text));
    close();
  };
  const remove = () => {
    if (card) removeSelected(editor, { kind: "card", id: card.id, lane, step });
    close();
  };
  return (
    <Modal opened onClose={close} title={card ? "Card" : "New card"} centered>
      <Stack>
        <Textarea
          label="Text"
          value={text}
          autosize
          minRows={3}
          dir="auto"
          data-autofocus
          disabled={card?.is_locked}
          maxLength={2_000}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group justify="space-between">
          {card ? (
            <Group gap="xs">
              <Button variant="default" color="negative" onClick={remove}>
                Delete
              </Button>
              <Button
                variant="default"
                aria-haspopup="menu"
                onClick={(event) => {
                  more({ kind: "card", id: card.id, lane, step }, event.currentTarget);
                  close();
                }}
              >
                More
              </Button>
            </Group>
          ) : (
            <span />
          )}
          <Button onClick={keep}>Keep</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
