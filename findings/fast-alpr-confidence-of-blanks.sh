#!/usr/bin/env bash
# fast-alpr 0.4.0 with fast-plate-ocr 1.1.0, open-image-models 0.6.0, onnxruntime 1.31.1 (all PyPI)
#
# Behaviour: the confidence of a plate's text is a list as long as the model has slots, not as the text has characters:
# it goes on with the model's certainty that nothing more follows, which the text does not show. draw_predictions
# writes the mean of all of them on the picture. So the same doubt in every character is drawn as 89 % on a plate of
# two, and as 50 % on one of ten: the shorter a plate, the surer.
# Expected: a confidence for each character ("one value per character", says OcrResult; "per-character", says
# PlatePrediction), and a mean without padding, as the author of both advises (fast-plate-ocr, issue 40).
# Seen on 2026-11-30, from a model of ten slots that gives every character 0.5 and every blank 0.99:
#   B7: 2 characters, 10 confidences, drawn as "B7 89%"
#   KD48: 4 characters, 10 confidences, drawn as "KD48 79%"
#   KD48XRTMN9: 10 characters, 10 confidences, drawn as "KD48XRTMN9 50%"
#
# Exits 0 while it is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check fast-alpr==0.4.0 fast-plate-ocr==1.1.0 \
  open-image-models==0.6.0 onnxruntime==1.31.1 opencv-python-headless==4.14.0.94 numpy==2.4.6 onnx==1.23.2
cat >"$work/ask.py" <<'PYTHON'
import sys
from pathlib import Path
from unittest.mock import patch

import cv2
import numpy as np
import onnx
from fast_alpr import ALPR, BaseDetector, DetectionResult
from onnx import TensorProto, helper, numpy_helper

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
SLOTS, BLANK = 10, "_"
MODEL, CONFIG = Path("model.onnx"), Path("config.yaml")
CONFIG.write_text(
    f"{{max_plate_slots: {SLOTS}, alphabet: {ALPHABET}, pad_char: '{BLANK}', img_height: 64, img_width: 128}}"
)


class OnePlate(BaseDetector):
    def predict(self, frame):
        return [DetectionResult.from_detection_data((200, 200, 400, 260), 0.9, "plate")]


def save_model(text):
    """Write a model that reads `text` in every picture, sure of its end, but not of its characters."""
    answer = np.zeros((1, SLOTS, len(ALPHABET)), np.float32)
    for place, character in enumerate(text.ljust(SLOTS, BLANK)):
        sure = 0.99 if character == BLANK else 0.5
        answer[0, place] = (1 - sure) / (len(ALPHABET) - 1)
        answer[0, place, ALPHABET.index(character)] = sure
    node = helper.make_node("Constant", [], ["plate"], value=numpy_helper.from_array(answer))
    picture = helper.make_tensor_value_info("input", TensorProto.UINT8, ["N", 64, 128, 1])
    plate = helper.make_tensor_value_info("plate", TensorProto.FLOAT, answer.shape)
    graph = helper.make_graph([node], "reads_always_the_same", [picture], [plate])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), MODEL)


def read_and_draw(text):
    save_model(text)
    alpr = ALPR(detector=OnePlate(), ocr_model=None, ocr_model_path=MODEL, ocr_config_path=CONFIG, ocr_device="cpu")
    with patch("fast_alpr.alpr.cv2.putText", wraps=cv2.putText) as put:
        drawn = alpr.draw_predictions(np.full((480, 640, 3), 128, np.uint8))
    return drawn.results[0].ocr, put.call_args.kwargs["text"]


lengths, shown = [], []
for text in ("B7", "KD48", "KD48XRTMN9"):
    read, label = read_and_draw(text)
    print(f'{read.text}: {len(read.text)} characters, {len(read.confidence)} confidences, drawn as "{label}"')
    lengths.append(len(read.confidence))
    shown.append(label.split()[-1])
sys.exit(0 if lengths == [SLOTS] * 3 and shown == ["89%", "79%", "50%"] else 1)
PYTHON
cd "$work"
"$work/env/bin/python" ask.py
