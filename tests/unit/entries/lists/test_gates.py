"""Gates ask with a camera's secret, as API Gateway hands their requests on."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from handler import bootstrap, bootstrap_lists
from handler.domain.audit import Action
from handler.domain.lists.entry import ListKind, Tolerance
from handler.domain.lists.plate_list import ListSetup
from handler.domain.lists.sharing import Share
from handler.domain.quota import Quota
from handler.routes import gates
from handler.service.lists.check_for_gate import CheckForGate
from handler.service.ports.lists import Named
from tests.support.doors import Doors
from tests.support.fakes.lists import LIST_ID, MemoryLists, a_list, an_entry, counting
from tests.support.fakes.sites import ADMIN, CAMERA_ID, SITE_ID
from tests.support.fakes.uploads import MemoryQuotas
from tests.support.fakes.world import START

PERMITS = a_list(setup=ListSetup("Residents", ListKind.PERMIT))
PLATE = "AB12CDE"


class Gate:
    """A gate, the permits, and what is written down."""

    def __init__(self) -> None:
        self.doors, self.lists = Doors(), MemoryLists(lists={LIST_ID: PERMITS})
        self.quotas = MemoryQuotas(Quota(3, 1))
        about = self.lists, self.quotas, self.lists.audit, self.doors.clock
        self.check = CheckForGate(*about, counting(self.lists))

    def permit(self, plate: str, **about: Any) -> None:
        entry = an_entry(plate, PERMITS, holder="Flat 7", **about)
        self.lists.entries[LIST_ID, Named(plate, entry.region)] = entry

    def ask(self, body: object, **about: Any) -> tuple[int, dict[str, Any]]:
        event: Mapping[str, Any] = {
            "routeKey": gates.CHECK,
            "headers": {"authorization": f"Token {self.doors.secret}", "content-type": "application/json"},
            "requestContext": {"requestId": "the-request", "http": {"sourceIp": "203.0.113.7"}},
            "body": json.dumps(body),
        } | about
        said = gates.checking(event, None)
        return int(str(said["statusCode"])), json.loads(str(said["body"]))


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    gate = Gate()
    monkeypatch.setattr(bootstrap, "admit_camera", lambda: gate.doors.admit)
    monkeypatch.setattr(bootstrap, "now", gate.doors.clock)
    monkeypatch.setattr(bootstrap_lists, "check_for_gate", lambda: gate.check)
    return gate


def test_the_permits_own_plate_opens_a_gate_and_nothing_is_told_of_whose_it_is(gate: Gate) -> None:
    gate.permit(PLATE)
    status, said = gate.ask({"plate": "ab12 cde"})
    assert (status, said["opens_gate"], said["answer"]) == (200, True, "allowed")
    assert set(said) == {"opens_gate", "answer", "share", "site_id", "at"}
    assert said["site_id"] == SITE_ID


@pytest.mark.parametrize("tolerance", [Tolerance.LOOK_ALIKE, Tolerance.ONE_EDIT])
def test_tolerance_spares_a_driver_and_opens_no_gate(gate: Gate, tolerance: Tolerance) -> None:
    gate.permit("AB0123", tolerance=tolerance)
    _, said = gate.ask({"plate": "ABO123"})
    assert (said["opens_gate"], said["answer"]) == (False, "allowed_likely")


def test_no_gate_opens_without_a_permit_for_here_and_now(gate: Gate) -> None:
    gate.permit("XY11AAA", site_ids=frozenset({"site-9999999999"}))
    gate.permit("XY22AAA", since=START + timedelta(hours=1))
    answers = [gate.ask({"plate": plate})[1] for plate in ("XY11AAA", "XY22AAA", "XY33AAA")]
    assert [one["answer"] for one in answers] == ["wrong_site", "wrong_time", "none"]
    assert not any(one["opens_gate"] for one in answers)


def test_a_camera_asks_about_its_own_site_and_of_now_alone(gate: Gate) -> None:
    for more in ({"site_id": SITE_ID}, {"at": "2026-05-04T03:02:00Z"}):
        status, said = gate.ask({"plate": PLATE, **more})
        assert (status, said["error"]["code"]) == (400, "invalid_request")


def test_it_is_written_down_which_camera_asked_and_not_about_which_plate(
    gate: Gate, caplog: pytest.LogCaptureFixture
) -> None:
    gate.permit(PLATE)
    with caplog.at_level(logging.DEBUG):
        gate.ask({"plate": PLATE})
    (entry,) = gate.lists.audit.entries
    assert (entry.action, entry.by, entry.target) == (Action.CHECKED_PERMIT, CAMERA_ID, CAMERA_ID)
    assert entry.details == {"site": SITE_ID, "answer": "allowed", "opens_gate": "yes", "list": LIST_ID}
    assert PLATE not in caplog.text + "".join(str(one.__dict__) for one in caplog.records)


def test_who_tries_out_plates_is_stopped_until_the_hour_is_over(gate: Gate) -> None:
    for number in range(3):
        assert gate.ask({"plate": f"AB12CD{number}"})[0] == 200
    status, said = gate.ask({"plate": PLATE})
    assert (status, said["error"]["code"]) == (429, "quota_exceeded")
    assert "photos" not in said["error"]["message"]
    assert len(gate.lists.audit.entries) == 3


@pytest.mark.parametrize("plate", ["", "A*", "?" * 40, "A" * 40])
def test_what_is_no_plate_is_refused(gate: Gate, plate: str) -> None:
    assert gate.ask({"plate": plate})[0] == 400


@pytest.mark.parametrize("authorization", ["", "Bearer {secret}", "Token pbk_" + "A" * 43])
def test_who_is_not_let_in_learns_nothing(gate: Gate, authorization: str) -> None:
    gate.permit(PLATE)
    headers = {"authorization": authorization.format(secret=gate.doors.secret)}
    status, said = gate.ask({"plate": PLATE}, headers=headers)
    assert (status, said["error"]["code"]) == (401, "unauthorised")
    assert gate.lists.audit.entries == []


def test_a_revoked_secret_opens_no_gate(gate: Gate) -> None:
    gate.permit(PLATE)
    gate.doors.secrets.revoke(ADMIN, CAMERA_ID, gate.doors.secret_id)
    assert gate.ask({"plate": PLATE})[0] == 401


def test_a_camera_that_is_switched_off_opens_no_gate(gate: Gate) -> None:
    gate.permit(PLATE)
    gate.doors.setup(is_active=False)
    assert gate.ask({"plate": PLATE})[0] == 401


def test_there_is_nothing_else_behind_this_door(gate: Gate) -> None:
    assert gate.ask({"plate": PLATE}, routeKey="GET /camera-permits/check")[0] == 404


def test_a_gate_stays_shut_while_others_have_the_places_of_a_shared_permit(gate: Gate) -> None:
    gate.check = replace(gate.check, counting=lambda _seen, _entry: Share(1, 1))
    gate.permit(PLATE, group="Flat 7", most_at_a_time=1)
    _, said = gate.ask({"plate": PLATE})
    assert (said["opens_gate"], said["answer"]) == (False, "shared_in_use")
    assert (said["share"]["inside"], said["share"]["most_at_a_time"]) == (1, 1)
    assert "Flat 7" not in json.dumps(said)
