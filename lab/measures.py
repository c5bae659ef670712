"""What the bench measures of one checkout, a number at a time.

Run as a file in the folder of any checkout, it answers lines of JSON, ``{"measure": …, "thing": …}``, with ``{"value":
…}`` or ``{"lacks": …}``: so the same measures can be taken of an older revision, as far as it has what they need. That
is why each of them imports what it measures itself.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any, Final

SEARCHES: Final = 50


def ocr_seconds(photo: str) -> float:
    """Measure the processor time of the laptop's engine on a photo."""
    shared_engine = _of_engine("detect_text").shared_engine
    return _processor_seconds(partial(shared_engine().recognise, _decoded(photo)))


def plain_ocr_seconds(photo: str) -> float:
    """Measure the processor time of RapidOCR as it comes."""
    return _processor_seconds(partial(_plain_ocr(), _decoded(photo)))


def reading_seconds(photo: str) -> float:
    """Measure the processor time of our own reading of what the engine sees in a photo."""
    from handler.adapters.rekognition import MIN_WORD_CONFIDENCE_PERCENT, to_detections
    from handler.domain.geometry import ImageSize
    from handler.domain.judging.ground import Picture
    from handler.domain.reading.read import read_plates

    detect_text = _of_engine("detect_text").detect_text
    asked = {"WordFilter": {"MinConfidence": MIN_WORD_CONFIDENCE_PERCENT}}
    boxes = to_detections(detect_text(Path(photo).read_bytes(), asked))
    height, width = _decoded(photo).shape[:2]
    work = partial(read_plates, boxes, Picture(ImageSize(width, height)))
    work()  # grammars are compiled when they are first used
    return _processor_seconds(work)


def import_seconds(module: str) -> float:
    """Measure how long a new Python takes to import a module of this folder."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", f"import {module}"], check=True)
    return time.perf_counter() - started


def search_units(search: str) -> float:
    """Count the read units that a search reads on average.

    Parameters
    ----------
    search : str
        How many plates are filed, and the way to search: ``1000 fuzzy``.
    """
    count, way = search.split(maxsplit=1)
    table, index, plates = _filed(int(count))
    table.reset()
    for plate in plates:
        _WAYS[way](index, plate)
    units: float = table.read_units / len(plates)
    return units


def _by_pattern(index: Any, pattern: str) -> None:  # noqa: ANN401 (of whichever checkout)
    from handler.domain.plate_search import Pattern
    from handler.service.search_reads import PLATES_A_STEP

    index.fitting(Pattern.parse(pattern), PLATES_A_STEP, None)


def look_up_units(look_up: str) -> float:
    """Count the read units that looking a read up in lists costs on average.

    Parameters
    ----------
    look_up : str
        How many entries the lists have, their tolerance, and what is looked up: ``1000 one_edit stranger``.
    """
    from handler.domain.lists.entry import Tolerance
    from lab.lists import look_up_cost

    count, tolerance, which = look_up.split()
    table, plates = _listed(int(count), Tolerance(tolerance))
    asked = look_up_cost.strangers(SEARCHES, 2) if which == "stranger" else [[one] for one in plates[:SEARCHES]]
    units, _ = look_up_cost.look_up(table, int(count), asked)
    return units


def door_seconds(photo: str) -> float:
    """Measure how long a client of the running stack waits for what is read in a photo."""
    from lab import stacked

    return stacked.door_seconds(photo)


def detect_text_seconds(photo: str) -> float:
    """Measure DetectText's own call for a photo, on the running stack."""
    from lab import stacked

    return stacked.detect_text_seconds(photo)


def done_seconds(photo: str) -> float:
    """Measure how long after a photo has arrived in the running stack its upload is done."""
    from lab.events import told

    return told.done_seconds(photo)


def told_seconds(photo: str) -> float:
    """Measure how long after a photo has arrived in the running stack a webhook hears of its read."""
    from lab.events import told

    return told.told_seconds(photo)


def plate_seconds(photo: str) -> float:
    """Measure how long after its POST a photo is done, less the text detection, on the running stack."""
    from lab.plain import stage

    return stage.ours_seconds(photo)


def plain_plate_seconds(photo: str) -> float:
    """Measure the same of a function that does nothing but DetectText and put_item."""
    from lab.plain import stage

    return stage.plain_seconds(photo)


def plates_at_once_seconds(photo: str) -> float:
    """Measure how long after their POST eight photos at once are done, in the middle of them."""
    from lab.plain import stage

    return stage.ours_of_many_seconds(photo)


def plain_plates_at_once_seconds(photo: str) -> float:
    """Measure the same of a function that does nothing but DetectText and put_item."""
    from lab.plain import stage

    return stage.plain_of_many_seconds(photo)


def start_seconds(function: str) -> float:
    """Measure a function of the running stack from a fresh process to its first answer, less the text detection."""
    from lab.starts import stage

    return stage.ours(function).seconds


def bare_start_seconds(function: str) -> float:
    """Measure the same of a function that makes the same clients and calls, and does nothing else."""
    from lab.starts import stage

    return stage.bare(function).seconds


def start_mebibytes(function: str) -> float:
    """Measure the most memory that a function of the running stack takes for its first answer."""
    from lab.starts import stage

    return stage.ours(function).mebibytes


def bare_start_mebibytes(function: str) -> float:
    """Measure the same of a function that makes the same clients and calls, and does nothing else."""
    from lab.starts import stage

    return stage.bare(function).mebibytes


def photo_calls(_thing: str) -> float:
    """Count what the S3 function asks of AWS for a photo."""
    from lab.counted import photo

    return photo.calls_of_ours()


def plain_photo_calls(_thing: str) -> float:
    """Count the same of a function that does nothing but DetectText and put_item."""
    from lab.counted import photo

    return photo.calls_of_the_plain_one()


def photo_write_units(_thing: str) -> float:
    """Count the write units of a photo with a new plate."""
    from lab.counted import photo

    return photo.write_units()


def package_bytes(name: str) -> float:
    """Tell how large a package of the functions is."""
    from lab.counted import packages

    return packages.package_bytes()[name]


def sign_in_bytes(_thing: str) -> float:
    """Tell how much script the sign-in page loads."""
    from lab.counted import pages

    return pages.sent(*pages.at_sign_in())


def largest_page_bytes(_thing: str) -> float:
    """Tell how much script the largest page loads."""
    from lab.counted import pages

    return pages.largest_page()


def growth_units(question: str) -> float:
    """Count the read units of a question.

    Parameters
    ----------
    question : str
        Of how many plates the log is, and what is asked: ``1000 search: a plate``.
    """
    count, what = question.split(maxsplit=1)
    units: float = _grown(int(count))[what]
    return units


_WAYS: Final[Mapping[str, Callable[[Any, str], object]]] = {
    "fuzzy": lambda index, plate: index.near(plate),
    "for AB12*": lambda index, plate: _by_pattern(index, f"{plate[:4]}*"),
    "for *CDE": lambda index, plate: _by_pattern(index, f"*{plate[-3:]}"),
    "for *B12*": lambda index, plate: _by_pattern(index, f"*{plate[1:4]}*"),
}
WAYS_TO_SEARCH: Final = tuple(_WAYS)

MEASURES: Final[Mapping[str, Callable[[str], float]]] = {
    measure.__name__: measure
    for measure in (
        ocr_seconds,
        plain_ocr_seconds,
        reading_seconds,
        import_seconds,
        search_units,
        look_up_units,
        door_seconds,
        detect_text_seconds,
        done_seconds,
        told_seconds,
        plate_seconds,
        plain_plate_seconds,
        plates_at_once_seconds,
        plain_plates_at_once_seconds,
        start_seconds,
        bare_start_seconds,
        start_mebibytes,
        bare_start_mebibytes,
        photo_calls,
        plain_photo_calls,
        photo_write_units,
        package_bytes,
        sign_in_bytes,
        largest_page_bytes,
        growth_units,
    )
}


@cache
def _plain_ocr() -> Any:  # noqa: ANN401 (RapidOCR gives one of four types)
    import numpy as np
    from rapidocr import RapidOCR

    ocr = RapidOCR(params={"Global.log_level": "error"})
    ocr(np.zeros((64, 256, 3), np.uint8))  # its models are loaded when it is first used
    return ocr


def _of_engine(name: str) -> Any:  # noqa: ANN401 (a module of whichever checkout)
    """Give a module of the engine; older checkouts have it where the laptop's Rekognition is."""
    try:
        return import_module(f"reader.{name}")
    except ModuleNotFoundError:
        return import_module(f"local.rekognition.{name}")


@cache
def _decoded(photo: str) -> Any:  # noqa: ANN401 (the pixels of whichever checkout)
    return _of_engine("images").decode(Path(photo).read_bytes())


@cache
def _filed(count: int) -> tuple[Any, Any, Any]:
    from lab.search_cost import CountingTable, file_plates, index_on

    table = CountingTable()
    index = index_on(table)
    return table, index, file_plates(index, count, seed=1)[:SEARCHES]


@cache
def _listed(count: int, tolerance: Any) -> tuple[Any, Any]:  # noqa: ANN401 (of whichever checkout)
    from lab.lists.look_up_cost import filled

    return filled(count, tolerance, seed=1)


@cache
def _grown(count: int) -> Any:  # noqa: ANN401 (of whichever checkout)
    from lab.growth.questions import units_of

    return units_of(count)


def _processor_seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    """Answer what is asked on standard input, until it ends."""
    answers, sys.stdout = sys.stdout, sys.stderr  # what libraries print is no answer
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer: dict[str, object] = {"value": MEASURES[asked["measure"]](asked["thing"])}
        except (ImportError, AttributeError, subprocess.CalledProcessError) as error:
            answer = {"lacks": str(error)}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
