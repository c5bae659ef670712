"""When a package of our own reader is called sound."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lab.own_reader.check import GLIBC_OF_LAMBDA, OF_THE_SYSTEM, Checked
from scripts.reader.pack import MOST_BYTES

SOUND = Checked(unzipped_bytes=MOST_BYTES, libraries=1, of_others=(), missing=(), newest_glibc=GLIBC_OF_LAMBDA)


def test_what_fits_and_lacks_nothing_is_sound() -> None:
    assert SOUND.is_sound
    assert SOUND.as_json()["sound"] is True


@pytest.mark.parametrize(
    "wrong",
    [
        {"unzipped_bytes": MOST_BYTES + 1},
        {"libraries": 0},
        {"of_others": ("cv2/cv2.abi3.so",)},
        {"missing": ("libGL.so.1",)},
        {"newest_glibc": (2, 35)},
    ],
)
def test_anything_that_speaks_against_it_is_enough(wrong: dict[str, Any]) -> None:
    assert not replace(SOUND, **wrong).is_sound


@pytest.mark.parametrize(
    ("library", "is_there"), [("libc.so.6", True), ("libstdc++.so.6", True), ("libGL.so.1", False)]
)
def test_what_lambda_brings_need_not_be_packed(library: str, is_there: bool) -> None:
    assert bool(OF_THE_SYSTEM.match(library)) is is_there
