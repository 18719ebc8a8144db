import tokens from "@tokens";
import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Popover,
  Tooltip,
  type VariantColorsResolver,
} from "@mantine/core";

type Theme = "light" | "dark";

/** A colour between two others: `share` 0 is the first, 1 the second. */
export function mixed(one: string, other: string, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const [from, to] = [one, other].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16)) as [
      number,
      number,
    ];
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, "0");
  });
  return `#${parts.join("")}`.toUpperCase();
}

const OUR_COLORS = ["accent", "positive", "negative", "hotspot"] as const;
type OurColor = (typeof OUR_COLORS)[number];

/** Ten shades through the colour's light form (the 7th) and its dark form (the 4th). */
function shades(name: OurColor): MantineColorsTuple {
  const [light, dark] = [tokens.light[name], tokens.dark[name]];
  return [
    mixed(dark, "#FFFFFF", 0.85),
    mixed(dark, "#FFFFFF", 0.65),
    mixed(dark, "#FFFFFF", 0.35),
    dark,
    mixed(dark, light, 0.35),
    mixed(dark, light, 0.7),
    light,
    mixed(light, "#000000", 0.18),
    mixed(light, "#000000", 0.36),
    mixed(light, "#000000", 0.55),
  ];
}

const PLAIN = [
  "bg",
  "panel",
  "card",
  "ink",
  "muted",
  "rule",
  "edge",
  "accent",
  "positive",
  "negative",
  "hotspot",
  "on_hotspot",
] as const;

/** The tokens of one theme as custom properties: `--dp-ink`, `--dp-stage-purchase`, `--dp-bar-purchase`. */
export function properties(theme: Theme): Record<string, string> {
  const ours = tokens[theme];
  const plain = PLAIN.map((name) => [`--dp-${name.replace("_", "-")}`, ours[name]]);
  const stages = Object.entries(ours.stages).map(([name, value]) => [`--dp-stage-${name}`, value]);
  const bars = Object.entries(ours.stage_bars).map(([name, value]) => [`--dp-bar-${name}`, value]);
  return Object.fromEntries([...plain, ...stages, ...bars]);
}

function mantine(theme: Theme): Record<string, string> {
  const ours = tokens[theme];
  return {
    "--mantine-color-body": ours.bg,
    "--mantine-color-text": ours.ink,
    "--mantine-color-dimmed": ours.muted,
    "--mantine-color-placeholder": ours.muted,
    "--mantine-color-default": ours.card,
    "--mantine-color-default-hover": ours.panel,
    "--mantine-color-default-color": ours.ink,
    "--mantine-color-default-border": ours.edge,
    "--mantine-color-error": ours.negative,
    "--mantine-color-anchor": ours.accent,
  };
}

/** What is tinted on dark pages stands out from them; Mantine's own tint is darker than the ground. */
function darkTints(): Record<string, string> {
  const tint = (name: OurColor, share: number) => mixed(tokens.dark.card, tokens.dark[name], share);
  return Object.fromEntries(
    OUR_COLORS.flatMap((name) => [
      [`--mantine-color-${name}-light`, tint(name, 0.18)],
      [`--mantine-color-${name}-light-hover`, tint(name, 0.28)],
    ]),
  );
}

/** What cannot be pressed still has a shape, also on cards, whose ground Mantine gives it. */
function darkDisabled(): Record<string, string> {
  const { rule, muted } = tokens.dark;
  return { "--mantine-color-disabled": rule, "--mantine-color-disabled-color": mixed(muted, rule, 0.3) };
}

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...properties("light"), ...mantine("light") },
  dark: { ...properties("dark"), ...mantine("dark"), ...darkTints(), ...darkDisabled() },
});

/** Mantine's greys of dark pages, from text to ground. */
function darkShades(): MantineColorsTuple {
  const { ink, muted, edge, rule, card, bg } = tokens.dark;
  const between = (one: string, other: string) => mixed(one, other, 0.5);
  return [
    ink,
    between(ink, muted),
    muted,
    edge,
    rule,
    between(rule, card),
    card,
    bg,
    mixed(bg, "#000000", 0.25),
    mixed(bg, "#000000", 0.5),
  ];
}

/** What is filled is dark in light pages and light in dark ones, so the text on it is the ground's colour. */
const onFilled: VariantColorsResolver = (input) => {
  const found = defaultVariantColorsResolver(input);
  const isOurs = !input.color || input.color in colors;
  return input.variant === "filled" && isOurs ? { ...found, color: "var(--mantine-color-body)" } : found;
};

const colors = {
  dark: darkShades(),
  accent: shades("accent"),
  positive: shades("positive"),
  negative: shades("negative"),
  hotspot: shades("hotspot"),
};

/** The tokens of the pictures, as Mantine's theme: what is drawn and what is around it look the same. */
export const theme = createTheme({
  fontFamily: '"Inter Variable", Inter, system-ui, sans-serif',
  headings: { fontWeight: "650" },
  primaryColor: "accent",
  primaryShade: { light: 6, dark: 3 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  defaultRadius: "md",
  cursorType: "pointer",
  colors,
  variantColorResolver: onFilled,
  components: {
    Checkbox: { defaultProps: { iconColor: "var(--mantine-color-body)" } },
    Radio: { defaultProps: { iconColor: "var(--mantine-color-body)" } },
    Tooltip: Tooltip.extend({
      defaultProps: {
        events: { hover: true, focus: true, touch: true },
        openDelay: 300,
        multiline: true,
        maw: 320,
      },
    }),
    Notification: { defaultProps: { closeButtonProps: { "aria-label": "Close" } } },
    // A dialog's head is no banner of the page.
    ModalHeader: { defaultProps: { role: "presentation" } },
    DrawerHeader: { defaultProps: { role: "presentation" } },
    Popover: Popover.extend({ defaultProps: { shadow: "md", withinPortal: true } }),
  },
});
