"""What runs beside an installed Python peer: reads questions as JSON lines, writes an answer a line.

Started as ``python ask.py PEER`` with the peer's folder in PYTHONPATH. A question has the region as the peer calls it
and either ``spellings`` of one plate (answer: whether the peer takes one of them) or ``count`` (answer: so many plates
that it made up). An unknown region is answered with null. This file leans on nothing of the project.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

Check = Callable[[str, str], bool]
Make = Callable[[str, int], list[str]]


def _eu_licence_validator() -> Check:
    is_valid = import_module("eu_licence_validator").is_valid
    return lambda region, text: bool(is_valid(text, region))


def _biensoxe() -> Check:
    plate = import_module("biensoxe").VietnamVehiclePlate

    def check(_: str, text: str) -> bool:
        try:
            plate.from_string(text)
        except ValueError:
            return False
        return True

    return check


def _brutils() -> Check:
    is_valid = import_module("brutils.license_plate").is_valid
    return lambda _, text: bool(is_valid(text))


def _dz_format() -> Check:
    plate = import_module("dz_format").plate
    return lambda _, text: bool(plate(text)["valid"])


def _naija_data() -> Check:
    is_valid = import_module("naija_data").is_valid_plate
    return lambda _, text: bool(is_valid(text))


def _faker() -> Make:
    faker = import_module("faker")

    def make(locale: str, count: int) -> list[str]:
        generator = faker.Faker(locale)
        generator.seed_instance(locale)
        # In Latin letters where the plate has both scripts.
        one = getattr(generator, "license_plate_en", generator.license_plate)
        return [one() for _ in range(count)]

    return make


CHECKS: dict[str, Callable[[], Check]] = {
    "biensoxe": _biensoxe,
    "brutils": _brutils,
    "dz-format": _dz_format,
    "eu-licence-validator": _eu_licence_validator,
    "naija-data": _naija_data,
}
MAKES: dict[str, Callable[[], Make]] = {"faker": _faker}


def answerer(peer: str) -> Callable[[dict[str, Any]], bool | list[str]]:
    """Import a peer.

    Parameters
    ----------
    peer : str
        A key of `CHECKS` or `MAKES`.

    Returns
    -------
    callable
        Answers one question.
    """
    if peer in MAKES:
        make = MAKES[peer]()
        return lambda question: make(question["region"], question["count"])
    check = CHECKS[peer]()
    return lambda question: any(check(question["region"], text) for text in question["spellings"])


def main() -> None:
    """Answer what comes in."""
    answer = answerer(sys.argv[1])
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(json.loads(line))) + "\n")


if __name__ == "__main__":
    main()
