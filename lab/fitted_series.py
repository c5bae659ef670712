"""What thresholds hold for beside photos: plates of every series, drawn as text boxes.

Photos show few countries each; of drawn plates there are some of all, read also as a country would be that the table
lacks (`lab.formats`). The weights are not fitted to them: nothing is written across them, and nothing beside them, so
that they make a photo's reads seem surer than they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from typing import Final, NamedTuple

from handler.domain.formats.world import WORLD
from handler.domain.judging import weights
from handler.domain.judging.evidence import Features
from handler.domain.judging.judgement import clusters_of
from handler.domain.reading.candidates import look_alike_share, right_features
from handler.domain.reading.read import is_plate, judged_spans
from lab.formats import CASES, PICTURE, TEXTS, Series, all_series, drawn_plates
from lab.progress import shown

_EACH: Final = 3
"""Of so many series one is drawn, which takes a minute."""
_CLEAN_FOR_A_NOISY: Final = 3
"""On photos so many plates are text that OCR is sure of for one that it is not (297 and 98)."""


class DrawnReading(NamedTuple):
    """What the reading makes of a drawn plate.

    Parameters
    ----------
    case, kind : str
        Of `lab.formats.CASES` and `TEXTS`.
    features : Features
        Of the model that tells whether a reading is right.
    share : float
        `look_alike_share`.
    is_right : bool
    """

    case: str
    kind: str
    features: Features
    share: float
    is_right: bool

    @property
    def told(self) -> tuple[float, bool]:
        """Give how sure it is with the weights of now, and whether it is right."""
        return weights.probability(self.features, weights.RIGHT) * self.share, self.is_right


def told_by_case(readings: Sequence[DrawnReading]) -> list[list[tuple[float, bool]]]:
    """Give for each case what its readings tell, with as much text that OCR is unsure of as photos have."""
    clean, noisy = ([one for one in readings if one.kind == kind] for kind in TEXTS)
    told = [*clean, *noisy[::_CLEAN_FOR_A_NOISY]]
    return [[one.told for one in told if one.case == case] for case in CASES]


def drawn_readings() -> list[DrawnReading]:
    """Read a plate of every third series, in all cases."""
    series = all_series(WORLD, 1)[::_EACH]
    with ProcessPoolExecutor() as pool, shown(series, "Reading drawn plates") as waiting:
        return list(chain.from_iterable(pool.map(_readings, waiting, chunksize=1)))


def _readings(series: Series) -> Sequence[DrawnReading]:
    found = []
    for one in drawn_plates(series, "fitted "):
        for cluster in clusters_of(judged_spans([one.box], PICTURE, one.expected, one.world))[:1]:
            ranked = cluster.chosen.fit.ranked
            if is_plate(cluster.chosen):
                features, share = right_features(cluster), look_alike_share(ranked)
                found.append(DrawnReading(one.case, one.kind, features, share, ranked[0].plate == one.plate))
    return found
