// What runs beside an installed npm peer, as ask.py does beside a Python one: `node ask.mjs FOLDER PEER`.
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [folder, peer] = process.argv.slice(2);
const require = createRequire(path.join(folder, 'package.json'));

/** A small generator of chance, so that a peer makes up the same plates each time. */
function seed(text) {
  let state = [...text].reduce((sum, one) => (Math.imul(sum, 31) + one.codePointAt(0)) | 0, 7);
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const checks = {
  validator: () => {
    const { isLicensePlate } = require('validator');
    return (locale, text) => isLicensePlate(text, locale);
  },
  'license-plate': () => {
    const { default: Plate } = require('license-plate');
    return (_, text) => new Plate(text).valid();
  },
  '@codecorn/euro-plate-validator': () => {
    const { validatePlate } = require('@codecorn/euro-plate-validator');
    return (country, text) => validatePlate(text, [country]).isValid;
  },
  '@randock/license-plate-validator': () => {
    const { ValidatorFactory } = require('@randock/license-plate-validator');
    return (country, text) => ValidatorFactory.forCountry(country).validate(text);
  },
  '@brimbelle/license-plate': () => {
    const { default: Plate } = require('@brimbelle/license-plate');
    return (locale, text) => {
      Plate.setLocale(locale);
      return new Plate(text).isValid();
    };
  },
  'colombia-validators': () => {
    const { ColombiaValidators } = require('colombia-validators');
    const validators = new ColombiaValidators();
    return (_, text) => validators.Plate.validate(text);
  },
  'spanish-car-plate': () => {
    const { isValid } = require('spanish-car-plate');
    return (_, text) => isValid(text);
  },
  'placa-mercosul': () => {
    const { validate } = require('placa-mercosul');
    return (_, text) => validate(text, true);
  },
  'rdw-kenteken-check': async () => {
    // Its package.json names no entry point that Node takes.
    const file = path.join(folder, 'node_modules/rdw-kenteken-check/src/kenteken-check-nl-class.js');
    const { KentekenCheck } = await import(pathToFileURL(file).href);
    return (_, text) => {
      const check = new KentekenCheck(text);
      check.formatLicense();
      return check.valid;
    };
  },
};

const makes = {
  'license-plate-serial-generator': () => {
    const states = require('license-plate-serial-generator');
    return (state) => states[state]();
  },
};

async function answerer() {
  if (peer in makes) {
    const make = makes[peer]();
    return ({ region, count }) => {
      seed(region);
      return Array.from({ length: count }, () => make(region));
    };
  }
  const check = await checks[peer]();
  return ({ region, spellings }) => spellings.some((text) => Boolean(check(region, text)));
}

const answer = await answerer();
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`);
}
