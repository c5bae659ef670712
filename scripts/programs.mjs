// Starting other programs, and stopping them when we are told to stop.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Interrupted, UserError } from './errors.mjs';
import { whenNpmEnds } from './parent.mjs';
import { LEASH, LOGS, ROOT } from './paths.mjs';

const SHOWN_LOG_LINES = 30;
const INTERRUPTED_STATUS = 130; // what a shell answers for a command ended by Ctrl-C

const running = new Set();
let interrupted = false;

/** Take out what is set to nothing, as a missing secret in CI is: AWS's libraries and ours would take it for a value. */
export function forgetEmpty(environment) {
  const ours = Object.keys(environment).filter((name) => /^(AWS|PLATEBOOK)_/.test(name));
  for (const name of ours) if (environment[name].trim() === '') delete environment[name];
}

/** Pass a request to stop on to whatever runs; also when npm, which started us, is gone without a word. */
export function forwardStops() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stopAll(signal));
  whenNpmEnds(() => stopAll('SIGTERM'));
}

/** Refuse to go on once somebody has asked to stop. */
export function requireNotInterrupted() {
  if (interrupted) throw new Interrupted();
}

function stopAll(signal) {
  interrupted = true;
  for (const child of running) send(child, signal);
}

function send(child, signal) {
  try {
    process.kill(child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // it has ended already
  }
}

/** Start a program; the promise `ended` gives its exit status. */
export function start(command, args, { cwd = ROOT, env = {}, stdio }) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio });
  running.add(child);
  child.ended = new Promise((resolve, reject) => {
    child.on('error', (error) => {
      running.delete(child);
      reject(new UserError(`Cannot start ${command}: ${error.message}`));
    });
    child.on('exit', (status, signal) => {
      running.delete(child);
      resolve(signal === null ? status : INTERRUPTED_STATUS);
    });
  });
  return child;
}

/** Run a program on our terminal and give its exit status. */
export function runHere(command, args, options = {}) {
  return start(command, args, { ...options, stdio: 'inherit' }).ended;
}

/** Ask a program to stop and wait until it has. */
export async function stop(child) {
  send(child, 'SIGTERM');
  await child.ended;
}

/** The file that takes the output of a step. */
export function logOf(name) {
  fs.mkdirSync(LOGS, { recursive: true });
  return path.join(LOGS, `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.log`);
}

/** The end of a log, for people to read. */
export function lastLines(log) {
  return fs.readFileSync(log, 'utf8').trimEnd().split('\n').slice(-SHOWN_LOG_LINES).join('\n');
}

/** Run a program with its output in a log, appended; throws when stopped, gives the exit status otherwise. */
export async function runLogged(log, command, args, options = {}) {
  const file = fs.openSync(log, 'a');
  try {
    fs.writeSync(file, `$ ${[command, ...args].join(' ')}\n`);
    const env = { NO_COLOR: '1', FORCE_COLOR: undefined, ...options.env };
    const onLeash = start(process.execPath, [LEASH, command, ...args], { ...options, env, stdio: ['pipe', file, file] });
    const status = await onLeash.ended;
    requireNotInterrupted();
    return status;
  } finally {
    fs.closeSync(file);
  }
}
