"""The table of regions: it compiles, and the plates that it was made for fit."""

from __future__ import annotations

import pytest

from handler.domain.formats.plate import interpret
from handler.domain.formats.region import Format, Region, is_expected, layouts_of
from handler.domain.formats.region_names import EUROPEAN_COUNTRIES
from handler.domain.formats.region_table import REGIONS
from handler.domain.formats.world import USUAL_LENGTHS, World


def test_every_region_stands_once_and_has_formats_of_plate_length() -> None:
    codes = [region.code for region in REGIONS]
    assert len(codes) == len(set(codes))
    for region in REGIONS:
        layouts = layouts_of([region])
        assert layouts
        assert set(layouts) <= set(range(2, 14))


def test_all_american_states_and_the_union_are_there() -> None:
    codes = {region.code for region in REGIONS}
    assert len([code for code in codes if code.startswith("us-")]) == 51
    union = "at be bg cy cz de dk ee es fi fr gr hr hu ie it lt lu lv mt nl pl pt ro se si sk gb"
    assert set(union.split()) <= EUROPEAN_COUNTRIES <= codes


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("KQD4821", "br"), ("KQD4B21", "br"), ("B247NXS", "ro"), ("CJ07VNE", "ro"), ("B047182", "ro"),
        ("51H32718", "vn"), ("63F751846", "vn"), ("47K28305", "vn"), ("80NG27105", "vn"), ("29AA19437", "vn"),
        ("TM4718", "vn"), ("KA05MK4821", "in"), ("DL3CAB4821", "in"), ("22BH4821AA", "in"),
        ("7KTV318", "us-ca"), ("PT4M0X", "us-mo"), ("HPX7148", "us-tx"), ("DK48213", "us-il"),
        ("482KTV", "us-in"), ("ZA482CK", "sk"), ("4AB8213", "cz"), ("MKT482", "fi"), ("AB482CD", "fr"),
        ("AB482CD", "it"), ("MXY4821", "gr"), ("LX58KTN", "gb"), ("4821KTV", "es"), ("DAHKT482", "de"),
        ("WX48213", "pl"), ("W48213A", "at"), ("1KTV482", "be"), ("18D48213", "ie"), ("34KT482", "tr"),
        ("A482KM77", "ru"), ("AA4821BB", "ua"), ("48LTVN", "nl"), ("ZH482137", "ch"),
        ("XA4821", "hu"), ("48216309", "dz"), ("MK4821KT", "mk"), ("MO48213", "pl"), ("482KT", "us-me"),
        ("4AKT821", "cz"), ("M4821BKT", "es"), ("Q482137", "qa"), ("EVA482K", "ke"), ("GT4821", "my"),
    ],
)  # fmt: skip
def test_a_region_is_recognised_when_it_is_expected(text: str, region: str) -> None:
    found = interpret(text, expected_regions=frozenset({region}))
    assert found.ranked[0].plate == text
    assert found.regions[region] > 0.5


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("4AKT821", "cz"), ("K482TZ", "ca"), ("Q482137", "qa"), ("KTV4821", "et"), ("KTV482", "et"),
        ("M4821BKT", "es"), ("BKT482", "it"), ("CP4821", "it"), ("A1482137", "gb"), ("AA4821TZ", "ua"),
        ("ABK482ZN", "za"), ("EBK482ZN", "za"), ("48CC21", "in"), ("EVA482K", "ke"), ("EMAA482K", "ke"),
        ("GT4821", "my"), ("U482", "my"), ("B482OP550", "ru"), ("2KT48", "au"), ("482K8T", "au"),
        ("XA482137", "us-va"), ("48213PY", "us-va"), ("RT482137", "cm"), ("KTVR48TZN", "za"),
        ("VKTV482", "be"), ("UAKT482", "be"), ("GNRL4821", "pt"), ("GNRK482", "pt"), ("4821KB", "pe"),
        ("CP0482R", "it"), ("DPCA0482", "it"), ("LDA4821KT", "ao"), ("KT482BV", "ml"), ("482K1", "nz"),
        ("48K21", "nz"), ("UG3204821", "ug"), ("TUA482KT", "ug"),
    ],
)  # fmt: skip
def test_a_series_that_older_lists_lack_is_one_of_its_region(text: str, region: str) -> None:
    (row,) = (one for one in REGIONS if one.code == region)
    layouts = [
        layout
        for layout in layouts_of([row])[len(text)]
        if all(character in place for character, place in zip(text, layout.places, strict=True))
    ]
    assert any(grammar.has_office_of(text) for layout in layouts for grammar in layout.grammars)


def test_a_format_counts_gaps_codes_and_sets() -> None:
    row = Region("xx", (Format("{code}-[AB]0 q*"),), frozenset({"K", "LM"}))
    layouts = layouts_of([row])
    assert {length: layout.places for length, (layout,) in layouts.items()}[5][1:3] == ("AB", "0123456789")
    assert sorted(layouts) == [5, 6]
    assert {grammar.gaps for layout in layouts[6] for grammar in layout.grammars} == {frozenset({2, 4})}
    assert layouts[6][0].places[4] == "Q"


def test_a_format_may_be_of_offices_with_a_short_code_only() -> None:
    codes = frozenset({"K", "LM", "NPQ"})
    alone, *_ = layouts_of([Region("xx", (Format("{code12} 0"),), codes)])[2]
    assert sorted(layouts_of([Region("xx", (Format("{code12} 0"),), codes)])) == [2, 3]
    (whole,) = layouts_of([Region("xx", (Format("{code1} 0"),), codes)])[2]
    assert whole.grammars[0].share == 0 > alone.grammars[0].share


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("DAH KT 4821", "de"), ("DAH K 4821E", "de"), ("DA KT 4821H", "de"), ("LL 8417 KT", "at"), ("LL 84172 T", "at"),
        ("LL BRVT 47", "at"), ("W BRV 04", "at"),
    ],
)  # fmt: skip
def test_no_format_allows_more_characters_than_the_country_does(text: str, region: str) -> None:
    (row,) = (one for one in REGIONS if one.code == region)
    characters = text.replace(" ", "")
    layouts = layouts_of([row]).get(len(characters), ())
    assert not any(
        all(character in place for character, place in zip(characters, layout.places, strict=True))
        and any(grammar.has_office_of(characters) for grammar in layout.grammars)
        for layout in layouts
    )


def test_an_emblem_is_a_gap_that_is_told_from_others() -> None:
    (layout,) = layouts_of([Region("xx", (Format("AA@00-AA"),))])[6]
    (grammar,) = layout.grammars
    assert grammar.gaps == {2, 4}
    assert grammar.emblems == {2}


@pytest.mark.parametrize("emblem", "WM4L")
def test_an_emblem_that_ocr_took_for_any_character_is_dropped(emblem: str) -> None:
    assert interpret(f"PT4{emblem}M0X", expected_regions=frozenset({"us"})).ranked[0].plate == "PT4M0X"


def test_where_ocr_wrote_a_separator_for_the_emblem_no_character_is_dropped_as_well() -> None:
    expected = frozenset({"us"})
    for_emblem, as_character = (
        {one.plate: one.confidence for one in interpret("WA6R4KC", gaps, expected).ranked}
        for gaps in (frozenset({3}), frozenset[int]())
    )
    assert for_emblem["WA6R4KC"] > for_emblem["WA64KC"]
    assert as_character["WA64KC"] > as_character["WA6R4KC"]


def test_an_office_code_tells_the_first_character_that_ocr_missed() -> None:
    assert interpret("F08KTB", expected_regions=frozenset({"ro"})).ranked[0].plate == "IF08KTB"


def test_a_format_tells_the_first_character_that_ocr_missed() -> None:
    ranked = interpret("742NXT", expected_regions=frozenset({"ro"})).ranked
    assert "B742NXT" in [one.plate for one in ranked]


def test_where_several_offices_may_have_been_cut_off_none_is_guessed() -> None:
    found = interpret("J07VNE", expected_regions=frozenset({"ro"}))
    assert found.ranked[0].plate == "J07VNE"
    assert found.cut > 0.8


@pytest.mark.parametrize("shorter", ["4KTV31", "HPX714"])
def test_a_plate_that_a_commoner_format_would_end_may_be_cut(shorter: str) -> None:
    whole = interpret("HPX7148", expected_regions=frozenset({"us"}))
    assert interpret(shorter, expected_regions=frozenset({"us"})).cut > whole.cut


def test_a_listed_office_code_is_likelier_than_an_unlisted_one() -> None:
    listed = interpret("CJ07VNE", expected_regions=frozenset({"ro"}))
    unlisted = interpret("CQ07VNE", expected_regions=frozenset({"ro"}))
    assert listed.fit > unlisted.fit


def test_expecting_a_country_covers_its_states_and_eu_covers_europe() -> None:
    assert is_expected("us-mo", frozenset({"us"}), EUROPEAN_COUNTRIES)
    assert is_expected("sk", frozenset({"eu"}), EUROPEAN_COUNTRIES)
    assert not is_expected("br", frozenset({"eu", "us"}), EUROPEAN_COUNTRIES)
    assert not is_expected("us-tx", frozenset({"us-mo"}), EUROPEAN_COUNTRIES)


def test_a_separator_where_a_format_has_one_speaks_for_it() -> None:
    with_gap = interpret("ZA482CK", gaps=frozenset({2}))
    without = interpret("ZA482CK", gaps=frozenset({4}))
    assert with_gap.fit > without.fit
    assert with_gap.regions["sk"] > without.regions["sk"]


def test_the_table_can_be_compiled_before_the_first_text_comes() -> None:
    world = World(region for region in REGIONS if region.code in ("de", "us-ny"))
    world.prepare()
    compiled = world.tree.cache_info().currsize
    interpret("ABC1234", world=world)
    assert compiled == world.tree.cache_info().currsize == len(USUAL_LENGTHS)
