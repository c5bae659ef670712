"""Where in a photo there is text: boxes by PP-OCR's detector, for little processor time.

The detector costs by the pixel, and most of a photo holds no text. So all of it is looked at on a coarse copy, and only
the parts where that shows so much as a trace of text on a fine one.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt
import rapidocr
from onnxruntime import InferenceSession, SessionOptions
from rapidocr.ch_ppocr_det.utils import DBPostProcess

from reader.images import Pixels

Quad = npt.NDArray[np.float64]
"""Four corners (x, y), clockwise from the top left of the text's first character."""

TextMap = npt.NDArray[np.float32]
"""How likely each pixel belongs to text, 0 to 1: height x width."""

MODEL: Final = Path(rapidocr.__file__).parent / "models" / "PP-OCRv6_det_small.onnx"

FINE_PIXELS: Final = (800 * 600, 1280 * 960)
"""Pixels of the fine copy: smaller photos are enlarged to the first number, larger ones reduced to the second. Measured
on photos of vehicles: more pixels cost time, and large tilted plates fall to pieces."""

COARSE_SCALE: Final = 0.5
"""Of the coarse copy beside the fine one. With 0.4 a photo costs an eighth less, and one more in 50 is read wrong. The
coarse copy also finds what the fine one overlooks: text, however clear, that stands alone in a large smooth photo."""

LEAST_TRACE: Final = 0.01
"""What the coarse map must show of a part for it to be looked at finely; text itself counts from 0.3 on."""

ROOM_PX: Final = 32
ROOM_HEIGHTS: Final = 0.5
"""What is looked at around a trace: so many pixels of the fine copy, and so many times the trace's height."""

FEW: Final = 2
"""Where the parts hold fewer boxes, all of the photo is looked at finely: the coarse copy shows no trace of some clear
plates (what it gains, and other ways: `docs/measurements.md`)."""

NEARLY_ALL: Final = 0.7
"""Share of the photo from which on its parts cost more than the whole."""

STEP_PX: Final = 32
"""The detector takes sides that are multiples of it."""

LARGEST_COARSELY: Final = 0.25
"""Height, in ratios of the photo's, from which on what is only seen coarsely is no text but a thing: a car, a wall."""


class Part(NamedTuple):
    """A part of a picture, in whole pixels; the ends are not included."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def area(self) -> int:
        """In pixels."""
        return (self.right - self.left) * (self.bottom - self.top)

    def meets(self, other: "Part") -> bool:
        """Tell whether they share pixels."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def joined(self, other: "Part") -> "Part":
        """Give the least part that holds both."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        return Part(left, top, max(self.right, other.right), max(self.bottom, other.bottom))


class TextFinder:
    """PP-OCR's detector with its model loaded. Not for several threads at once.

    Parameters
    ----------
    cores : int
        How many cores it may use, from 1 on; more than there are count as all, and so does 0.
    """

    def __init__(self, cores: int) -> None:
        options = SessionOptions()
        options.log_severity_level = 4
        options.intra_op_num_threads = min(cores, os.cpu_count() or cores)
        # Threads that have nothing to do sleep. By default they spin, which takes three quarters as much again.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._model = InferenceSession(str(MODEL), options, providers=["CPUExecutionProvider"])
        self._input_name = self._model.get_inputs()[0].name
        # The values that RapidOCR uses the model with.
        self._outlines = DBPostProcess(thresh=0.3, box_thresh=0.5, unclip_ratio=1.6, use_dilation=True)

    def find(self, image: Pixels) -> list[Quad]:
        """Find text.

        Parameters
        ----------
        image : Pixels
            The upright photo, height x width x 3, blue-green-red.

        Returns
        -------
        list of Quad
            In pixels of the photo, from top to bottom, then from left to right.
        """
        fine = _fine_copy(image)
        coarse = _scaled(fine, COARSE_SCALE)
        text_map, boxes = self._look_at(coarse)
        seen_coarsely = _moved(boxes, coarse, image)
        parts = parts_with_text(text_map, fine)
        boxes = [box for part in parts for box in self._look_at_part(fine, part)]
        if len(boxes) < FEW and parts != [_whole(fine)]:
            boxes += [box for box in self._look_at_part(fine, _whole(fine)) if not _is_among(box, boxes)]
        found = _moved(boxes, fine, image)
        highest = LARGEST_COARSELY * image.shape[0]
        overlooked = [box for box in seen_coarsely if height_of(box) < highest and not _is_among(box, found)]
        return sorted([*found, *overlooked], key=_upper_left)

    def _look_at_part(self, picture: Pixels, part: Part) -> Iterator[Quad]:
        _, boxes = self._look_at(picture[part.top : part.bottom, part.left : part.right])
        corner = np.array((part.left, part.top))
        return (box + corner for box in boxes)

    def _look_at(self, picture: Pixels) -> tuple[TextMap, list[Quad]]:
        """Give the map of a picture, and the boxes of what stands out in it, in the picture's pixels."""
        output = self._model.run(None, {self._input_name: _model_input(picture)})[0]
        boxes, _ = self._outlines(output, picture.shape[:2])
        return output[0, 0], [box.astype(np.float64) for box in boxes]


def parts_with_text(text_map: TextMap, picture: Pixels) -> list[Part]:
    """Choose the parts of a picture to look at for text.

    Parameters
    ----------
    text_map : TextMap
        Of a smaller copy of the picture.
    picture : Pixels

    Returns
    -------
    list of Part
        They share no pixels. All of the picture where nothing is to be seen in the map, or nearly everywhere something.
    """
    height, width = picture.shape[:2]
    parts = _joined(_parts_around_traces(text_map, width, height))
    if not parts or sum(part.area for part in parts) > NEARLY_ALL * width * height:
        return [_whole(picture)]
    return parts


def _whole(picture: Pixels) -> Part:
    height, width = picture.shape[:2]
    return Part(0, 0, width, height)


def _parts_around_traces(text_map: TextMap, width: int, height: int) -> Iterator[Part]:
    """Give a part of the picture around each trace of text in the map."""
    traces = (text_map > LEAST_TRACE).astype(np.uint8)
    across, down = width / text_map.shape[1], height / text_map.shape[0]
    _, _, bounds, _ = cv2.connectedComponentsWithStats(traces, connectivity=8)
    for x, y, trace_width, trace_height, _ in bounds[1:].tolist():
        room = ROOM_PX + ROOM_HEIGHTS * trace_height * down
        left, right = _stepped(x * across - room, (x + trace_width) * across + room, width)
        top, bottom = _stepped(y * down - room, (y + trace_height) * down + room, height)
        yield Part(left, top, right, bottom)


def _stepped(start: float, end: float, side: int) -> tuple[int, int]:
    """Widen a range to whole steps within a side: one that would go beyond its end begins so much earlier."""
    first, last = int(start // STEP_PX) * STEP_PX, -int(-end // STEP_PX) * STEP_PX
    beyond = max(0, last - side)
    return max(0, first - beyond), last - beyond


def _joined(parts: Iterable[Part]) -> list[Part]:
    """Join parts that share pixels, until none do."""
    apart = list[Part]()
    for part in dict.fromkeys(parts):
        joined = part
        while met := next((other for other in apart if joined.meets(other)), None):
            apart.remove(met)
            joined = joined.joined(met)
        apart.append(joined)
    return apart


def _fine_copy(image: Pixels) -> Pixels:
    pixels = image.shape[0] * image.shape[1]
    return _scaled(image, float(np.sqrt(np.clip(pixels, *FINE_PIXELS) / pixels)))


def _scaled(picture: Pixels, scale: float) -> Pixels:
    if scale == 1:
        return picture
    interpolation = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cv2.resize(picture, None, fx=scale, fy=scale, interpolation=interpolation).astype(np.uint8, copy=False)


def _model_input(picture: Pixels) -> npt.NDArray[np.float32]:
    """Give a picture as the model takes it: 1 x 3 x height x width, -1 to 1, sides multiples of `STEP_PX`."""
    height, width = (max(STEP_PX, round(side / STEP_PX) * STEP_PX) for side in picture.shape[:2])
    resized = cv2.resize(picture, (width, height)) if picture.shape[:2] != (height, width) else picture
    return np.ascontiguousarray((resized.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1))[np.newaxis]


def _moved(boxes: Sequence[Quad], copy: Pixels, image: Pixels) -> list[Quad]:
    """Give boxes of a copy in pixels of the photo."""
    scale = np.divide(image.shape[1::-1], copy.shape[1::-1])
    return [box * scale for box in boxes]


def height_of(box: Quad) -> float:
    """Give how high the text in a box is, in pixels."""
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
