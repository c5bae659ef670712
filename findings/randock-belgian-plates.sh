#!/usr/bin/env bash
# @randock/license-plate-validator 0.0.24 (npm)
#
# Behaviour: the Belgian validator holds any text for a plate. Its last pattern, marked as a fallback and meant for
# formatting, takes one character or more of whatever kind, and validate() does not leave fallbacks out.
# Expected: false for all but 1-ABC-123; Belgian plates have letters and digits only, and an order.
# Seen on 2026-11-28:
#   BE "1-ABC-123" true
#   BE "hello, world?" true
#   BE "?" true
#   NL "hello, world?" false
#
# Exits 0 while it is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" @randock/license-plate-validator@0.0.24
cd "$work"
cat >ask.cjs <<'JAVASCRIPT'
const { ValidatorFactory } = require('@randock/license-plate-validator');

const texts = [
  ['BE', '1-ABC-123', true],
  ['BE', 'hello, world?', true],
  ['BE', '?', true],
  ['NL', 'hello, world?', false],
];
const answers = texts.map(([country, text]) => ValidatorFactory.forCountry(country).validate(text));
texts.forEach(([country, text], place) => console.log(country, JSON.stringify(text), answers[place]));
process.exit(texts.every(([, , seen], place) => answers[place] === seen) ? 0 : 1);
JAVASCRIPT
node ask.cjs
