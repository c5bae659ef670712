import { execFileSync } from "node:child_process";

import { PROJECT_ROOT, stack } from "./stack.ts";

/**
 * Plays the stack's demo camera: a device that read a plate itself, sees a vehicle come in and sends its photo.
 *
 * @param photo - The path of a JPEG.
 * @param plate - What the device says that it has read.
 */
export function sendAsCamera(photo: string, plate: string): void {
  const camera = [
    "-m",
    "local.camera",
    "--dialect",
    "hikvision",
    "--plate",
    plate,
    "--url",
    stack.demo_camera.push_url,
  ];
  execFileSync(".venv/bin/python", [...camera, photo], { cwd: PROJECT_ROOT });
}
