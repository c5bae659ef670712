from __future__ import annotations

import contextlib
import struct
import warnings
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from handler.adapters.pictures.image import MAX_SENT_BYTES, THUMBNAIL_SIDE_PIXELS
from handler.adapters.pictures.orientation import orientation_of
from handler.domain.errors import FAILURE_SENTENCES, BadPhoto
from handler.domain.geometry import ImageSize
from tests.support.pictures import NO_ORIENTATIONS, ORIENTATION, code_of, encoded, in_sixteen_bits, inspect, picture


@pytest.mark.parametrize(("orientation", "size"), [(1, ImageSize(2400, 1600)), (6, ImageSize(1600, 2400))])
def test_the_size_of_a_large_jpeg_is_not_that_of_the_small_picture(orientation: int, size: ImageSize) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    body = encoded(Image.new("RGB", (2400, 1600), "grey"), exif=exif)
    assert inspect(body, "image/jpeg").image_size == size


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_jpeg_of_any_colour_model_is_sound(mode: str) -> None:
    assert inspect(encoded(picture(mode)), "image/jpeg").image_size.width == 640


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "P", "1", "I;16"])
def test_png_of_any_colour_model_is_sound(mode: str) -> None:
    image = picture("L").convert("I;16") if mode == "I;16" else picture(mode)
    thumbnail = Image.open(BytesIO(inspect(encoded(image, "PNG"), "image/png").thumbnail_jpeg()))
    assert (thumbnail.mode, thumbnail.size) == ("RGB", (480, 360))


def test_transparent_places_are_white_in_the_thumbnail() -> None:
    clear = Image.new("RGBA", (200, 200), (255, 0, 0, 0))
    thumbnail = Image.open(BytesIO(inspect(encoded(clear, "PNG"), "image/png").thumbnail_jpeg()))
    assert thumbnail.getpixel((100, 100)) == (255, 255, 255)


def test_a_progressive_jpeg_and_one_with_bytes_behind_its_end_are_sound() -> None:
    assert inspect(encoded(picture(), progressive=True) + b"a film" * 5000, "image/jpeg").image_size.height == 480


def test_a_photo_of_several_pictures_as_phones_write_it_is_sound() -> None:
    body = encoded(picture(), "MPO", save_all=True, append_images=[picture(size=(100, 100))])
    assert inspect(body, "image/jpeg").image_size.width == 640


def test_a_photo_taken_sideways_is_stood_up() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    found = inspect(encoded(picture(), exif=exif), "image/jpeg")
    assert (found.image_size.width, found.image_size.height) == (480, 640)
    thumbnail = Image.open(BytesIO(found.thumbnail_jpeg()))
    assert thumbnail.height == THUMBNAIL_SIDE_PIXELS


def exif_of(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return exif


def cornered(size: tuple[int, int] = (640, 480)) -> Image.Image:
    """A white picture with a black upper left corner."""
    image = Image.new("RGB", size, "white")
    image.paste("black", (0, 0, size[0] // 4, size[1] // 4))
    return image


CORNERS = {"upper left": (0.1, 0.1), "upper right": (0.9, 0.1), "lower left": (0.1, 0.9), "lower right": (0.9, 0.9)}


def black_corner(image: Image.Image) -> str:
    grey = image.convert("L")
    places = {name: (int(x * grey.width), int(y * grey.height)) for name, (x, y) in CORNERS.items()}
    return min(places, key=lambda name: float(grey.getpixel(places[name])))  # type: ignore[arg-type]


def shown_by_browsers(body: bytes) -> Image.Image:
    """A picture as its own EXIF turns it, read by Pillow's own means."""
    return ImageOps.exif_transpose(Image.open(BytesIO(body)))


@pytest.mark.parametrize(
    ("orientation", "size", "corner"),
    [
        (2, (640, 480), "upper right"),
        (3, (640, 480), "lower right"),
        (4, (640, 480), "lower left"),
        (5, (480, 640), "upper left"),
        (6, (480, 640), "upper right"),
        (7, (480, 640), "lower right"),
        (8, (480, 640), "lower left"),
    ],
)
def test_a_png_that_tells_how_to_be_turned_has_one_place_for_size_text_and_shown_copy(
    orientation: int, size: tuple[int, int], corner: str
) -> None:
    body = encoded(cornered(), "PNG", exif=exif_of(orientation))
    found = inspect(body, "image/png")
    assert (found.image_size.width, found.image_size.height) == size
    assert found.stood_up_jpeg is not None
    seen = [Image.open(BytesIO(found.stood_up_jpeg)), shown_by_browsers(found.shown_copy or body)]
    assert [(image.size, black_corner(image)) for image in seen] == [(size, corner)] * 2
    assert black_corner(Image.open(BytesIO(found.thumbnail_jpeg()))) == corner
    assert orientation_of(Image.open(BytesIO(found.stood_up_jpeg))) == 1


def test_what_rekognition_stands_up_itself_is_not_sent_to_it() -> None:
    assert inspect(encoded(cornered(), exif=exif_of(6)), "image/jpeg").stood_up_jpeg is None
    assert inspect(encoded(cornered(), "PNG"), "image/png").stood_up_jpeg is None
    assert inspect(encoded(cornered(), "PNG", exif=exif_of(1)), "image/png").stood_up_jpeg is None


def test_a_large_png_is_sent_at_a_size_that_rekognition_takes() -> None:
    noise = Image.effect_noise((3200, 2400), 200).convert("RGB")
    body = encoded(noise, "PNG", exif=exif_of(3))
    sent = inspect(body, "image/png").stood_up_jpeg
    assert sent is not None
    assert len(sent) <= MAX_SENT_BYTES
    assert Image.open(BytesIO(sent)).width < 3200


def test_the_shown_copy_of_a_turned_png_says_nothing_but_how_to_turn_it() -> None:
    exif = exif_of(3)
    exif[0x013B] = "a name in the metadata"
    copy = inspect(encoded(cornered(), "PNG", exif=exif), "image/png").shown_copy
    assert copy is not None
    assert dict(Image.open(BytesIO(copy)).getexif()) == {ORIENTATION: 3}


@pytest.mark.parametrize("exif", NO_ORIENTATIONS)
def test_an_orientation_that_exif_does_not_allow_is_none(exif: bytes) -> None:
    body = encoded(cornered(), exif=exif)
    found = inspect(body, "image/jpeg")
    size = cornered().size
    assert (found.image_size.width, found.image_size.height) == size
    seen = [Image.open(BytesIO(found.thumbnail_jpeg())), shown_by_browsers(found.shown_copy or body)]
    corner = black_corner(cornered())
    assert [black_corner(image) for image in seen] == [corner] * 2
    assert seen[1].size == size


def test_an_orientation_that_only_xmp_tells_does_not_count() -> None:
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'
    assert inspect(encoded(picture(), xmp=xmp), "image/jpeg").image_size.width == 640


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_that_lacks_only_its_end_mark_is_sound(progressive: bool) -> None:
    out = BytesIO()
    Image.effect_noise((640, 480), 80).convert("RGB").save(out, "JPEG", progressive=progressive)
    whole = out.getvalue()
    for lacking in (whole[:-2], whole[:-1]):
        found = inspect(lacking, "image/jpeg")
        assert found.thumbnail_jpeg() == inspect(whole, "image/jpeg").thumbnail_jpeg()


def test_a_jpeg_of_too_many_pixels_is_refused_before_its_end_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def decoded(_body: bytes) -> bytes:
        raise AssertionError("nothing may be decoded")

    monkeypatch.setattr("handler.adapters.pictures.image.with_end", decoded)
    whole = encoded(Image.new("L", (9000, 8000)))
    assert code_of(whole[:-2]) == "too_many_pixels"


@pytest.mark.parametrize("missing", [4, 6, 20, 400])
def test_a_jpeg_that_lacks_more_than_its_end_mark_is_damaged(missing: int) -> None:
    whole = encoded(Image.effect_noise((640, 480), 80).convert("RGB"))
    assert code_of(whole[:-missing]) == "damaged"


def test_sixteen_bits_of_grey_are_seen_as_eight() -> None:
    grey = Image.linear_gradient("L").resize((480, 360))
    wide = in_sixteen_bits(grey)
    bright = [
        Image.open(BytesIO(inspect(encoded(image, "PNG"), "image/png").thumbnail_jpeg()))
        .convert("L")
        .getpixel((240, 90))
        for image in (grey, wide)
    ]
    assert bright[0] == pytest.approx(bright[1], abs=2)


def test_the_thumbnail_carries_no_metadata() -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (52.0, 31.0, 12.0)}  # where it was taken
    thumbnail = Image.open(BytesIO(inspect(encoded(picture(), exif=exif), "image/jpeg").thumbnail_jpeg()))
    assert not thumbnail.getexif()


def test_what_is_no_picture_is_named_so() -> None:
    assert code_of(b"%PDF-1.7 a document") == "not_an_image"
    assert code_of(encoded(picture(), "GIF")) == "not_an_image"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (encoded(picture(), "WEBP"), "WebP"),
        (encoded(picture(), "AVIF"), "AVIF"),
        (encoded(picture(), "GIF"), "GIF"),
        (encoded(picture(), "BMP"), "BMP"),
        (encoded(picture(), "TIFF"), "TIFF"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42", "video"),
        (b"%PDF-1.7 a document", "PDF"),
        (b"\xef\xbb\xbf<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
    ],
)
def test_the_refusal_of_another_type_names_it(body: bytes, name: str) -> None:
    with pytest.raises(BadPhoto) as raised:
        inspect(body, "image/jpeg")
    assert raised.value.code == "not_an_image"
    assert name in raised.value.message


def test_a_type_that_nobody_takes_for_a_photo_is_not_guessed() -> None:
    for body in (b"BM is how this text begins", b"This is not a photo.", b""):
        with pytest.raises(BadPhoto) as raised:
            inspect(body, "image/jpeg")
        assert raised.value.message == FAILURE_SENTENCES["not_an_image"]


def test_a_wrong_announcement_is_told_with_the_real_type() -> None:
    with pytest.raises(BadPhoto, match="is a PNG, but was announced as JPEG"):
        inspect(encoded(picture(), "PNG"), "image/jpeg")


def test_a_side_over_ten_thousand_pixels_is_named() -> None:
    with pytest.raises(BadPhoto, match="10,001 × 200 pixels; no side may be longer than 10,000") as raised:
        inspect(encoded(Image.new("L", (10_001, 200))), "image/jpeg")
    assert raised.value.code == "side_too_long"
    assert inspect(encoded(Image.new("L", (10_000, 200))), "image/jpeg").image_size.width == 10_000


def test_a_png_that_says_it_is_a_jpeg_is_refused_and_the_other_way_round() -> None:
    assert code_of(encoded(picture(), "PNG"), "image/jpeg") == "wrong_type"
    assert code_of(encoded(picture(), "JPEG"), "image/png") == "wrong_type"


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.999])
@pytest.mark.parametrize(("kind", "content_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
def test_half_a_file_is_damaged(part: float, kind: str, content_type: str) -> None:
    noise = Image.effect_noise((1600, 1200), 80)
    body = encoded(noise, kind)
    assert code_of(body[: int(len(body) * part)], content_type) == "damaged"


def test_one_pixel_is_too_small() -> None:
    assert code_of(encoded(picture(size=(1, 1)))) == "too_small"
    assert code_of(encoded(picture(size=(79, 800)))) == "too_small"


@pytest.mark.parametrize("size", [(10_001, 100), (100, 10_001)])
def test_a_side_that_rekognition_does_not_take_is_named(size: tuple[int, int]) -> None:
    assert code_of(encoded(Image.new("L", size))) == "side_too_long"
    assert inspect(encoded(Image.new("L", (10_000, 100))), "image/jpeg").image_size.width == 10_000
    assert "10,000 pixels" in FAILURE_SENTENCES["side_too_long"]


def test_a_bomb_of_pixels_is_refused_by_its_header() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    assert code_of(bomb, "image/png") == "too_many_pixels"


def with_good_checksums(png: bytes) -> bytes:
    """Mend the checksums of a PNG's chunks, so that what was altered in them is looked into."""
    out, place = png[:8], 8
    while place + 8 <= len(png):
        end = place + 8 + int.from_bytes(png[place : place + 4], "big")
        out += png[place:end] + struct.pack(">I", zlib.crc32(png[place + 4 : end]))
        place = end + 4
    return out


def test_a_palette_that_is_missing_is_damage() -> None:
    body = encoded(picture("P"), "PNG", transparency=0)
    assert code_of(with_good_checksums(body.replace(b"PLTE", b"pLTE")), "image/png") == "damaged"


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1\x00\x20Exif\0\0", b"\x89PNG\r\n\x1a\n"]),
)
def test_no_bytes_bring_it_down(body: bytes, start: bytes) -> None:
    assert code_of(start + body) in {
        "not_an_image",
        "damaged",
        "wrong_type",
        "too_small",
        "side_too_long",
        "too_many_pixels",
    }


EXIF = Image.Exif()
EXIF[ORIENTATION] = 6
EXIF[0x8825] = {1: "N", 2: (52.0, 31.0, 12.0)}
FILES = [
    ("image/jpeg", encoded(picture(size=(96, 96)), exif=EXIF)),
    ("image/jpeg", encoded(picture(size=(96, 96)), progressive=True)),
    ("image/jpeg", encoded(picture(size=(96, 96)), "MPO", save_all=True, append_images=[picture(size=(96, 96))])),
    ("image/png", encoded(picture(size=(96, 96)), "PNG", exif=EXIF)),
    ("image/png", encoded(picture("P", size=(96, 96)), "PNG", transparency=0)),
]
HEAD = 400
"""Where the parts of a file are told of, and most of what can go wrong."""


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_photo_with_altered_bytes_is_sound_or_refused(data: st.DataObject) -> None:
    content_type, whole = data.draw(st.sampled_from(FILES))
    body = bytearray(whole[: data.draw(st.integers(1, len(whole)) | st.just(len(whole)))])
    places = st.integers(0, min(HEAD, len(body)) - 1) | st.integers(0, len(body) - 1)
    for place in data.draw(st.lists(places, max_size=8)):
        body[place] = data.draw(st.integers(0, 255))
    mended = with_good_checksums(bytes(body)) if content_type == "image/png" else bytes(body)
    with contextlib.suppress(BadPhoto), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's word on odd EXIF
        assert inspect(data.draw(st.sampled_from([bytes(body), mended])), content_type).thumbnail_jpeg()


@pytest.mark.parametrize(
    "tiff",
    [
        pytest.param(b"MM\0*\0\0", id="ends before its directory"),
        pytest.param(b"MM\0*\xff\xff\xff\xff", id="its directory lies beyond its end"),
        pytest.param(b"MM\0*\0\0\0\x08\0\x09", id="has fewer entries than it says"),
    ],
)
def test_damaged_exif_tells_no_orientation(tiff: bytes) -> None:
    image = Image.new("RGB", (2, 1))
    image.info["exif"] = b"Exif\0\0" + tiff
    assert orientation_of(image) == 1
