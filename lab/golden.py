"""Golden detections: what the local engine sees in drawn pictures, one for each rule of the reading.

``python -m lab.golden --write`` draws the pictures, asks the engine, and writes `GOLDEN_FOLDER`; without ``--write``
it only tells which answers are no longer the same. Unit tests read the files and ask no engine.
"""

import argparse
import json
import random
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from handler.adapters.rekognition import MIN_WORD_CONFIDENCE_PERCENT
from tests.support.golden_case import Case
from tests.support.golden_cases import CASES
from tests.support.scenes import jpeg_bytes, render_street

GOLDEN_FOLDER = Path(__file__).parents[1] / "tests" / "unit" / "domain" / "reading" / "golden"
SIZE_PX = (1280, 960)

# A tenth of a pixel in 1000; a tenth of a percent of confidence.
_RATIO_DIGITS, _PERCENT_DIGITS = 4, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        Exit code: 0, or 1 when an answer differs from its file.
    """
    parser = argparse.ArgumentParser(prog="python -m lab.golden", description="Make the golden detections.")
    parser.add_argument("--write", action="store_true", help="write them; else only compare")
    options = parser.parse_args(arguments)
    GOLDEN_FOLDER.mkdir(exist_ok=True)
    differing = [case.name for case in CASES if not _settle(case, write=options.write)]
    if differing and not options.write:
        print(f"Differs from its file: {', '.join(differing)}. If that is meant: python -m lab.golden --write")
        return 1
    return 0


def picture_of(case: Case) -> bytes:
    """Draw a case's picture.

    Returns
    -------
    bytes
        A JPEG.
    """
    return jpeg_bytes(render_street(case.vehicles, case.signs, SIZE_PX, random.Random(case.name)))


def _settle(case: Case, *, write: bool) -> bool:
    text = json.dumps(_golden(case), ensure_ascii=False, indent=1) + "\n"
    path = GOLDEN_FOLDER / f"{case.name}.json"
    same = path.is_file() and path.read_text(encoding="utf-8") == text
    if write:
        path.write_text(text, encoding="utf-8")
    return same


def _golden(case: Case) -> dict[str, Any]:
    # The engine takes seconds to import; what only imports this module does without.
    from reader.detect_text import detect_text

    answer = detect_text(picture_of(case), {"WordFilter": {"MinConfidence": MIN_WORD_CONFIDENCE_PERCENT}})
    return {
        "rule": case.rule,
        "size": list(SIZE_PX),
        "expected_regions": sorted(case.expected_regions),
        "plates": list(case.plates),
        "refused": dict(case.refused),
        "response": {"TextDetections": [_rounded(found) for found in answer["TextDetections"]]},
    }


def _rounded(found: Mapping[str, Any]) -> dict[str, Any]:
    """Keep of a detection what the reading looks at."""
    corners = [
        {axis: round(ratio, _RATIO_DIGITS) for axis, ratio in corner.items()} for corner in found["Geometry"]["Polygon"]
    ]
    kept = {key: found[key] for key in ("DetectedText", "Type", "Id", "ParentId") if key in found}
    return {
        **kept,
        "Confidence": round(found["Confidence"], _PERCENT_DIGITS),
        "Geometry": {"Polygon": corners},
    }


if __name__ == "__main__":
    sys.exit(main())
