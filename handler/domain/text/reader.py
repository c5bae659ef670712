"""Who finds the text in photos."""

from __future__ import annotations

from enum import StrEnum


class Reader(StrEnum):
    """What a stage was deployed to read with."""

    REKOGNITION = "rekognition"
    OWN = "own"
