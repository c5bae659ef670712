"""What a comparison remembers is what it was told, and takes little room."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from handler.domain.upload import UploadRef
from handler.service.comparing.packed import PackedArrivals, PackedIds
from handler.service.ports.photos import Arrival
from tests.support.fakes.world import START

MOST_BYTES_A_PHOTO: Final = 320
"""Of 20,000 photos, hardly two of which share a group; of a million it is 123 (docs/performance.md)."""

REFS = st.builds(
    UploadRef,
    st.sampled_from(["somebody", "cam-0000000001"]),
    st.sampled_from(["0" * 32, "0" * 31 + "1", "0" * 4 + "f" * 28, "f" * 32]),
)
ARRIVALS = st.builds(
    lambda ref, seconds, version: Arrival(ref.photo_key, ref, START + timedelta(seconds=seconds), version),
    REFS,
    st.floats(0, 1e7),
    st.none() | st.text("abcXYZ012._-", min_size=1, max_size=40),
)


@settings(max_examples=40)
@given(st.lists(ARRIVALS, max_size=12), st.lists(REFS, max_size=4))
def test_the_versions_of_a_photo_come_back_once_and_in_their_order(
    given_ones: list[Arrival], taken: list[UploadRef]
) -> None:
    packed, left = PackedArrivals(iter(given_ones)), list(given_ones)
    for ref in taken:
        assert list(packed.take(ref)) == [one for one in left if one.ref == ref]
        left = [one for one in left if one.ref != ref]
    newest = {one.key: one for one in reversed(left)}
    assert sorted(packed.left(), key=lambda one: one.key) == sorted(newest.values(), key=lambda one: one.key)


def test_what_is_no_photo_of_an_upload_is_left() -> None:
    strange = Arrival("uploads/strange", None, START, "v1")
    packed = PackedArrivals([strange, Arrival("uploads/strange", None, START, "v0")])
    assert packed.take(UploadRef("somebody", "0" * 32)) == ()
    assert list(packed.left()) == [strange]


@settings(max_examples=40)
@given(
    st.sets(st.text("0f", min_size=32, max_size=32) | st.just("an-upload"), max_size=30),
    st.text("0f", min_size=32, max_size=32),
)
def test_an_id_is_known_if_it_was_added(added: set[str], asked: str) -> None:
    known = PackedIds()
    for one in added:
        known.add(one)
    assert all(one in known for one in added)
    assert (asked in known) == (asked in added)


def test_an_id_that_lies_across_two_others_is_not_known() -> None:
    known = PackedIds()
    for one in ("00" * 2 + "ab" * 14, "00" * 2 + "cd" * 14):
        known.add(one)
    assert "00" * 2 + "ab" * 12 + "00" * 2 not in known
    assert "ab" * 14 + "00" * 2 not in known


def test_a_photo_takes_little_room() -> None:
    count = 20_000
    tracemalloc.start()
    try:
        packed, known = PackedArrivals(photos(count)), PackedIds()
        for one in photos(count):
            known.add(one.ref.upload_id if one.ref else "")
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sum(1 for _ in packed.left()) == count
    assert held / count < MOST_BYTES_A_PHOTO


def photos(count: int) -> Iterator[Arrival]:
    drawn = random.Random(21)
    for number in range(count):
        ref = UploadRef(f"cam-{number % 100:010d}", f"{drawn.getrandbits(128):032x}")
        yield Arrival(ref.photo_key, ref, START, f"{drawn.getrandbits(128):032x}")
