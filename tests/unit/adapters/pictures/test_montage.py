from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from handler.adapters.pictures.montage import PillowMontageMaker
from handler.domain.errors import BadPhoto
from handler.domain.geometry import BoundingBox, ImageSize
from handler.domain.reading.montage import Place, montage_of
from tests.support.pictures import encoded, in_sixteen_bits

ORIENTATION = 0x0112
RIGHT_HALF = Place(BoundingBox(0.5, 0.25, 0.5, 0.5), 0.25)
render = PillowMontageMaker().render


def halves(size: tuple[int, int] = (400, 200), orientation: int | None = None, kind: str = "PNG") -> bytes:
    """A picture whose left half is black and whose right half is white, before it is turned."""
    picture = Image.new("RGB", size, "black")
    picture.paste("white", (size[0] // 2, 0, *size))
    exif = Image.Exif()
    if orientation:
        exif[ORIENTATION] = orientation
    out = BytesIO()
    picture.save(out, kind, exif=exif)
    return out.getvalue()


def tiles_of(body: bytes, size: ImageSize) -> list[Image.Image]:
    montage = montage_of([RIGHT_HALF], size)
    with Image.open(BytesIO(render(body, montage))) as picture:
        assert picture.format == "JPEG"
        assert picture.size == (montage.size.width, montage.size.height)
        picture.load()
        boxes = [
            (
                round(tile.target.left * picture.width) + 2,
                round(tile.target.top * picture.height) + 2,
                round((tile.target.left + tile.target.width) * picture.width) - 2,
                round((tile.target.top + tile.target.height) * picture.height) - 2,
            )
            for tile in montage.tiles
        ]
        return [picture.convert("L").crop(box) for box in boxes]


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_each_tile_shows_its_part_of_the_photo(kind: str) -> None:
    for tile in tiles_of(halves(kind=kind), ImageSize(400, 200)):
        assert min(tile.tobytes()) > 200


def test_the_photo_is_set_upright_before_it_is_cut() -> None:
    # Turned by 180 degrees, the white half is on the left and the black one on the right.
    for tile in tiles_of(halves(orientation=3, kind="JPEG"), ImageSize(400, 200)):
        assert max(tile.tobytes()) < 50


def test_transparent_parts_are_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (400, 200), (0, 0, 0, 0)).save(out, "PNG")
    for tile in tiles_of(out.getvalue(), ImageSize(400, 200)):
        assert min(tile.tobytes()) > 200


def test_a_jpeg_that_lacks_only_its_end_mark_is_cut_as_a_whole_one() -> None:
    whole, size = halves(kind="JPEG"), ImageSize(400, 200)
    for lacking in (1, 2):
        assert render(whole[:-lacking], montage_of([RIGHT_HALF], size)) == render(whole, montage_of([RIGHT_HALF], size))


def test_sixteen_bits_of_grey_are_cut_as_eight() -> None:
    grey, montage = Image.linear_gradient("L").resize((400, 200)), montage_of([RIGHT_HALF], ImageSize(400, 200))
    eight, sixteen = (encoded(image, "PNG") for image in (grey, in_sixteen_bits(grey)))
    assert render(sixteen, montage) == render(eight, montage)


def test_the_largest_montage_of_noise_is_below_rekognitions_5_mb() -> None:
    noise = Image.effect_noise((1600, 900), 100).convert("RGB")
    out = BytesIO()
    noise.save(out, "JPEG", quality=95)
    # Ten characters wide with room around, three times: more than plates take up.
    places = [Place(BoundingBox(0.1, 0.1 + 0.3 * row, 0.5, 0.2), 0.055) for row in range(3)]
    assert len(render(out.getvalue(), montage_of(places, ImageSize(1600, 900)))) < 5 * 1024 * 1024


def test_a_damaged_photo_is_refused() -> None:
    whole = halves(kind="JPEG")
    with pytest.raises(BadPhoto, match="damaged"):
        render(whole[: len(whole) // 2], montage_of([RIGHT_HALF], ImageSize(400, 200)))
