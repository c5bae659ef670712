from __future__ import annotations

import pytest

from tests.support.boxes import line, page, plates


@pytest.mark.parametrize(
    ("text", "region", "plate"),
    [
        ("ROT-HX 731", "", "ROTHX731"),
        ("ABI-HX 731", "", "ABIHX731"),
        ("BER-HX 731", "de", "BERHX731"),
        ("FLÖ-HX 731", "de", "FLOHX731"),
        ("E 731 HX", "at", "E731HX"),
        ("WRA 5137F", "pl", "WRA5137F"),
        ("V-38-KLT", "nl", "V38KLT"),
    ],
)
def test_an_office_is_not_taken_for_a_better_known_one(text: str, region: str, plate: str) -> None:
    assert plates(page(line(text)), *filter(None, [region])) == [plate]
