// `npm test`: every check of the project, each in its turn, and a list of what failed at the end.

import fs from 'node:fs';
import path from 'node:path';
import { findBrowser } from './browser.mjs';
import { UserError } from './errors.mjs';
import { FRONTEND, PROJECT_PYTHON } from './paths.mjs';
import { lastLines, logOf, runLogged } from './programs.mjs';
import { npm } from './setup.mjs';
import { step } from './steps.mjs';
import { newTestStack } from './test_stack.mjs';

const python = (...args) => [PROJECT_PYTHON, ['-m', ...args]];
const pytest = (folder) => python('pytest', folder);
const frontend = (script) => [...npm('run', script), { cwd: FRONTEND }];

/** Name → what to run. Those of WITH_STACK get a stack of their own, beside whatever runs. */
const CHECKS = {
  'ruff': python('ruff', 'check', '.'),
  'ruff-format': python('ruff', 'format', '--check', '.'),
  'mypy': python('mypy'),
  'imports': [path.join(path.dirname(PROJECT_PYTHON), 'lint-imports'), []],
  'unit': pytest('tests/unit'),
  'integration': pytest('tests/integration'),
  'contract': pytest('tests/contract'),
  'web-client': frontend('client:check'),
  'web-types': frontend('typecheck'),
  'web-lint': frontend('lint'),
  'web-format': frontend('format:check'),
  'web-unit': frontend('test'),
};
const WITH_STACK = {
  'e2e': pytest('tests/e2e'),
  'fuzz': pytest('tests/fuzz'),
  'browser': frontend('e2e'),
};
const SUMMARY_LINE = /\d+ (?:passed|failed)/; // pytest, Vitest and Playwright all close with such a line

/** Run all checks, or only those named, and give the exit status. */
export async function runTests(only) {
  const unknown = (only ?? []).filter((name) => !(name in CHECKS) && !(name in WITH_STACK));
  const names = [...Object.keys(CHECKS), ...Object.keys(WITH_STACK)].join(', ');
  if (unknown.length > 0) throw new UserError(`There is no check named ${unknown.join(', ')}. There are: ${names}.`);
  const isWanted = ([name]) => only === undefined || only.includes(name);
  const withStack = Object.entries(WITH_STACK).filter(isWanted);
  const browser = withStack.some(([name]) => name === 'browser') ? await findBrowser() : undefined;
  const results = await runAll(Object.entries(CHECKS).filter(isWanted), {});
  if (withStack.length > 0) results.push(...(await runWithStack(withStack, browser)));
  return summarize(results);
}

async function runAll(checks, env) {
  const results = [];
  for (const [name, [command, args, options]] of checks) results.push(await runCheck(name, command, args, { ...options, env }));
  return results;
}

function runCheck(name, command, args, options) {
  const log = logOf(`test-${name}`);
  fs.writeFileSync(log, '');
  return runStep(name, log, () => runLogged(log, command, args, options));
}

/** A step that passes when `work` gives 0; the end of its log is shown when it does not. */
async function runStep(name, log, work) {
  let status;
  const seconds = await step(name, async () => {
    status = await work();
    return [status === 0 ? '' : 'FAILED', closingLine(log)].join(' ').trim();
  });
  if (status !== 0) console.log(`\n${lastLines(log)}\n\n  (the whole log: ${log})\n`);
  return { name, seconds, log, isPassed: status === 0 };
}

function closingLine(log) {
  const text = fs.readFileSync(log, 'utf8').replaceAll(/\x1b\[[0-9;]*m/g, '');
  return text.split('\n').findLast((line) => SUMMARY_LINE.test(line))?.replaceAll(/^[=\s]+|[=\s]+$/g, '') ?? '';
}

async function runWithStack(checks, browser) {
  const stack = newTestStack();
  const isUp = await runStep('stack', stack.log, () => stack.start());
  if (!isUp.isPassed) return [isUp];
  try {
    const results = await runAll(checks, { PLATEBOOK_OUTPUTS: stack.outputs, ...(browser && { PLATEBOOK_CHROMIUM: browser }) });
    return [isUp, ...results];
  } finally {
    await stack.stop();
  }
}

function summarize(results) {
  const failed = results.filter((result) => !result.isPassed);
  console.log('');
  for (const { name, seconds, isPassed } of results) {
    console.log(`  ${isPassed ? 'passed' : 'FAILED'}  ${name.padEnd(12)} ${seconds.toFixed(1).padStart(7)} s`);
  }
  for (const { name, log } of failed) console.log(`\n  ${name} failed: ${log}`);
  console.log(`\n${results.length - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
}
