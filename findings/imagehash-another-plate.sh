#!/usr/bin/env bash
# ImageHash 4.3.2 (PyPI), with Pillow 12.0.0, NumPy 2.4.6, SciPy 1.17.1, PyWavelets 1.9.0
#
# Behaviour: told by perceptual hashes, a car before a camera with wholly another plate is the same picture (a distance
# of 0 to 2 of 64 bits), and cutting the plate out does not help with two of the four: a plate that shares no character
# is 2 and 4 away there. The wavelet hash finds the same car in dimmer light three times as far away as another car's
# plate. So a limit that lets a parked car pass through dusk also lets another vehicle pass for it.
# Expected: another plate farther away than a change of light, at least when the plate is cut out.
# Seen on 2026-11-29 (distances from the first plate):
#   average_hash scene: other plate 0, one character 0, dimmer 0; plate alone: 2, 1, 0
#   phash        scene: other plate 0, one character 2, dimmer 0; plate alone: 24, 6, 2
#   dhash        scene: other plate 0, one character 0, dimmer 1; plate alone: 30, 1, 1
#   whash        scene: other plate 2, one character 0, dimmer 6; plate alone: 4, 0, 2
#
# Exits 0 while it is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check \
  imagehash==4.3.2 pillow==12.0.0 numpy==2.4.6 scipy==1.17.1 PyWavelets==1.9.0
cat >"$work/ask.py" <<'PYTHON'
import sys

import imagehash
from PIL import Image, ImageDraw, ImageEnhance, ImageFont

BOARD = (500, 470, 780, 530)


def scene(plate, light=1.0):
    picture = Image.new("RGB", (1280, 720), (110, 112, 115))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 1280, 260), fill=(170, 190, 210))
    draw.rounded_rectangle((340, 180, 940, 600), 40, fill=(90, 30, 30))
    draw.rectangle((420, 210, 860, 340), fill=(40, 50, 60))
    draw.rectangle(BOARD, fill=(240, 240, 235))
    draw.text((640, 500), plate, fill=(10, 10, 10), font=ImageFont.load_default(46), anchor="mm")
    return ImageEnhance.Brightness(picture).enhance(light)


first = scene("KD48XRT")
others = {"other plate": scene("BN07WGE"), "one character": scene("KD48XPT"), "dimmer": scene("KD48XRT", 0.55)}
seen = {}
for name in ("average_hash", "phash", "dhash", "whash"):
    tell = getattr(imagehash, name)
    whole = [int(tell(first) - tell(other)) for other in others.values()]
    alone = [int(tell(first.crop(BOARD)) - tell(other.crop(BOARD))) for other in others.values()]
    seen[name] = whole, alone
    print(f"{name:12} scene: {dict(zip(others, whole))}; plate alone: {dict(zip(others, alone))}")

is_same_car = all(whole[0] <= 2 for whole, _ in seen.values())
is_blind_to_plates = seen["average_hash"][1][0] <= 4 and seen["whash"][1][0] <= 4
is_light_farther = seen["whash"][0][2] > seen["whash"][0][0]
sys.exit(0 if is_same_car and is_blind_to_plates and is_light_farther else 1)
PYTHON
"$work/env/bin/python" "$work/ask.py"
