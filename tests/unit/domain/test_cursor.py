from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain import cursor
from handler.domain.errors import InvalidRequest

NAMES = frozenset({"pk", "sk"})
PLACE = {"pk": "audit#2026-05", "sk": "2026-05-04#1"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text() | st.sampled_from(sorted(NAMES)), inner),
)


def refused(query: str, written: str) -> bool:
    """Whether a cursor is refused; one that is taken must be a place."""
    try:
        place = cursor.unpack(query, written, NAMES)
    except InvalidRequest as error:
        return error.message.startswith("cursor: ")
    assert set(place) == NAMES
    assert all(isinstance(one, str) for one in place.values())
    return False


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@given(st.text(), st.fixed_dictionaries({"pk": st.text(min_size=1), "sk": st.text(min_size=1)}))
def test_a_cursor_comes_back_as_it_was_given(query: str, place: dict[str, str]) -> None:
    try:
        written = cursor.pack(query, place)
    except UnicodeEncodeError:  # a text that is none: half a surrogate
        return
    assert cursor.unpack(query, written, NAMES) == place


@given(st.text(), st.text())
def test_a_cursor_of_another_query_is_refused(one: str, other: str) -> None:
    if one != other and one.isprintable() and other.isprintable():
        assert refused(other, cursor.pack(one, PLACE))


@given(st.text() | st.binary().map(lambda raw: base64.urlsafe_b64encode(raw).decode()) | JSON.map(encoded))
def test_a_made_up_cursor_is_refused(written: str) -> None:
    assert refused("a query", written)


@given(JSON | st.permutations(sorted(NAMES)) | st.permutations(sorted(NAMES)).map("".join))
def test_a_made_up_place_under_the_right_mark_is_refused_or_a_place(place: Any) -> None:
    mark, _ = json.loads(base64.urlsafe_b64decode(cursor.pack("a query", PLACE)))
    refused("a query", encoded([mark, place]))


@pytest.mark.parametrize("end", range(0, len(cursor.pack("a query", PLACE)), 7))
def test_a_cut_cursor_is_refused(end: int) -> None:
    assert refused("a query", cursor.pack("a query", PLACE)[:end])


@pytest.mark.parametrize("place", [["pk", "sk"], "pksk", {"pk": 1, "sk": 2}, {"pk": "a"}, 7, None])
def test_a_place_that_is_none_is_refused(place: object) -> None:
    mark, _ = json.loads(base64.urlsafe_b64decode(cursor.pack("a query", PLACE)))
    assert refused("a query", encoded([mark, place]))
