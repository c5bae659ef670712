"""Plate grammars: what the plates of each region look like, compiled from the tables of `region_table`.

To add a series, add its row to the table; to add a region, see CONTRIBUTING.md. A format is a string:

    A  a letter        0  a digit        *  a letter or a digit        lower case  that very letter
    [BCD]  one of these; [1]  that very digit        {code}  one of the region's office codes (district, county, state)
    {code12}  one of those codes that have one or two characters
    {code}{A}  a code of one letter more than those listed            {b}  that very office code
    space or -  a gap: the plate leaves room there, often filled by a seal, a badge or a hyphen
    @  a gap with an emblem in it, as large as a character: the state's outline, a tree, a fruit
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from handler.domain.characters import ALPHABET, DIGITS, LETTERS
from handler.domain.classes.quick import quick_dataclass

# A region's list of offices is never complete (new districts, special plates), so this share of its plates is
# taken to carry another code. It keeps the list from forcing a reading.
UNLISTED_CODES = 0.03

# Where codes differ in length, the short ones are of the great cities (B, M and K in Germany, W in Austria): by so much
# an office has more vehicles than one whose code is a character longer. An order of magnitude.
_SHORTER_CODE = 2.0


@quick_dataclass(frozen=True, slots=True)
class Format:
    """One series of a region's plates.

    Parameters
    ----------
    notation : str
        In the module's notation.
    how_common : float
        Beside the region's other formats.
    series : str
        What carries it, such as `cars` or `trailers`; several formats may be of one series.
    """

    notation: str
    how_common: float = 1.0
    series: str = ""


@quick_dataclass(frozen=True, slots=True)
class Region:
    """What is known of one jurisdiction's plates.

    Parameters
    ----------
    code : str
        Lower-case ISO 3166-1 code, with the subdivision after a hyphen (`us-ca`).
    formats : tuple of Format
        At least one.
    codes : frozenset of str
        Office codes that `{code}` stands for, A-Z0-9.
    letters : str
        Letters that the region uses where a format says `A`.
    weight : float
        How many vehicles carry its plates beside other regions (1 is a mid-sized country).
    """

    code: str
    formats: tuple[Format, ...]
    codes: frozenset[str] = frozenset()
    letters: str = LETTERS
    weight: float = 1.0


@quick_dataclass(frozen=True, slots=True)
class Grammar:
    """One format of one region, for plates of one length.

    Parameters
    ----------
    region : str
        The region's code.
    share : float
        Natural logarithm of the format's share among the region's plates.
    gaps : frozenset of int
        Places before which the plate leaves room.
    emblems : frozenset of int
        Those of the gaps that an emblem fills.
    codes : frozenset of str
        Office codes; empty when the format names none.
    code_start, code_end : int
        The places that one of `codes` takes.
    office_start, office_end : int
        The places of the plate that name the issuing office; equal when none do.
    """

    region: str
    share: float
    gaps: frozenset[int]
    emblems: frozenset[int]
    codes: frozenset[str]
    code_start: int
    code_end: int
    office_start: int
    office_end: int

    def has_office_of(self, plate: str) -> bool:
        """Tell whether the office that a plate of the layout names is one of those listed, where the format has one."""
        return not self.codes or plate[self.code_start : self.code_end] in self.codes


@quick_dataclass(frozen=True, slots=True)
class Layout:
    """The characters allowed at each place, and the grammars that share them.

    Parameters
    ----------
    places : tuple of str
        The allowed characters of each place.
    log_size : float
        Natural logarithm of how many plates the layout can write.
    grammars : tuple of Grammar
        At least one.
    room : tuple of tuple of (tuple of Grammar, bool)
        For each place the grammars that leave room before it, with whether an emblem fills that.
    """

    places: tuple[str, ...]
    log_size: float
    grammars: tuple[Grammar, ...]
    room: tuple[tuple[tuple[tuple[Grammar, ...], bool], ...], ...]


SYMBOL = re.compile(r"\{[A-Za-z]+\d*\}|\[[A-Z0-9]+\]|.")
_CODE = re.compile(r"\{code(\d*)\}")


def codes_of(symbol: str, codes: Iterable[str]) -> frozenset[str]:
    """Give those of a region's office codes that a format, or a symbol of it, stands for; none where it names no code.

    Parameters
    ----------
    symbol : str
        In the module's notation.
    codes : Iterable of str
        All the region's.
    """
    found = _CODE.search(symbol)
    if not found:
        return frozenset()
    return frozenset(code for code in codes if not found[1] or str(len(code)) in found[1])


def layouts_of(regions: Iterable[Region]) -> dict[int, tuple[Layout, ...]]:
    """Compile rows of the table.

    Parameters
    ----------
    regions : Iterable[Region]
        The rows.

    Returns
    -------
    dict of int to tuple of Layout
        The layouts by plate length.
    """
    grammars: dict[tuple[str, ...], list[Grammar]] = defaultdict(list)
    for region in regions:
        for places, grammar in _grammars(region):
            grammars[places].append(grammar)
    layouts: dict[int, list[Layout]] = defaultdict(list)
    for places, members in grammars.items():
        log_size = sum(math.log(len(place)) for place in places)
        layouts[len(places)].append(Layout(places, log_size, tuple(members), _room(members, len(places))))
    return {length: tuple(members) for length, members in layouts.items()}


def _room(grammars: Iterable[Grammar], length: int) -> tuple[tuple[tuple[tuple[Grammar, ...], bool], ...], ...]:
    # By place and by whether an emblem fills it. Most places of most layouts have none.
    found: dict[tuple[int, bool], list[Grammar]] = defaultdict(list)
    for one in grammars:
        for place in one.gaps:
            found[place, place in one.emblems].append(one)
    return tuple(
        tuple((tuple(found[place, filled]), filled) for filled in (False, True) if (place, filled) in found)
        for place in range(length)
    )


def _grammars(region: Region) -> Iterator[tuple[tuple[str, ...], Grammar]]:
    total = sum(one.how_common for one in region.formats)
    for one in region.formats:
        share = one.how_common / total
        if not _CODE.search(one.notation):
            yield _grammar(region, one.notation, share, frozenset())
            continue
        for part, codes in _by_length(codes_of(one.notation, region.codes)):
            yield _grammar(region, one.notation, share * part, codes)


def _by_length(codes: Iterable[str]) -> Iterator[tuple[float, frozenset[str]]]:
    """Sort office codes by their length; give each length's part of the vehicles."""
    by_length: dict[int, set[str]] = defaultdict(set)
    for code in codes:
        by_length[len(code)].add(code)
    vehicles = {length: len(alike) * _SHORTER_CODE**-length for length, alike in sorted(by_length.items())}
    for length, weight in vehicles.items():
        yield weight / sum(vehicles.values()), frozenset(by_length[length])


def _grammar(region: Region, text: str, share: float, codes: frozenset[str]) -> tuple[tuple[str, ...], Grammar]:
    places: list[str] = []
    gaps: set[int] = set()
    emblems: set[int] = set()
    code_start = code_end = 0
    office: list[int] = []
    for symbol in SYMBOL.findall(text):
        if symbol in " -@":
            gaps.add(len(places))
            if symbol == "@":
                emblems.add(len(places))
        elif _CODE.fullmatch(symbol):
            code_start = len(places)
            places += [_characters_of(column) for column in zip(*codes, strict=True)]
            code_end = len(places)
            office += range(code_start, code_end)
        elif symbol.startswith("{"):
            office += range(len(places), len(places) + len(symbol) - 2)
            places += [_place(letter, region) for letter in symbol[1:-1]]
        else:
            places.append(_place(symbol, region))
    grammar = Grammar(
        region=region.code,
        share=math.log(share),
        gaps=frozenset(gaps),
        emblems=frozenset(emblems),
        codes=codes,
        code_start=code_start,
        code_end=code_end,
        office_start=min(office, default=0),
        office_end=max(office, default=-1) + 1,
    )
    return tuple(places), grammar


def _characters_of(column: tuple[str, ...]) -> str:
    """Give the class that a column of office codes is drawn from: any digit, or any letter."""
    return DIGITS if all(character in DIGITS for character in column) else LETTERS


def _place(symbol: str, region: Region) -> str:
    if symbol.startswith("["):
        return symbol[1:-1]
    if symbol.islower():
        return symbol.upper()
    return {"A": region.letters, "0": DIGITS, "*": ALPHABET}[symbol]


def is_expected(region: str, expected: frozenset[str], europe: frozenset[str]) -> bool:
    """Tell whether a region is among the expected ones, which may name a country, a subdivision or `eu`."""
    country = region.partition("-")[0]
    return region in expected or country in expected or ("eu" in expected and country in europe)
