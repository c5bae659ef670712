"""What light, weather and the camera make of a scene."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import numpy as np
from PIL import Image, ImageDraw

from lab.repeats.scenes import EDGE_PX, Drive

_MOST_SHAKE_PX: Final = 3.0


@dataclass(frozen=True, slots=True)
class Weather:
    """How a photo is taken.

    Attributes
    ----------
    light : float
        How bright, 1 as drawn.
    slope : tuple of float
        By how much of it the right side is brighter than the left, and the bottom than the top.
    glow : float
        How much a headlight aside adds to the greys around it, and where.
    glow_at : tuple of float
        Ratios of the picture.
    gamma : float
        The camera's own.
    noise : float
        Standard deviation in greys.
    rain : int
        Drops in the picture.
    shake_px : tuple of float
        How the camera was moved.
    turn_degrees : float
    quality : int
        Of the JPEG.
    """

    light: float = 1.0
    slope: tuple[float, float] = (0.0, 0.0)
    glow: float = 0.0
    glow_at: tuple[float, float] = (0.5, 0.5)
    gamma: float = 1.0
    noise: float = 2.0
    rain: int = 0
    shake_px: tuple[float, float] = (0.0, 0.0)
    turn_degrees: float = 0.0
    quality: int = 85


def some_weather(chance: random.Random, light: float, roughness: float) -> Weather:
    """Make weather up.

    Parameters
    ----------
    chance : Random
    light : float
        About how bright it is, 1 as drawn.
    roughness : float
        0 for a still day, 1 for the worst that a repeat is to be known in.
    """
    far = roughness * _MOST_SHAKE_PX
    return Weather(
        light=light * math.exp(chance.uniform(-0.35, 0.35) * roughness),
        slope=(chance.uniform(-0.4, 0.4) * roughness, chance.uniform(-0.3, 0.3) * roughness),
        glow=chance.choice((0.0, 0.0, chance.uniform(10, 60))) * roughness,
        glow_at=(chance.random(), chance.random()),
        gamma=1 + chance.uniform(-0.15, 0.15) * roughness,
        noise=chance.uniform(1, 3 + 5 * roughness),
        rain=round(chance.choice((0, 0, chance.uniform(20, 150))) * roughness),
        shake_px=(chance.uniform(-far, far), chance.uniform(-far, far)),
        turn_degrees=chance.uniform(-0.08, 0.08) * roughness,
        quality=chance.randint(round(85 - 35 * roughness), 95),
    )


def photographed(scene: Image.Image, drive: Drive, weather: Weather, chance: random.Random) -> bytes:
    """Take a photo of a scene; gives a JPEG."""
    width, height = drive.size_px
    turn = math.radians(weather.turn_degrees)
    cosine, sine = math.cos(turn), math.sin(turn)
    middle = (width / 2 + EDGE_PX - weather.shake_px[0], height / 2 + EDGE_PX - weather.shake_px[1])
    way = (
        *(cosine, -sine, middle[0] - cosine * width / 2 + sine * height / 2),
        *(sine, cosine, middle[1] - sine * width / 2 - cosine * height / 2),
    )
    seen = scene.transform((width, height), Image.Transform.AFFINE, way, Image.Resampling.BICUBIC)
    if weather.rain:
        _rain(seen, weather.rain, chance)
    greys = np.asarray(seen, dtype=np.float32) * _light(weather, width, height)[..., None]
    greys += _glow(weather, width, height)[..., None]
    greys = 255 * np.clip(greys / 255, 0, 1) ** weather.gamma
    noise = np.random.default_rng(chance.randrange(2**32)).standard_normal((height, width, 1), dtype=np.float32)
    greys += weather.noise * noise
    out = BytesIO()
    Image.fromarray(np.clip(greys, 0, 255).astype(np.uint8)).save(out, "JPEG", quality=weather.quality)
    return out.getvalue()


def _light(weather: Weather, width: int, height: int) -> np.ndarray[Any, Any]:
    across = np.linspace(-0.5, 0.5, width, dtype=np.float32) * weather.slope[0]
    down = np.linspace(-0.5, 0.5, height, dtype=np.float32) * weather.slope[1]
    light: np.ndarray[Any, Any] = weather.light * (1 + across[None, :] + down[:, None])
    return light


def _glow(weather: Weather, width: int, height: int) -> np.ndarray[Any, Any]:
    across = (np.linspace(0, 1, width, dtype=np.float32) - weather.glow_at[0]) * width / height
    down = np.linspace(0, 1, height, dtype=np.float32) - weather.glow_at[1]
    glow: np.ndarray[Any, Any] = weather.glow * np.exp(-(across[None, :] ** 2 + down[:, None] ** 2) / (2 * 0.25**2))
    return glow


def _rain(seen: Image.Image, drops: int, chance: random.Random) -> None:
    streaks = Image.new("L", seen.size)
    draw = ImageDraw.Draw(streaks)
    for _ in range(drops):
        x, y, length = (
            chance.randrange(seen.width),
            chance.randrange(seen.height),
            seen.height * chance.uniform(0.01, 0.04),
        )
        draw.line((x, y, x + length * 0.1, y + length), fill=chance.randint(30, 90), width=max(seen.height // 500, 1))
    seen.paste((220, 225, 230), (0, 0), streaks)
