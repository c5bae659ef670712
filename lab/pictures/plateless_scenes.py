"""Pictures without a plate, drawn: one function for each kind of scene."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Mapping
from dataclasses import replace

from PIL import Image, ImageDraw

from lab.pictures.drawing import BLACK, BODY_COLOURS, FONTS, OWN_FONT, WHITE, Look, draw_road, draw_vehicle, with_grain
from lab.pictures.easel import BLUE, CREAM, DARK, GREEN, GREY, ORANGE, RED, SILVER, YELLOW, Easel
from lab.pictures.plateless_texts import Texts

_SIZES_PX = ((1280, 960), (1280, 720), (960, 1280), (1024, 768))


def _street(easel: Easel) -> None:
    draw_road(easel.image)
    chance = easel.chance
    for number in range(chance.randint(2, 4)):
        left = 0.04 + 0.24 * number + chance.uniform(0, 0.05)
        width, top = chance.uniform(0.09, 0.19), chance.uniform(0.08, 0.34)
        lines = easel.texts.lines("sign")
        height = width * chance.uniform(0.35, 0.5) * max(len(lines), 1)
        easel.box((left + width / 2 - 0.005, top, left + width / 2 + 0.005, 0.8), GREY)
        easel.hang(lines, (left, top, left + width, top + min(height, 0.4)), easel.look())


def _shop(easel: Easel) -> None:
    chance, texts = easel.chance, easel.texts
    easel.wall()
    easel.box((0, 0.86, 1, 1), (110, 108, 104))
    for left in (0.06, 0.60):
        easel.box((left, 0.36, left + 0.34, 0.84), (58, 74, 86))
    easel.box((0.43, 0.36, 0.57, 0.86), chance.choice(BODY_COLOURS))
    name = [f"{texts.one('name')} {texts.one('trade')}"] if chance.random() < 0.5 else texts.lines("trade")
    easel.hang(name, (0.08, 0.12, 0.92, 0.30), easel.look())
    clear = easel.look(paper=None, ink=WHITE)
    easel.hang([texts.one("slogan"), texts.one("phone")], (0.10, 0.42, 0.36, 0.56), clear)
    easel.hang([texts.one("web")], (0.64, 0.44, 0.90, 0.50), clear)
    easel.hang([texts.one("slogan"), *texts.some("hours", 2)], (0.45, 0.44, 0.55, 0.56), easel.look())
    easel.hang([texts.one("house")], (0.47, 0.38, 0.53, 0.42), easel.look())
    easel.hang(texts.lines("price"), (0.66, 0.62, 0.78, 0.76), easel.look())


def _poster(easel: Easel) -> None:
    chance, texts = easel.chance, easel.texts
    easel.wall()
    lines = [*texts.lines("event"), texts.one("slogan"), texts.one("hours"), texts.one("web")]
    chance.shuffle(lines)
    easel.hang(lines, (0.18, 0.06, 0.82, 0.94), easel.look(), askew=2)


def _stickers(easel: Easel) -> None:
    easel.car()
    for left, top in ((0.27, 0.57), (0.56, 0.58), (0.33, 0.46), (0.54, 0.46), (0.42, 0.30), (0.30, 0.70), (0.58, 0.70)):
        if easel.chance.random() < 0.6:
            easel.hang(easel.texts.lines("sticker"), (left, top, left + 0.15, top + 0.09), easel.look(), askew=2)


def _badge(easel: Easel) -> None:
    easel.car()
    chance, texts = easel.chance, easel.texts
    # Cars at a dealer's: a board of a plate's size and place, with the model's name or the dealer's.
    width, height = chance.choice(((0.30, 0.085), (0.22, 0.11), (0.26, 0.07)))
    middle = 0.66 + chance.uniform(-0.02, 0.04)
    place = (0.5 - width / 2, middle - height / 2, 0.5 + width / 2, middle + height / 2)
    easel.hang(texts.lines("dealer"), place, easel.look(radius=0.1), askew=2)
    chrome = easel.look(paper=None, ink=SILVER)
    easel.hang([texts.one("badge")], (0.22, 0.56, 0.34, 0.60), chrome)
    if chance.random() < 0.5:
        easel.hang([texts.one("name")], (0.62, 0.56, 0.76, 0.60), chrome)


def _van(easel: Easel) -> None:
    draw_road(easel.image)
    paint = easel.chance.choice((WHITE, YELLOW, BLUE, RED, SILVER))
    easel.box((0.06, 0.14, 0.94, 0.84), paint, 0.03)
    for left in (0.14, 0.70):
        easel.box((left, 0.76, left + 0.16, 0.94), DARK, 0.08)
    ink = WHITE if paint in (BLUE, RED) else easel.chance.choice((BLACK, BLUE, RED))
    easel.hang(easel.texts.lines("van"), (0.14, 0.20, 0.86, 0.66), easel.look(paper=None, ink=ink))
    easel.hang([easel.texts.one("slogan")], (0.34, 0.68, 0.66, 0.74), easel.look(paper=None, ink=ink))


def _motorway(easel: Easel) -> None:
    draw_road(easel.image)
    chance, texts = easel.chance, easel.texts
    easel.box((0, 0.06, 1, 0.08), GREY)
    paper = chance.choice((GREEN, BLUE))
    look = easel.look(paper=paper, ink=WHITE, border=WHITE)
    for left in (0.04, 0.36, 0.68):
        easel.hang([texts.one("place"), texts.one("exit")], (left, 0.12, left + 0.28, 0.34), look)
        shield = easel.look(paper=chance.choice((WHITE, RED, YELLOW, BLUE)), border=BLACK)
        shield = replace(shield, ink=BLACK if shield.paper in (WHITE, YELLOW) else WHITE)
        easel.hang([texts.one("route")], (left + 0.08, 0.05, left + 0.19, 0.115), shield)
    draw_vehicle(easel.image, chance.choice(BODY_COLOURS), (0.40, 0.40, 0.60, 0.60))


def _camera(easel: Easel) -> None:
    draw_road(easel.image)
    chance, texts = easel.chance, easel.texts
    height = chance.uniform(0.03, 0.06)
    burnt = easel.look(paper=chance.choice((None, BLACK)), ink=WHITE, border=None, margin=0.05)
    top = chance.choice((0.01, 0.985 - height))
    easel.hang([texts.one("stamp")], (0.02, top, 0.02 + 12 * height, top + height), burnt, askew=0)
    left, top = 0.97 - 5 * height, chance.choice((top, 0.02))
    easel.hang([texts.one("caption")], (left, top, 0.97, top + height), burnt, askew=0)


def _prices(easel: Easel) -> None:
    chance, texts = easel.chance, easel.texts
    easel.box((0, 0, 1, 1), (206, 200, 190))
    for row in range(3):
        top = 0.04 + 0.32 * row
        easel.box((0, top + 0.18, 1, top + 0.30), (120, 116, 110))
        for column in range(4):
            left = 0.03 + 0.245 * column
            easel.box((left, top, left + 0.2, top + 0.18), chance.choice(BODY_COLOURS), 0.01)
            easel.hang(
                [texts.one("goods")],
                (left + 0.02, top + 0.05, left + 0.18, top + 0.11),
                easel.look(paper=None, ink=WHITE),
            )
            tag = easel.look(paper=chance.choice((WHITE, YELLOW, RED)), border=None)
            tag = replace(tag, ink=WHITE if tag.paper == RED else BLACK)
            easel.hang(
                [*texts.lines("price"), texts.one("goods")], (left + 0.01, top + 0.19, left + 0.19, top + 0.29), tag
            )


def _houses(easel: Easel) -> None:
    chance, texts = easel.chance, easel.texts
    easel.wall()
    easel.box((0.40, 0.30, 0.66, 1.0), chance.choice(BODY_COLOURS))
    easel.hang([texts.one("house")], (0.70, 0.40, 0.84, 0.50), easel.look())
    easel.hang([texts.one("street")], (0.08, 0.12, 0.34, 0.20), easel.look(paper=BLUE, ink=WHITE, border=WHITE))
    for row in range(chance.randint(0, 4)):
        top = 0.56 + 0.05 * row
        easel.hang(
            [f"{texts.one('house')} {texts.one('name')}"],
            (0.70, top, 0.84, top + 0.04),
            easel.look(paper=SILVER, ink=BLACK),
        )


def _page(easel: Easel) -> None:
    chance, texts = easel.chance, easel.texts
    is_screen = chance.random() < 0.4
    easel.box((0, 0, 1, 1), chance.choice(((120, 92, 66), (70, 74, 80), (176, 170, 160))))
    look = easel.look(
        paper=DARK if is_screen else (250, 248, 240), ink=WHITE if is_screen else BLACK, border=None, is_even=True
    )
    easel.hang(texts.some("sentence", chance.randint(6, 14)), (0.10, 0.08, 0.90, 0.92), look, askew=2)


def _table(easel: Easel) -> None:
    chance, texts = easel.chance, easel.texts
    easel.box((0, 0, 1, 1), WHITE)
    columns, rows = chance.randint(3, 5), chance.randint(5, 9)
    font = chance.choice((OWN_FONT, *FONTS))
    plain = Look(font=font, paper=WHITE, border=GREY, radius=0, margin=0.2)
    width, height = 0.9 / columns, 0.84 / (rows + 1)
    for column in range(columns):
        cells = [texts.one("heading"), *texts.some("cell", rows)]
        for row, cell in enumerate(cells):
            left, top = 0.05 + column * width, 0.08 + row * height
            easel.hang(
                [cell],
                (left, top, left + width, top + height),
                plain if row else replace(plain, paper=SILVER),
                askew=0,
            )


def _diagram(easel: Easel) -> None:
    chance, texts = easel.chance, easel.texts
    easel.box((0, 0, 1, 1), chance.choice((WHITE, CREAM, (26, 44, 84))))
    ink = WHITE if easel.image.getpixel((1, 1)) == (26, 44, 84) else BLACK
    draw = ImageDraw.Draw(easel.image)
    width, height = easel.image.size
    spots = [(0.06 + 0.32 * column, 0.08 + 0.24 * row) for row in range(4) for column in range(3)]
    chosen = sorted(chance.sample(spots, chance.randint(6, 11)))
    for first, second in itertools.pairwise(chosen):
        draw.line([((x + 0.11) * width, (y + 0.05) * height) for x, y in (first, second)], fill=ink, width=3)
    for (left, top), text in zip(chosen, texts.some("node", len(chosen)), strict=True):
        paper = chance.choice((WHITE, CREAM, (196, 216, 240), (204, 232, 204)))
        easel.hang(
            [text], (left, top, left + 0.22, top + 0.10), easel.look(paper=paper, ink=BLACK, border=BLACK), askew=0
        )


def _bus(easel: Easel) -> None:
    draw_road(easel.image)
    chance, texts = easel.chance, easel.texts
    easel.box((0.20, 0.06, 0.80, 0.90), chance.choice((*BODY_COLOURS, YELLOW, ORANGE)), 0.02)
    easel.box((0.23, 0.24, 0.77, 0.58), (52, 66, 78), 0.01)
    lamps = Look(ORANGE, BLACK, chance.choice((OWN_FONT, *FONTS)))
    easel.hang([texts.one("bus")], (0.24, 0.09, 0.36, 0.21), lamps, askew=0.5)
    easel.hang([texts.one("destination")], (0.37, 0.09, 0.76, 0.21), lamps, askew=0.5)
    easel.hang(
        [texts.one("fleet")], (0.24, 0.64, 0.34, 0.69), easel.look(paper=None, ink=chance.choice((WHITE, BLACK)))
    )
    easel.hang([texts.one("web")], (0.42, 0.62, 0.74, 0.68), easel.look(paper=None, ink=WHITE))
    for left in (0.24, 0.66):
        easel.box((left, 0.84, left + 0.10, 0.96), DARK, 0.02)


def _container(easel: Easel) -> None:
    chance, texts = easel.chance, easel.texts
    paint = chance.choice((BLUE, RED, GREEN, ORANGE, (96, 60, 48)))
    easel.box((0, 0, 1, 1), paint)
    shade = (paint[0] * 7 // 8, paint[1] * 7 // 8, paint[2] * 7 // 8)
    for rib in range(0, 20, 2):
        easel.box((rib / 20, 0, (rib + 1) / 20, 1), shade)
    clear = easel.look(paper=None, ink=WHITE)
    lines = texts.lines("container")
    easel.hang(lines, (0.42, 0.08, 0.94, 0.08 + 0.09 * len(lines)), clear)
    if chance.random() < 0.6:
        easel.hang([texts.one("name"), "LINE"], (0.08, 0.40, 0.60, 0.70), clear)
    easel.hang([texts.one("label")], (0.66, 0.76, 0.92, 0.80), clear)


def _label(easel: Easel) -> None:
    chance, texts = easel.chance, easel.texts
    easel.box((0, 0, 1, 1), chance.choice(((52, 54, 58), (172, 174, 178), (222, 218, 208))))
    lines = [texts.one("name"), *texts.some("label", chance.randint(2, 6))]
    look = easel.look(paper=chance.choice((WHITE, SILVER)), ink=BLACK, border=BLACK, is_even=chance.random() < 0.7)
    easel.hang(lines, (0.20, 0.22, 0.80, 0.22 + 0.10 * len(lines)), look, askew=2)


KINDS: Mapping[str, Callable[[Easel], None]] = {
    "street": _street, "shop": _shop, "poster": _poster, "stickers": _stickers, "badge": _badge, "van": _van,
    "motorway": _motorway, "camera": _camera, "prices": _prices, "houses": _houses, "page": _page, "table": _table,
    "diagram": _diagram, "bus": _bus, "container": _container, "label": _label,
}  # fmt: skip
"""What is drawn, by the name of the kind."""


def draw_plateless(kind: str, chance: random.Random, texts: Texts) -> Image.Image:
    """Draw a picture without a plate, as a camera sees it: now and then blurred, dark or grainy.

    Returns
    -------
    Image
        In RGB.
    """
    image = Image.new("RGB", chance.choice(_SIZES_PX))
    KINDS[kind](Easel(image, chance, texts))
    darkness = chance.choice((0.0, 0.0, 0.25, 0.5))
    image = Image.blend(image, Image.new("RGB", image.size), darkness)
    return with_grain(image, chance, blur_px=chance.uniform(0.3, 1.6), noise=chance.uniform(0.02, 0.10))
