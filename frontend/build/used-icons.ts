import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const ICONS = "/@cloudscape-design/components/icon/generated/icons.js";
const COMPONENTS = dirname(createRequire(import.meta.url).resolve("@cloudscape-design/components/package.json"));
const OUR_OWN = fileURLToPath(new URL("../src", import.meta.url));

/** Types and lists of all names, and what no page imports. */
const NO_USE = /\.d\.ts$|\/(?:icon\/generated|internal\/generated|test-utils)\//;

/** Where an icon begins in the file, by how it is indented; its name may stand in quotes. */
const ICON = /^ {4}(?="?[\w-]+"?: React\.createElement)/m;
const NAME = /^"?([\w-]+)"?:/;
const CLOSING = /\n\};\n/;

/**
 * Leaves out the icons (two thirds of 62 kB) that neither Platebook nor any of Cloudscape's components names: its icon
 * brings all of them to every page. A name counts as used wherever it stands in quotes, so rather one too many is kept.
 *
 * @returns The plugin.
 */
export function usedIcons(): Plugin {
  return {
    name: "used-icons",
    apply: "build",
    transform: (code, id) =>
      id.endsWith(ICONS) ? { code: withoutUnused(code, textOf(OUR_OWN, COMPONENTS)), map: null } : null,
  };
}

/**
 * Takes icons out of their file.
 *
 * @param code - The file, as Cloudscape writes it.
 * @param text - What may name icons.
 * @returns The file with those that are named.
 */
export function withoutUnused(code: string, text: string): string {
  const end = code.search(CLOSING);
  const [head = "", ...icons] = code.slice(0, end + 1).split(ICON);
  if (icons.length === 0) throw new Error("Cloudscape writes its icons in another way now. See build/used-icons.ts.");
  const kept = icons.filter((icon) => isNamed(NAME.exec(icon)?.[1] ?? "", text));
  return head + kept.map((icon) => `    ${icon}`).join("") + code.slice(end + 1);
}

function isNamed(name: string, text: string): boolean {
  return [`"${name}"`, `'${name}'`, `\`${name}\``].some((quoted) => text.includes(quoted));
}

function textOf(...folders: readonly string[]): string {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  );
  return files
    .filter((file) => /\.(?:js|tsx?)$/.test(file) && !NO_USE.test(file))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
}
