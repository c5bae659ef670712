"""Look at a photo's text, and once more where the first look is unsure."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any, Final, Protocol, cast

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import BadPhoto
from handler.domain.geometry import BoundingBox, ImageSize
from handler.domain.judging.ground import Picture, Pixels
from handler.domain.reading.colouring import with_colours
from handler.domain.reading.montage import Montage, Tile
from handler.domain.reading.read import Reading, read_plates
from handler.domain.reading.second_look import montage_in_doubt, read_twice
from handler.domain.text.reader import Reader
from handler.service.ports.photos import MontageMaker, PictureReader

logger = logging.getLogger(__name__)

SURE_CONFIDENCE: Final = 0.895
"""From this confidence of its first read on a photo needs no second look. It stays where it is when another error rate
is asked of accepted reads, so that the setting does not change what photos cost."""


class DecodedPixels(Pixels, Protocol):
    """A photo's pixels, which are decoded when they are first asked for."""

    def decode(self) -> None:
        """Decode them before, perhaps in a thread; raises nothing."""


@quick_dataclass(frozen=True, slots=True)
class Looks:
    """What was seen of one photo, as it is kept for another attempt and for replay.

    Parameters
    ----------
    first : mapping
        The raw answer on the photo.
    montage : Montage or None
        Where the second look went; None when there was none.
    second : mapping or None
        The raw answer on the montage; None also when the montage was refused.
    reader : Reader
        Who found the text in the photo. What was kept before there was a choice came from Rekognition.
    """

    first: Mapping[str, object]
    montage: Montage | None = None
    second: Mapping[str, object] | None = None
    reader: Reader = Reader.REKOGNITION

    @property
    def charged_calls(self) -> int:
        """How many DetectText calls it took, whichever attempt made them: 0 where our own reader looked."""
        return 1 + (self.second is not None) if self.reader is Reader.REKOGNITION else 0

    def as_json(self) -> dict[str, object]:
        """Give it as plain values."""
        montage = asdict(self.montage) if self.montage else None
        return {"reader": self.reader.value, "first": self.first, "montage": montage, "second": self.second}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Looks:
        """Take it from what `as_json` gave, also by way of a JSON text."""
        montage = _montage(kept["montage"]) if kept["montage"] else None
        second = cast("Mapping[str, object] | None", kept["second"])
        return cls(kept["first"], montage, second, Reader(kept.get("reader", Reader.REKOGNITION)))


@quick_dataclass(frozen=True, slots=True)
class LookTwice:
    """Reads plates from one look or two.

    Parameters
    ----------
    detector : PictureReader
    montages : MontageMaker
    pixels_of : callable
        Gives the pixels of a photo's bytes.
    expected_regions : frozenset of str
        Whose plates are expected; empty means anywhere.
    is_allowed : bool
        Whether there may be a second look at all: each is another charge.
    """

    detector: PictureReader
    montages: MontageMaker
    pixels_of: Callable[[bytes], DecodedPixels]
    expected_regions: frozenset[str]
    is_allowed: bool

    def __call__(
        self,
        body: bytes,
        size: ImageSize,
        looks: Looks,
        keep: Callable[[Looks], None],
        pixels: Pixels | None = None,
    ) -> Reading:
        """Read the plates; look again if the first look is unsure and there was no second one yet.

        Parameters
        ----------
        body : bytes
            The photo.
        size : ImageSize
            Upright, in pixels.
        looks : Looks
            What was seen so far.
        keep : callable
            Is given both looks as soon as a second one was taken, so that it need not be paid for again.
        pixels : Pixels or None
            The photo's, where they were decoded already.

        Returns
        -------
        Reading

        Raises
        ------
        RetryLater
            When the text detection does not answer as it should.
        BadPhoto
            When the photo cannot be decoded.
        """
        first, picture = self.detector.to_detections(looks.first), Picture(size, pixels or self.pixels_of(body))
        reading = read_plates(first, picture, self.expected_regions)
        if self.is_allowed and looks.montage is None:
            montage = montage_in_doubt(reading, first, picture, self.expected_regions, SURE_CONFIDENCE)
            if montage:
                looks = replace(looks, montage=montage, second=self._look_again(body, montage))
                keep(looks)
        if looks.montage is not None and looks.second is not None:
            second = self.detector.to_detections(looks.second)
            reading = read_twice(first, second, looks.montage, picture, self.expected_regions)
        return with_colours(reading, picture)

    def _look_again(self, body: bytes, montage: Montage) -> Mapping[str, object] | None:
        try:
            return self.detector.detect_in(self.montages.render(body, montage))
        except BadPhoto as error:
            # The photo was taken at the first look; what is at fault is the picture made of it, and the first look
            # still stands.
            logger.warning("second look was refused", extra={"code": error.code})
            return None


def _montage(kept: Mapping[str, Any]) -> Montage:
    return Montage(ImageSize(**kept["size"]), tuple(_tile(tile) for tile in kept["tiles"]))


def _tile(kept: Mapping[str, Any]) -> Tile:
    boxes = {side: BoundingBox(**kept[side]) for side in ("source", "target")}
    return Tile(**{**kept, **boxes})
