import js from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** Rooms of src/, and what each may not import: app may import all, features all but each other, lib only client. */
const FORBIDDEN = {
  features: [
    { group: ["@/app/*"], message: "A feature does not know the app around it." },
    {
      group: ["@/features/*"],
      message: "Features don't import one another: what two of them need belongs in src/lib.",
    },
  ],
  lib: [{ group: ["@/app/*", "@/features/*"], message: "src/lib serves the features and doesn't know them." }],
  client: [{ group: ["@/*"], message: "The client stands alone: it knows the wire and nothing else." }],
};
const NO_CLIMBING = { group: ["../*"], message: "Write @/… for another folder." };

export default tseslint.config(
  { ignores: ["dist", "playwright-report", "test-results", "src/client/schema.d.ts"] },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // React's and Cloudscape's handlers are `() => void`; an arrow that ends in a call reads best.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    extends: [jsxA11y.flatConfigs.strict, reactHooks.configs.flat.recommended],
    rules: { "no-restricted-imports": ["error", { patterns: [NO_CLIMBING] }] },
  },
  ...Object.entries(FORBIDDEN).map(([room, patterns]) => ({
    files: [`src/${room}/**/*.{ts,tsx}`],
    rules: { "no-restricted-imports": ["error", { patterns: [NO_CLIMBING, ...patterns] }] },
  })),
);
