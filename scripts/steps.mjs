// Steps of a longer work, some side by side: their names, the seconds that pass, and how each ended.

import { Interrupted } from './errors.mjs';

const TICK_MS = 1000;
const CLEAR_LINE = '\r\x1b[K';

const active = new Map(); // name → when it started, in milliseconds
let ticking;

const seconds = (since) => (performance.now() - since) / 1000;

/** Run `work`, showing its name and, on a terminal, the seconds as they pass. Gives the seconds it took. */
export async function step(name, work) {
  const started = performance.now();
  begin(name, started);
  try {
    const note = await work();
    end(name, `${seconds(started).toFixed(1)} s${note ? `  ${note}` : ''}`);
  } catch (error) {
    const how = error instanceof Interrupted ? 'stopped' : 'failed';
    end(name, `${how} after ${seconds(started).toFixed(1)} s`);
    throw error;
  }
  return seconds(started);
}

function begin(name, started) {
  active.set(name, started);
  if (!process.stdout.isTTY) return void process.stdout.write(`  ${name} ...\n`);
  ticking ??= setInterval(showActive, TICK_MS);
  showActive();
}

function end(name, outcome) {
  active.delete(name);
  if (!process.stdout.isTTY) return void process.stdout.write(`  ${name}: ${outcome}\n`);
  process.stdout.write(`${CLEAR_LINE}  ${name}: ${outcome}\n`);
  if (active.size > 0) return showActive();
  clearInterval(ticking);
  ticking = undefined;
}

function showActive() {
  const parts = [...active].map(([name, started]) => `${name} ... ${Math.floor(seconds(started))} s`);
  process.stdout.write(`${CLEAR_LINE}  ${parts.join('   ')}`.slice(0, CLEAR_LINE.length + process.stdout.columns - 1));
}
