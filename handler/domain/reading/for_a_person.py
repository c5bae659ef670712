"""What no model and no further look tells, so that a person looks at it: what may hold more than a plate, or none."""

from __future__ import annotations

from handler.domain.formats.world import World
from handler.domain.judging.evidence import Scene
from handler.domain.judging.judgement import Judged
from handler.domain.reading.other_numbers import may_be_another_number
from handler.domain.reading.strange_groups import may_have_a_strange_group
from handler.domain.text.overlay import may_be_caption


def is_for_a_person(plate: str, judged: Judged, scene: Scene, expected_regions: frozenset[str], world: World) -> bool:
    """Tell whether something about a read speaks against taking it as it is.

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
    return (
        may_be_caption(judged.span.frame, scene.size)
        or may_be_another_number(judged, scene, expected_regions)
        or may_have_a_strange_group(plate, judged, scene, expected_regions, world)
    )
