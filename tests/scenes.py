"""Pictures of vehicles with number plates, drawn for tests: no photo of anybody's car is needed.

``python -m tests.scenes --plate ABC1234 --style eu OUT.jpg`` writes one to a file.
"""

import argparse
import io
import itertools
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pillow_heif
from PIL import ExifTags, Image, ImageDraw, ImageFilter, ImageFont

Colour = tuple[int, int, int]
StyleName = Literal["eu", "us", "br", "motorbike", "none"]

PLATE_PX_PER_MM = 4
_SUPERSAMPLING = 2

_BODY_COLOURS: tuple[Colour, ...] = ((150, 28, 34), (36, 62, 112), (64, 68, 72), (188, 190, 192), (24, 84, 62))
_ROAD, _SKY_TOP, _SKY_BOTTOM = (92, 92, 96), (128, 170, 214), (222, 232, 240)
_TYRE, _GLASS, _LAMP, _BUMPER = (22, 22, 24), (44, 56, 66), (196, 30, 30), (40, 42, 44)


@dataclass(frozen=True, slots=True)
class Caption:
    """Small print on a plate: text, height and the centre of it, in mm from the plate's top left."""

    text: str
    height_mm: float
    centre_mm: tuple[float, float]
    ink: Colour


@dataclass(frozen=True, slots=True)
class PlateStyle:
    """How plates of one kind look.

    Attributes
    ----------
    size_mm : tuple of float
        Width and height.
    paper, ink : Colour
        Of the plate and its characters.
    rows : callable
        How the plate's text is written, from its letters and digits to one text a row.
    text_box_mm : tuple of float
        Left, top, right, bottom of the space for the characters.
    band : Colour, optional
        Of a vertical band at the left.
    captions : tuple of Caption
        What else is printed on it.
    """

    size_mm: tuple[float, float]
    paper: Colour
    ink: Colour
    rows: Callable[[str], list[str]]
    text_box_mm: tuple[float, float, float, float]
    band: Colour | None = None
    captions: tuple[Caption, ...] = ()


def _groups(plate: str) -> str:
    """Put a space wherever letters meet digits: B123XYZ is written B 123 XYZ."""
    spaced = plate[:1]
    for before, after in itertools.pairwise(plate):
        spaced += (" " if before.isdigit() != after.isdigit() else "") + after
    return spaced


def _halves(plate: str) -> list[str]:
    middle = len(plate) // 2
    return [plate[:middle], plate[middle:]]


_WHITE, _BLACK, _BLUE = (246, 246, 242), (16, 16, 18), (16, 56, 150)

STYLES: dict[StyleName, PlateStyle | None] = {
    "eu": PlateStyle(
        size_mm=(520, 112),
        paper=_WHITE,
        ink=_BLACK,
        rows=lambda plate: [_groups(plate)],
        text_box_mm=(58, 16, 508, 96),
        band=_BLUE,
        captions=(Caption("RO", 24, (22, 88), _WHITE),),
    ),
    "us": PlateStyle(
        size_mm=(305, 152),
        paper=(238, 242, 246),
        ink=(22, 32, 92),
        rows=lambda plate: [plate],
        text_box_mm=(16, 46, 289, 116),
        captions=(
            Caption("California", 24, (152, 22), (168, 24, 40)),
            Caption("dmv.ca.gov", 14, (152, 138), (22, 32, 92)),
        ),
    ),
    "br": PlateStyle(
        size_mm=(400, 130),
        paper=(182, 184, 186),
        ink=_BLACK,
        rows=lambda plate: [f"{plate[:3]}-{plate[3:]}"],
        text_box_mm=(16, 40, 384, 116),
        captions=(Caption("SP - CAMPINAS", 18, (200, 20), _BLACK),),
    ),
    "motorbike": PlateStyle(
        size_mm=(190, 140),
        paper=_WHITE,
        ink=_BLACK,
        rows=_halves,
        text_box_mm=(16, 12, 174, 128),
    ),
    "none": None,
}


def render_scene(
    plate: str, *, width_px: int = 1280, height_px: int = 960, style: StyleName = "eu", seed: int = 0
) -> Image.Image:
    """Draw a vehicle from behind, on a road.

    Parameters
    ----------
    plate : str
        Letters and digits; not looked at in the style ``none``.
    width_px, height_px : int
        Size of the picture.
    style : str
        One of `STYLES`.
    seed : int
        Chooses the colour, the tilt of the plate and the grain: the same seed gives the same picture.

    Returns
    -------
    Image
        In RGB.
    """
    chance = random.Random(seed)
    scene = Image.new("RGB", (width_px * _SUPERSAMPLING, height_px * _SUPERSAMPLING))
    _draw_surroundings(scene)
    _draw_vehicle(scene, chance.choice(_BODY_COLOURS))
    plate_style = STYLES[style]
    if plate_style is not None:
        _mount(scene, _render_plate(plate, plate_style), tilt_degrees=chance.uniform(-3, 3))
    scene = scene.resize((width_px, height_px), Image.Resampling.LANCZOS)
    return _with_grain(scene, chance)


def jpeg_bytes(image: Image.Image, **save_options: Any) -> bytes:
    """Encode as JPEG; the options are Pillow's (``quality``, ``exif``, …)."""
    return _encoded(image, "JPEG", {"quality": 90} | save_options)


def png_bytes(image: Image.Image, **save_options: Any) -> bytes:
    """Encode as PNG; the options are Pillow's."""
    return _encoded(image, "PNG", save_options)


def heic_bytes(image: Image.Image, **save_options: Any) -> bytes:
    """Encode as a phone would, HEVC in HEIF; the options are those of pillow-heif (``quality``, ``exif``, …)."""
    pillow_heif.register_heif_opener()
    return _encoded(image, "HEIF", {"quality": 80} | save_options)


def taken_at(time: str, offset: str) -> Image.Exif:
    """Make EXIF data that say when a photo was taken.

    Parameters
    ----------
    time : str
        As EXIF writes it, "2026:05:01 12:34:56".
    offset : str
        From UTC, "+02:00".
    """
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif).update(
        {ExifTags.Base.DateTimeOriginal: time, ExifTags.Base.OffsetTimeOriginal: offset}
    )
    return exif


def _encoded(image: Image.Image, image_format: str, save_options: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, image_format, **save_options)
    return buffer.getvalue()


def _draw_surroundings(scene: Image.Image) -> None:
    """Sky that gets paler towards the horizon, and a road with a line on each side."""
    width, height = scene.size
    horizon = round(height * 0.45)
    sky = Image.linear_gradient("L").resize((width, horizon))
    scene.paste(Image.composite(Image.new("RGB", sky.size, _SKY_BOTTOM), Image.new("RGB", sky.size, _SKY_TOP), sky))
    draw = ImageDraw.Draw(scene)
    draw.rectangle((0, horizon, width, height), fill=_ROAD)
    for bottom, top in ((0.02, 0.38), (0.98, 0.62)):
        draw.line((bottom * width, height, top * width, horizon), fill=(214, 214, 208), width=width // 120)


def _draw_vehicle(scene: Image.Image, body: Colour) -> None:
    """A rear view from its shadow up; every measure is a ratio of the picture."""
    width, height = scene.size
    draw = ImageDraw.Draw(scene)

    def box(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        return left * width, top * height, right * width, bottom * height

    shade = (body[0] * 3 // 4, body[1] * 3 // 4, body[2] * 3 // 4)
    draw.ellipse(box(0.16, 0.86, 0.84, 0.98), fill=(56, 56, 60))
    for left, right in ((0.22, 0.32), (0.68, 0.78)):
        draw.rounded_rectangle(box(left, 0.76, right, 0.95), radius=width * 0.02, fill=_TYRE)
    draw.rounded_rectangle(box(0.26, 0.18, 0.74, 0.60), radius=width * 0.06, fill=shade)
    draw.rounded_rectangle(box(0.30, 0.22, 0.70, 0.42), radius=width * 0.03, fill=_GLASS)
    draw.rounded_rectangle(box(0.18, 0.40, 0.82, 0.86), radius=width * 0.04, fill=body)
    for left, right in ((0.20, 0.31), (0.69, 0.80)):
        draw.rounded_rectangle(box(left, 0.46, right, 0.55), radius=width * 0.012, fill=_LAMP)
    draw.rounded_rectangle(box(0.17, 0.78, 0.83, 0.88), radius=width * 0.02, fill=_BUMPER)


def _render_plate(plate: str, style: PlateStyle) -> Image.Image:
    width, height = (round(side * PLATE_PX_PER_MM) for side in style.size_mm)
    image = Image.new("RGBA", (width, height))
    draw = ImageDraw.Draw(image)
    border = 2 * PLATE_PX_PER_MM
    draw.rounded_rectangle(
        (0, 0, width - 1, height - 1), radius=5 * border // 2, fill=style.paper, outline=style.ink, width=border
    )
    if style.band is not None:
        draw.rectangle((border, border, 44 * PLATE_PX_PER_MM, height - border), fill=style.band)
    for caption in style.captions:
        centre = caption.centre_mm[0] * PLATE_PX_PER_MM, caption.centre_mm[1] * PLATE_PX_PER_MM
        font = ImageFont.load_default(caption.height_mm * PLATE_PX_PER_MM)
        draw.text(centre, caption.text, fill=caption.ink, font=font, anchor="mm")
    left, top, right, bottom = (side * PLATE_PX_PER_MM for side in style.text_box_mm)
    rows = style.rows(plate)
    row_height = (bottom - top) / len(rows)
    for number, row in enumerate(rows):
        space = (right - left, row_height * 0.94)
        middle = ((left + right) / 2, top + (number + 0.5) * row_height)
        _draw_row(draw, row, space, middle, style.ink)
    return image


def _draw_row(
    draw: ImageDraw.ImageDraw, row: str, space: tuple[float, float], middle: tuple[float, float], ink: Colour
) -> None:
    """Write one row as large as its space allows, bold."""
    trial_size = 100
    left, top, right, bottom = draw.textbbox((0, 0), row, font=ImageFont.load_default(trial_size), stroke_width=3)
    size = trial_size * min(space[0] / (right - left), space[1] / (bottom - top))
    draw.text(
        middle, row, fill=ink, font=ImageFont.load_default(size), anchor="mm", stroke_width=size * 0.03, stroke_fill=ink
    )


def _mount(scene: Image.Image, plate: Image.Image, tilt_degrees: float) -> None:
    """Put the plate on the vehicle's back, where it takes at most three tenths of the picture's width."""
    width, height = scene.size
    scale = min(0.30 * width / plate.width, 0.16 * height / plate.height)
    mounted = plate.resize((round(plate.width * scale), round(plate.height * scale)), Image.Resampling.LANCZOS)
    mounted = mounted.rotate(tilt_degrees, Image.Resampling.BICUBIC, expand=True)
    scene.paste(mounted, ((width - mounted.width) // 2, round(0.68 * height) - mounted.height // 2), mounted)


def _with_grain(scene: Image.Image, chance: random.Random) -> Image.Image:
    """Blur a little and add noise, as a camera does."""
    noise = Image.frombytes("L", scene.size, chance.randbytes(scene.width * scene.height)).convert("RGB")
    return Image.blend(scene.filter(ImageFilter.GaussianBlur(0.6)), noise, 0.03)


_ENCODERS: dict[str, Callable[..., bytes]] = {".jpg": jpeg_bytes, ".png": png_bytes, ".heic": heic_bytes}


def main(arguments: Sequence[str] | None = None) -> None:
    """Write one picture to a file; its name's ending tells the format."""
    parser = argparse.ArgumentParser(prog="python -m tests.scenes", description="Draw a vehicle with a number plate.")
    parser.add_argument("file", type=Path, metavar="OUT.jpg", help=f"ends in {', '.join(_ENCODERS)}")
    parser.add_argument("--plate", default="B123XYZ")
    parser.add_argument("--style", choices=STYLES, default="eu")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--width", type=int, default=1280, help="in pixels")
    parser.add_argument("--height", type=int, default=960, help="in pixels")
    parser.add_argument(
        "--taken-at", nargs=2, metavar=("TIME", "OFFSET"), help='as EXIF has them: "2026:05:01 12:34:56" +02:00'
    )
    options = parser.parse_args(arguments)
    scene = render_scene(
        options.plate, width_px=options.width, height_px=options.height, style=options.style, seed=options.seed
    )
    metadata = {"exif": taken_at(*options.taken_at)} if options.taken_at else {}
    options.file.write_bytes(_ENCODERS[options.file.suffix.lower()](scene, **metadata))


if __name__ == "__main__":
    main()
