import { Kbd, Modal, Table } from "@mantine/core";

const KEYS: readonly [string, string][] = [
  ["← ↑ → ↓", "from cell to cell"],
  ["Home, End", "to the lane's name, to the last step"],
  ["Ctrl Home, Ctrl End", "to the first cell, to the last"],
  ["Enter or F2", "write; a letter begins anew"],
  ["Shift Enter, Alt Enter", "a new line, while writing"],
  ["Escape", "leave the text as it was"],
  ["Ctrl Enter", "another card in the same place"],
  ["Delete", "take it away"],
  ["Alt and an arrow", "move a card, a step, a stage, a lane"],
  ["Shift and an arrow", "choose several cells"],
  ["Ctrl C, X, V", "copy, cut, paste; from and to a spreadsheet too"],
  ["Space, Shift F10", "everything that can be done with it"],
  ["+ and −", "in the emotion lane: the score, a tenth more or less"],
  ["+, −, Alt ← →", "on the clock of a day: longer, shorter, earlier, later by a quarter of an hour"],
  ["Ctrl Z, Ctrl Shift Z", "undo, do again"],
];

export function KeyHelp({ close }: { close: () => void }) {
  return (
    <Modal opened onClose={close} title="Keys in the map" size="lg" centered>
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {KEYS.map(([keys, does]) => (
            <Table.Tr key={keys}>
              <Table.Th scope="row" style={{ whiteSpace: "nowrap" }}>
                <Kbd>{keys}</Kbd>
              </Table.Th>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
