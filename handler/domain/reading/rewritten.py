"""What a format alone makes of a text that OCR wrote otherwise: a series that the table lacks looks just so."""

from __future__ import annotations

from handler.domain.formats.world import World
from handler.domain.judging.evidence import Scene, characters_rewritten
from handler.domain.judging.judgement import Judged, told_region


def only_a_format_says(
    plate: str, judged: Judged, scene: Scene, expected_regions: frozenset[str], world: World
) -> bool:
    """Tell whether a plate is not as OCR wrote it, and nothing but a known format speaks for that.

    O for 0 and I for 1, or back, is believed of a region that is expected or that the plate itself names: many fonts
    draw them alike. UJE4O74 is a plate of its own where nobody knows whose it is.

    Parameters
    ----------
    plate : str
        As it is read, A-Z0-9.
    judged : Judged
        What it is read from.
    scene : Scene
        The photo that it stands in.
    expected_regions : frozenset of str
        Empty means anywhere.
    world : World
        The regions that are reckoned with.
    """
    if plate == judged.span.characters:
        return False
    told = told_region(judged.span, scene)
    believed = expected_regions | {told} if told else expected_regions
    return characters_rewritten(judged.span, plate) > 0 or not world.writes(plate, believed)
