// Remembers what a set-up step was made from. The stamp lies in what the step made, so it goes when that goes.

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const STAMP = '.platebook-stamp';

/** A digest of files and folders (by path and content) and of other facts that decide what a step makes. */
export function digestOf(paths, facts = []) {
  const digest = createHash('sha256').update(JSON.stringify(facts));
  for (const file of paths.flatMap(filesBelow)) digest.update(`\0${file}\0`).update(fs.readFileSync(file));
  return digest.digest('hex');
}

function filesBelow(place) {
  if (!fs.existsSync(place)) return [];
  if (fs.statSync(place).isFile()) return [place];
  return fs
    .readdirSync(place, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

export function isStamped(folder, digest) {
  try {
    return fs.readFileSync(path.join(folder, STAMP), 'utf8') === digest;
  } catch {
    return false; // never made, or not to the end
  }
}

export function stamp(folder, digest) {
  fs.writeFileSync(path.join(folder, STAMP), digest);
}

/** Take the stamp away before work begins: what is interrupted counts as not done. */
export function unstamp(folder) {
  fs.rmSync(path.join(folder, STAMP), { force: true });
}
