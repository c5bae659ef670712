"""From text boxes to reads: one test for each rule, on invented plates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handler.domain.characters import gaps_in
from handler.domain.reading.read import LEAST_CONFIDENCE, all_reads
from handler.domain.reading.verdict import Reason
from handler.domain.text.detection import Detection
from tests.support.boxes import PICTURE, line, page, plates, reading, with_words


@pytest.mark.parametrize(
    "written", ["KSV·4182", "KSV=4182", "KSV:4182", "KSV-4182", "KSV.4182", "KSV 4182", "KSV•4182"]
)
def test_any_mark_that_ocr_makes_of_a_separator_is_dropped(written: str) -> None:
    assert plates(page(line(written))) == ["KSV4182"]


@pytest.mark.parametrize("emblem", ["日", "ก", "♣"])
def test_an_emblem_that_ocr_took_for_a_strange_letter_is_room_between_characters(emblem: str) -> None:
    assert gaps_in(f"PT4{emblem}M0X") == gaps_in("PT4 M0X") == {3}


def test_cyrillic_and_greek_look_alikes_are_spelled_in_latin() -> None:
    assert plates(page(line("КА 4827 ЕН"))) == ["KA4827EH"]


def test_a_time_stamp_is_no_plate() -> None:
    boxes = page(line("2031-05-12 06:40:12", 4, 2, 18), line("KSV-4182"))
    assert plates(boxes) == ["KSV4182"]


def test_figures_beside_a_time_stamp_are_no_plate() -> None:
    stamp, rest = line("2031-05-", 1180, 690, 14), line("0688588", 1190, 703, 12)
    assert plates(page(stamp, rest)) == []


@pytest.mark.parametrize(
    "texts",
    [
        ("CLOSED", "OPEN", "NO PARKING", "PHARMACY"),
        ("CALL 281-555-0134", "Fresh Bread Daily"),
        ("TOYOTA", "COROLLA", "HYBRID"),
        ("TAXI", "POLICE", "SCHOOL BUS"),
        ("www.example.com", "(281) 555-0134"),
        ("SPEED LIMIT", "35"),
        ("California", "TEXAS", "SUNSHINE STATE"),
        ("F-150", "XLT"),
        ("Life is good", "BABY ON BOARD"),
    ],
)
def test_words_and_numbers_around_vehicles_are_no_plates(texts: tuple[str, ...]) -> None:
    boxes = page(*(line(text, 300, 200 + 90 * index) for index, text in enumerate(texts)))
    assert plates(boxes) == []


def test_the_kind_that_american_plates_name_tells_a_plate_from_words() -> None:
    wish = line("47VALE")
    (alone,) = reading(page(wish)).reads
    (named,) = reading(page(wish, line("COLLECTOR", 600, 482, 20))).reads
    assert alone.confidence < 0.8 < named.confidence


@pytest.mark.parametrize(("dated", "other"), [("RGF 1987", "RGF 1787"), ("KVM2014", "KVM2114"), ("1902 RJ", "1802 RJ")])
def test_letters_and_a_year_are_less_surely_a_plate_than_with_another_number(dated: str, other: str) -> None:
    less, more = (reading(page(line(text))).reads[0].confidence for text in (dated, other))
    assert less < more


def test_a_year_is_named_as_the_reason_where_it_decides() -> None:
    (verdict,) = reading(page(line("T 2019", confidence=0.6))).verdicts
    assert (verdict.taken, verdict.reason) == (False, Reason.YEAR)


def test_a_plate_whose_digits_are_a_year_is_read_where_its_format_is_expected() -> None:
    assert plates(page(line("KQD-2019")), "br") == ["KQD2019"]


def test_a_photo_without_text_gives_no_read() -> None:
    assert reading(()).reads == ()


def test_a_plate_beside_makes_and_dealers_is_found() -> None:
    boxes = page(
        line("NISSAN", 300, 300, 30), line("TITAN", 900, 300, 30), line("HPX-7148"), line("SUNSET MOTORS", 520, 490, 20)
    )
    assert plates(boxes, "us") == ["HPX7148"]


def test_a_plate_written_as_three_lines_on_a_row_is_joined() -> None:
    boxes = page(line("B", 500, 430), line("47", 560, 431), line("NXS", 640, 432))
    assert plates(boxes, "ro") == ["B47NXS"]
    assert plates(boxes) == ["B47NXS"]


def test_a_plate_is_cut_out_of_a_line_that_holds_more() -> None:
    assert plates(with_words(page(line("CALIFORNIA 7KTV318 SALES"))), "us") == ["7KTV318"]
    assert plates(page(line("CALIFORNIA 7KTV318 SALES")), "us") == ["7KTV318"]


def test_words_without_their_line_are_read() -> None:
    words = [box for box in with_words(page(line("TR 83 KLD"))) if box.level == "word"]
    assert plates(words) == ["TR83KLD"]


def test_a_line_is_read_when_some_of_its_words_are_missing() -> None:
    boxes = with_words(page(line("TR 83 KLD")))
    assert plates([box for box in boxes if box.text != "83"]) == ["TR83KLD"]


@pytest.mark.parametrize(
    ("upper", "lower", "plate"),
    [
        ("63-F7", "518.46", "63F751846"),
        ("47-K2", "8305", "47K28305"),
        ("29-AA", "194.37", "29AA19437"),
        ("80-NG", "271.05", "80NG27105"),
    ],
)
def test_the_two_lines_of_a_vietnamese_plate_are_joined(upper: str, lower: str, plate: str) -> None:
    boxes = page(line(upper, 570, 400, 70), line(lower, 550, 468, 72))
    assert plates(boxes, "vn") == [plate]
    assert plates(boxes) == [plate]


def test_motorbikes_side_by_side_are_read_apart() -> None:
    boxes = page(
        line("63-F7", 200, 400, 70),
        line("518.46", 190, 468, 72),
        line("47-K2", 800, 410, 70),
        line("305.62", 790, 478, 72),
    )
    assert sorted(plates(boxes, "vn")) == ["47K230562", "63F751846"]


def test_motorbikes_close_together_are_read_apart() -> None:
    boxes = page(
        line("63-F7", 200, 400, 70),
        line("518.46", 190, 468, 72),
        line("47-K2", 470, 400, 70),
        line("305.62", 460, 468, 72),
    )
    assert sorted(plates(boxes, "vn")) == ["47K230562", "63F751846"]


@pytest.mark.parametrize(
    ("upper", "lower", "region"),
    [("KQD", "4821", "br"), ("B 47", "NXS", "ro"), ("LX58", "KTN", "gb"), ("MH 14", "BK 4821", "in")],
)
def test_two_line_plates_of_other_countries_are_joined(upper: str, lower: str, region: str) -> None:
    boxes = page(line(upper, 560, 400, 60), line(lower, 555, 470, 60))
    assert plates(boxes, region) == [(upper + lower).replace(" ", "")]


@pytest.mark.parametrize("degrees", [-20, -8, 8, 20])
def test_tilted_plates_are_read(degrees: float) -> None:
    assert plates(page(line("TR 83 KLD", degrees=degrees)), "ro") == ["TR83KLD"]


@pytest.mark.parametrize("plate", ["FD1482GD", "RD1739LJ"])
def test_a_one_between_letters_and_digits_is_no_seal(plate: str) -> None:
    assert plates(page(line(plate))) == [plate]
    assert plates(page(line(plate[:4], 560, 400), line(plate[4:], 560, 452))) == [plate]


def test_a_tilted_two_line_plate_is_joined() -> None:
    boxes = page(line("63-F7", 570, 400, 70, degrees=-12), line("518.46", 572, 470, 72, degrees=-12))
    assert plates(boxes, "vn") == ["63F751846"]


def test_several_vehicles_give_a_read_each() -> None:
    boxes = page(line("7KTV318", 100, 400), line("4RBN926", 560, 430), line("8GDP541", 980, 420))
    assert sorted(plates(boxes, "us")) == ["4RBN926", "7KTV318", "8GDP541"]


def test_parts_of_one_plate_never_become_two_reads() -> None:
    boxes = page(line("HPX7", 500, 430), line("1482", 608, 430))
    assert len(plates(boxes, "us")) <= 1


def test_the_same_plate_seen_twice_is_one_vehicle() -> None:
    assert plates(page(line("7KTV318", 100, 400), line("7KTV318", 800, 400)), "us") == ["7KTV318"]


def test_a_small_plate_far_away_is_read_beside_a_large_one() -> None:
    boxes = page(line("TR 83 KLD", 500, 400, 60), line("CJ 07 VNE", 1000, 340, 26))
    assert plates(boxes, "ro") == ["TR83KLD", "CJ07VNE"]


@pytest.mark.parametrize("expected", ["ro", "br", "vn", "us", "eu"])
def test_an_expected_region_never_forces_a_plate_from_elsewhere(expected: str) -> None:
    assert plates(page(line("MH 14 BK 4821")), expected) == ["MH14BK4821"]


def test_a_character_that_the_band_or_frame_gave_is_dropped_before_a_clear_plate() -> None:
    assert plates(page(line("HTR 83 KLD")), "ro") == ["TR83KLD"]


def test_a_seal_read_as_a_character_is_dropped() -> None:
    assert "ZA482CK" in [candidate.plate for candidate in reading(page(line("ZA0482CK")), "sk").reads[0].candidates]


def test_confidence_falls_with_the_ocrs() -> None:
    sure, unsure = (reading(page(line("TR 83 KLD", confidence=own)), "ro").reads[0] for own in (0.99, 0.6))
    assert unsure.confidence < sure.confidence


@pytest.mark.parametrize(
    ("boxes", "region"),
    [
        (page(line("TR 83 KLD")), "ro"),
        (page(line("63-F7", 570, 400, 70), line("518.46", 550, 468, 72)), "vn"),
        (page(line("BA-ILHEUS", 590, 405, 18), line("KQD-4821")), "br"),
        (page(line("TEXAS", 600, 405, 20), line("KQD-4821")), "us-tx"),
        (page(line("KQD4B21")), "br"),
        (page(line("MH 14 BK 4821")), "in"),
        (page(line("KQD 482")), None),
    ],
)
def test_the_region_is_named_when_it_is_clear(boxes: tuple[Detection, ...], region: str | None) -> None:
    assert reading(boxes).reads[0].region == region


def test_a_region_is_told_with_its_doubt_and_surest_where_the_plate_names_it() -> None:
    named = reading(page(line("TEXAS", 600, 405, 20), line("KQD-4821"))).reads[0]
    shared = reading(page(line("TR 83 KLD"))).reads[0]
    nobodys = reading(page(line("KQD 482"))).reads[0]
    assert named.region_confidence == 0.99
    assert 0.6 <= (shared.region_confidence or 0) <= 1
    assert (nobodys.region, nobodys.region_confidence) == (None, None)


def test_the_box_of_a_read_holds_all_its_text() -> None:
    upper, lower = page(line("63-F7", 570, 400, 70), line("518.46", 550, 468, 72))
    read = reading((upper, lower), "vn").reads[0]
    box = read.bounding_box
    corners = [*upper.polygon, *lower.polygon]
    assert box.left == pytest.approx(min(point.x for point in corners))
    assert box.top == pytest.approx(min(point.y for point in corners))
    assert box.left + box.width == pytest.approx(max(point.x for point in corners))
    assert box.top + box.height == pytest.approx(max(point.y for point in corners))
    assert read.detection_ids == (0, 1)


def test_every_text_box_is_explained() -> None:
    boxes = with_words(
        page(
            line("2031-05-12 06:40:12", 4, 2, 18),
            line("TEXAS", 600, 405, 20),
            line("TOYOTA", 300, 300),
            line("KQD-4821"),
        )
    )
    verdicts = reading(boxes, "us").verdicts
    assert [verdict.detection_id for verdict in verdicts] == [box.detection_id for box in boxes]
    reasons = {box.text: verdict for box, verdict in zip(boxes, verdicts, strict=True)}
    assert reasons["KQD-4821"].taken
    assert reasons["2031-05-12"].reason is Reason.STAMP
    assert reasons["TEXAS"].reason is Reason.ORIGIN
    assert reasons["TOYOTA"].reason is Reason.WORD
    assert all(reason.sentence.endswith(".") for reason in Reason)


def test_unusable_boxes_are_left_alone() -> None:
    good = line("KQD-4821")
    empty, shapeless = replace(good, text=" "), replace(good, polygon=())
    boxes = page(good, empty, shapeless, replace(good, confidence=float("nan")))
    assert plates(boxes) == ["KQD4821"]


def test_of_equally_sure_reads_the_greatest_in_the_photo_comes_first() -> None:
    beside = page(line("BV 82 KTA", left=60, height=48), line("BV 81 KTA", left=700, height=60))
    found = reading(beside, "ro").reads
    assert round(found[0].confidence, 2) == round(found[1].confidence, 2)
    assert [read.plate for read in found] == ["BV81KTA", "BV82KTA"]


def test_a_clearly_surer_read_comes_before_a_greater_one() -> None:
    beside = page(line("CJ 07 VNE", left=60, height=48), line("BV 81 KTA", left=700, height=60, confidence=0.3))
    assert [read.plate for read in reading(beside, "ro").reads] == ["CJ07VNE", "BV81KTA"]


def test_the_plate_of_the_vehicle_in_front_comes_before_a_surer_one_far_behind() -> None:
    near, far = line("CJ 07 VNE", left=300, top=450, height=90, confidence=0.7), line("BV 81 KTA", 1000, 330, 34)
    found = reading(page(far, near), "ro").reads
    assert [read.plate for read in found] == ["CJ07VNE", "BV81KTA"]
    assert found[0].confidence < found[1].confidence


def test_text_that_is_hardly_read_right_is_no_read_unless_asked_for() -> None:
    unclear = page(line("KQ0 482I", confidence=0.02))
    (read,) = all_reads(unclear, PICTURE).reads
    assert read.confidence < LEAST_CONFIDENCE
    assert reading(unclear).reads == ()
    (verdict,) = reading(unclear).verdicts
    assert (verdict.taken, verdict.reason) == (False, Reason.HARD_TO_READ)


@pytest.mark.parametrize("text", ["418-763", "763-418", "214 836"])
def test_digits_alone_need_more_to_be_a_plate(text: str) -> None:
    others = [line("Bakery", 100, 120, 40), line("Shoes", 900, 120, 40), line("Open", 500, 600, 40)]
    assert plates(page(line(text), *others)) == []


def test_digits_alone_are_read_where_plates_have_no_letters() -> None:
    assert plates(page(line("41-763-28")), "il") == ["4176328"]


def test_a_plate_that_may_be_cut_is_told_with_doubt_and_not_left_out() -> None:
    (read,) = reading(page(line("V06ZMA")), "ro").reads
    assert read.plate == "V06ZMA"
    assert read.confidence < LEAST_CONFIDENCE
    assert read.candidates[0].confidence == read.confidence
    assert read.cut > 0.8
