"""How good reads are: the figures of the accuracy table, and the two simple rules that they are compared with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from handler.domain.characters import drawn_alike, plate_characters
from handler.domain.edits import within_one_edit
from handler.domain.reading.acceptance import DEFAULT_ERROR_RATE, Acceptance
from handler.domain.reading.read import Read
from handler.domain.text.detection import Detection
from lab.photo_set import Photo

TOP = 5

# What most projects take: the first line of 5 to 9 capitals and digits, blanks and hyphens left out.
_NAIVE = re.compile(r"^[A-Z0-9]{5,9}$")

# The rule one step better: the surest line that follows the country's best-known format.
_COUNTRY = {
    "us": r"[A-Z0-9]{1,3}[ -]?[A-Z0-9]{3,4}",
    "br": r"[A-Z]{3}-?\d[A-Z0-9]\d{2}",
    "ro": r"[A-Z]{1,2} ?\d{2,3} ?[A-Z]{3}",
    "vn": r"\d{2}-?[A-Z]\d?[ -]?\d{3}\.?\d{1,2}",
    "in": r"[A-Z]{2} ?\d{1,2} ?[A-Z]{1,3} ?\d{4}",
    "eu": r"[A-Z]{1,3}[ -]?\d{1,4}[ -]?[A-Z]{0,3}|[A-Z]{2}\d{2} ?[A-Z]{3}|\d[A-Z0-9]{2} ?\d{4}",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One photo read in one way.

    Parameters
    ----------
    photo : Photo
    reads : tuple of Read
        The foremost vehicle's first.
    ocr_seconds, reading_seconds, pixel_seconds : float
        Time of DetectText, of our own reading, and of its looks at the photo's pixels.
    calls : int
        DetectText calls.
    """

    photo: Photo
    reads: tuple[Read, ...]
    ocr_seconds: float
    reading_seconds: float
    pixel_seconds: float
    calls: int

    @property
    def is_exact(self) -> bool:
        """Whether the first read is a labelled plate, or there is rightly none."""
        return self.reads[0].plate in self.photo.plates if self.reads else not self.photo.plates


def figures(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """Work out the figures of some photos (at least one).

    Returns
    -------
    dict
        Shares 0-1, calls a photo, median seconds a photo; None where there is nothing to divide by. `accepted` is the
        share of photos whose first read is accepted, `accepted_wrong` the share of all accepted reads that are no
        labelled plate.
    """
    reads = [(outcome.photo, read) for outcome in outcomes for read in outcome.reads]
    acceptance = Acceptance.for_error_rate(DEFAULT_ERROR_RATE)
    accepted = [
        (outcome.photo, place, read)
        for outcome in outcomes
        for place, read in enumerate(outcome.reads)
        if acceptance.accepts(read.confidence, place)
    ]
    plates = sum(len(outcome.photo.plates) for outcome in outcomes)
    found = sum(len(set(outcome.photo.plates) & {read.plate for read in outcome.reads}) for outcome in outcomes)
    return {
        "exact": _share(outcome.is_exact for outcome in outcomes),
        "folded": _share(_is_drawn_alike(outcome) for outcome in outcomes),
        "within_one": _share(_is_within_one(outcome) for outcome in outcomes),
        "top5": _share(_is_in_top(outcome) for outcome in outcomes),
        "recall": found / plates if plates else None,
        "precision": _share(read.plate in photo.plates for photo, read in reads),
        "accepted": sum(place == 0 for _, place, _ in accepted) / len(outcomes),
        "accepted_wrong": _share(read.plate not in photo.plates for photo, _, read in accepted),
        "detect_text_calls": sum(outcome.calls for outcome in outcomes) / len(outcomes),
        "ocr_seconds": median(outcome.ocr_seconds for outcome in outcomes),
        "reading_seconds": median(outcome.reading_seconds for outcome in outcomes),
        "pixel_seconds": median(outcome.pixel_seconds for outcome in outcomes),
    }


def reliability(
    outcomes: Sequence[Outcome], edges: Sequence[float]
) -> list[tuple[float, int, float | None, float | None]]:
    """Compare confidence with truth, in steps of confidence.

    Returns
    -------
    list of (lower edge, reads, mean confidence, share that is right)
    """
    reads = [(read.confidence, read.plate in outcome.photo.plates) for outcome in outcomes for read in outcome.reads]
    rows: list[tuple[float, int, float | None, float | None]] = []
    for low, high in zip(edges, [*edges[1:], 1.01], strict=True):
        here = [(confidence, right) for confidence, right in reads if low <= confidence < high]
        mean = sum(confidence for confidence, _ in here) / len(here) if here else None
        rows.append((low, len(here), mean, _share(right for _, right in here)))
    return rows


def naive(detections: Sequence[Detection], region: str) -> str | None:
    """Take the first line that is letters and digits of a plate's length."""
    del region
    lines = (re.sub("[ -]", "", box.text.upper()) for box in detections if box.level == "line")
    return next((line for line in lines if _NAIVE.match(line)), None)


def country_regex(detections: Sequence[Detection], region: str) -> str | None:
    """Take the surest line that follows the country's format, or any country's when none is known."""
    pattern = _COUNTRY.get(region) or "|".join(_COUNTRY.values())
    lines = [box for box in detections if box.level == "line" and re.fullmatch(pattern, box.text.upper().strip())]
    surest = max(lines, key=lambda box: box.confidence, default=None)
    return plate_characters(surest.text) if surest else None


BASELINES = {"naive": naive, "country_regex": country_regex}


def _is_drawn_alike(outcome: Outcome) -> bool:
    if not outcome.reads:
        return not outcome.photo.plates
    return drawn_alike(outcome.reads[0].plate) in {drawn_alike(plate) for plate in outcome.photo.plates}


def _is_within_one(outcome: Outcome) -> bool:
    if not outcome.reads:
        return not outcome.photo.plates
    return any(within_one_edit(outcome.reads[0].plate, plate) for plate in outcome.photo.plates)


def _is_in_top(outcome: Outcome) -> bool:
    """Tell whether a labelled plate is among the five likeliest: the first read's candidates, then further reads."""
    if not outcome.reads:
        return not outcome.photo.plates
    candidates = [candidate.plate for candidate in outcome.reads[0].candidates]
    return bool(set(candidates[:TOP]) & set(outcome.photo.plates))


def _share(hits: Iterable[bool]) -> float | None:
    values = list(hits)
    return sum(values) / len(values) if values else None
