import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const FRONTEND = path.join(ROOT, 'frontend');
export const LOCAL = path.join(ROOT, '.local');
export const LOGS = path.join(LOCAL, 'logs-of-commands');
export const LEASH = path.join(ROOT, 'scripts', 'leash.mjs');
export const PROJECT_PYTHON = path.join(ROOT, '.venv', 'bin', 'python');
/** Where the person stands who typed the command: npm itself changes to the project's root. */
export const CALLER = process.env.INIT_CWD ?? process.cwd();
