// For scripts/*.mjs beside this folder: plain Node programs. `npm run check` uses it from the project's root.
import js from "@eslint/js";

const NODE = [
  "AbortController",
  "Buffer",
  "clearInterval",
  "clearTimeout",
  "console",
  "fetch",
  "process",
  "setInterval",
];
const MORE = ["setTimeout", "URL", "performance"];

export default [
  js.configs.recommended,
  { languageOptions: { globals: Object.fromEntries([...NODE, ...MORE].map((name) => [name, "readonly"])) } },
  { rules: { eqeqeq: "error", "no-var": "error", "prefer-const": "error", "no-shadow": "error" } },
  {
    files: ["**/*.cjs"],
    languageOptions: {
      sourceType: "commonjs",
      globals: { require: "readonly", module: "writable", __dirname: "readonly" },
    },
  },
];
