// A stack for tests, with ports and state of its own, so that it works beside a running `npm start`.

import fs from 'node:fs';
import path from 'node:path';
import { isAlive } from './parent.mjs';
import { LOCAL, PROJECT_PYTHON } from './paths.mjs';
import { requireNotInterrupted, start, stop } from './programs.mjs';

const PREFIX = 'test-';
/** Two checks at a time share two cores: an engine that wants both for itself mostly waits for them. */
const ONE_CORE = { PLATEBOOK_OCR_THREADS: '1' };

/** Make a stack in a new folder for a check, whose log it shares; what stacks of killed tests left is removed. */
export function newTestStack(name, log) {
  removeLeftovers();
  const folder = path.join(LOCAL, `${PREFIX}${process.pid}-${name}`);
  let launcher;
  return {
    outputs: path.join(folder, 'outputs.json'),

    /** Gives 0 when the stack is ready, the launcher's exit status when it is not going to be. */
    async start() {
      const file = fs.openSync(log, 'a');
      const args = ['-m', 'local', 'start', '--stop-with-parent', '--ports', 'auto', '--state-dir', folder];
      launcher = start(PROJECT_PYTHON, args, { env: ONE_CORE, stdio: ['ignore', 'pipe', file] });
      fs.closeSync(file);
      const status = await Promise.race([untilReady(launcher, log), launcher.ended]);
      requireNotInterrupted();
      return status;
    },

    async stop() {
      await stop(launcher);
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

function untilReady(launcher, log) {
  return new Promise((resolve) => {
    let text = '';
    launcher.stdout.on('data', (chunk) => {
      fs.appendFileSync(log, chunk);
      text = (text + chunk).slice(-1000);
      if (/^Ready: /m.test(text)) resolve(0);
    });
  });
}

function removeLeftovers() {
  for (const name of fs.readdirSync(LOCAL)) {
    const isLeftover = name.startsWith(PREFIX) && !isAlive(Number.parseInt(name.slice(PREFIX.length)));
    if (isLeftover) fs.rmSync(path.join(LOCAL, name), { recursive: true, force: true });
  }
}
