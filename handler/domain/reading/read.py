"""From text boxes to plate reads: the one entry of the reading domain.

boxes -> pieces -> (burnt-in text dropped) -> rows -> spans -> judged -> clusters -> reads
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field, replace

from handler.domain.candidate import Candidate
from handler.domain.classes.quick import quick_dataclass
from handler.domain.formats.subdivision import subdivision_of
from handler.domain.formats.world import WORLD, World
from handler.domain.geometry import BoundingBox, Frame, ImageSize, Point, bounds_of, frame_of, polygon_of
from handler.domain.judging.bands import bands_beside
from handler.domain.judging.colour import NO_COLOURS, Colours
from handler.domain.judging.evidence import Scene, scene_of
from handler.domain.judging.ground import Picture
from handler.domain.judging.judgement import Cluster, Judged, clusters_of, judge, told_region
from handler.domain.reading.candidates import candidates_of
from handler.domain.reading.country import by_country, clear_country
from handler.domain.reading.explanation import verdicts_of
from handler.domain.reading.for_a_person import is_for_a_person
from handler.domain.reading.left_out import left_out
from handler.domain.reading.rewritten import only_a_format_says
from handler.domain.reading.verdict import Reason, Verdict
from handler.domain.text.band import is_high_band, signs_of
from handler.domain.text.detection import Detection
from handler.domain.text.overlay import burnt_in
from handler.domain.text.span import spans_of
from handler.domain.text.stack import with_stacks_level
from handler.domain.text.text_row import Piece, pieces_of, rows_of, text_of
from handler.domain.words.vocabulary import named_region

LEAST_PLATE_PROBABILITY = 0.3
"""Text that is less probably a plate is no read. Chosen from 0.1 to 0.4: 0.4 costs the right read of 1.2 in a hundred
labelled photos whose region is unknown, 0.1 tells four times as many reads as 0.3 in drawn photos without a plate."""

LEAST_PROBABILITY_OF_DIGITS = 0.7
"""Few plates have digits only, and house numbers, prices and codes do. Where a region is expected that writes such
plates, they count as any other."""

LEAST_CONFIDENCE = 0.2
"""A read less probably right is none. What is a plate and hard to read is better told, for a person to look at, than
"no plate": of 410 labelled photos 0.2 tells four reads more than 0.3, two of them right."""

_SURE_TEXT, _SUREST_OF_UNSURE = 0.9, 0.89
"""Where OCR is less sure of a text than the first, one look makes no read surer than the second: too little for being
accepted, and for being left without another look. Of drawn plates with such text 7 in 100 that were accepted were
wrong; of photos one in 200 is accepted after one look at such text."""

# What being larger is worth beside being surer, for the order of a photo's reads. It keeps clear of what is read into
# the front of a large vehicle, and a passing car's sure plate behind the one that the photo is of.
_SIZE_WORTH, _SURE_ENOUGH = 3.0, 0.98
_LEAST_AREA = 1e-9

# A name beside the number is the region's own word, or a dealer's frame from next door; where hardly any of its formats
# can write the plate, it is none.
_NAMED_ON_THE_PLATE, _LEAST_NAMED = 0.99, 0.02


@quick_dataclass(frozen=True, slots=True)
class Read:
    """One recognition result for one vehicle.

    Parameters
    ----------
    plate : str
        A-Z0-9.
    raw_text : str
        What the OCR wrote there, a blank between boxes.
    confidence : float
        Probability 0-1 that `plate` is right.
    region : str or None
        The jurisdiction that fits, such as `ro` or `us-ca`; None when none fits clearly.
    region_confidence, subdivision_confidence : float or None
        Probability 0-1 that the region is right if the plate is, and the office if both are; None when none is named.
    subdivision : str or None
        The issuing office where the plate itself names it: its code, such as a German district, a Vietnamese province
        or an Indian state; None otherwise.
    bounding_box : BoundingBox
        Ratios 0-1 of the upright image.
    polygon : tuple of Point
        The tilted rectangle around the text, from its upper left, clockwise.
    candidates : tuple of Candidate
        Best first; the first one is `plate`.
    detection_ids : tuple of int
        The text boxes that it is made of, ascending; none belongs to two reads.
    left_out_text : str
        What stands beside it and may be its own, a blank between boxes; empty where nothing does.
    cut : float
        Probability 0-1 that a character at an end was not seen, which nothing tells. `settled` counts it.
    colours : Colours
        Of the plate and its vehicle, as `with_colours` saw them.
    countries : mapping of str to float
        How probable each country is by the number, by code, given that `plate` is right; empty where the plate itself
        names one.
    """

    plate: str
    raw_text: str
    confidence: float
    region: str | None
    subdivision: str | None
    bounding_box: BoundingBox
    polygon: tuple[Point, ...]
    candidates: tuple[Candidate, ...]
    detection_ids: tuple[int, ...]
    left_out_text: str = ""
    cut: float = 0.0
    region_confidence: float | None = None
    subdivision_confidence: float | None = None
    colours: Colours = NO_COLOURS
    countries: Mapping[str, float] = field(default_factory=dict)


@quick_dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one photo.

    Parameters
    ----------
    reads : tuple of Read
        The foremost vehicle's first; empty for a photo without a plate.
    verdicts : tuple of Verdict
        One for every text box, in the order given.
    """

    reads: tuple[Read, ...]
    verdicts: tuple[Verdict, ...]


def read_plates(
    detections: Sequence[Detection],
    picture: Picture,
    expected_regions: frozenset[str] = frozenset(),
    world: World = WORLD,
) -> Reading:
    """Find the plates among a photo's text boxes.

    Parameters
    ----------
    detections : Sequence of Detection
        In any order, lines and words; their ids are unique.
    picture : Picture
        The photo that they stand in.
    expected_regions : frozenset of str
        Where most plates are from: codes such as `ro`, `us-ca`, or `eu` for any European country. Plates from
        elsewhere are read all the same. Empty means anywhere.
    world : World
        The regions that are reckoned with.

    Returns
    -------
    Reading
        A read for each plate, and why each text box was taken or refused.
    """
    return settled(_at_one_look(all_reads(detections, picture, expected_regions, world), detections))


def _at_one_look(reading: Reading, detections: Sequence[Detection]) -> Reading:
    """Doubt reads of text that OCR is unsure of: what it misread there, nothing else in one look gives away."""
    unsure = frozenset(box.detection_id for box in detections if box.confidence < _SURE_TEXT)
    return replace(
        reading,
        reads=tuple(
            held_to(_SUREST_OF_UNSURE, read) if unsure.intersection(read.detection_ids) else read
            for read in reading.reads
        ),
    )


def held_to(surest: float, read: Read) -> Read:
    """Make a read no surer than a confidence (0-1), and its candidates in proportion."""
    return _scaled(surest / max(read.confidence, surest), read)


def _scaled(share: float, read: Read) -> Read:
    candidates = tuple(replace(one, confidence=one.confidence * share) for one in read.candidates)
    return replace(read, confidence=read.confidence * share, candidates=candidates)


def all_reads(
    detections: Sequence[Detection],
    picture: Picture,
    expected_regions: frozenset[str] = frozenset(),
    world: World = WORLD,
) -> Reading:
    """Find the plates as `read_plates` does, however unsure: one look of several, which others may back."""
    page = _page(detections, picture)
    judged = judge(spans_of(page.scene.rows), page.scene, expected_regions, world)
    chosen: list[Cluster] = []
    reads: list[Read] = []
    for cluster in clusters_of(judged):
        if not is_plate(cluster.chosen):
            continue
        read = _read(cluster, page.scene, world)
        if all(read.plate != other.plate for other in reads):
            reads.append(read)
            chosen.append(cluster)
    left = _left_out(chosen, page.scene, world.expected(expected_regions), world)
    doubted = [
        _doubted(replace(read, left_out_text=text_of(pieces)), cluster.chosen, page.scene, expected_regions, world)
        for read, cluster, pieces in zip(reads, chosen, left, strict=True)
    ]
    known = {
        **{one: Reason.LEFT_OUT for pieces in left for piece in pieces for one in piece.detection_ids},
        **dict.fromkeys(page.stamps, Reason.STAMP),
        **{one: Reason.PLATE for read in reads for one in read.detection_ids},
    }
    return Reading(foremost_first(doubted), verdicts_of(detections, judged, chosen, known))


def _left_out(chosen: Sequence[Cluster], scene: Scene, known: Collection[str], world: World) -> list[tuple[Piece, ...]]:
    spans = [cluster.chosen.span for cluster in chosen]
    bands = (bands_beside(span, scene.rows, known, world) if known else () for span in spans)
    taken = frozenset(id(piece) for pieces in (*(span.pieces for span in spans), *bands) for piece in pieces)
    return [left_out(span, scene, taken) for span in spans]


def _doubted(read: Read, judged: Judged, scene: Scene, expected_regions: frozenset[str], world: World) -> Read:
    if read.left_out_text or is_for_a_person(read.plate, judged, scene, expected_regions, world):
        # Look-alikes count as well: further looks tell them apart, and would make it surer.
        return _scaled(min(_SUREST_OF_UNSURE / sum(one.confidence for one in read.candidates), 1.0), read)
    is_unsure = only_a_format_says(read.plate, judged, scene, expected_regions, world)
    return held_to(_SUREST_OF_UNSURE, read) if is_unsure else read


def is_plate(judged: Judged) -> bool:
    """Tell whether a text is probably enough a plate to become a read."""
    is_doubtful = judged.features["digits_only"] and not judged.is_as_expected
    return judged.probability >= (LEAST_PROBABILITY_OF_DIGITS if is_doubtful else LEAST_PLATE_PROBABILITY)


def settled(reading: Reading) -> Reading:
    """Leave out what is less probably right than `LEAST_CONFIDENCE`, say so of its text boxes, and count what is cut.

    What may be cut is not left out for it, nor does it come later: a person can tell the character that was not seen.
    """
    told = tuple(read for read in reading.reads if read.confidence >= LEAST_CONFIDENCE)
    left = frozenset().union(*(read.detection_ids for read in reading.reads if read not in told))
    return Reading(
        tuple(map(_with_what_is_cut, foremost_first(told))),
        tuple(
            replace(one, taken=False, reason=Reason.HARD_TO_READ) if one.taken and one.detection_id in left else one
            for one in reading.verdicts
        ),
    )


def _with_what_is_cut(read: Read) -> Read:
    """Count that the plate may have one character more: then none of the candidates is right."""
    return _scaled(1 - read.cut, read)


def foremost_first(reads: Iterable[Read]) -> tuple[Read, ...]:
    """Order the reads of a photo, the one first that is of the vehicle which the photo is of.

    Parameters
    ----------
    reads : iterable of Read

    Returns
    -------
    tuple of Read
        The one first whose characters are largest, unless another is so much surer: a character of twice the size is
        worth as much as odds that are eight times as high. Nothing counts as surer than 98 in 100. Of equal ones the
        surest is first.
    """
    return tuple(sorted(reads, key=lambda read: (-_foremost(read), -read.confidence)))


def _foremost(read: Read) -> float:
    held = min(max(read.confidence, 1 - _SURE_ENOUGH), _SURE_ENOUGH)
    character = read.bounding_box.width * read.bounding_box.height / len(read.plate)
    return math.log(held / (1 - held)) + _SIZE_WORTH * math.log(max(character, _LEAST_AREA)) / 2


def judged_spans(
    detections: Sequence[Detection],
    picture: Picture,
    expected_regions: frozenset[str] = frozenset(),
    world: World = WORLD,
) -> tuple[Judged, ...]:
    """Weigh every text that may be a plate, the likeliest first: what `read_plates` chooses from, for fitting weights.

    Takes the same as `read_plates`.
    """
    page = _page(detections, picture)
    return judge(spans_of(page.scene.rows), page.scene, expected_regions, world)


@quick_dataclass(frozen=True, slots=True)
class _Page:
    scene: Scene
    stamps: frozenset[int]


def _page(detections: Sequence[Detection], picture: Picture) -> _Page:
    """Sort a photo's text into rows, and what the camera wrote itself."""
    size = picture.size
    pieces = pieces_of(detections, size)
    stamps = burnt_in(pieces, size)
    shown = [piece for index, piece in enumerate(pieces) if index not in stamps]
    rows = rows_of(with_stacks_level(piece for piece in shown if not is_high_band(piece, shown)))
    stamp_ids = frozenset().union(*(pieces[index].detection_ids for index in stamps))
    return _Page(scene_of(rows, _companions(detections, size), signs_of(shown), picture), stamp_ids)


def _companions(detections: Iterable[Detection], size: ImageSize) -> tuple[tuple[Frame, str], ...]:
    """Give where the names of regions stand: lines, and words whose line is not there."""
    boxes = sorted((box for box in detections if box.polygon), key=lambda box: box.detection_id)
    lines = frozenset(box.detection_id for box in boxes if box.level == "line")
    whole = (box for box in boxes if box.level == "line" or box.parent_id not in lines)
    named = ((box, named_region(box.text)) for box in whole)
    return tuple((frame_of(box.polygon, size), region) for box, region in named if region)


def _read(cluster: Cluster, scene: Scene, world: World) -> Read:
    chosen, span = cluster.chosen, cluster.chosen.span
    candidates = candidates_of(cluster)
    polygon = polygon_of(span.frame, scene.size)
    plate, countries = candidates[0].plate, by_country(chosen.fit.regions)
    named = _named(countries, told_region(span, scene))
    region, share = named or clear_country(countries)
    office, office_share = subdivision_of(plate, region, span.raw_text, world)
    return Read(
        plate=plate,
        raw_text=span.raw_text,
        confidence=candidates[0].confidence,
        region=region,
        subdivision=office,
        bounding_box=bounds_of(polygon),
        polygon=polygon,
        candidates=candidates,
        detection_ids=tuple(sorted(span.detection_ids)),
        cut=chosen.fit.cut,
        region_confidence=share,
        subdivision_confidence=office_share,
        countries={} if named else countries,
    )


def _named(countries: Mapping[str, float], companion: str | None) -> tuple[str, float] | None:
    """Take the plate's own word: a name that stands on it is as good as sure, where the number may be from there."""
    if companion and countries.get(companion.partition("-")[0], 0.0) > _LEAST_NAMED:
        return companion, _NAMED_ON_THE_PLATE
    return None
