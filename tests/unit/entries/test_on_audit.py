from __future__ import annotations

import contextlib
import logging
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handler import bootstrap_people, on_audit
from handler.domain.errors import Throttled
from tests.support.fakes.world import START

IMAGE = {"pk": {"S": "entry#1"}, "target": {"S": "AB12CDE"}}


class Keeper:
    """Stands where the audit table is, and writes down what it was given."""

    def __init__(self) -> None:
        self.kept: list[tuple[Any, datetime]] = []
        self.fails_at: set[str] = set()

    def keep(self, image: Any, arrived: datetime) -> None:
        if not isinstance(image, dict) or image.get("pk") != IMAGE["pk"]:
            raise ValueError("no entry")
        self.kept.append((image, arrived))
        if image["target"]["S"] in self.fails_at:
            raise Throttled("dynamodb:PutItem")


@pytest.fixture
def keeper(monkeypatch: pytest.MonkeyPatch) -> Keeper:
    keeper = Keeper()
    monkeypatch.setattr(bootstrap_people, "audit_keeper", lambda: keeper)
    return keeper


def record(name: str = "INSERT", target: str = "AB12CDE") -> dict[str, Any]:
    image = {**IMAGE, "target": {"S": target}}
    change = {"ApproximateCreationDateTime": START.timestamp(), "NewImage": image, "SequenceNumber": "1"}
    return {"eventName": name, "eventID": "1", "dynamodb": change}


def test_a_new_entry_is_kept_with_the_time_of_its_arrival(keeper: Keeper) -> None:
    on_audit.handle({"Records": [record()]}, None)
    assert keeper.kept == [(IMAGE, START)]
    assert keeper.kept[0][1].tzinfo is UTC


def test_an_entry_that_was_written_over_is_kept_as_another_one_and_told(
    keeper: Keeper, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        on_audit.handle({"Records": [record(), record("MODIFY", "OTHER1")]}, None)
    assert [image["target"]["S"] for image, _ in keeper.kept] == ["AB12CDE", "OTHER1"]
    assert [one.message for one in caplog.records] == ["an entry of the inbox was written over; both are kept"]


def test_what_leaves_the_inbox_changes_nothing(keeper: Keeper) -> None:
    on_audit.handle({"Records": [{"eventName": "REMOVE", "dynamodb": {"Keys": {"pk": {"S": "entry#1"}}}}]}, None)
    assert keeper.kept == []


def test_one_entry_that_fails_does_not_keep_the_others_from_being_kept_and_is_raised(keeper: Keeper) -> None:
    keeper.fails_at = {"B"}
    with pytest.raises(ExceptionGroup) as raised:
        on_audit.handle({"Records": [record(target=target) for target in "ABC"]}, None)
    assert [image["target"]["S"] for image, _ in keeper.kept] == ["A", "B", "C"]
    assert [type(error) for error in raised.value.exceptions] == [Throttled]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["eventName", "dynamodb", "NewImage", "ApproximateCreationDateTime", "pk", "INSERT"]), inner
        )
    ),
)
CHANGED = st.sampled_from(["eventName", "ApproximateCreationDateTime", "NewImage"])


@given(st.lists(JUNK | st.just("ours"), max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_records_that_are_none_keep_no_entry_from_being_kept_and_are_raised(keeper: Keeper, records: list[Any]) -> None:
    keeper.kept.clear()
    strange = [one for one in records if one != "ours"]
    with pytest.raises(ExceptionGroup) if strange else contextlib.nullcontext():
        on_audit.handle({"Records": [record() if one == "ours" else one for one in records]}, None)
    assert len(keeper.kept) == records.count("ours")


@given(CHANGED, JUNK)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_record_with_one_wild_part_is_kept_or_raised_and_never_passed_over(
    keeper: Keeper, part: str, value: Any
) -> None:
    keeper.kept.clear()
    wild = record()
    (wild if part == "eventName" else wild["dynamodb"])[part] = value
    raised = False
    try:
        on_audit.handle({"Records": [wild]}, None)
    except ExceptionGroup:
        raised = True
    assert raised != bool(keeper.kept)


@pytest.mark.parametrize("records", ["text", 7, {"dynamodb": {}}])
def test_records_that_are_no_list_are_raised(keeper: Keeper, records: object) -> None:
    with pytest.raises(ValueError, match="Records"):
        on_audit.handle({"Records": records}, None)


@pytest.mark.parametrize("other", [{}, {"Records": []}])
def test_an_event_without_records_is_ignored(keeper: Keeper, other: dict[str, Any]) -> None:
    on_audit.handle(other, None)
    assert keeper.kept == []


def test_no_entry_is_told_in_the_log(keeper: Keeper, caplog: pytest.LogCaptureFixture) -> None:
    keeper.fails_at = {"AB12CDE"}
    with caplog.at_level(logging.DEBUG), pytest.raises(ExceptionGroup):
        on_audit.handle({"Records": [record(), record("MODIFY"), record("nonsense")]}, None)
    assert caplog.records
    assert "AB12CDE" not in caplog.text
