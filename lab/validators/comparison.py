"""Where the table and a peer disagree, by region and series."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, Literal

from handler.domain.formats.region import Region
from handler.domain.formats.region_table import REGIONS
from lab.pictures.plate_texts import plate_text
from lab.validators.asking import Asked
from lab.validators.listed import Lack, Listed
from lab.validators.peers import Peer
from lab.validators.texts import guesses, shape, spellings

Way = Literal["refused", "unlisted"]

PLATES_OF_A_FORMAT: Final = 25
PLATES_MADE: Final = 1000
MANY: Final = 10
"""Shapes that a peer takes beyond the table; more of them are one disagreement: it tells hardly anything apart."""

_MANY_SHAPES: Final = "many shapes"
_NAMES: Final = {Lack.CODE: "office codes", Lack.CHARACTERS: "characters"}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Plates that one side has and the other lacks.

    Parameters
    ----------
    peer, region : str
    way : str
        `refused`: the peer refuses plates of ours; `unlisted`: the table lacks plates of the peer's.
    series : str
        Ours by its name; the peer's by its shape, or `characters` and `office codes` where the table has the shape.
    example : str
    share : float
        Of the series' drawn plates that were refused; of the peer's plates that were unlisted.
    """

    peer: str
    region: str
    way: Way
    series: str
    example: str
    share: float

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What a verdict on it names."""
        return self.peer, self.region, self.way, self.series


def compare(peer: Peer, asked: Asked, regions: Sequence[Region] = REGIONS) -> list[Disagreement]:
    """Ask a peer about every region that it knows.

    Parameters
    ----------
    peer : Peer
    asked : Asked
        The same, installed.
    regions : Sequence of Region
        The table.

    Returns
    -------
    list of Disagreement
    """
    if peer.makes:
        return _made(peer, asked, regions)
    known = [one for one in regions if one.code in peer.regions]
    return [one for region in known for one in (*_refused(peer, region, asked), *_taken(peer, region, asked))]


def _made(peer: Peer, asked: Asked, regions: Sequence[Region]) -> list[Disagreement]:
    made = asked.made(list(peer.regions.values()), PLATES_MADE)
    found: list[Disagreement] = []
    for code, plates in zip(peer.regions, made, strict=True):
        listed = Listed(one for one in regions if one.code == code or one.code.startswith(f"{code}-"))
        found += _grouped(peer, code, _unlisted(plates, listed), len(plates))
    return found


def _refused(peer: Peer, region: Region, asked: Asked) -> Iterator[Disagreement]:
    plates = _drawn(region)
    name = peer.regions[region.code]
    answers = asked.takes([(name, spellings(plate)) for _, plate in plates])
    by_series: dict[str, list[str | None]] = defaultdict(list)
    for (series, plate), taken in zip(plates, answers, strict=True):
        by_series[series].append(None if taken else plate)
    for series, outcomes in by_series.items():
        refused = [plate for plate in outcomes if plate is not None]
        if refused:
            yield Disagreement(peer.name, region.code, "refused", series, refused[0], len(refused) / len(outcomes))


def _drawn(region: Region) -> list[tuple[str, str]]:
    chance = Random(zlib.crc32(region.code.encode()))
    return [
        (one.series, plate_text(region, one.notation, chance))
        for one in region.formats
        for _ in range(PLATES_OF_A_FORMAT)
    ]


def _taken(peer: Peer, region: Region, asked: Asked) -> list[Disagreement]:
    chance = Random(zlib.crc32(f"{region.code} guesses".encode()))
    unlisted = _unlisted(guesses(region, chance), Listed([region]))
    name = peer.regions[region.code]
    answers = asked.takes([(name, spellings(plate)) for plate, _ in unlisted])
    taken = [one for one, is_taken in zip(unlisted, answers, strict=True) if is_taken]
    return _grouped(peer, region.code, taken, len(unlisted))


def _unlisted(plates: Sequence[str], listed: Listed) -> list[tuple[str, Lack]]:
    lacks = ((plate, listed.lack(plate)) for plate in plates)
    return [(plate, lack) for plate, lack in lacks if lack is not Lack.NONE]


def _grouped(peer: Peer, region: str, plates: Sequence[tuple[str, Lack]], asked: int) -> list[Disagreement]:
    groups: dict[str, list[str]] = defaultdict(list)
    for plate, lack in plates:
        groups[_NAMES.get(lack) or shape(plate)].append(plate)
    shapes = groups.keys() - _NAMES.values()
    if len(shapes) > MANY:
        groups[_MANY_SHAPES] = [plate for name in sorted(shapes) for plate in groups.pop(name)]
    return [
        Disagreement(peer.name, region, "unlisted", series, members[0], len(members) / asked)
        for series, members in groups.items()
    ]
