// What each npm command does.

import { parseArgs } from 'node:util';
import { Interrupted, UserError } from './errors.mjs';
import { CALLER, FRONTEND, PROJECT_PYTHON, ROOT } from './paths.mjs';
import { forgetEmpty, forwardStops, requireNotInterrupted, runHere } from './programs.mjs';
import { probePython } from './python.mjs';
import { npm, setUp } from './setup.mjs';
import { runCoverage, runTests } from './test.mjs';

const COMMANDS = {
  start: async (args) => {
    await setUp();
    requireNotInterrupted();
    return runHere(PROJECT_PYTHON, ['-m', 'local', 'start', '--stop-with-parent', ...args]);
  },
  test: async (args) => {
    const { values } = parseArgs({ args, options: { only: { type: 'string', multiple: true } } });
    await setUp();
    return runTests(values.only);
  },
  check: async () => {
    await setUp();
    return runTests(['quick']);
  },
  coverage: async () => {
    await setUp();
    return runCoverage();
  },
  read: (args) => {
    if (!probePython(PROJECT_PYTHON)) throw new UserError('Platebook is not running. Start it with: npm start');
    return runTool('scripts.read', args);
  },
  camera: async (args) => {
    await setUp();
    return runTool('local.camera', args);
  },
  carpark: async (args) => {
    await setUp();
    return runTool('local.carpark', args);
  },
  relay: async (args) => {
    await setUp();
    return runTool('local.relay', args);
  },
  receiver: (args) => {
    const python = probePython(PROJECT_PYTHON) ? PROJECT_PYTHON : 'python3';
    return runHere(python, [`${ROOT}/docs/examples/receiver.py`, ...args], { cwd: CALLER });
  },
  evaluate: async (args) => {
    await setUp();
    return runTool('lab.evaluate', args);
  },
  bench: async (args) => {
    await setUp();
    return runTool('lab.bench', args);
  },
  deploy: async (args) => {
    await setUp();
    return runTool('scripts.deploy', args);
  },
  user: async (args) => {
    await setUp();
    return runTool('scripts.operate.user', args);
  },
  doctor: async (args) => {
    await setUp();
    return runTool('scripts.operate.doctor', args);
  },
  remove: async (args) => {
    await setUp();
    return runTool('scripts.operate.remove', args);
  },
  visits: async (args) => {
    await setUp();
    return runTool('scripts.visits', args);
  },
  replay: async (args) => {
    await setUp();
    return runTool('scripts.replaying.replay', args);
  },
  redrive: async (args) => {
    await setUp();
    return runTool('scripts.redrive', args);
  },
  drill: async (args) => {
    await setUp();
    return runTool('scripts.drill', args);
  },
  docs: async (args) => {
    await setUp();
    return runTool('scripts.docs', args);
  },
  openapi: async (args) => {
    await setUp();
    return (await runTool('scripts.openapi', args)) || runClient(args.includes('--check'));
  },
};

/** Run a Python tool of the project where the caller stands, so that the paths they name are theirs. */
function runTool(module, args) {
  const env = { PYTHONPATH: ROOT };
  return runHere(PROJECT_PYTHON, ['-m', module, ...args], { cwd: CALLER, env });
}

/** Write, or check, the web app's types after docs/openapi.json: one without the other would be out of date. */
function runClient(onlyCheck) {
  const [command, args] = npm('run', onlyCheck ? 'client:check' : 'client');
  return runHere(command, args, { cwd: FRONTEND });
}

/** Run a command and give the exit status. */
export async function main([name, ...args]) {
  forwardStops();
  forgetEmpty(process.env);
  try {
    if (!Object.hasOwn(COMMANDS, name ?? '')) throw new UserError(`Say what to do: ${Object.keys(COMMANDS).join(', ')}.`);
    return await COMMANDS[name](args);
  } catch (error) {
    if (error instanceof Interrupted) return sayInterrupted();
    if (!(error instanceof UserError) && error.code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION') throw error;
    console.error(`\n${error.message}`);
    return 1;
  }
}

function sayInterrupted() {
  console.error('\nStopped. The same command goes on from here.');
  return 130;
}
