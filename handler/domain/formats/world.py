"""The regions that reading reckons with, compiled: all of the table, or fewer to see what an unknown one meets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cache, cached_property
from typing import Final

from handler.domain.formats.layout_tree import Branch, layouts_that_allow, tree_of
from handler.domain.formats.region import Layout, Region, is_expected, layouts_of
from handler.domain.formats.region_names import EUROPEAN_COUNTRIES
from handler.domain.formats.rests import rests_of

USUAL_LENGTHS: Final = range(4, 10)
"""Of plates, and what reading looks at beside them: a character less, and one more."""

# Share of an expectation: with regions expected, so many of the photo's plates come from them.
_EXPECTED_SHARE = 0.97


class World:
    """Regions with their layouts, and what follows from both.

    Parameters
    ----------
    regions : iterable of Region, optional
        All of the table where none are given.
    european : collection of str
        Codes of the regions that an expectation of `eu` covers.
    """

    def __init__(self, regions: Iterable[Region] | None = None, european: Collection[str] = EUROPEAN_COUNTRIES) -> None:
        self._given = None if regions is None else tuple(regions)
        self._european = frozenset(european)
        # Of each world its own, so that they go with it.
        self.tree = cache(self._tree)
        self.rests = cache(self._rests)
        self.expected = cache(self._expected)
        self.weights = cache(self._weights)

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """Those given, or the table's: it is parsed when the first text is read, which no start waits for."""
        if self._given is not None:
            return self._given
        from handler.domain.formats.region_table import REGIONS

        return REGIONS

    @cached_property
    def _layouts(self) -> Mapping[int, tuple[Layout, ...]]:
        """Compiled when the first text is read: most functions import this and read none."""
        return layouts_of(self.regions)

    @cached_property
    def codes(self) -> frozenset[str]:
        """Of all regions."""
        return frozenset(one.code for one in self.regions)

    def prepare(self, lengths: Iterable[int] = USUAL_LENGTHS) -> None:
        """Compile the table for plates of some lengths, so that the first text does not wait for it."""
        for length in lengths:
            self.tree(length)
            self.rests(length)

    def _tree(self, length: int) -> Branch:
        """Give the layouts of plates of a length as a tree."""
        return tree_of(self._layouts.get(length, ()))

    def _rests(self, length: int) -> Branch:
        """Give the layouts of so many characters that are left of longer plates, as a tree."""
        return tree_of(layout for layout in self._rest_layouts if len(layout.places) == length)

    @cached_property
    def _rest_layouts(self) -> tuple[Layout, ...]:
        return rests_of(layout for layouts in self._layouts.values() for layout in layouts)

    def layouts_that_allow(self, text: str) -> list[Layout]:
        """Give the layouts that have a text just as it stands, A-Z0-9."""
        return layouts_that_allow(text, self.tree(len(text)))

    def writes(self, text: str, expected: frozenset[str]) -> bool:
        """Tell whether a format of one of the expected regions has a text just as it stands.

        Parameters
        ----------
        text : str
            A-Z0-9.
        expected : frozenset of str
            Region codes, countries or `eu`; with none expected nothing is written so.
        """
        known = self.expected(expected)
        return any(
            grammar.region in known and grammar.has_office_of(text)
            for layout in self.layouts_that_allow(text)
            for grammar in layout.grammars
        )

    def without(self, region: str, series: str | None = None) -> World:
        """Take a region out of the table, or one of its series; a region without any series goes as a whole."""
        kept = []
        for one in self.regions:
            formats = tuple(each for each in one.formats if series is not None and each.series != series)
            if one.code != region:
                kept.append(one)
            elif formats:
                kept.append(replace(one, formats=formats))
        return World(kept, self._european)

    def _expected(self, expected: frozenset[str]) -> frozenset[str]:
        """Give the codes of the regions that an expectation covers."""
        return frozenset(one.code for one in self.regions if is_expected(one.code, expected, self._european))

    def _weights(self, expected: frozenset[str]) -> dict[str, float]:
        """Share the probability of a photo's plates among the regions."""
        weights = {region.code: region.weight for region in self.regions}
        known = self.expected(expected)
        total = sum(weights.values())
        shares = {code: weight / total for code, weight in weights.items()}
        if not known:
            return shares
        expected_total = sum(weights[code] for code in known)
        return {
            code: (1 - _EXPECTED_SHARE) * share
            + (_EXPECTED_SHARE * weights[code] / expected_total if code in known else 0.0)
            for code, share in shares.items()
        }


WORLD: Final = World()
"""All that the table knows."""
