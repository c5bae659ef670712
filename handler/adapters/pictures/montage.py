"""Cuts tiles out of a photo with Pillow, and puts them into one picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Final

from PIL import Image, ImageFilter, ImageOps

from handler.adapters.pictures.image import DECODING_ERRORS, flat, upright
from handler.adapters.pictures.jpeg_end import with_end
from handler.domain.errors import BadPhoto
from handler.domain.geometry import BoundingBox, ImageSize
from handler.domain.reading.montage import Finish, Montage

_GROUND: Final = (127, 127, 127)
_QUALITY: Final = 95
"""Artefacts of stronger compression look like strokes of small characters."""

_FINISHES: Final[Mapping[Finish, Callable[[Image.Image], Image.Image]]] = {
    "plain": lambda tile: tile,
    # One percent at either end is glare and screw heads.
    "contrast": lambda tile: ImageOps.autocontrast(tile, cutoff=1),
    "sharp": lambda tile: tile.filter(ImageFilter.UnsharpMask(radius=2, percent=100, threshold=2)),
}


class PillowMontageMaker:
    """Renders montages."""

    def render(self, body: bytes, montage: Montage) -> bytes:
        """Cut, scale and finish the tiles of a montage.

        Parameters
        ----------
        body : bytes
            The photo, a whole JPEG or PNG; it is stood up before anything is cut.
        montage : Montage

        Returns
        -------
        bytes
            A JPEG without metadata.

        Raises
        ------
        BadPhoto
            With ``damaged``.
        """
        try:
            photo = flat(upright(Image.open(BytesIO(with_end(body)), formats=("JPEG", "PNG"))))
        except DECODING_ERRORS as error:
            raise BadPhoto("damaged") from error
        picture = Image.new("RGB", (montage.size.width, montage.size.height), _GROUND)
        photo_size = ImageSize(photo.width, photo.height)
        for tile in montage.tiles:
            left, top, right, bottom = (round(edge) for edge in _edges(tile.target, montage.size))
            cut = photo.resize((right - left, bottom - top), Image.Resampling.LANCZOS, _edges(tile.source, photo_size))
            picture.paste(_FINISHES[tile.finish](cut), (left, top))
        out = BytesIO()
        picture.save(out, "JPEG", quality=_QUALITY)
        return out.getvalue()


def _edges(box: BoundingBox, size: ImageSize) -> tuple[float, float, float, float]:
    """Give left, top, right and bottom in pixels, held to the picture."""
    return (
        max(box.left * size.width, 0.0),
        max(box.top * size.height, 0.0),
        min((box.left + box.width) * size.width, float(size.width)),
        min((box.top + box.height) * size.height, float(size.height)),
    )
