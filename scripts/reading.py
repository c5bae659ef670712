"""One labelled photo through the same reading as in the S3 function, its second look included."""

from __future__ import annotations

import time

from handler.adapters.montage import PillowMontageMaker
from handler.service.look_twice import Looks, LookTwice
from scripts.evaluation import Outcome
from scripts.photo_set import LocalReader, Photo, Seen

MODES = ("expected", "unknown")
"""With the photo's region expected, and with none."""


def read_photo(photo: Photo, seen: Seen, mode: str, *, may_look_again: bool) -> Outcome:
    """Read the plates of a photo from what was seen in it.

    Parameters
    ----------
    photo : Photo
    seen : Seen
        The first look.
    mode : str
        One of `MODES`.
    may_look_again : bool
        Whether a second look may be taken; it is recalled where it was taken before.
    """
    expected = frozenset({photo.region} if photo.region and mode == "expected" else ())
    reader, again = LocalReader(), list[Looks]()
    look_twice = LookTwice(reader, PillowMontageMaker(), expected, is_allowed=may_look_again)
    body = photo.path.read_bytes()
    started = time.perf_counter()
    reading = look_twice(body, seen.size, Looks(seen.response), again.append)
    own_seconds = time.perf_counter() - started - reader.spent_seconds
    return Outcome(photo, reading.reads, seen.ocr_seconds + reader.ocr_seconds, own_seconds, 1 + len(again))
