#!/usr/bin/env bash
# validator 13.15.35 (npm)
#
# Behaviour: isLicensePlate(text, 'pt-PT') means to allow a blank, a hyphen or a dot between the groups of a Portuguese
# plate, but writes them as the range from blank to dot, which has all digits and capital letters in it. Texts of other
# lengths and orders are plates. The locale pt-BR has two patterns of which one lacks its end and one its beginning.
# Expected: true for AB12CD and ABC1D23 only; a Portuguese plate has six characters in pairs, a Brazilian one seven.
# Seen on 2026-11-28:
#   pt-PT AB12CD true
#   pt-PT JOY81YN true
#   pt-PT 395698OK true
#   pt-BR ABC1D23 true
#   pt-BR XXABC1234 true
#   pt-BR ABC1D23XX true
#
# Exits 0 while it is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" validator@13.15.35
cd "$work"
cat >ask.cjs <<'JAVASCRIPT'
const { isLicensePlate } = require('validator');

const texts = [
  ['pt-PT', 'AB12CD'],
  ['pt-PT', 'JOY81YN'],
  ['pt-PT', '395698OK'],
  ['pt-BR', 'ABC1D23'],
  ['pt-BR', 'XXABC1234'],
  ['pt-BR', 'ABC1D23XX'],
];
const answers = texts.map(([locale, text]) => isLicensePlate(text, locale));
texts.forEach(([locale, text], place) => console.log(locale, text, answers[place]));
process.exit(answers.every(Boolean) ? 0 : 1);
JAVASCRIPT
node ask.cjs
