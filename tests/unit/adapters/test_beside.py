from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from handler.adapters.beside import ahead, side_by_side


def test_the_next_one_comes_while_one_is_looked_at() -> None:
    asked_again = threading.Event()

    def pages() -> Iterator[int]:
        yield 1
        asked_again.set()
        yield 2

    seen = []
    for page in ahead(pages()):
        assert asked_again.wait(timeout=5)  # without it, nobody would ask before this one is done with
        seen.append(page)
    assert seen == [1, 2]


def test_what_goes_wrong_is_raised_where_it_is_waited_for() -> None:
    def pages() -> Iterator[int]:
        yield 1
        raise ValueError("the second page")

    coming = ahead(pages())
    assert next(coming) == 1
    with pytest.raises(ValueError, match="the second page"):
        next(coming)


def test_work_is_done_at_once_and_given_in_order() -> None:
    together = threading.Barrier(3)

    def work(number: int) -> int:
        together.wait(timeout=5)  # done one by one, the first would wait in vain
        return number * 10

    assert list(side_by_side(work, range(6), 3)) == [0, 10, 20, 30, 40, 50]


def test_no_more_is_taken_than_is_under_way() -> None:
    taken = []

    def things() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    results = side_by_side(lambda number: number, things(), 3)
    assert next(results) == 0
    assert taken == [0, 1, 2]
    results.close()  # type: ignore[attr-defined]
