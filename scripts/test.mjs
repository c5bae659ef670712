// `npm test`: every check of the project, two at a time, and a list of what failed at the end.

import fs from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { findBrowser } from './browser.mjs';
import { UserError } from './errors.mjs';
import { FRONTEND, PROJECT_PYTHON } from './paths.mjs';
import { lastLines, logOf, runHere, runLogged } from './programs.mjs';
import { npm } from './setup.mjs';
import { step } from './steps.mjs';
import { newTestStack } from './test_stack.mjs';

const AT_ONCE = 2; // for two cores; on more it is quick enough
const python = (...args) => ({ command: PROJECT_PYTHON, args: ['-m', ...args] });
const pytest = (...folders) => python('pytest', ...folders);
const frontend = (script) => {
  const [command, args] = npm('run', script);
  return { command, args, cwd: FRONTEND };
};
const withStack = (check) => ({ ...check, needsStack: true });

const SCRIPTS_LINT = ['-c', 'frontend/eslint.scripts.config.js', '--max-warnings', '0', 'scripts'];

/** Name → what to run, in the order in which they start; first what needs no stack and answers soon. */
const QUICK = {
  'web-unit': frontend('test'),
  'unit': pytest('tests/unit'),
  'web-lint': frontend('lint'),
  'scripts-lint': { command: path.join(FRONTEND, 'node_modules', '.bin', 'eslint'), args: SCRIPTS_LINT },
  'mypy': python('mypy'),
  'web-types': frontend('typecheck'),
  'web-format': frontend('format:check'),
  'web-client': frontend('client:check'),
  'ruff': python('ruff', 'check', '.'),
  'ruff-format': python('ruff', 'format', '--check', '.'),
  'imports': { command: path.join(path.dirname(PROJECT_PYTHON), 'lint-imports'), args: [] },
};
const SLOW = {
  'browser': withStack(frontend('e2e')),
  // Each start of a stack takes as long as many tests: whatever does not mind what others left shares one.
  'e2e': withStack(pytest('tests/e2e', 'tests/fuzz')),
  'launcher': pytest('tests/launcher'),
  'soak': withStack(pytest('tests/soak')),
  'integration': pytest('tests/integration'),
  'contract': pytest('tests/contract'),
};
const ALL = { ...QUICK, ...SLOW };
const SUMMARY_LINE = /\d+ (?:passed|failed)/; // pytest, Vitest and Playwright all close with such a line

/** Run all checks, or only those named (`quick` names the quick ones), and give the exit status. */
export async function runTests(only) {
  const wanted = only?.flatMap((name) => (name === 'quick' ? Object.keys(QUICK) : [name])) ?? Object.keys(ALL);
  const unknown = wanted.filter((name) => !(name in ALL));
  if (unknown.length > 0) {
    throw new UserError(`There is no check named ${unknown.join(', ')}. There are: quick, ${Object.keys(ALL).join(', ')}.`);
  }
  const env = wanted.includes('browser') ? { PLATEBOOK_CHROMIUM: await findBrowser() } : {};
  const results = [];
  for (const group of [QUICK, SLOW]) {
    const checks = Object.entries(group).filter(([name]) => wanted.includes(name));
    results.push(...(await sideBySide(checks.map(([name, check]) => () => runCheck(name, { ...check, env })))));
  }
  return summarize(results);
}

/** Run the unit tests of both sides, show what they ran through, and give the exit status. No number is a gate. */
export async function runCoverage() {
  const ofHandlers = await runHere(PROJECT_PYTHON, ['-m', 'pytest', '-q', 'tests/unit', 'tests/integration', '--cov']);
  const { command, args, cwd } = frontend('coverage');
  const ofWeb = await runHere(command, args, { cwd });
  return ofHandlers || ofWeb;
}

/** Do some works, a few at once; the first one that throws ends it all, when those beside it have ended. */
async function sideBySide(works) {
  const results = [];
  const waiting = [...works.entries()];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [place, work] = next;
      results[place] = await work();
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: AT_ONCE }, lane));
  const broken = lanes.find(({ status }) => status === 'rejected');
  if (broken !== undefined) throw broken.reason;
  return results;
}

/** A step that passes when the check's program gives 0. */
async function runCheck(name, check) {
  const log = logOf(`test-${name}`);
  fs.writeFileSync(log, '');
  let status;
  const seconds = await step(name, async () => {
    status = await (check.needsStack ? runWithStack(name, log, check) : runProgram(log, check));
    return [status === 0 ? '' : 'FAILED', closingLine(log)].join(' ').trim();
  });
  return { name, seconds, log, isPassed: status === 0 };
}

const runProgram = (log, { command, args, cwd, env }) => runLogged(log, command, args, { cwd, env });

/** Run a check with a stack of its own, so that no check meets what another one left. */
async function runWithStack(name, log, check) {
  const stack = newTestStack(name, log);
  try {
    const status = await stack.start();
    if (status !== 0) return status;
    return await runProgram(log, { ...check, env: { ...check.env, PLATEBOOK_OUTPUTS: stack.outputs } });
  } finally {
    await stack.stop();
  }
}

function closingLine(log) {
  const text = stripVTControlCharacters(fs.readFileSync(log, 'utf8'));
  return text.split('\n').findLast((line) => SUMMARY_LINE.test(line))?.replaceAll(/^[=\s]+|[=\s]+$/g, '') ?? '';
}

function summarize(results) {
  const failed = results.filter((result) => !result.isPassed);
  console.log('');
  for (const { name, seconds, isPassed } of results) {
    console.log(`  ${isPassed ? 'passed' : 'FAILED'}  ${name.padEnd(12)} ${seconds.toFixed(1).padStart(7)} s`);
  }
  for (const { name, log } of failed) console.log(`\n  ${name} failed (${log}):\n\n${lastLines(log)}`);
  console.log(`\n${results.length - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
}
