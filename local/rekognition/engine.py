"""The OCR engine: upright pixels in, lines of text out.

RapidOCR finds text boxes on copies of the photo that are scaled to where its detector is both quick and good, then
reads each box from the full-size photo, where the characters have the most pixels.
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import cast

import cv2
import numpy as np
import numpy.typing as npt
from rapidocr import RapidOCR
from rapidocr.ch_ppocr_rec.typings import WordInfo
from rapidocr.main import RapidOCRError

from local.rekognition.images import MAX_SIDE_PX, Pixels

Quad = npt.NDArray[np.float64]
"""Four corners (x, y), clockwise from the top left of the text's first character."""

ENGINE_VERSION = "PP-OCRv6-small"

DETECTION_PIXELS = (800 * 600, 1280 * 960)
"""Pixels of the copy that text is looked for on: smaller photos are enlarged to the first number, larger ones reduced
to the second. Measured on photos of vehicles: more pixels cost time, and large tilted plates fall to pieces."""

COARSE_SCALE = 0.4
"""Beside those pixels, text is looked for on a copy so much smaller: the detector overlooks text, however clear, that
stands alone in a large smooth photo. Chosen from 0.33, 0.4 and 0.5 on drawn vehicles, as the quickest that finds all
plates that 0.5 does; a sixth of the time for the detector."""

LARGEST_COARSELY = 0.25
"""Height, in ratios of the photo's, from which on what is only seen there is no text but a thing: a car, a wall."""

ALL_CORES = -1
"""RapidOCR's word for it."""

TALL = 1.5
"""A box that is so many times higher than wide holds text that runs downwards (PP-OCR's own limit)."""

RAPIDOCR_PARAMETERS = {
    "Global.log_level": "error",
    "Global.use_cls": False,  # text upside down is not read by Rekognition either
    "Global.return_word_box": True,
    "Global.use_vertical_padding": False,  # boxes would have to be moved back; no photo is that flat
    "Det.limit_type": "max",
    "Det.limit_side_len": MAX_SIDE_PX,  # no scaling but ours
}


@dataclass(frozen=True, slots=True)
class Point:
    """A place in a photo, in ratios of its width and height, from the top left."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class TextWord:
    """Characters without a space between them.

    Attributes
    ----------
    text : str
        At least one character.
    confidence : float
        Mean of the characters' probabilities, 0 to 1.
    polygon : tuple of Point
        Four corners, clockwise from the top left of the first character.
    """

    text: str
    confidence: float
    polygon: tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class TextLine:
    """The words of one text box, in reading order; at least one."""

    words: tuple[TextWord, ...]


class Engine:
    """RapidOCR with its models loaded. Calls from several threads take turns: one call uses all cores it may.

    Parameters
    ----------
    cores : int
        How many cores a call may use, from 1 on; more than there are count as all.
    """

    def __init__(self, cores: int = ALL_CORES) -> None:
        self._ocr = RapidOCR(params=RAPIDOCR_PARAMETERS | {"EngineConfig.onnxruntime.intra_op_num_threads": cores})
        self._turn = threading.Lock()
        blank = np.zeros((64, 256, 3), np.uint8)
        self._find(blank)  # RapidOCR loads a model when it is first used
        self._ocr.recognize_txt([blank])

    def recognise(self, image: Pixels) -> list[TextLine]:
        """Find and read the text of a photo.

        Parameters
        ----------
        image : Pixels
            The upright photo, height x width x 3, blue-green-red.

        Returns
        -------
        list of TextLine
            From top to bottom, then from left to right.
        """
        with self._turn:
            boxes = [(number, way) for number, box in enumerate(self._find(image)) for way in _reading_ways(box)]
            if not boxes:
                return []
            read = self._ocr.recognize_txt([_crop(image, box) for _, box in boxes])
        # RapidOCR declares the type that word_results has later, in its own pipeline.
        word_infos = cast("Sequence[WordInfo]", read.word_results)
        by_box = groupby(range(len(boxes)), key=lambda place: boxes[place][0])
        surest_ways = [max(places, key=read.scores.__getitem__) for _, places in by_box]
        image_size = image.shape[1::-1]
        return [
            _line(text, word_infos[place], boxes[place][1] / image_size)
            for place in surest_ways
            if (text := (read.txts or ())[place]).strip()
        ]

    def _find(self, image: Pixels) -> list[Quad]:
        """Find text at both scales; where both see some, the finer boxes count."""
        fine = _scaled_for_detection(image)
        coarse = cv2.resize(fine, None, fx=COARSE_SCALE, fy=COARSE_SCALE, interpolation=cv2.INTER_AREA)
        found = self._find_at(fine, image)
        seen_coarsely = self._find_at(coarse.astype(np.uint8, copy=False), image)
        highest = LARGEST_COARSELY * image.shape[0]
        overlooked = [box for box in seen_coarsely if _height_of(box) < highest and not _is_among(box, found)]
        return sorted([*found, *overlooked], key=_upper_left) if overlooked else found

    def _find_at(self, scaled: Pixels, image: Pixels) -> list[Quad]:
        """Find text on a copy of the photo, and give its boxes in pixels of the photo."""
        try:
            _, found = self._ocr.detect_and_crop(scaled, {})
        except RapidOCRError:  # raised when there is no text at all
            return []
        scale = np.divide(image.shape[1::-1], scaled.shape[1::-1])
        return [box * scale for box in found.boxes] if found.boxes is not None else []


def _height_of(box: Quad) -> float:
    return float(np.linalg.norm(box[0] - box[3]))


def _upper_left(box: Quad) -> tuple[float, float]:
    x, y = box.min(axis=0).tolist()
    return y, x


def _is_among(box: Quad, others: Sequence[Quad]) -> bool:
    """Tell whether a box stands where one of the others does: the middle of either lies in the other."""
    return any(_holds_middle(box, other) or _holds_middle(other, box) for other in others)


def _holds_middle(outer: Quad, inner: Quad) -> bool:
    x, y = inner.mean(axis=0).tolist()
    return cv2.pointPolygonTest(outer.astype(np.float32), (x, y), measureDist=False) >= 0


def _scaled_for_detection(image: Pixels) -> Pixels:
    pixels = image.shape[0] * image.shape[1]
    scale = float(np.sqrt(np.clip(pixels, *DETECTION_PIXELS) / pixels))
    if scale == 1:
        return image
    interpolation = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cv2.resize(image, None, fx=scale, fy=scale, interpolation=interpolation).astype(np.uint8, copy=False)


def _reading_ways(box: Quad) -> list[Quad]:
    """Give the box with its corners turned to where its text may start: a tall one may be read down, up or across."""
    width, height = np.linalg.norm(box[0] - box[1]), np.linalg.norm(box[0] - box[3])
    quarter_turns = (-1, 1, 0) if height >= TALL * width else (0,)
    return [np.roll(box, turn, axis=0) for turn in quarter_turns]


def _crop(image: Pixels, box: Quad) -> Pixels:
    """Cut out a box and make it level."""
    width, height = (max(1, round(np.linalg.norm(box[0] - box[corner]))) for corner in (1, 3))
    level = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    transform = cv2.getPerspectiveTransform(box.astype(np.float32), level)
    cut = cv2.warpPerspective(image, transform, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return cut.astype(np.uint8, copy=False)


def _line(text: str, word_info: WordInfo, box: Quad) -> TextLine:
    columns = np.array([column for word in word_info.word_cols for column in word], dtype=float)
    return TextLine(tuple(_words(text, word_info.confs, (columns + 0.5) / max(word_info.line_txt_len, 1), box)))


def _words(text: str, confidences: list[float], centres: npt.NDArray[np.float64], box: Quad) -> Iterator[TextWord]:
    """Cut a line at its spaces.

    Parameters
    ----------
    text : str
        The line.
    confidences : list of float
        One for each character of `text`, spaces too.
    centres : array
        Where each character other than a space stands along the box, 0 to 1.
    box : Quad
        The line's corners in ratios of the photo.
    """
    half_character = (centres[-1] - centres[0]) / max(len(centres) - 1, 1) / 2
    seen = 0
    for is_space, group in groupby(zip(text, confidences, strict=True), key=lambda pair: pair[0].isspace()):
        pairs = list(group)
        if is_space:
            continue
        first, last = centres[seen], centres[seen + len(pairs) - 1]
        seen += len(pairs)
        start = 0.0 if seen == len(pairs) else first - half_character
        end = 1.0 if seen == len(centres) else last + half_character
        yield TextWord(
            text="".join(character for character, _ in pairs),
            confidence=float(np.mean([confidence for _, confidence in pairs])),
            polygon=_part(box, max(start, 0.0), min(end, 1.0)),
        )


def _part(box: Quad, start: float, end: float) -> tuple[Point, Point, Point, Point]:
    """Corners of the part of a box between two places along its text, 0 to 1."""
    top_left, top_right, bottom_right, bottom_left = box.astype(float)
    corners = (
        top_left + start * (top_right - top_left),
        top_left + end * (top_right - top_left),
        bottom_left + end * (bottom_right - bottom_left),
        bottom_left + start * (bottom_right - bottom_left),
    )
    a, b, c, d = (Point(*np.clip(corner, 0.0, 1.0).tolist()) for corner in corners)
    return a, b, c, d
