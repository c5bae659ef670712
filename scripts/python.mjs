// Finds a Python that can run Platebook.

import { spawnSync } from 'node:child_process';
import { UserError } from './errors.mjs';

const CANDIDATES = ['python3.13', 'python3.12', 'python3.11', 'python3', 'python'];
const OLDEST = [3, 11];
const NEWEST = [3, 14];
const PROBE = `
import sys, importlib.util as find
print(*sys.version_info[:3], int(all(find.find_spec(name) for name in ("venv", "ensurepip"))))
`;

/** Tell a Python's version and whether it can make virtual environments; undefined when it does not run. */
export function probePython(command) {
  const { status, stdout } = spawnSync(command, ['-c', PROBE], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const [major, minor, micro, hasVenv] = stdout.trim().split(' ').map(Number);
  const isSupported = major === 3 && minor >= OLDEST[1] && minor <= NEWEST[1];
  return { command, version: `${major}.${minor}.${micro}`, name: `python${major}.${minor}`, hasVenv: hasVenv === 1, isSupported };
}

/** The first Python that fits; PLATEBOOK_PYTHON, when set, is the only one asked. */
export function findPython() {
  const asked = process.env.PLATEBOOK_PYTHON;
  const found = (asked ? [asked] : CANDIDATES).map(probePython).filter((python) => python !== undefined);
  const supported = found.filter((python) => python.isSupported);
  const usable = supported.find((python) => python.hasVenv);
  if (usable) return usable;
  throw new UserError(supported.length > 0 ? withoutVenv(supported[0]) : noPython(asked, found));
}

function withoutVenv(python) {
  return (
    `${python.command} (${python.version}) cannot make virtual environments. ` +
    `Install that part of it (Debian, Ubuntu: sudo apt-get install ${python.name}-venv) and run the command again.`
  );
}

function noPython(asked, found) {
  const wanted = `Platebook needs Python ${OLDEST.join('.')} to ${NEWEST.join('.')}`;
  const remedy = 'Install one (Debian, Ubuntu: sudo apt-get install python3 python3-venv; macOS: brew install python@3.13), or name one in PLATEBOOK_PYTHON.';
  if (asked && found.length === 0) return `${wanted}, but PLATEBOOK_PYTHON=${asked} does not run. ${remedy}`;
  if (found.length === 0) return `${wanted}, and there is none here. ${remedy}`;
  return `${wanted}, and found only ${found[0].version} (${found[0].command}). ${remedy}`;
}
