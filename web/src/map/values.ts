/** Plain values, as JSON holds them: compared and copied without regard to the order of fields. */

export type Value = null | boolean | number | string | Value[] | { [name: string]: Value | undefined };
export type Body = { [name: string]: Value | undefined };

export const isBody = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether two values say the same; a field that is left out says null. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other || (one ?? null) === (other ?? null)) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((each, at) => same(each, other[at]));
  if (!isBody(one) || !isBody(other)) return false;
  const names = Object.keys(one).filter((name) => one[name] !== undefined);
  const others = Object.keys(other).filter((name) => other[name] !== undefined);
  return (
    names.length === others.length && names.every((name) => name in other && same(one[name], other[name]))
  );
}

/** Plain code point order, the same as Python's for texts of the basic plane. */
export const before = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
