"""After an unclean end people are told what became of their photos, in words."""

from __future__ import annotations

import pytest

from local.aws.marker import Marker
from local.comparison import Numbers, describe, describe_end


def numbers(**findings: int) -> Numbers:
    return {
        "received": 12,
        "done": 8,
        "failed": 1,
        "in_flight": 1,
        "waiting": 0,
        "given_up": 0,
        "unaccounted": 2,
        "findings": findings,
        "sent_again": 2,
        "removed": 0,
        "resumed": 0,
    }


def test_all_that_was_received_is_accounted_for() -> None:
    (sentence, in_work) = describe(numbers(done=8))

    assert sentence == (
        "12 photos received: 8 read, 1 that cannot be read, 1 in work, 2 put to work again, 0 given up."
    )
    assert "taken up again" in in_work


@pytest.mark.parametrize(
    ("waiting", "resumed", "says"),
    [
        (1, 0, "1 photo of these waits for a budget of DetectText calls. What waits is read by itself within an hour"),
        (3, 2, "3 photos of these wait for a budget of DetectText calls. 2 of them are read now. What waits is read"),
    ],
)
def test_photos_that_wait_for_a_budget_are_named(waiting: int, resumed: int, says: str) -> None:
    sentences = list(describe(numbers() | {"in_flight": 0, "waiting": waiting, "resumed": resumed}))
    assert sentences[1].startswith(says)


def test_of_those_that_are_all_read_now_nothing_waits() -> None:
    told = " ".join(describe(numbers() | {"waiting": 2, "resumed": 2}))
    assert "2 of them are read now." in told
    assert "What waits" not in told


def test_photos_without_a_record_must_be_sent_again() -> None:
    told = " ".join(describe(numbers(no_record=1)))

    assert "Of 1 photo no record is left." in told
    assert "under uploads/" in told
    assert "must be sent again" in told


def test_reads_without_their_photo_are_told() -> None:
    assert "Of 3 photos that were read, the photo is gone" in " ".join(describe(numbers(photo_gone=3)))


def test_how_much_may_be_lost_is_told_by_the_time_of_the_last_save() -> None:
    assert "It was last saved on 2026-" in describe_end(Marker("2026-07-01T12:00:00.000Z", clean=False))
    assert "was never saved" in describe_end(Marker(None, clean=False))
