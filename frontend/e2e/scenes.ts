import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { PROJECT_ROOT } from "./stack.ts";

type Scene = { plate: string; style?: "eu" | "us" | "br" | "none"; width?: number; height?: number };

const folder = mkdtempSync(join(tmpdir(), "platebook-scenes-"));

/**
 * Draws a car with a number plate.
 *
 * @returns The path of the JPEG.
 */
export function drawScene({ plate, style = "eu", width = 1280, height = 960 }: Scene): string {
  const file = join(folder, `${plate}-${style}-${width}.jpg`);
  if (existsSync(file)) return file;
  const options = ["--plate", plate, "--style", style, "--width", String(width), "--height", String(height)];
  execFileSync(".venv/bin/python", ["-m", "tests.scenes", ...options, file], { cwd: PROJECT_ROOT });
  return file;
}
