"""What the bench prints of a stack."""

from __future__ import annotations

from lab.bench import cells, markdown
from lab.benched.of_stack import rows_of_stack
from lab.benched.row import Figure
from lab.measures import MEASURES


def test_every_row_of_the_stack_has_its_measures() -> None:
    rows = rows_of_stack(["a.jpg", "b.jpg"])
    asked = {row.measure for row in rows} | {row.reference[0] for row in rows if row.reference}
    assert asked <= set(MEASURES)
    assert len({row.what for row in rows}) == len(rows)


def test_a_line_says_ours_the_others_the_ratio_and_the_goal() -> None:
    counted = Figure("calls", 6.0, "calls", "the plain one", 3.0, 2.0, "8")
    alone = Figure("package", 3.5686, "MB", "as it would go to AWS")
    assert cells(counted) == ["calls", "6", "2", "calls", "3.00", "8", "the plain one"]
    assert markdown([alone]).splitlines()[2] == "| package | 3.57 | - | MB | - | - | as it would go to AWS |"
