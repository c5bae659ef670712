"""A picture in the making: hang signs, fill boxes, draw what stands behind them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw

from lab.pictures.drawing import (
    BLACK,
    BODY_COLOURS,
    FONTS,
    OWN_FONT,
    WHITE,
    Colour,
    Look,
    Pose,
    draw_road,
    draw_vehicle,
    mount,
    panel,
)
from lab.pictures.plateless_texts import Texts

YELLOW, RED, GREEN, BLUE, ORANGE = (246, 206, 40), (190, 28, 32), (12, 104, 62), (18, 66, 150), (232, 122, 32)
CREAM, GREY, DARK, SILVER = (238, 230, 208), (150, 150, 150), (40, 44, 50), (204, 206, 210)
# Paper and ink of signs that people can read.
_SCHEMES: tuple[tuple[Colour, Colour], ...] = (
    (WHITE, BLACK), (WHITE, RED), (WHITE, BLUE), (YELLOW, BLACK), (RED, WHITE), (GREEN, WHITE), (BLUE, WHITE),
    (DARK, YELLOW), (CREAM, DARK), (ORANGE, BLACK), (DARK, WHITE),
)  # fmt: skip
_WALLS: tuple[Colour, ...] = ((168, 96, 76), (196, 184, 160), (122, 128, 134), (214, 206, 190), (88, 104, 96))


@dataclass(frozen=True, slots=True)
class Easel:
    """A picture in the making.

    Attributes
    ----------
    image : Image
        Drawn upon.
    chance : Random
        Chooses.
    texts : Texts
        What is written.
    """

    image: Image.Image
    chance: random.Random
    texts: Texts

    def look(self, **changes: object) -> Look:
        """Give a sign's look in one of the usual colours and any font."""
        paper, ink = self.chance.choice(_SCHEMES)
        font = self.chance.choice((OWN_FONT, *FONTS))
        border = ink if self.chance.random() < 0.5 else None
        return replace(Look(ink, paper, font, border, boldness=self.chance.choice((0.0, 0.02))), **changes)  # type: ignore[arg-type]

    def hang(
        self, lines: Sequence[str], place: tuple[float, float, float, float], look: Look, *, askew: float = 1.0
    ) -> None:
        """Hang a panel at a place: left, top, right, bottom in ratios of the picture.

        `askew` says how far from level it may hang, 1 for a hand-held camera's few degrees.
        """
        left, top, right, bottom = (
            ratio * side for ratio, side in zip(place, (*self.image.size, *self.image.size), strict=True)
        )
        size = max(round(2 * (right - left)), 8), max(round(2 * (bottom - top)), 8)
        mount(
            self.image,
            panel(lines, size, look),
            ((left + right) / 2, (top + bottom) / 2),
            right - left,
            Pose(self.chance.gauss(0, 1.5) * askew, self.chance.uniform(-0.06, 0.06) * askew),
        )

    def box(self, place: tuple[float, float, float, float], fill: Colour, radius: float = 0.0) -> None:
        """Fill a rectangle given in ratios of the picture."""
        width, height = self.image.size
        corners = (place[0] * width, place[1] * height, place[2] * width, place[3] * height)
        ImageDraw.Draw(self.image).rounded_rectangle(corners, radius * width, fill=fill)

    def wall(self) -> None:
        """Fill the picture with a wall."""
        paint = self.chance.choice(_WALLS)
        self.box((0, 0, 1, 1), paint)
        line = (paint[0] * 9 // 10, paint[1] * 9 // 10, paint[2] * 9 // 10)
        for row in range(1, 24):
            self.box((0, row / 24, 1, row / 24 + 0.003), line)

    def car(self) -> None:
        """Fill the picture with a road and a car on it, from behind."""
        draw_road(self.image)
        draw_vehicle(self.image, self.chance.choice(BODY_COLOURS))
