// Notices when npm, which started us, is gone without a word (SIGKILL, a closed terminal): nobody else would tell us.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

const WATCH_MS = 500;

/** Call `tell` once when the npm that started this process has ended. */
export function whenNpmEnds(tell) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const ancestors = npmAncestors();
  const watch = setInterval(() => {
    if (ancestors.every(isAlive)) return;
    clearInterval(watch);
    tell();
  }, WATCH_MS);
  watch.unref();
}

/** Our parent, and npm behind it when npm's shell stands between us. */
function npmAncestors() {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,args=', '-p', String(process.ppid)], { encoding: 'utf8' });
  const [, grandparent, command] = /^\s*(\d+)\s+(.*)/.exec(stdout ?? '') ?? [];
  return command?.startsWith('sh -c ') ? [process.ppid, Number(grandparent)] : [process.ppid];
}

/** Tell whether a process runs. */
export function isAlive(pid) {
  if (!(pid > 0) || isZombie(pid)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** On Linux: ended, but nobody has asked how. */
function isZombie(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.startsWith('Z');
  } catch {
    return false;
  }
}
