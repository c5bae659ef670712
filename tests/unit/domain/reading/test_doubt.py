"""Per-character doubt: what the candidates of a read say of each of its characters."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handler.domain.characters import ALPHABET
from handler.domain.reading.doubt import NOTHING, CharacterDoubt, character_doubts

plates = st.text(alphabet=ALPHABET, min_size=1, max_size=10)
confidences = st.floats(0, 1)
some_candidates = st.lists(st.tuples(plates, confidences), min_size=1, max_size=8)


def test_a_character_that_candidates_disagree_on_names_the_others_likeliest_first() -> None:
    doubts = character_doubts([("KQD48", 0.6), ("KQO48", 0.1), ("KQ048", 0.2)])
    assert [doubt.character for doubt in doubts] == list("KQD48")
    assert doubts[2].confidence == pytest.approx(0.6 + 0.1 * 4 / 5)
    assert [seen for seen, _ in doubts[2].alternatives] == ["0", "O"]
    assert [chance for _, chance in doubts[2].alternatives] == pytest.approx([0.2, 0.1])
    assert doubts[0].confidence == pytest.approx(0.9 + 0.1 * 4 / 5)
    assert doubts[0].alternatives == ()


def test_a_shorter_candidate_doubts_that_the_character_is_there_at_all() -> None:
    doubts = character_doubts([("1KQD48", 0.75), ("KQD48", 0.25)])
    assert doubts[0] == CharacterDoubt("1", 0.75, ((NOTHING, 0.25),))
    assert all(doubt.confidence == 1 and not doubt.alternatives for doubt in doubts[1:])


def test_a_longer_candidate_backs_the_characters_that_both_have() -> None:
    doubts = character_doubts([("KQD48", 0.7), ("KQD148", 0.3)])
    assert [doubt.confidence for doubt in doubts] == pytest.approx([1.0] * 5)


def test_candidates_of_another_length_are_laid_along_by_what_they_share() -> None:
    doubts = character_doubts([("KQD4821", 0.5), ("KD4B21", 0.25)])
    told = {place: doubt.alternatives for place, doubt in enumerate(doubts) if doubt.alternatives}
    assert told == {1: ((NOTHING, 0.25),), 4: (("B", 0.25),)}


def test_of_what_no_candidate_explains_each_character_keeps_all_but_its_part() -> None:
    doubts = character_doubts([("KQD48", 0.4), ("KQD49", 0.1)])
    assert [doubt.confidence for doubt in doubts] == pytest.approx([0.5 + 0.5 * 4 / 5] * 4 + [0.4 + 0.5 * 4 / 5])


@given(st.text(alphabet=ALPHABET, min_size=4, max_size=10), st.floats(0.5, 1))
def test_where_no_candidate_competes_all_characters_together_are_as_sure_as_the_plate(
    plate: str, confidence: float
) -> None:
    together = math.prod(doubt.confidence for doubt in character_doubts([(plate, confidence)]))
    assert together == pytest.approx(confidence, abs=0.1)


def test_candidates_that_sum_to_more_than_one_count_by_their_share() -> None:
    doubts = character_doubts([("A1", 1.0), ("A7", 1.0)])
    assert doubts == (CharacterDoubt("A", 1.0, ()), CharacterDoubt("1", 0.5, (("7", 0.5),)))


def test_no_candidates_give_no_doubts() -> None:
    assert character_doubts([]) == ()


@given(plates, confidences)
def test_a_single_candidate_has_no_alternatives(plate: str, confidence: float) -> None:
    doubts = character_doubts([(plate, confidence)])
    assert [doubt.character for doubt in doubts] == list(plate)
    assert all(doubt.confidence >= confidence - 1e-9 and doubt.alternatives == () for doubt in doubts)


@given(some_candidates)
@example([("00", 0.0), ("0", 0.75), ("0", 0.25), ("0", 0.4538836177026174)])
def test_doubts_are_probabilities_one_for_each_character_of_the_best_plate(candidates: list[tuple[str, float]]) -> None:
    doubts = character_doubts(candidates)
    assert "".join(doubt.character for doubt in doubts) == candidates[0][0]
    for doubt in doubts:
        chances = [doubt.confidence, *(chance for _, chance in doubt.alternatives)]
        assert all(0 <= chance <= 1 for chance in chances)
        assert sum(chances) <= 1 + 1e-9
        assert doubt.character not in [seen for seen, _ in doubt.alternatives]
        assert chances[1:] == sorted(chances[1:], reverse=True)


@given(some_candidates)
def test_no_character_is_less_sure_than_the_whole_plate(candidates: list[tuple[str, float]]) -> None:
    whole = max(sum(confidence for _, confidence in candidates), 1.0)
    assert all(doubt.confidence >= candidates[0][1] / whole - 1e-9 for doubt in character_doubts(candidates))


def test_a_character_that_may_be_hidden_is_no_doubt_of_those_that_are_seen() -> None:
    whole = character_doubts([("V06ZMA", 0.9), ("V06ZNA", 0.06)])
    cut = character_doubts([("V06ZMA", 0.09), ("V06ZNA", 0.006)], cut=0.9)
    assert [round(one.confidence, 6) for one in cut] == [round(one.confidence, 6) for one in whole]
