"""Cameras bring photos by themselves, and visits follow: a vehicle comes, leaves, and is corrected."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Final

import pytest
import requests

from handler.adapters.dynamodb.parking.counts import DynamoDbCounts
from handler.adapters.dynamodb.parking.visits import DynamoDbVisits
from handler.domain.occupancy.count import Tally
from handler.domain.visits.changes import KeptVisit
from handler.domain.visits.visit import VisitState
from handler.service.ports.parking import Pile, WantedVisits
from scripts import visits as command
from scripts.client import Json
from tests.e2e.stack import HTTP_SECONDS, LocalStack, eventually, scene

_SEEDS: Final = count(9000)


class CarPark:
    """A site with a camera at its entry and one at its exit, as an administrator made them."""

    def __init__(self, stack: LocalStack) -> None:
        self.stack, self.admin, self.operator = stack, stack.demo_client(2), stack.demo_client(1)
        self.site_id = self._post("/sites", name="Test car park", time_zone="UTC")["site_id"]
        self.urls = {role: self._camera(role) for role in ("entry", "exit")}
        client, table = stack.aws("dynamodb"), stack.resource("ParkingTable")
        self.visits = DynamoDbVisits(client, table, lambda: datetime.now(UTC))
        self.counts = DynamoDbCounts(client, table, lambda: datetime.now(UTC))

    def _camera(self, role: str) -> str:
        camera_id = self._post("/cameras", site_id=self.site_id, name=f"Test {role}", role=role)["camera_id"]
        secret = self._post(f"/cameras/{camera_id}/secrets")["secret"]
        return f"{self.stack.outputs['api_url']}/c/{camera_id}/{secret}"

    def _post(self, path: str, **body: object) -> Json:
        return self.admin.call("POST", path, body)

    def see(self, role: str, plate: str) -> None:
        photo = scene(plate, seed=next(_SEEDS))
        answer = requests.post(
            self.urls[role], data=photo, headers={"Content-Type": "image/jpeg"}, timeout=HTTP_SECONDS
        )
        assert answer.ok, answer.text

    def all(self) -> list[KeptVisit]:
        return list(self.visits.page(WantedVisits(self.site_id, is_oldest_first=True), 25).visits)

    def until(self, *wanted: tuple[str, VisitState]) -> list[KeptVisit]:
        """Wait until these visits are there, and no others."""

        def found() -> list[KeptVisit]:
            some = self.all()
            stand = sorted((one.visit.plate, one.visit.state) for one in some)
            return some if stand == sorted(wanted) else []

        return eventually(found)

    def tally(self) -> Tally:
        hours = self.counts.by_hour(self.site_id, datetime(2026, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC))
        some = [one for cameras in hours.values() for one in cameras.values()]
        return Tally(sum(one.entered for one in some), sum(one.left for one in some))


@pytest.fixture
def park(stack: LocalStack) -> CarPark:
    return CarPark(stack)


def test_a_vehicle_comes_leaves_and_a_correction_pairs_it(
    park: CarPark, stack: LocalStack, capsys: pytest.CaptureFixture[str]
) -> None:
    park.see("entry", "B301KMP")
    park.until(("B301KMP", VisitState.OPEN))
    assert [one.visit.plate for one in park.visits.page(WantedVisits(park.site_id, Pile.INSIDE), 9).visits] == [
        "B301KMP"
    ]
    park.see("exit", "B301KMP")
    (closed,) = park.until(("B301KMP", VisitState.CLOSED))
    assert closed.visit.entry
    assert closed.visit.exit
    assert closed.visit.stay is not None
    assert [one.kind for one in park.visits.history(closed.visit.visit_id)] == ["visit.opened", "visit.closed"]
    assert park.tally() == Tally(1, 1)

    park.see("entry", "CJ72XYZ")
    park.until(("B301KMP", VisitState.CLOSED), ("CJ72XYZ", VisitState.OPEN))
    read_id = closed.visit.exit.sighting_id
    park.operator.call("POST", f"/reads/{read_id}/review", {"decision": "correct", "plate": "W777QRS", "version": 0})
    park.until(("B301KMP", VisitState.OPEN), ("CJ72XYZ", VisitState.OPEN), ("W777QRS", VisitState.CLOSED))

    assert command.main(["--stage", "local", "--from", "2026-01-01", "--dry-run"]) == 0
    assert "Nothing was done." in capsys.readouterr().out
    before = {one.visit.visit_id: one.visit for one in park.all()}
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    assert command.main(["--stage", "local", "--from", today]) == 0
    assert {one.visit.visit_id: one.visit for one in park.all()} == before
    assert park.tally() == Tally(2, 1)
    assert stack.outputs
