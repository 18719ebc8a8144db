/** Tables as spreadsheets put them on the clipboard: tabs between cells, quotes around what has breaks in it. */

export function readTable(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const body = text.replaceAll("\r\n", "\n").replace(/\n$/, "");
  for (let at = 0; at < body.length; at += 1) {
    const letter = body.charAt(at);
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (body.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (letter === '"' && cell === "" && closes(body, at)) quoted = true;
    else if (letter === "\t" || letter === "\n") {
      rows.at(-1)?.push(cell);
      cell = "";
      if (letter === "\n") rows.push([]);
    } else cell += letter;
  }
  rows.at(-1)?.push(cell);
  return rows;
}

/** Whether a quote at the beginning of a cell is a spreadsheet's: it is closed, and the cell ends there. */
const closes = (text: string, at: number): boolean => /^"(?:[^"]|"")*"(?:[\t\n]|$)/.test(text.slice(at));

export const writeTable = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map(quotedCell).join("\t")).join("\n");

const quotedCell = (text: string): string =>
  /[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
