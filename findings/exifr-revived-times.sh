#!/usr/bin/env bash
# exifr 7.1.3 (npm); the photos are made with Pillow 13.0.0 (PyPI)
#
# Behaviour: exifr turns EXIF's times into JavaScript dates (reviveValues, on by default) as if the camera's clock ran in
# the zone of whoever reads them. OffsetTimeOriginal, which it reads as well, is left out of account. Where a month or a day
# is padded with a blank, as some cameras write it, the date is one of another year, and nothing says so.
# Expected: the moment that the photo names, 2026-05-01T10:34:56Z, or no date where the text is not understood.
# Seen on 2026-11-28, in New York:
#   2026:05:01 12:34:56 +02:00 2026-05-01T16:34:56.000Z
#   2026: 5: 1 12:34:56 +02:00 2025-12-05T05:01:12.000Z
#
# Exits 0 while it is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check pillow==13.0.0
npm install --silent --no-audit --no-fund --prefix "$work" exifr@7.1.3
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from PIL import Image

for name, taken in {"exact": "2026:05:01 12:34:56", "padded": "2026: 5: 1 12:34:56"}.items():
    exif = Image.Exif()
    exif.get_ifd(0x8769).update({0x9003: taken, 0x9011: "+02:00"})  # DateTimeOriginal, OffsetTimeOriginal
    Image.new("RGB", (64, 64)).save(f"{name}.jpg", exif=exif)
PYTHON
cat >read.mjs <<'JAVASCRIPT'
import fs from 'node:fs';
import exifr from 'exifr';

const at = async (name) => {
  const tags = await exifr.parse(fs.readFileSync(name), ['DateTimeOriginal', 'OffsetTimeOriginal']);
  return `${tags.OffsetTimeOriginal} ${tags.DateTimeOriginal.toISOString()}`;
};
const [exact, padded] = [await at('exact.jpg'), await at('padded.jpg')];
console.log('2026:05:01 12:34:56', exact);
console.log('2026: 5: 1 12:34:56', padded);
process.exit(exact === '+02:00 2026-05-01T16:34:56.000Z' && padded === '+02:00 2025-12-05T05:01:12.000Z' ? 0 : 1);
JAVASCRIPT
TZ=America/New_York node read.mjs
