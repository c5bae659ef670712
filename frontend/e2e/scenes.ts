import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { PROJECT_ROOT } from "./stack.ts";

type Scene = {
  plate: string;
  /** The plate of a second vehicle, further off: only a person accepts it. */
  further?: string;
  style?: "eu" | "us" | "br" | "none";
  width?: number;
  height?: number;
  format?: "jpg" | "png" | "heic" | "webp" | "avif";
  /** Upside down in the file, with EXIF that says so. */
  turned?: boolean;
  /** In a HEIC, behind another picture, and its primary one. */
  second?: boolean;
  /** EXIF's time and offset from UTC. */
  takenAt?: [time: string, offset: string];
};

const folder = mkdtempSync(join(tmpdir(), "platebook-scenes-"));
// Of each process its own, Playwright's own included: it loads the tests to list them.
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** Photos of two vehicles each, drawn by one program: far quicker than one after the other. */
export function drawStreets(pairs: readonly (readonly [near: string, far: string])[]): string[] {
  const scenes = pairs.map(([plate, further]) => {
    const file = join(folder, `${plate}-${further}.jpg`);
    return { file, plate, further, width_px: 1280, height_px: 720 };
  });
  const input = scenes.map((scene) => JSON.stringify(scene)).join("\n");
  execFileSync(".venv/bin/python", ["-m", "tests.support.scenes", "--batch"], { cwd: PROJECT_ROOT, input });
  return scenes.map(({ file }) => file);
}

/**
 * Draws a car with a number plate.
 *
 * @returns The path of the photo.
 */
export function drawScene({
  plate,
  further,
  style = "eu",
  width = 1280,
  height = 960,
  format = "jpg",
  turned = false,
  second: isSecond = false,
  takenAt,
}: Scene): string {
  const name = further === undefined ? plate : `${plate}-${further}`;
  const file = join(folder, `${name}-${style}-${width}.${format}`);
  if (existsSync(file)) return file;
  const size = ["--width", String(width), "--height", String(height)];
  const time = takenAt === undefined ? [] : ["--taken-at", ...takenAt];
  const second = further === undefined ? [] : ["--further", further];
  const kept = [...(turned ? ["--turned"] : []), ...(isSecond ? ["--second"] : [])];
  const options = [...kept, "--plate", plate, ...second, "--style", style, ...size, ...time];
  execFileSync(".venv/bin/python", ["-m", "tests.support.scenes", file, ...options], { cwd: PROJECT_ROOT });
  return file;
}
