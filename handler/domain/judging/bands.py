"""What the bands beside a number say, where OCR wrote it as a group of the number: RM, 75, KSA behind, TR before."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from handler.domain.formats.world import World
from handler.domain.tables import rows_of
from handler.domain.text.span import Span
from handler.domain.text.text_row import Piece
from handler.domain.words.vocabulary import COUNTRY_SIGNS


class _Band(NamedTuple):
    region: str
    number: re.Pattern[str]
    text: re.Pattern[str]


_BANDS_BEHIND: tuple[_Band, ...] = tuple(
    _Band(row["region"], re.compile(row["number"]), re.compile(row["text"]))
    for row in rows_of(Path(__file__).parents[1] / "words" / "bands_behind.csv")
)


def bands_beside(
    span: Span, rows: Sequence[Sequence[Piece]], expected: Collection[str], world: World
) -> tuple[Piece, ...]:
    """Give the pieces before and behind a span that may be a band's, as the span is a whole number of such a region.

    Parameters
    ----------
    span : Span
    rows : Sequence of Sequence of Piece
        As `text_row.rows_of` gives them.
    expected : collection of str
        The codes of the expected regions. With none, any may be behind, and none before: much begins as a sign does.
    world : World
        The regions that are reckoned with.
    """
    before, behind = _neighbours(span, rows) if len(span.rows) == 1 else (None, None)
    found = []
    if before and _is_sign_before(before, span, expected, world):
        found.append(before)
    if behind:
        regions = regions_with_band(span.characters, behind.characters).intersection(expected or world.codes)
        found += [behind] if world.writes(span.characters, regions) else []
    return tuple(found)


def regions_with_band(number: str, text: str) -> frozenset[str]:
    """Give the regions whose band behind a number may say a text, both A-Z0-9."""
    return frozenset(one.region for one in _BANDS_BEHIND if one.text.fullmatch(text) and one.number.fullmatch(number))


def _is_sign_before(before: Piece, span: Span, expected: Collection[str], world: World) -> bool:
    """Tell whether a piece is the sign of an expected country whose number stands behind, and not a part of that."""
    region = COUNTRY_SIGNS.get(before.characters)
    if region is None or region not in expected:
        return False
    is_number = any(
        grammar.region == region and grammar.gaps <= span.gaps and grammar.has_office_of(span.characters)
        for layout in world.layouts_that_allow(span.characters)
        for grammar in layout.grammars
    )
    return is_number and not world.writes(before.characters + span.characters, frozenset({region}))


def _neighbours(span: Span, rows: Sequence[Sequence[Piece]]) -> tuple[Piece | None, Piece | None]:
    for row in rows:
        written = [piece for piece in row if piece.characters]
        places = [place for place, piece in enumerate(written) if piece is span.pieces[0] or piece is span.pieces[-1]]
        if places:
            before, behind = written[: places[0]], written[places[-1] + 1 :]
            return (before[-1] if before else None), (behind[0] if behind else None)
    return None, None
