import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

type DemoUser = { email: string; password: string; groups: string[] };
type DemoCamera = { camera_id: string; push_url: string };
type Stack = { web_url: string; api_url: string; demo_users: DemoUser[]; demo_camera: DemoCamera };

export const PROJECT_ROOT = fileURLToPath(new URL("../..", import.meta.url));

export const CHROMIUM = process.env.PLATEBOOK_CHROMIUM ?? "/usr/bin/chromium";

/** No sandbox, for containers run as root; no traffic of the browser's own. */
export const BROWSER_ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

function readStack(): Stack {
  const file = process.env.PLATEBOOK_OUTPUTS ?? `${PROJECT_ROOT}.local/outputs.json`;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Stack;
  } catch (cause) {
    throw new Error(`No stack is running: ${file} cannot be read. Start one with \`npm start\`.`, { cause });
  }
}

/** Where the running stack is. */
export const stack = readStack();
