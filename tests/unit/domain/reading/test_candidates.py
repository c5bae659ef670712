"""What a text may say: plates that are written alike, and how sure one of them is beside the others."""

from __future__ import annotations

import pytest

from tests.support.boxes import line, page, plates, reading


@pytest.mark.parametrize(
    ("written", "region", "plate"),
    [
        ("PT4-MOX", "us", "PT4M0X"),
        ("CJO5KLM", "ro", "CJ05KLM"),
        ("KQD-4B2I", "br", "KQD4B21"),
        ("ZA-482CO", "eu", "ZA482CO"),
        ("ZA-482C0", "eu", "ZA482CO"),
        ("ZA-48ZCK", "sk", "ZA482CK"),
        ("LXS8 KTN", "gb", "LX58KTN"),
        ("63F-S18.46", "vn", "63F51846"),
    ],
)
def test_a_grammar_breaks_the_tie_between_look_alikes(written: str, region: str, plate: str) -> None:
    assert plates(page(line(written, confidence=0.9)), region) == [plate]


@pytest.mark.parametrize(("written", "alike"), [("FC 238 KD", "FG238KD"), ("AB 123 KX", "AB123KK")])
def test_look_alikes_of_the_same_format_are_among_the_candidates(written: str, alike: str) -> None:
    read = reading(page(line(written, confidence=0.9)), "it").reads[0]
    assert read.plate == written.replace(" ", "")
    assert alike in [candidate.plate for candidate in read.candidates]


def test_a_plate_with_a_look_alike_is_less_sure_than_one_without_however_sure_ocr_is() -> None:
    clear, alike = (reading(page(line(text)), "it").reads[0] for text in ("FP 238 KD", "FC 238 KD"))
    assert alike.confidence < clear.confidence - 0.01


def test_what_ocr_wrote_stays_among_the_candidates() -> None:
    read = reading(page(line("CJO5KLM", confidence=0.9)), "ro").reads[0]
    assert "CJO5KLM" in [candidate.plate for candidate in read.candidates]
    assert read.raw_text == "CJO5KLM"


def test_candidates_are_ranked_and_start_with_the_plate() -> None:
    read = reading(page(line("ZA-4B2C0"))).reads[0]
    confidences = [candidate.confidence for candidate in read.candidates]
    assert read.candidates[0].plate == read.plate
    assert read.candidates[0].confidence == read.confidence
    assert confidences == sorted(confidences, reverse=True)
    assert len({candidate.plate for candidate in read.candidates}) == len(read.candidates)
