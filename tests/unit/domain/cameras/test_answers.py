"""What devices are told: nothing makes them repeat for ever, and nothing opens a gate."""

from __future__ import annotations

import json

import pytest

from handler.domain.cameras.answers import Outcome, answer
from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.message import DialectName
from local.camera.dialects import DIALECTS
from local.camera.messages import dahua
from tests.support.devices import a_shot, refusal, understood


def refused(dialect: str | None, code: str = "no_picture") -> BadMessage:
    error = BadMessage(code)
    error.dialect = dialect
    return error


@pytest.mark.parametrize("outcome", Outcome)
def test_dahuas_gate_stays_shut_whatever_it_asks_for(outcome: Outcome) -> None:
    for told in (understood(dahua.posted(a_shot())), understood(dahua.keep_alive(a_shot())), refused("dahua")):
        says = json.loads(answer(told, outcome).body)
        assert (says["OpenStrobe"], says["AllowUser"], says["BlockUser"]) == (False, False, False)
        assert "PlateNumber" not in says


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.LATER])
def test_dahua_hears_true_so_that_it_does_not_repeat_for_ever(outcome: Outcome) -> None:
    for told in (understood(dahua.posted(a_shot())), refusal(b"{", path="/NotificationInfo/TollgateInfo")):
        found = answer(told, outcome)
        assert (found.status, json.loads(found.body)["Result"]) == (200, True)


def test_dahua_hears_who_it_is_and_that_it_is_alive() -> None:
    says = json.loads(answer(understood(dahua.keep_alive(a_shot())), Outcome.NOTHING_TO_TAKE).body)
    assert (says["Active"], says["DeviceID"]) == ("keepAlive", a_shot().device.serial)


@pytest.mark.parametrize("dialect", ["hikvision", "hikvision_query"])
@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.LATER])
def test_hikvision_hears_200_and_nothing_else(dialect: str, outcome: Outcome) -> None:
    found = answer(refused(dialect), outcome)
    assert (found.status, found.body) == (200, b"")


@pytest.mark.parametrize("dialect", [*DialectName, None])
def test_where_we_failed_every_device_is_asked_to_send_again(dialect: str | None) -> None:
    found = answer(refused(dialect), Outcome.LATER)
    assert (found.status, found.headers) == (503, {"Retry-After": "30"})


def test_dahua_is_asked_to_send_again_in_its_own_words() -> None:
    assert json.loads(answer(refused("dahua"), Outcome.LATER).body)["Result"] is False


@pytest.mark.parametrize("dialect", ["axis", "stream", "rekor", "file", "picture", None])
def test_programs_and_people_hear_what_is_wrong(dialect: str | None) -> None:
    found = answer(refused(dialect), Outcome.REFUSED)
    assert (found.status, json.loads(found.body)["error"]["code"]) == (400, "no_picture")
    assert answer(refused(dialect, "too_large"), Outcome.REFUSED).status == 413


def test_a_client_of_snapshot_hears_it_in_the_words_that_it_shows() -> None:
    found = answer(refused("snapshot"), Outcome.REFUSED)
    assert (found.status, list(json.loads(found.body))) == (400, ["upload"])
    assert list(json.loads(answer(refused("snapshot", "too_large"), Outcome.REFUSED).body)) == ["error"]
    assert list(json.loads(answer(refused("snapshot"), Outcome.LATER).body)) == ["detail"]


@pytest.mark.parametrize("name", DIALECTS)
def test_what_was_taken_is_answered_with_200(name: str) -> None:
    for outcome in (Outcome.TAKEN, Outcome.REPEATED):
        assert answer(understood(DIALECTS[name](a_shot())), outcome).status == 200
