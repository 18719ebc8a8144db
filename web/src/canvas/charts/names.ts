/** Names that fit where they stand. */

const NARROW = 7; // pixels of a letter in a chart
const WIDE = 13.5; // of a sign of Chinese, Japanese or Korean, and of a picture
const IS_WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Extended_Pictographic}/u;

/** About how many pixels a name takes. */
export const widthOf = (name: string): number =>
  [...name].reduce((sum, sign) => sum + (IS_WIDE.test(sign) ? WIDE : NARROW), 0);

/** The name, cut to the room there is; the whole name is in the title. */
export function shortened(name: string, room: number): string {
  const space = Math.max(room, 4 * NARROW);
  if (widthOf(name) <= space) return name;
  let [kept, taken] = ["", NARROW];
  for (const sign of name) {
    taken += widthOf(sign);
    if (taken > space) break;
    kept += sign;
  }
  return `${kept.trimEnd()}…`;
}
