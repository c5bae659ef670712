#!/usr/bin/env bash
# rapidocr 3.10.0 (PyPI), with onnxruntime 1.31.1, opencv-python-headless 4.14.0.94, NumPy 2.4.6, Pillow 13.0.0
#
# Behaviour: with return_word_box, each word comes with a confidence. But there is one for each character of the line,
# blanks too, and they are dealt out to the words in turn: the first word has that of the first character, the second
# that of the second character. With return_single_char_box as well, every character after a gap has that of the one
# before it, be it the blank. So on a plate with a gap the doubt is told of another part than the doubtful one, or none.
# Expected: a word's confidence from its own characters, a character's its own: word_results are triples of text,
# confidence and box, and RapidOCR's pull request 293, which brought them, says the confidence of each character.
# Seen on 2026-11-30, of plates on which a strip of one character is painted over:
#   KD48 XRT, the D: read as KP48 XRT
#     words:      KP48 0.998, XRT 0.276
#     characters: K 0.998, P 0.276, 4 1.0, 8 1.0, X 0.995, R 0.999, T 1.0
#   KD48 XRT, the R: read as KD48 XRT
#     words:      KD48 0.999, XRT 1.0
#     characters: K 0.999, D 1.0, 4 1.0, 8 1.0, X 0.97, R 0.999, T 0.75
#   KD48XRT, the R: read as KD48XRT
#     words:      KD48XRT 1.0
#     characters: K 1.0, D 1.0, 4 1.0, 8 1.0, X 1.0, R 0.828, T 1.0
#
# Exits 0 while it is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check \
  rapidocr==3.10.0 onnxruntime==1.31.1 opencv-python-headless==4.14.0.94 numpy==2.4.6 pillow==13.0.0
cat >"$work/ask.py" <<'PYTHON'
import sys

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from rapidocr import RapidOCR

PAPER, INK = (245, 245, 240), (0, 0, 0)
FONT = ImageFont.load_default(60)
reader = RapidOCR(params={"Global.log_level": "error"})


def plate(text, spoilt):
    picture = Image.new("RGB", (420, 110), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.text((210, 55), text, fill=INK, font=FONT, anchor="mm")
    start = 210 - FONT.getlength(text) / 2
    left, right = (start + FONT.getlength(text[:end]) for end in (spoilt, spoilt + 1))
    draw.rectangle((left, 63, right, 79), fill=PAPER)
    return np.array(picture)


def parts(picture, single):
    read = reader(picture, return_word_box=True, return_single_char_box=single)
    return read.txts[0], [(text, round(confidence, 3)) for text, confidence, _ in read.word_results[0]]


def asked(text, spoilt):
    picture = plate(text, spoilt)
    (read, words), (_, characters) = parts(picture, False), parts(picture, True)
    print(f"{text}, the {text[spoilt]}: read as {read}")
    for name, found in {"words:": words, "characters:": characters}.items():
        print(f"  {name:11}", ", ".join(f"{part} {confidence}" for part, confidence in found))
    return words, characters


def least(found):
    return min(range(len(found)), key=lambda place: found[place][1])


words, characters = asked("KD48 XRT", 1)
doubt_in_other_word = least(characters) == 1 and least(words) == 1 and words[1][1] == characters[1][1]
words, characters = asked("KD48 XRT", 6)
doubt_on_next = characters[least(characters)][0] == "T" and min(confidence for _, confidence in words) > 0.95
_, characters = asked("KD48XRT", 5)
own_without_gap = characters[least(characters)][0] == "R"
sys.exit(0 if doubt_in_other_word and doubt_on_next and own_without_gap else 1)
PYTHON
"$work/env/bin/python" "$work/ask.py"
