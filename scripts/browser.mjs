// Finds the browser that tests drive, or installs one.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { UserError } from './errors.mjs';
import { FRONTEND } from './paths.mjs';
import { logOf, runLogged } from './programs.mjs';
import { step } from './steps.mjs';

const CANDIDATES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The command of a Chromium or Chrome that runs. */
export async function findBrowser() {
  const asked = process.env.PLATEBOOK_CHROMIUM;
  if (asked && !runs(asked)) throw new UserError(`PLATEBOOK_CHROMIUM=${asked} does not run: name a Chromium or Chrome.`);
  return asked || (whatIsHere() ?? (await installBrowser()));
}

const runs = (command) => spawnSync(command, ['--version', '--no-sandbox'], { stdio: 'ignore' }).status === 0;

function whatIsHere() {
  const command = [...CANDIDATES, playwrightsOwn()].find((candidate) => candidate && runs(candidate));
  return command && absolute(command);
}

/** Playwright wants a path, not a name. */
function absolute(command) {
  const { stdout } = spawnSync('sh', ['-c', 'command -v "$0"', command], { encoding: 'utf8' });
  return stdout.trim();
}

function playwrightsOwn() {
  const script = "import('@playwright/test').then(({ chromium }) => console.log(chromium.executablePath()))";
  const { stdout } = spawnSync(process.execPath, ['-e', script], { cwd: FRONTEND, encoding: 'utf8' });
  return stdout?.trim();
}

async function installBrowser() {
  const log = logOf('browser');
  fs.writeFileSync(log, '');
  await step('Browser', async () => {
    for (const [command, ...args] of installers()) await runLogged(log, command, args, { cwd: FRONTEND });
  });
  const command = whatIsHere();
  if (command) return command;
  throw new UserError(
    `The tests need Chromium or Chrome, and installing one failed (${log}). ` +
      'Install it (Debian: sudo apt-get install chromium; otherwise Chrome from https://www.google.com/chrome), or name one in PLATEBOOK_CHROMIUM.',
  );
}

function installers() {
  const isDebianRoot = process.getuid() === 0 && fs.existsSync('/etc/debian_version');
  if (!isDebianRoot) return [['npx', 'playwright', 'install', 'chromium']];
  return [
    ['apt-get', 'update'],
    ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '--yes', '--no-install-recommends', 'chromium'],
  ];
}
