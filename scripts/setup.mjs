// Makes a fresh clone ready to work: Python environments, npm packages, the built web app. Quick when nothing changed.

import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from './errors.mjs';
import { isAlive } from './parent.mjs';
import { FRONTEND, LOCAL, PROJECT_PYTHON, ROOT } from './paths.mjs';
import { lastLines, logOf, requireNotInterrupted, runLogged } from './programs.mjs';
import { findPython, probePython } from './python.mjs';
import { digestOf, isStamped, stamp, unstamp } from './stamps.mjs';
import { step } from './steps.mjs';

const LOCK = path.join(LOCAL, 'setup.lock');
const LOCK_POLL_MS = 500;
const WEB_SOURCES = ['src', 'public', 'build', 'index.html', 'package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.json', 'tsconfig.app.json', 'tsconfig.base.json', 'tsconfig.node.json'];

/** Do whatever of the set-up is not done yet. */
export async function setUp() {
  if (!probePython(PROJECT_PYTHON)?.isSupported) findPython(); // what is missing is said before minutes of work
  await alone(() => sideBySide(pythonSide, webSide));
}

async function pythonSide() {
  await pythonPackages('Python packages', '.venv', 'requirements-dev.txt');
  await pythonPackages('Packages of the local AWS', '.venv-aws', 'requirements-aws.txt');
}

async function webSide() {
  await npmPackages('Packages of the web app', FRONTEND);
  await webApp();
  await npmPackages('Deployment tools', ROOT);
}

/** Let both come to their end before the first failure, if any, is told: nothing runs on behind a message. */
async function sideBySide(...sides) {
  const ends = await Promise.allSettled(sides.map((side) => side()));
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure) throw failure.reason;
}

async function pythonPackages(name, folder, lockFile) {
  const environment = path.join(ROOT, folder);
  const python = path.join(environment, 'bin', 'python');
  const present = probePython(python);
  if (present?.isSupported && isStamped(environment, pythonDigest(lockFile, present))) return;
  const maker = present?.isSupported ? present : findPython();
  await made(name, environment, async (run) => {
    if (maker !== present) await run(maker.command, ['-m', 'venv', '--clear', environment]);
    const install = ['-m', 'pip', 'install', '--disable-pip-version-check', '--require-hashes', '-r', lockFile];
    await run(python, install);
    return pythonDigest(lockFile, probePython(python));
  });
}

const pythonDigest = (lockFile, python) => digestOf([path.join(ROOT, lockFile)], [python.version]);

async function npmPackages(name, folder) {
  const modules = path.join(folder, 'node_modules');
  const digest = digestOf([path.join(folder, 'package.json'), path.join(folder, 'package-lock.json')], [process.versions.modules]);
  if (isStamped(modules, digest)) return;
  await made(name, modules, async (run) => {
    await run(...npm('ci', '--no-audit', '--no-fund'), { cwd: folder });
    return digest;
  });
}

async function webApp() {
  const dist = path.join(FRONTEND, 'dist');
  const digest = digestOf(WEB_SOURCES.map((name) => path.join(FRONTEND, name)));
  if (isStamped(dist, digest)) return;
  await made('Web app', dist, async (run) => {
    await run(...npm('run', 'build'), { cwd: FRONTEND });
    return digest;
  });
}

/** The npm that runs us, or else the one on the path; it tells why it fails even when we were started with --silent. */
export function npm(...args) {
  const own = process.env.npm_execpath;
  const told = ['--loglevel=warn', ...args];
  return own?.endsWith('.js') ? [process.execPath, [own, ...told]] : ['npm', told];
}

/** A step that makes a folder; its output is shown only when it fails. */
async function made(name, folder, work) {
  const log = logOf(name);
  fs.writeFileSync(log, '');
  const run = async (command, args, options) => {
    const status = await runLogged(log, command, args, options);
    if (status === 0) return;
    throw new UserError(`${lastLines(log)}\n\n"${name}" failed (the whole log: ${log}). Put right what it says and run the command again; it goes on from here.`);
  };
  unstamp(folder);
  await step(name, async () => stamp(folder, await work(run)));
}

/** Keep two commands from setting up the same folder at once. */
async function alone(work) {
  fs.mkdirSync(LOCAL, { recursive: true });
  for (let told = false; !takeLock(); told = true) {
    if (!told) console.log('  Waiting for another command that sets this folder up ...');
    await sleep(LOCK_POLL_MS);
    requireNotInterrupted();
  }
  try {
    await work();
  } finally {
    fs.rmSync(LOCK, { force: true });
  }
}

function takeLock() {
  try {
    fs.writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isAlive(readLock())) return false;
    fs.rmSync(LOCK, { force: true }); // left by a command that was killed
    return takeLock();
  }
}

function readLock() {
  try {
    return Number(fs.readFileSync(LOCK, 'utf8'));
  } catch {
    return 0; // the other one has just finished
  }
}
