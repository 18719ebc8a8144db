/** The map as a table: which column a step is, and which cards stand in which cell of which row. */
import { type Span, spansOf } from "./clock";
import { type Card, type JourneyMap, type Stage, type Step, stepsOf } from "./documents";

/** A cell that holds cards: the column where it begins, how many it spans. */
export interface Cell {
  at: number;
  span: number;
  cards: Card[];
}

/** One table row of a lane, its cells from left to right; the columns between are empty cells. */
export type Level = Cell[];

/** A column: a step of a stage, the room for one where a stage has none yet, or on a clock a silence. */
export interface Column {
  id: string;
  stage: Stage;
  step: Step | null;
  /** On a clock: the stretch of time that it stands for. */
  span: Span | null;
}

/** A column where nothing is told. */
export const isSilence = ({ step, span }: Column): boolean => step === null && span !== null;

/** The columns from the first stage to the last; no stage is without one. Silences belong to what follows. */
export function columnsIn(map: Pick<JourneyMap, "stages" | "axis">, least?: number): Column[] {
  const spans = spansOf(map, least);
  let at = 0;
  const inStage = (stage: Stage): Column[] => {
    if (!stage.steps?.length) return [{ id: stage.id, stage, step: null, span: null }];
    return stage.steps.flatMap((step) => {
      const end = spans.findIndex((span) => span.step === step.id) + 1;
      const before = spans.slice(at, Math.max(at, end - 1)).map((span): Column => {
        return { id: `before ${step.id}`, stage, step: null, span };
      });
      at = Math.max(at, end);
      return [...before, { id: step.id, stage, step, span: spans[end - 1] ?? null }];
    });
  };
  return (map.stages ?? []).flatMap(inStage);
}

/** Where each step stands among these columns. */
export const orderOf = (columns: readonly Column[]): Map<string, number> =>
  new Map(columns.flatMap(({ step }, at) => (step ? [[step.id, at]] : [])));

/** Each step's column. */
export const columnsOf = (map: JourneyMap): Map<string, number> =>
  new Map(stepsOf(map).map((step, at) => [step.id, at]));

/** A lane's cards in as few table rows as spanning cards allow; a plain slot keeps all in one cell. */
export function cardLevels(cards: readonly Card[], order: ReadonlyMap<string, number>): Level[] {
  const levels: Level[] = [[]];
  const place = (card: Card) => order.get(card.step) ?? 0;
  const there = cards.filter((card) => order.has(card.step));
  for (const card of there.toSorted((one, other) => place(one) - place(other))) {
    const at = place(card);
    const span = Math.max(at, order.get(card.span_to_step ?? card.step) ?? at) - at + 1;
    const alike = levels.flat().find((cell) => cell.at === at && cell.span === span);
    if (alike) {
      alike.cards.push(card);
      continue;
    }
    const free = levels.find((level) => isFree(level, at, span));
    if (free) free.push({ at, span, cards: [card] });
    else levels.push([{ at, span, cards: [card] }]);
  }
  return levels.map((level) => level.toSorted((one, other) => one.at - other.at));
}

const isFree = (level: Level, at: number, span: number) =>
  level.every((cell) => at + span <= cell.at || at >= cell.at + cell.span);

/** The letters that are written from right to left. */
const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;
const RTL_LANGUAGES = new Set(["ar", "he", "fa", "ur", "yi", "dv", "ps", "sd", "ug", "ckb", "iw"]);

/** Whether a map is read from right to left: as its language is, else as most of its title's letters. */
export function isMirrored(map: JourneyMap): boolean {
  if (map.language) return RTL_LANGUAGES.has(map.language.split("-")[0]?.toLowerCase() ?? "");
  const letters = [...map.title].filter((letter) => /\p{L}/u.test(letter));
  return letters.filter((letter) => RTL.test(letter)).length > letters.length / 2;
}
