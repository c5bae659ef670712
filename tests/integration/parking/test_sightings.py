"""Sightings lie where they are asked for, and what is said later takes their place."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from handler.adapters.dynamodb.parking.sightings import DynamoDbSightings
from handler.domain.candidate import Candidate
from handler.domain.characters import fold
from handler.domain.judging.colour import Colour, ToldColour
from handler.domain.plate_search import fuzzy_keys
from handler.domain.sites.camera import Movement
from handler.domain.visits.asks import Ask, AskedBy
from handler.domain.visits.facts import Decision, Left, Parted
from handler.domain.visits.sighting import Side, Sighting, Trust
from handler.service.ports.parking import SeenRead
from tests.integration.parking.conftest import NOW, PARKING
from tests.support.sightings import after, seen

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

CAME = seen("AB12CDE", "in", after(0), "came")
KEPT = after(24 * 90)


def read(sighting: Sighting = CAME, plate: str | None = "", version: int = 1, kept: datetime = KEPT) -> SeenRead:
    said = (
        None
        if plate == ""
        else Decision(f"{sighting.sighting_id}#{version}", sighting.sighting_id, plate, "p", after(1))
    )
    return SeenRead(sighting, said, version, kept)


def by_key(plate: str, since: float = -1, until: float = 1) -> Ask:
    return Ask(AskedBy.KEY, fold(plate), after(since), after(until))


def at_gate(gate: str = "in") -> Ask:
    return Ask(AskedBy.GATE, gate, after(-1), after(1))


def everything(client: DynamoDBClient) -> str:
    return json.dumps(client.scan(TableName=PARKING)["Items"])


def test_a_sighting_is_found_by_its_gate_by_each_of_its_keys_and_by_its_name(sightings: DynamoDbSightings) -> None:
    full = replace(
        CAME,
        candidates=(Candidate("AB12CDE", 0.91), Candidate("A812CDE", 0.06)),
        colour=ToldColour(Colour.RED, 0.87),
        movement=Movement.ENTERING,
        side=Side.FRONT,
        is_time_told=False,
        is_retransmitted=True,
    )
    assert sightings.file(read(full))
    asks = [Ask(AskedBy.KEY, key, after(0), after(0)) for key in full.keys]
    assert all(list(sightings.answering("site-1", [one])) == [full] for one in [at_gate(), *asks])
    assert list(sightings.named(["came", "unknown"])) == [full]
    assert sightings.ends(["came", "unknown"]) == {"came": KEPT}


def test_what_was_taken_at_both_ends_of_an_ask_answers_it_and_nothing_beyond(sightings: DynamoDbSightings) -> None:
    times = {"before": -1.001, "first": -1, "last": 1, "beyond": 1.001}
    for name, hours in times.items():
        sightings.file(read(seen("AB12CDE", "in", after(hours), name)))
    found = sightings.answering("site-1", [by_key("AB12CDE")])
    assert {one.sighting_id for one in found if isinstance(one, Sighting)} == {"first", "last"}


def test_another_site_knows_nothing_of_it(sightings: DynamoDbSightings) -> None:
    sightings.file(read())
    assert sightings.answering("site-2", [at_gate(), by_key("AB12CDE")]) == []


def test_the_same_twice_is_as_once(sightings: DynamoDbSightings, client: DynamoDBClient) -> None:
    sightings.file(read())
    once = client.scan(TableName=PARKING)["Count"]
    assert sightings.file(read())
    assert client.scan(TableName=PARKING)["Count"] == once
    assert sightings.answering("site-1", [at_gate(), by_key("AB12CDE")]) == [CAME]


def test_a_corrected_one_is_found_by_what_the_person_said_alone(sightings: DynamoDbSightings) -> None:
    sightings.file(read())
    corrected = read(plate="XY99ZZZ", version=2)
    sightings.file(corrected)
    assert sightings.answering("site-1", [by_key("AB12CDE")]) == []
    assert list(sightings.answering("site-1", [by_key("XY99ZZZ")])) == [CAME, corrected.decision]


def test_an_earlier_version_changes_nothing(sightings: DynamoDbSightings) -> None:
    sightings.file(read(plate="XY99ZZZ", version=3))
    assert not sightings.file(read(plate="QQ11QQQ", version=2))
    assert sightings.answering("site-1", [by_key("QQ11QQQ")]) == []


def test_a_rejected_one_answers_nothing_but_its_name(sightings: DynamoDbSightings) -> None:
    sightings.file(read())
    rejected = read(plate=None, version=2)
    sightings.file(rejected)
    assert sightings.answering("site-1", [at_gate(), by_key("AB12CDE")]) == []
    assert list(sightings.named(["came"])) == [CAME, rejected.decision]


def test_where_a_sighting_was_stays_though_its_camera_is_moved(sightings: DynamoDbSightings) -> None:
    sightings.file(read())
    moved = replace(CAME, gate="out", camera_id="out", trust=Trust.IN_DOUBT)
    sightings.file(read(moved, version=2))
    assert list(sightings.named(["came"])) == [replace(CAME, trust=Trust.IN_DOUBT)]


def test_a_longer_hold_is_taken_over_by_all_copies(sightings: DynamoDbSightings) -> None:
    sightings.file(read(kept=NOW - timedelta(seconds=1)))
    assert sightings.answering("site-1", [at_gate()]) == []
    sightings.file(read(kept=KEPT))
    assert list(sightings.answering("site-1", [at_gate()])) == [CAME]


def test_nothing_is_left_of_the_plate_of_a_deleted_one(sightings: DynamoDbSightings, client: DynamoDBClient) -> None:
    sightings.file(read())
    sightings.file(read(plate="XY99ZZZ", version=2))
    sightings.forget(CAME, 3, KEPT)
    assert sightings.answering("site-1", [at_gate(), by_key("AB12CDE"), by_key("XY99ZZZ")]) == []
    assert sightings.named(["came"]) == []
    assert "AB12CDE" not in everything(client)
    assert "XY99ZZZ" not in everything(client)


def test_a_deleted_one_does_not_come_back(sightings: DynamoDbSightings) -> None:
    sightings.forget(CAME, 3, KEPT)
    assert not sightings.file(read(version=2))
    sightings.say(Left("came", after(2), "p", after(3)))
    assert sightings.answering("site-1", [at_gate()]) == []


def test_what_people_say_comes_with_the_sightings_that_it_is_about(sightings: DynamoDbSightings) -> None:
    went = seen("XY99ZZZ", "out", after(0.5), "went")
    for one in (CAME, went):
        sightings.file(read(one))
    parted, left = Parted("came", "went", "p", after(1)), Left("came", after(0.6), "p", after(1))
    for word in (parted, left, left):
        sightings.say(word)
    assert list(sightings.answering("site-1", [by_key("AB12CDE")])) == [CAME, parted, left]
    assert list(sightings.answering("site-1", [at_gate("out")])) == [went, parted]


def test_what_people_said_stays_when_the_plate_is_corrected(sightings: DynamoDbSightings) -> None:
    left = Left("came", after(0.6), "p", after(1))
    sightings.file(read())
    sightings.say(left)
    corrected = read(plate="XY99ZZZ", version=2)
    sightings.file(corrected)
    assert list(sightings.answering("site-1", [by_key("XY99ZZZ")])) == [CAME, corrected.decision, left]


def keys_of(plate: str) -> list[Ask]:
    return [Ask(AskedBy.KEY, key, after(-1), after(1)) for key in sorted(fuzzy_keys(plate))]


def found_under(sightings: DynamoDbSightings, asks: list[Ask]) -> set[str]:
    return {one.name for one in asks if sightings.answering("site-1", [one])}


def test_what_nobody_looks_for_lies_at_its_gate_and_under_its_plate_until_somebody_does(
    sightings: DynamoDbSightings,
) -> None:
    asks = [at_gate(), *keys_of("AB12CDE")]
    sightings.file(read(), is_keyed=False)
    assert found_under(sightings, asks) == {"in", fold("AB12CDE")}
    assert sightings.key(["came", "unknown"])
    assert found_under(sightings, asks) == {one.name for one in asks}
    assert not sightings.key(["came"])
    sightings.file(read(version=2), is_keyed=False)
    assert not sightings.key(["came"])
    sightings.forget(CAME, 3, KEPT)
    assert found_under(sightings, asks) == set()
    assert not sightings.key(["came"])


def test_a_later_version_may_lie_under_all_keys_where_the_earlier_one_did_not(sightings: DynamoDbSightings) -> None:
    sightings.file(read(), is_keyed=False)
    sightings.file(read(plate="XY99ZZZ", version=2))
    assert len(found_under(sightings, keys_of("XY99ZZZ"))) == len(keys_of("XY99ZZZ"))
    assert found_under(sightings, keys_of("AB12CDE")) == set()


def test_whoever_is_interrupted_while_filing_under_all_keys_leaves_it_to_the_next(
    sightings: DynamoDbSightings, monkeypatch: pytest.MonkeyPatch
) -> None:
    sightings.file(read(), is_keyed=False)
    with monkeypatch.context() as broken:
        broken.setattr(DynamoDbSightings, "_copy", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            sightings.key(["came"])
    assert found_under(sightings, keys_of("AB12CDE")) == {fold("AB12CDE")}
    sightings.file(read(version=2), is_keyed=False)
    assert sightings.key(["came"])
    assert len(found_under(sightings, keys_of("AB12CDE"))) == len(keys_of("AB12CDE"))


def test_copies_end_up_as_the_last_version_though_an_earlier_one_is_copied_later(sightings: DynamoDbSightings) -> None:
    """Whoever was interrupted while copying goes on after somebody else has written a later version."""
    sightings.file(read())
    middle, last = read(plate="MM11MMM", version=2), read(plate="XY99ZZZ", version=3)
    kept = sightings._own("came")
    assert kept
    sightings.file(middle)
    slow = sightings._own("came")
    sightings.file(last)
    assert slow
    from handler.adapters.dynamodb.parking.sighting_items import to_filed

    sightings._copy(to_filed(slow))
    assert sightings.answering("site-1", [by_key("MM11MMM"), by_key("AB12CDE")]) == []
    assert list(sightings.answering("site-1", [at_gate(), by_key("XY99ZZZ")])) == [CAME, last.decision]
