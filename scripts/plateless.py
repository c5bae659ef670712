"""Made-up photos without a plate: the text boxes of streets, shop fronts, posters, stickers and badges on cars."""

from __future__ import annotations

import random
from collections.abc import Sequence

from handler.domain.detection import Detection
from handler.domain.geometry import ImageSize, Point

SIZE = ImageSize(1280, 960)

_WORDS = """
OPEN CLOSED BAKERY COFFEE PIZZA HOTEL BANK MARKET FRESH FRUIT FLOWERS BOOKS SHOES NAILS DENTIST LAW
OFFICE NOTARY
GYM YOGA SUSHI KEBAB TATTOO BARBER OPTICS PHARMACY Cafe Bistro Garden Kitchen House Station Museum Gallery
MAIN STREET PARK AVENUE ROAD LANE NORTH SOUTH EXIT ONLY STOP SLOW SCHOOL ZONE SPEED LIMIT ONE WAY NO PARKING
SALE NOW OFF WELCOME BABY ON BOARD LIFE IS GOOD MY OTHER CAR PROUD PARENT SAVE THE WHALES I LOVE NY
Fresh Bread Daily Since Menu Today Special Free Wifi Ask Us About Our Offers Best In Town Family Owned
"""
_BADGES = """
RAV4;CX-5;CX5;MX-5;320d;520i;A4 2.0 TDI;X5 M50i;Q7 TFSI;S-CLASS;C200;E350;GLC 300;F-150;F150;
SILVERADO 1500;RAM 2500;GT86;GTI;C4 CACTUS;208 GT;308 SW;3008;500 ABARTH;Model 3;ID.4;EQS 450;XC90 T8;V60;
CR-V;HR-V;CIVIC Type R;i30 N;IX35;KONA EV;EV6 GT;Q50S;G37;WRX STI;TLX SH-AWD;4MATIC;xDrive40i;QUATTRO;
16V TURBO;2.0 T;V8 BITURBO;HYBRID 4WD;AMG GT63;Corolla 1.8;HILUX SR5;L200;D-MAX;NP300;TRITON;TT RS;RS6;
M340i;CLS 63;R1200GS;CBR600RR;MT-07;YZF-R1;GSX-R750;Z900
"""
_CODES = """
{d}{d}{d}-{d}{d}{d}-{d}{d}{d}{d};({d}{d}{d}) {d}{d}{d}-{d}{d}{d}{d};+40 7{d}{d} {d}{d}{d} {d}{d}{d};
0{d}{d} {d}{d}{d}{d} {d}{d}{d}{d};0{d}:00-1{d}:00;Mo-Fr {d}-18;{d}{d}% OFF;${d}.99;{d}{d},99 EUR;
R$ {d}{d},{d}{d};No. {d}{d}{d};{d}{d}{d};{d}{d};{d}{d}{d}{d};EXIT {d}{d}{a};GATE {a}{d}{d};ROOM {d}{d}{d};
US {d}{d}{d};I-{d}{d};A{d};E{d}{d};M{d}{d};B {d}{d}{d};ROUTE {d}{d};KM {d}{d};EST. 19{d}{d};
SINCE 19{d}{d};20{d}{d};{d}{d}{d}{d}{d};www.shop{d}.com;LEVEL {d};UNIT {d}{a};{d}{d}/7;{d}{d} HR;
{d}{d} mph;MAX {d}.{d} m;{d}.{d}t;{d}{d} km;TEL {d}{d}{d}{d} {d}{d}{d};{d}{d} YEARS;{d}x{d}{d};
Nr {d}{d}{a};{d}{d} x {d}{d};FIG {d}.{d};TAB {d};x={d}{d};{d}{d}{d} kg;{d}{d}{d}{d} rpm;{d}.{d}{d} V;
R{d}{d};C{d};Q{d} 20{d}{d};PO BOX {d}{d}{d};{d}{d}{d} MAIN ST
"""


def plateless_photos(count: int, seed: int) -> Sequence[tuple[Detection, ...]]:
    """Make up photos without a plate.

    Parameters
    ----------
    count : int
        How many.
    seed : int
        The same seed gives the same photos.

    Returns
    -------
    Sequence of tuple of Detection
        Lines without words, on a photo of `SIZE`.
    """
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    return [_photo(chance) for _ in range(count)]


def _photo(chance: random.Random) -> tuple[Detection, ...]:
    biggest = chance.uniform(0.03, 0.25)
    return tuple(
        _line(index, _text(chance), biggest * chance.uniform(0.2, 1), chance) for index in range(chance.randint(1, 14))
    )


def _text(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.45:
        return " ".join(chance.choices(_WORDS.split(), k=chance.randint(1, 3)))
    if kind < 0.65:
        return chance.choice(_items(_BADGES))
    template = chance.choice(_items(_CODES))
    return "".join(
        chance.choice("0123456789") if part == "{d}" else chance.choice("ABCDE") if part == "{a}" else part
        for part in template.replace("{d}", "\0{d}\0").replace("{a}", "\0{a}\0").split("\0")
    )


def _items(table: str) -> list[str]:
    return table.replace("\n", "").split(";")


def _line(index: int, text: str, height: float, chance: random.Random) -> Detection:
    aspect = chance.gauss(0.55, 0.12)
    width = max(aspect, 0.25) * height * len(text) * SIZE.height / SIZE.width
    left, top = chance.uniform(0, max(1 - width, 0.01)), chance.uniform(0, 1 - height)
    right, bottom = min(left + width, 1.0), top + height
    polygon = (Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom))
    return Detection(index, "line", text, min(chance.uniform(0.75, 1.15), 0.999), polygon)
