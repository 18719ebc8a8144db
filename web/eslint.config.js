import a11y from "eslint-plugin-jsx-a11y";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const LAYERS = ["app", "features", "canvas", "map"]; // imports go down: each knows only those after it
const SHARED = ["ui", "client"];

const above = (layer) => LAYERS.slice(0, LAYERS.indexOf(layer)).map((name) => `@/${name}/**`);

const forbidden = (files, group, message) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns: [{ group, message }] }] },
});

export default tseslint.config(
  { ignores: ["src/client/schema.d.ts", "node_modules"] },
  ...tseslint.configs.strict,
  a11y.flatConfigs.recommended,
  hooks.configs.flat.recommended,
  {
    rules: {
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "max-lines": ["error", 400],
      "@typescript-eslint/no-dynamic-delete": "off", // documents are trees of named things
      complexity: ["error", 15],
      "no-console": "error",
    },
  },
  forbidden(
    ["src/features/**"],
    [...above("features"), "../../*"],
    "A feature knows what is below it, and no other feature.",
  ),
  forbidden(["src/canvas/**"], [...above("canvas")], "The canvas knows map, ui and client."),
  forbidden(
    ["src/map/**"],
    [...above("map"), "@/ui/**", "react", "react-dom", "@mantine/**", "@tanstack/**"],
    "map/ is plain functions over values: no React, no fetch.",
  ),
  forbidden(
    ["src/ui/**", "src/client/**"],
    LAYERS.map((name) => `@/${name}/**`),
    `${SHARED.join(" and ")} are under everything.`,
  ),
);
