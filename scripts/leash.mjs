// Runs one command and lets it live no longer than the process that asked for it: `node leash.mjs COMMAND ARGUMENTS`.
// Standard input is a pipe from that process; when it closes, even because of a SIGKILL, the command and all that it
// started are stopped. (The stack's own programs have a leash in Python: local/leash.py. This one is for before there
// is a Python environment.)

import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const KILL_AFTER_MS = 3000;
const NOT_STARTED = 127; // what a shell answers for a command that it cannot start

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });

function sendToGroup(signal) {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH' && error.code !== 'EPERM') throw error; // nothing is left of it
  }
}

function stop() {
  sendToGroup('SIGTERM');
  setTimeout(() => sendToGroup('SIGKILL'), KILL_AFTER_MS);
}

process.stdin.on('end', stop).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
child.on('error', (error) => {
  console.error(`cannot start ${command}: ${error.message}`);
  process.exit(NOT_STARTED);
});
child.on('exit', (status, signal) => {
  sendToGroup('SIGKILL');
  process.exit(signal === null ? status : 128 + constants.signals[signal]);
});
