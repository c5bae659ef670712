"""The texts of a photo as an item."""

from __future__ import annotations

from decimal import Decimal

from handler.adapters.dynamodb import items, text_items
from handler.domain.geometry import Point
from handler.domain.logged import LoggedText
from handler.domain.reading.verdict import Reason, Verdict
from handler.domain.text.detection import Detection

CORNERS = (Point(0.1, 0.2), Point(0.4, 0.2), Point(0.4, 0.24), Point(0.1, 0.24))
LINE = LoggedText(Verdict(Detection(0, "line", "AB00 — 車", 0.99, CORNERS), taken=True, reason=Reason.PLATE), "a-0")
WORD = LoggedText(
    Verdict(Detection(1, "word", "AB00", 0.875, CORNERS, parent_id=0), taken=False, reason=Reason.OUTVOTED, look=2),
    None,
)


def test_texts_come_back_from_the_table_as_they_were() -> None:
    item = text_items.from_texts("an-upload", [LINE, WORD], 7)
    assert text_items.to_texts(items.to_plain(items.to_typed(item))) == [LINE, WORD]


def test_texts_that_an_earlier_version_wrote_are_read() -> None:
    polygon = [[Decimal(str(point.x)), Decimal(str(point.y))] for point in CORNERS]
    about = {"text_id": 1, "parent_id": 0, "level": "word", "look": 2, "text": "AB00", "confidence": Decimal("0.875")}
    earlier = {"texts": [{**about, "polygon": polygon, "taken": False, "reason": "outvoted"}]}
    assert text_items.to_texts(items.to_plain(items.to_typed(earlier))) == [WORD]


def test_fifty_texts_take_less_than_four_kilobytes() -> None:
    """Their size is paid for twice in the transaction that ends a photo."""
    many = [
        LoggedText(
            Verdict(
                Detection(number, "word", f"TEXT{number * 7919}", 0.9 + number / 1000, moved(number)),
                taken=False,
                reason=Reason.OUTVOTED,
            ),
            None,
        )
        for number in range(50)
    ]
    packed = text_items.from_texts("an-upload", many, 7)["packed"]
    assert len(packed) < 4096


def moved(number: int) -> tuple[Point, ...]:
    return tuple(Point(corner.x + number * 0.007123, corner.y + number * 0.003517) for corner in CORNERS)
