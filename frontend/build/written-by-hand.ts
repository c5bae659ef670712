import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * A file that the bundler has no part in: it is sent as it is written, under a name by which it may be kept for ever.
 *
 * @param name - Its path inside src/.
 * @param title - What it is called once it is built, before its hash.
 */
export function writtenByHand(name: string, title: string): { fileName: string; source: Buffer } {
  const source = readFileSync(fileURLToPath(new URL(`../src/${name}`, import.meta.url)));
  const hash = createHash("sha256").update(source).digest("hex").slice(0, 8);
  return { fileName: `assets/${title}-${hash}${name.slice(name.lastIndexOf("."))}`, source };
}
