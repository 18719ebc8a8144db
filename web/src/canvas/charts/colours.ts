/** Colours of things that have none of their own: the pictures' bars, the most frequent first. */
const BARS = ["awareness", "purchase", "use", "onboarding", "renew", "consideration", "share"] as const;
const STAGES = new Set<string>([...BARS, "custom"]);

/** Names of steps that stand for no single step; they are grey. */
export const BESIDES = new Set(["(start)", "(end)", "(earlier)", "(later)", "(other)", "(still open)"]);

/** A colour for each name; a stage has its own, the first seven others a bar each, the rest are grey. */
export function colouring(names: readonly string[]): (name: string) => string {
  const others = names.filter((name) => !STAGES.has(name) && !BESIDES.has(name));
  const places = new Map(others.map((name, at) => [name, BARS[at]]));
  return (name) => `var(--dp-bar-${STAGES.has(name) ? name : (places.get(name) ?? "custom")})`;
}
