"""What administrators set for parking: with a clear sentence for what has no meaning."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handler.domain.errors import InvalidRequest
from handler.domain.lists.entry import Hours
from handler.domain.occupancy.resets import ResetSchedule
from handler.domain.occupancy.setup import Gate, GateCamera, ParkingSetup
from handler.domain.visits.rules import SiteRules
from handler.domain.visits.sighting import Side

FRONT, REAR, THIRD = "cam-0000000001", "cam-0000000002", "cam-0000000003"
THERE = {FRONT, REAR, THIRD}
NORTH = Gate("North gate", (GateCamera(FRONT, Side.FRONT), GateCamera(REAR, Side.REAR)))
SETUP = ParkingSetup(
    spaces=200,
    rules=SiteRules(120, 600, 5, (Hours(frozenset({0, 1}), 480, 1080),)),
    reset=ResetSchedule(240, frozenset({0, 6}), 3),
    gates=(NORTH,),
)


def test_what_has_a_meaning_is_tidied_up() -> None:
    untidy = replace(SETUP, gates=(replace(NORTH, name="  North gate "),))
    assert untidy.checked(THERE) == SETUP
    assert ParkingSetup().checked(()) == ParkingSetup()


@pytest.mark.parametrize(
    ("about", "says"),
    [
        ({"spaces": -1}, "spaces: give a number, 0 to 100,000"),
        ({"longest_visit_days": 367}, "longest_visit_days: give a number, 1 to 366"),
        ({"longest_visit_days": 0}, "longest_visit_days"),
        ({"absent_minutes": 0}, "absent_minutes: give a number, 1 to 10,080"),
        ({"rules": SiteRules(free_minutes=-1)}, "free_minutes"),
        ({"rules": SiteRules(hours=(Hours(frozenset()),))}, "hours"),
        ({"reset": ResetSchedule(1440)}, "reset"),
        ({"reset": ResetSchedule(0, frozenset())}, "reset"),
        ({"reset": ResetSchedule(0, count=-1)}, "reset: give a number"),
        ({"gates": (replace(NORTH, name=" "),)}, "give each gate a name"),
        ({"gates": (replace(NORTH, name="x" * 81),)}, "at most 80 characters"),
        ({"gates": (replace(NORTH, name="a\nb"),)}, "one line"),
        ({"gates": (replace(NORTH, cameras=NORTH.cameras[:1]),)}, "has 1 cameras. Give it 2 to 8"),
        ({"gates": (NORTH, replace(NORTH, name="NORTH GATE"))}, "two are called north gate"),
        ({"gates": (replace(NORTH, cameras=(*NORTH.cameras, GateCamera("cam-0000000009"))),)}, "not at this site"),
        ({"gates": (replace(NORTH, cameras=(GateCamera(FRONT), GateCamera(FRONT))),)}, "at a gate twice"),
        ({"gates": (NORTH, Gate("South", (GateCamera(REAR), GateCamera(THIRD))))}, "or at two"),
        ({"gates": tuple(replace(NORTH, name=str(one)) for one in range(51))}, "50 are the most"),
    ],
)
def test_what_has_none_is_refused_with_a_sentence(about: dict[str, object], says: str) -> None:
    with pytest.raises(InvalidRequest, match=says):
        replace(SETUP, **about).checked(THERE)  # type: ignore[arg-type]


def test_the_audit_tells_each_part_in_words() -> None:
    assert SETUP.as_text() == {
        "is_followed": "yes",
        "spaces": "200",
        "free_minutes": "120",
        "longest_minutes": "600",
        "grace_minutes": "5",
        "hours": "Mon-Tue 08:00-18:00",
        "longest_visit_days": "30",
        "absent_minutes": "30",
        "reset": "to 3 at 04:00 on Mon Sun",
        "gates": f"North gate: {FRONT} front, {REAR} rear",
    }
    bare = ParkingSetup(is_followed=False).as_text()
    assert (bare["spaces"], bare["hours"], bare["reset"], bare["gates"]) == ("none", "always", "none", "none")
