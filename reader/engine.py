"""The OCR engine: upright pixels in, lines of text out.

Boxes are found on smaller copies of the photo (`text_finder`); each is read from the full-size photo, where the
characters have the most pixels, by RapidOCR.
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

from reader.images import Pixels
from reader.text_finder import Quad, TextFinder, height_of

ENGINE_VERSION = "PP-OCRv6-small-3"
"""The models, and how they are used: raised with every change by which a photo may give other text boxes."""

TALL = 1.5
"""A box that is so many times higher than wide holds text that runs downwards (PP-OCR's own limit)."""

RAPIDOCR_PARAMETERS = {
    "Global.log_level": "error",
    "Global.use_cls": False,  # text upside down is not read by Rekognition either
    "Global.return_word_box": True,
    "Rec.rec_batch_num": 1,  # the lines of a group are padded to its widest, and the padding changes what is read
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,  # more cost more than they save on crops so small
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
    """Both models, loaded. Calls from several threads take turns: one call uses all cores it may.

    Parameters
    ----------
    cores : int
        How many cores a call may use, from 1 on; more than there are count as all, and so does 0.
    """

    def __init__(self, cores: int = 0) -> None:
        self._finder = TextFinder(cores)
        self._ocr = RapidOCR(params=RAPIDOCR_PARAMETERS)
        self._turn = threading.Lock()
        self._ocr.recognize_txt([np.zeros((64, 256, 3), np.uint8)])  # RapidOCR loads a model when it is first used

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
            boxes = [(number, way) for number, box in enumerate(self._finder.find(image)) for way in _reading_ways(box)]
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


def _reading_ways(box: Quad) -> list[Quad]:
    """Give the box with its corners turned to where its text may start: a tall one may be read down, up or across."""
    width, height = np.linalg.norm(box[0] - box[1]), height_of(box)
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
