"""Which images are read, and which are refused: formats, sizes, damage."""

import io
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from reader import images
from reader.errors import ImageTooLarge, InvalidImageFormat, InvalidParameter
from tests.support.pictures import NO_ORIENTATIONS
from tests.support.scenes import jpeg_bytes, png_bytes, render_scene

if TYPE_CHECKING:
    from mypy_boto3_rekognition import RekognitionClient

SCENE = render_scene("PH23KTW", style="us", width_px=960, height_px=720)
TINY_JPEG, TINY_PNG = (encode(SCENE.resize((96, 80))) for encode in (jpeg_bytes, png_bytes))


def png_of_header_only(width_px: int, height_px: int) -> bytes:
    """Make a PNG that claims a size and has hardly any data, as decompression bombs do."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", width_px, height_px, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def encoded(image: Image.Image, image_format: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, image_format, **options)
    return buffer.getvalue()


def sixteen_bits() -> Image.Image:
    return Image.fromarray(np.asarray(SCENE.convert("L")).astype(np.uint16) * 257)


def see_through() -> Image.Image:
    """Make the white of the plate transparent, over black: only a white ground brings the characters out."""
    pixels = np.array(SCENE.convert("RGBA"))
    bright = pixels[:, :, :3].min(axis=2) > 200
    pixels[bright] = 0
    return Image.fromarray(pixels)


@pytest.mark.parametrize(
    "image",
    [
        pytest.param(jpeg_bytes(SCENE), id="jpeg"),
        pytest.param(jpeg_bytes(SCENE, progressive=True), id="progressive jpeg"),
        pytest.param(jpeg_bytes(SCENE.convert("L")), id="grey jpeg"),
        pytest.param(jpeg_bytes(SCENE.convert("CMYK")), id="CMYK jpeg"),
        pytest.param(encoded(SCENE, "MPO", save_all=True, append_images=[SCENE]), id="jpeg of several pictures"),
        pytest.param(jpeg_bytes(SCENE) + b"trailing bytes", id="jpeg and something behind it"),
        pytest.param(png_bytes(SCENE), id="png"),
        pytest.param(png_bytes(SCENE.quantize(64)), id="palette png"),
        pytest.param(png_bytes(SCENE.convert("LA")), id="grey png with alpha"),
        pytest.param(png_bytes(see_through()), id="png with transparency"),
        pytest.param(png_bytes(sixteen_bits()), id="16-bit png"),
        pytest.param(
            png_bytes(SCENE.convert("L").point(lambda level: 255 * (level > 100)).convert("1")), id="1-bit png"
        ),
    ],
)
def test_reads_every_kind_of_jpeg_and_png(client: "RekognitionClient", image: bytes) -> None:
    response = client.detect_text(Image={"Bytes": image})
    assert "PH23KTW" in [found["DetectedText"] for found in response["TextDetections"]]


@pytest.mark.parametrize(
    "image",
    [
        pytest.param(b"not an image at all", id="text"),
        pytest.param(encoded(SCENE, "GIF"), id="gif"),
        pytest.param(encoded(SCENE, "WEBP"), id="webp"),
        pytest.param(encoded(SCENE, "BMP"), id="bmp"),
        pytest.param(encoded(SCENE, "TIFF"), id="tiff"),
        pytest.param(jpeg_bytes(SCENE)[: len(jpeg_bytes(SCENE)) // 2], id="half a jpeg"),
        pytest.param(jpeg_bytes(SCENE)[:400], id="the beginning of a jpeg"),
        pytest.param(png_bytes(SCENE)[:-2000], id="png cut short"),
        pytest.param(b"\xff\xd8\xff" + bytes(500), id="jpeg by its first bytes only"),
        pytest.param(b"\x89PNG\r\n\x1a\n", id="png by its first bytes only"),
    ],
)
def test_refuses_what_is_no_whole_jpeg_or_png(client: "RekognitionClient", image: bytes) -> None:
    with pytest.raises(client.exceptions.InvalidImageFormatException):
        client.detect_text(Image={"Bytes": image})


@pytest.mark.parametrize("size", [(79, 200), (200, 79), (1, 1)])
def test_refuses_sides_below_80_pixels(client: "RekognitionClient", size: tuple[int, int]) -> None:
    with pytest.raises(client.exceptions.InvalidParameterException):
        client.detect_text(Image={"Bytes": png_bytes(Image.new("RGB", size))})


@pytest.mark.parametrize("size", [(10_001, 100), (100, 10_001), (30_000, 30_000)])
def test_refuses_too_many_pixels_by_the_header_alone(client: "RekognitionClient", size: tuple[int, int]) -> None:
    with pytest.raises(client.exceptions.ImageTooLargeException):
        client.detect_text(Image={"Bytes": png_of_header_only(*size)})


def test_takes_bytes_up_to_5_mb(client: "RekognitionClient") -> None:
    padding = b"\0" * (5 * 1024 * 1024 - len(TINY_JPEG))
    assert "TextDetections" in client.detect_text(Image={"Bytes": TINY_JPEG + padding})


@pytest.mark.parametrize("size_bytes", [5 * 1024 * 1024 + 1, 16 * 1024 * 1024])
def test_refuses_bytes_above_5_mb(client: "RekognitionClient", size_bytes: int) -> None:
    with pytest.raises(client.exceptions.ImageTooLargeException):
        client.detect_text(Image={"Bytes": TINY_JPEG.ljust(size_bytes, b"\0")})


def test_transparency_is_seen_on_white() -> None:
    assert (images.decode(png_bytes(Image.new("RGBA", (80, 80), (0, 0, 0, 0)))) == 255).all()


def test_a_png_with_one_transparent_colour_is_seen_on_white() -> None:
    image = png_bytes(Image.new("RGB", (80, 80), (1, 2, 3)), transparency=(1, 2, 3))
    assert (images.decode(image) == 255).all()


def test_16_bit_grey_keeps_its_tones() -> None:
    assert (
        np.abs(images.decode(png_bytes(sixteen_bits())).astype(int)[:, :, 0] - np.asarray(SCENE.convert("L"))).max()
        <= 1
    )


def test_channels_are_blue_green_red() -> None:
    assert images.decode(png_bytes(Image.new("RGB", (80, 80), (1, 2, 3))))[0, 0].tolist() == [3, 2, 1]


def test_the_exif_orientation_of_a_png_is_not_looked_at() -> None:
    """AWS's guide says of PNG that it carries no EXIF; so the pixels are taken as they are."""
    image = Image.new("RGB", (100, 80))
    exif = image.getexif()
    exif[0x0112] = 6
    assert images.decode(png_bytes(image, exif=exif)).shape == (80, 100, 3)


@pytest.mark.parametrize("exif", NO_ORIENTATIONS)
def test_an_orientation_that_exif_does_not_allow_is_none(exif: bytes) -> None:
    half = Image.new("RGB", (100, 80), "white")
    half.paste("black", (0, 0, 50, 80))
    seen = images.decode(jpeg_bytes(half, exif=exif))
    assert seen.shape == (80, 100, 3)
    assert seen[:, :40].max() < 50
    assert seen[:, 60:].min() > 200


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_that_lacks_only_its_end_mark_is_a_whole_one(progressive: bool) -> None:
    whole = jpeg_bytes(SCENE, progressive=progressive)
    for lacking in (1, 2):
        assert (images.decode(whole[:-lacking]) == images.decode(whole)).all()


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_damaged_exif_is_no_reason_to_refuse_whole_pixels() -> None:
    image = jpeg_bytes(Image.new("RGB", (100, 80)), exif=b"Exif\0\0MM\0*garbage")
    assert images.decode(image).shape == (80, 100, 3)


@pytest.mark.filterwarnings("ignore")  # Pillow warns of what it finds in damaged files
@given(
    whole=st.sampled_from([TINY_JPEG, TINY_PNG]),
    place=st.floats(0, 1, exclude_max=True),
    patch=st.binary(min_size=1, max_size=40),
    kept=st.floats(0, 1),
)
def test_damaged_files_are_either_read_or_refused(whole: bytes, place: float, patch: bytes, kept: float) -> None:
    start = int(place * len(whole))
    damaged = (whole[:start] + patch + whole[start + len(patch) :])[: int(kept * len(whole)) + 1]
    try:
        pixels = images.decode(damaged)
    except (InvalidImageFormat, InvalidParameter, ImageTooLarge):
        return
    assert pixels.dtype == np.uint8
    assert pixels.shape[2] == 3
