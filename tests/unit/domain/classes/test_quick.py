"""A quick dataclass behaves as Python's own, but that only type checkers keep its fields from changes."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import pytest

import handler
from handler.domain.classes.quick import quick_dataclass

Maker = Callable[[type[Any]], type[Any]]

BOTH: Final = pytest.mark.parametrize(
    "make", [dataclass(frozen=True, slots=True), quick_dataclass(frozen=True, slots=True)], ids=["Python's", "quick"]
)


def test_no_frozen_class_is_made_the_slow_way() -> None:
    sources = Path(handler.__file__).parent.rglob("*.py")
    slow = [str(one) for one in sources if "@dataclass(frozen=True, slots=True)" in one.read_text(encoding="utf-8")]
    assert slow == [], "Make these by quick_dataclass; docs/adr/0041-quick-dataclasses.md says why."


@BOTH
def test_fields_say_what_is_shown_compared_and_hashed(make: Maker) -> None:
    @make
    class Told:
        name: str
        secret: str = field(default="", repr=False)
        passed: dict[str, int] = field(default_factory=dict, hash=False)
        kept: object = field(default=None, compare=False)

    one = Told("a", "hidden", {"b": 1}, "kept")  # type: ignore[call-arg]
    assert repr(one).endswith("Told(name='a', passed={'b': 1}, kept='kept')")
    assert one == Told("a", "hidden", {"b": 1}, "other")  # type: ignore[call-arg]
    assert one != Told("a", "hidden", {"b": 2}, "kept")  # type: ignore[call-arg]
    its_values: object = ("a", "hidden", {"b": 1})
    assert one != its_values
    assert hash(one) == hash(Told("a", "hidden", {"b": 2}))  # type: ignore[call-arg]
    assert hash(one) != hash(Told("b", "hidden", {"b": 1}))  # type: ignore[call-arg]
    assert replace(one, name="c") == Told("c", "hidden", {"b": 1})  # type: ignore[call-arg,type-var]
    assert copy(one) == one
    assert not hasattr(one, "__dict__")


@BOTH
def test_one_field_is_enough(make: Maker) -> None:
    @make
    class Name:
        text: str

    assert Name("a") == Name("a") != Name("b")  # type: ignore[call-arg]
    assert len({Name("a"), Name("a"), Name("b")}) == 2  # type: ignore[call-arg]


@BOTH
def test_none_will_do(make: Maker) -> None:
    @make
    class Nothing:
        pass

    assert Nothing() == Nothing()
    assert len({Nothing(), Nothing()}) == 1


@BOTH
def test_what_a_class_says_of_itself_counts(make: Maker) -> None:
    @make
    class Hidden:
        secret: str

        def __repr__(self) -> str:
            return "nothing to see"

    assert repr(Hidden("a")) == "nothing to see"  # type: ignore[call-arg]


@BOTH
def test_classes_with_the_same_fields_differ(make: Maker) -> None:
    @make
    class One:
        text: str

    @make
    class Other:
        text: str

    assert One("a") != Other("a")  # type: ignore[call-arg]
