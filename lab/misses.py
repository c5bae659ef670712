"""A page of the photos that were read wrong, with crops beside truth and reads.

It holds photos: keep it out of git.
"""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Mapping, Sequence

from PIL import Image, ImageOps

from handler.domain.geometry import BoundingBox
from handler.domain.reading.read import Read
from lab.evaluation import Outcome

_PHOTO_WIDTH_PX, _CROP_HEIGHT_PX = 480, 80
_MARGIN = 0.3

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Misses</title>
<style>body{{font:16px system-ui;margin:2rem}}section{{border-top:1px solid #888;padding:1rem 0}}
img{{display:block;margin:.4rem 0}}code{{font-size:1.2em}}</style><h1>{count} misses</h1>{sections}</html>"""


def misses_page(outcomes: Mapping[str, Sequence[Outcome]]) -> str:
    """Build the page.

    Parameters
    ----------
    outcomes : mapping of str to sequence of Outcome
        By mode (region expected or unknown).

    Returns
    -------
    str
        HTML that needs no other file.
    """
    missed = [(mode, outcome) for mode, members in outcomes.items() for outcome in members if not outcome.is_exact]
    return _PAGE.format(count=len(missed), sections="".join(_section(mode, outcome) for mode, outcome in missed))


def _section(mode: str, outcome: Outcome) -> str:
    with Image.open(outcome.photo.path) as opened:
        image = ImageOps.exif_transpose(opened).convert("RGB")
    truth = html.escape(" ".join(outcome.photo.plates)) or "no plate"
    reads = "".join(_read(read, image) for read in outcome.reads) or "<p>Nothing was read.</p>"
    whole = image.resize((_PHOTO_WIDTH_PX, max(round(image.height * _PHOTO_WIDTH_PX / image.width), 1)))
    title = f"{html.escape(outcome.photo.file)} (region {mode})"
    return f"<section><h2>{title}</h2><p>Truth: <code>{truth}</code></p>{_embedded(whole, title)}{reads}</section>"


def _read(read: Read, image: Image.Image) -> str:
    others = ", ".join(f"{candidate.plate} {candidate.confidence:.2f}" for candidate in read.candidates[:5])
    crop = _crop(image, read.bounding_box)
    return (
        f"<p><code>{read.plate}</code> from “{html.escape(read.raw_text)}”: {others}</p>{_embedded(crop, read.plate)}"
    )


def _crop(image: Image.Image, box: BoundingBox) -> Image.Image:
    margin = _MARGIN * box.height
    left, top = max(box.left - margin, 0.0) * image.width, max(box.top - margin, 0.0) * image.height
    right = min(box.left + box.width + margin, 1.0) * image.width
    bottom = min(box.top + box.height + margin, 1.0) * image.height
    crop = image.crop((int(left), int(top), max(int(right), int(left) + 1), max(int(bottom), int(top) + 1)))
    return crop.resize((max(round(crop.width * _CROP_HEIGHT_PX / crop.height), 1), _CROP_HEIGHT_PX))


def _embedded(image: Image.Image, alternative: str) -> str:
    content = io.BytesIO()
    image.save(content, "JPEG", quality=80)
    data = base64.b64encode(content.getvalue()).decode()
    return f'<img alt="{html.escape(alternative)}" src="data:image/jpeg;base64,{data}">'
