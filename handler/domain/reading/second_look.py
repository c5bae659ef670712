"""The second look: where the first one is unsure, and what both say together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from handler.domain.candidate import Candidate, ranked
from handler.domain.edits import differ_in_one
from handler.domain.formats.subdivision import subdivision_of
from handler.domain.geometry import BoundingBox, ImageSize, bounds_of, covered_share, holds, polygon_of
from handler.domain.judging.ground import Picture
from handler.domain.judging.judgement import Judged, clusters_of
from handler.domain.reading.montage import Montage, Place, montage_of, montage_of_parts, seen_in_views
from handler.domain.reading.read import Read, Reading, all_reads, foremost_first, held_to, judged_spans, settled
from handler.domain.reading.verdict import Reason, Verdict
from handler.domain.text.detection import Detection, middle_of
from handler.domain.text.text_row import pieces_of

MOST_PLACES: Final = 3
"""More would make the montage so large that OCR shrinks it again."""

_WORTH_A_LOOK: Final = 0.2
"""Text less probably a plate than this is left alone. Chosen from 0.1, 0.2 and 0.3: at 0.1 crops cut words until they
looked like plates (MODEL to DEL, TARE to ARE) and won no plate, at 0.3 plates were lost."""

# Room around a text in heights of it: what stands beside a plate tells it from a part of longer text.
_ROOM_ALONG, _ROOM_ACROSS = 2.0, 1.2
# What a word beside it may add to that.
_MOST_ROOM_BESIDE = 6.0

_INDEPENDENCE: Final = 0.5
"""What one look's word is worth beside others': all look at the same pixels, so each counts as half a witness."""

_BLUNDER: Final = 0.02
"""The chance that what a look saw says nothing of the truth: one that never saw a plate does not rule it out. Chosen
from 0.005, 0.02 and 0.1 on the photos that weights are fitted to, by their loss."""

_TOGETHER: Final = 0.1
"""The chance that looks err together, as all see the same pixels: a few that dissent leave so much doubt. Chosen from
0, 0.1, 0.2 and 0.3 on the same photos: within 2 % of the least loss, which 0 has, and more careful."""

_OVERLOOKED: Final = 0.3
"""How much a look that read the number alone speaks for the number with letters before it: they stand one above the
other there, in one box with the number or in none. 0.3 is as good as 0.6 on drawn plates, and no photo's first read
becomes another plate by it."""

_LETTERS_BEFORE: Final = 2

_SAME_PLACE: Final = 0.3
"""Boxes that share so much of the smaller one are of one plate."""

_FEWEST_LOOKS: Final = 2
"""Text that the first look refused needs as many views to become a read."""

_LEAST_IN_PARTS: Final = 0.5
"""What only parts of a photo show is a read when it is more probably right than not: 0.3 takes one more of 492 drawn
photos without a plate for one, and no photo's right read lies between."""
_SUREST_ALONE: Final = 0.9
"""What one part alone shows is never surer, so that a person looks at it where one error in a hundred is accepted."""
_SURE_OF_THE_REST: Final = 0.75
"""From here on a read that leaves something out is doubted for that alone, and no further look tells whose it is."""


def montage_in_doubt(
    reading: Reading,
    detections: Sequence[Detection],
    picture: Picture,
    expected_regions: frozenset[str],
    sure_confidence: float,
) -> Montage | None:
    """Decide whether and where to look again.

    Parameters
    ----------
    reading : Reading
        What `read_plates` made of the following three.
    detections, picture, expected_regions
        As `read_plates` takes them.
    sure_confidence : float
        From this confidence (0-1) of the first read on, nothing needs a second look.

    Returns
    -------
    Montage or None
        Views of the likeliest plates, at most `MOST_PLACES` of them; the photo in parts when there is no text that may
        be a plate; None when the first look is sure.
    """
    if reading.reads and _is_sure(reading.reads[0], sure_confidence):
        return None
    judged = judged_spans(detections, picture, expected_regions)
    likely = [cluster.chosen for cluster in clusters_of(judged)]
    around = [bounds_of(polygon_of(piece.frame, picture.size)) for piece in pieces_of(detections, picture.size)]
    worth = [one for one in likely if one.probability >= _WORTH_A_LOOK][:MOST_PLACES]
    places = [_place(one, around, picture.size) for one in worth]
    return montage_of(places, picture.size) if places else montage_of_parts(picture.size)


def _is_sure(read: Read, sure_confidence: float) -> bool:
    return read.confidence >= (min(_SURE_OF_THE_REST, sure_confidence) if read.left_out_text else sure_confidence)


def read_twice(
    first: Sequence[Detection],
    second: Sequence[Detection],
    montage: Montage,
    picture: Picture,
    expected_regions: frozenset[str],
) -> Reading:
    """Read a photo from both looks.

    Every view of the montage is read as if the photo had been seen so at the places of the montage and as at first
    elsewhere. At each place the readings then vote; elsewhere the first look stands. Of a photo shown in parts,
    what one view reads is a read too: less sure than the view says, as nobody else saw it.

    Parameters
    ----------
    first, second : Sequence of Detection
        Text boxes of the photo, and of the montage (in its own ratios).
    montage : Montage
    picture, expected_regions
        As `read_plates` takes them.

    Returns
    -------
    Reading
        Its verdicts are on the boxes of the first look, in their order, then on those of the second, by view. Ids of
        the second look's boxes follow the highest id of the first.
    """
    first_id = max((box.detection_id for box in first), default=-1) + 1
    views = seen_in_views(second, montage, first_id)
    shown = [tuple(tile.source for tile in montage.tiles if tile.view == view) for view in range(len(views))]
    # What one look is quite unsure of still has a voice: others may back it.
    before = all_reads(first, picture, expected_regions)
    again = [
        all_reads((*_elsewhere(first, areas), *view), picture, expected_regions)
        for areas, view in zip(shown, views, strict=True)
    ]
    votes = [one.reads for one in again]
    reads = _found(votes, first_id) if montage.shows_each_once else _agreed(before.reads, votes, shown[0])
    fresh = (replace(verdict, look=2) for one in again for verdict in one.verdicts if verdict.detection_id >= first_id)
    return settled(Reading(reads, _outvoted(chain(before.verdicts, fresh), reads)))


def _place(judged: Judged, around: Iterable[BoundingBox], size: ImageSize) -> Place:
    """Give a place with room around a text, and all of the words beside it: of USDOT 482137, OT 482137 is a plate."""
    span = judged.span
    room = span.line_height
    frame = replace(
        span.frame,
        width=span.frame.width + 2 * _ROOM_ALONG * room,
        height=span.frame.height + 2 * _ROOM_ACROSS * room,
    )
    box, height = bounds_of(polygon_of(frame, size)), room / size.height
    beside = [one for one in around if _is_cut(one, box, height)]
    most = _MOST_ROOM_BESIDE * room / size.width
    left = max(min(one.left for one in (box, *beside)), box.left - most)
    right = min(max(_right(one) for one in (box, *beside)), _right(box) + most)
    return Place(BoundingBox(left, box.top, right - left, box.height), height)


def _is_cut(word: BoundingBox, box: BoundingBox, height: float) -> bool:
    """Tell whether a side of a box runs through a word that stands in the middle of its height."""
    is_beside = abs(word.top + word.height / 2 - box.top - box.height / 2) < height / 2
    return is_beside and any(word.left < side < _right(word) for side in (box.left, _right(box)))


def _right(box: BoundingBox) -> float:
    return box.left + box.width


def _elsewhere(first: Sequence[Detection], areas: Sequence[BoundingBox]) -> tuple[Detection, ...]:
    """Give the first look's boxes outside the areas; a word goes with its line."""
    inside = {box.detection_id for box in first if box.polygon and any(holds(area, middle_of(box)) for area in areas)}
    lines = {box.detection_id for box in first if box.level == "line"}
    return tuple(box for box in first if (box.parent_id if box.parent_id in lines else box.detection_id) not in inside)


def _agreed(before: Sequence[Read], again: Sequence[Sequence[Read]], areas: Sequence[BoundingBox]) -> tuple[Read, ...]:
    """Let the looks vote on each area; reads of the first look outside them stay as they are."""
    left, agreed = list(before), []
    for area in areas:
        own = _surest_at(area, left)
        votes = [vote for reads in again if (vote := _surest_at(area, reads))]
        left = [read for read in left if read is not own]
        if own or len(votes) >= _FEWEST_LOOKS:
            agreed.append(_vote(([own] if own else []) + votes))
    return _each_once(foremost_first((*left, *agreed)))


def _found(again: Sequence[Sequence[Read]], first_id: int) -> tuple[Read, ...]:
    """Let the looks at parts of a photo vote where they overlap; what they did not see themselves is not theirs."""
    places: list[list[Read]] = []
    for read in chain.from_iterable(again):
        if read.detection_ids[-1] >= first_id:
            _place_among(places, read).append(read)
    votes = (_vote(place) if len(place) > 1 else _alone(place[0]) for place in places)
    return _each_once(foremost_first(vote for vote in votes if vote.confidence >= _LEAST_IN_PARTS))


def _alone(seen: Read) -> Read:
    """Doubt what nobody else saw."""
    return held_to(_SUREST_ALONE, _vote([seen]))


def _place_among(places: list[list[Read]], read: Read) -> list[Read]:
    """Give the reads that stand where another does, the first of a new place if none does."""
    there = (place for place in places if covered_share(place[0].bounding_box, read.bounding_box) > _SAME_PLACE)
    place = next(there, None)
    if place is None:
        places.append(place := [])
    return place


def _surest_at(area: BoundingBox, reads: Iterable[Read]) -> Read | None:
    """Give the surest of the reads that stand in the middle of an area."""
    middle = BoundingBox(area.left + area.width / 4, area.top + area.height / 4, area.width / 2, area.height / 2)
    there = (read for read in reads if covered_share(read.bounding_box, middle) > _SAME_PLACE)
    return max(there, key=lambda read: read.confidence, default=None)


def _vote(looks: Sequence[Read]) -> Read:
    """Join what several looks read at one place (at least one).

    A plate's confidence is the chance that not all looks that saw it are wrong, 1 - (product of 1 - confidence) ^
    `_INDEPENDENCE`, times its share of what they say together (`_shares`): agreement raises it, disagreement lowers it,
    and so does a look that saw nothing. It never exceeds what the surest look says, because agreement tells that the
    characters are right, and nothing of whether they are a plate's.
    """
    said = [{one.plate: one.confidence for one in look.candidates} for look in looks]
    masses = {
        plate: _confidence([_with_look_alikes(one, plate) for one in said], share)
        for plate, share in _shares(said).items()
    }
    candidates: tuple[Candidate, ...] = ranked(masses)
    best = candidates[0]
    closest = max(looks, key=lambda look: next((c.confidence for c in look.candidates if c.plate == best.plate), 0.0))
    office, office_share = subdivision_of(best.plate, closest.region, closest.raw_text)
    return replace(
        closest,
        plate=best.plate,
        confidence=best.confidence,
        subdivision=office,
        subdivision_confidence=office_share,
        candidates=candidates,
    )


def _shares(said: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Share all that looks say, each a confidence by plate, among the plates.

    Looks that err each in their own way are witnesses: what all of them find thinkable outweighs what is clear to some,
    as when each takes an emblem for another letter. So the product of what they say counts, and their sum for as much
    as they may err together.
    """
    seen = dict.fromkeys(chain.from_iterable(said))
    sums = {plate: sum(one.get(plate, 0.0) for one in said) for plate in seen}
    # A look that blundered tells nothing, so that what all say on average stands for it.
    missed = {plate: _BLUNDER * each / len(said) for plate, each in sums.items()}
    products = {plate: math.prod(_backing(one, plate) + missed[plate] for one in said) for plate in seen}
    apart, together = (1 - _TOGETHER) / sum(products.values()), _TOGETHER / sum(sums.values())
    return {plate: products[plate] * apart + sums[plate] * together for plate in seen}


def _backing(look: Mapping[str, float], plate: str) -> float:
    """Give what a look says for a plate: of it, or of its number without the letters before it."""
    letters, number = plate[:_LETTERS_BEFORE], plate[_LETTERS_BEFORE:]
    without = _OVERLOOKED * look.get(number, 0.0) if letters.isalpha() else 0.0
    return max(look.get(plate, 0.0), without)


def _confidence(chances: Sequence[float], share: float) -> float:
    """Give how sure all looks together are of what they said with some chances, 0-1, and that has a share of it all."""
    return min(1 - math.prod(1 - chance for chance in chances) ** _INDEPENDENCE, max(chances)) * share


def _with_look_alikes(said: Mapping[str, float], plate: str) -> float:
    """Give how sure a look is of a plate, whichever of its look-alikes it is: those the looks' shares tell apart."""
    # Chances of all plates make one, but for what rounding adds.
    return min(sum(chance for other, chance in said.items() if other == plate or differ_in_one(other, plate)), 1.0)


def _each_once(reads: Iterable[Read]) -> tuple[Read, ...]:
    kept: dict[str, Read] = {}
    for read in reads:
        kept.setdefault(read.plate, read)
    return tuple(kept.values())


def _outvoted(verdicts: Iterable[Verdict], reads: Sequence[Read]) -> tuple[Verdict, ...]:
    taken = frozenset().union(*(read.detection_ids for read in reads))
    return tuple(
        replace(one, taken=False, reason=Reason.OUTVOTED) if one.taken and one.detection_id not in taken else one
        for one in verdicts
    )
