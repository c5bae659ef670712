"""``python lab/own_reader/texts.py PHOTO…``: what the function finds in photos, a line of JSON each.

It leans on nothing but the package and boto3, so it also runs in an emulated machine: with the unzipped package in
``PYTHONPATH``, under ``qemu-aarch64 -cpu neoverse-n1 -L ROOT ROOT/usr/bin/python3.13``. The lines of two machines can
be compared; the first one says which machine it was.
"""

import base64
import json
import platform
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from reader.function import handle

LEAST_CONFIDENCE_PERCENT: Final = 30.0
PLACE_DIGITS: Final = 4


class Context:
    """Stands for Lambda's."""

    aws_request_id = "by-hand"


def main(photos: Sequence[str]) -> None:
    """Print what is found."""
    print(json.dumps([platform.machine(), platform.python_version()]), flush=True)
    for photo in photos:
        image = base64.b64encode(Path(photo).read_bytes()).decode()
        asked = {"WordFilter": {"MinConfidence": LEAST_CONFIDENCE_PERCENT}}
        answer = handle({"Image": {"Bytes": image}, "Filters": asked}, Context())
        print(json.dumps([_in_short(found) for found in answer["TextDetections"]]), flush=True)


def _in_short(found: Mapping[str, Any]) -> list[object]:
    corners = [round(corner[axis], PLACE_DIGITS) for corner in found["Geometry"]["Polygon"] for axis in ("X", "Y")]
    return [found["Type"], found["DetectedText"], round(found["Confidence"], 2), corners]


if __name__ == "__main__":
    main(sys.argv[1:])
