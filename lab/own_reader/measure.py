"""Processor time and memory of the function, in a new process each, as Lambda starts it: with one thread.

Processor time and not time on the clock: other programs of the machine make no difference to it, and a function with
one whole processor takes as long. Nothing here says how fast another processor is.
"""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean, median
from typing import Any, Final

from PIL import Image

COLD_STARTS: Final = 5
LARGEST_PIXELS: Final = (10_000, 6_400)
"""The largest photo that the S3 function takes: 64 million pixels, no side above 10,000."""

_PROGRAM: Final = """
import base64, json, resource, sys, time
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
from reader.function import handle
class Context: aws_request_id = "measured"
asked, figures = {"WordFilter": {"MinConfidence": 30.0}}, []
for photo in sys.argv[1:]:
    image = base64.b64encode(open(photo, "rb").read()).decode()
    before = time.process_time()
    answer = handle({"Image": {"Bytes": image}, "Filters": asked}, Context())
    figures.append({"seconds": time.process_time() - before, "since_start": time.process_time(), "peak": peak(),
                    "refused": answer.get("__type")})
print(json.dumps(figures))
"""


def measure(folder: Path, most: int) -> dict[str, Any]:
    """Measure the function on photos.

    Parameters
    ----------
    folder : Path
        With JPEG photos, at any depth.
    most : int
        How many of them, chosen by chance, always the same ones.

    Returns
    -------
    dict
        Seconds of processor time, mebibytes at the highest.
    """
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".jpg", ".jpeg"))
    photos = random.Random(0).sample(found, min(most, len(found)))
    cold = [_run(photos[place : place + 1])[0] for place in range(min(COLD_STARTS, len(photos)))]
    warm = [one for one in _run(photos)[1:] if not one["refused"]]
    seconds = [one["seconds"] for one in warm]
    (largest,) = _run([_largest_photo()])
    return {
        "photos": len(warm),
        "cold_start_to_answer_seconds": {"median": _in_short(median(one["since_start"] for one in cold))},
        "cold_peak_mebibytes": round(max(one["peak"] for one in cold)),
        "warm_seconds": {
            "mean": _in_short(fmean(seconds)),
            "median": _in_short(median(seconds)),
            "p95": _in_short(sorted(seconds)[int(0.95 * len(seconds))]),
            "most": _in_short(max(seconds)),
        },
        "peak_mebibytes": round(max(one["peak"] for one in warm)),
        "largest_photo": {"seconds": _in_short(largest["since_start"]), "peak_mebibytes": round(largest["peak"])},
    }


def _run(photos: Sequence[Path]) -> list[dict[str, Any]]:
    environment = os.environ | {"PLATEBOOK_OCR_THREADS": "1"}
    command = [sys.executable, "-c", _PROGRAM, *map(str, photos)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    figures: list[dict[str, Any]] = json.loads(done.stdout)
    return figures


def _largest_photo() -> Path:
    """Give the largest photo that is taken, with little in it, so that it passes as bytes too."""
    path = Path(__file__).parents[2] / ".local" / "largest-photo.jpg"
    path.parent.mkdir(exist_ok=True)
    out = io.BytesIO()
    Image.linear_gradient("L").resize(LARGEST_PIXELS).convert("RGB").save(out, "JPEG", quality=70)
    path.write_bytes(out.getvalue())
    return path


def _in_short(seconds: float) -> float:
    return round(seconds, 2)
