"""Who may call what, by the groups in the token of this very request: for every route, and every role."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest

from handler import (
    api,
    bootstrap,
    bootstrap_alerts,
    bootstrap_cameras,
    bootstrap_lists,
    bootstrap_parking_pages,
    bootstrap_people,
    bootstrap_plates,
)
from handler.domain.caller import Audience
from handler.domain.keeping.hold import Hold
from handler.domain.no_plate import NoPlate
from handler.domain.sites.secret import Secret
from handler.routes import lists, parking
from handler.routes.holds import HOLDING
from handler.service.alerts.show_alerts import ShowAlerts
from handler.service.budget.show_budget import ShowBudget
from handler.service.change_settings import ChangeSettings
from handler.service.delete_upload import DeleteUpload
from handler.service.forget_upload import ForgetUpload
from handler.service.keeping.hold_upload import HoldUpload
from handler.service.lookups.note_plate import NotePlate
from handler.service.no_plate_queue import NoPlateQueue
from handler.service.own_word import OwnWord
from handler.service.repeats.read_repeat import ReadRepeat
from handler.service.review_reads import ReviewReads
from handler.service.search_reads import SearchReads
from handler.service.show_audit import ShowAudit
from handler.service.show_changes import ShowChanges
from handler.service.show_insights import ShowInsights
from handler.service.show_read import ShowRead
from handler.service.show_uploads import ShowUploads
from handler.service.sites.camera_secrets import CameraSecrets
from handler.service.sites.change_cameras import ChangeCameras
from handler.service.sites.change_sites import ChangeSites
from handler.service.sites.show_sites import ShowSites
from handler.service.sites.watch_camera import WatchCamera
from handler.service.start_upload import StartUpload
from handler.service.type_plates import TypePlates
from tests.support.alerting import Watch, stolen
from tests.support.car_park import VISIT_OVER, VISIT_THERE, a_busy_car_park, be_too_long
from tests.support.fakes.alerts import MemoryAlerts
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.budget import MemorySpentCalls
from tests.support.fakes.channel_pages import build_channels
from tests.support.fakes.channels import CHANNEL_ID
from tests.support.fakes.holds import MemoryHolds
from tests.support.fakes.lists import LIST_ID, use_cases_of_lists
from tests.support.fakes.notes import NOTED, MemoryPlateNotes, use_cases_of_plates
from tests.support.fakes.people import INPUTS_OF_PEOPLE, INVITED, use_cases_of_people
from tests.support.fakes.photos import MemoryPhotoStore, RecordingStarter
from tests.support.fakes.reads import MemoryMissedPlates, MemoryPlateIndex, MemoryReadLog
from tests.support.fakes.records import MemoryCensus, MemoryInsightLog, MemoryPeople, MemoryPolicies
from tests.support.fakes.repeats import MemoryRepeats
from tests.support.fakes.sites import (
    CAMERA_ID,
    SITE_ID,
    MemoryRegistry,
    a_camera,
    a_site,
    counting_bits,
    counting_bytes,
)
from tests.support.fakes.uploads import MemoryQuotas, MemoryUploadLog
from tests.support.fakes.world import OWNER, START, WEB_ORIGIN, Clock
from tests.support.samples import KEPT, a_read, an_upload

OTHER_SITE, SECRET_ID = "site-0000000009", "sec-0000000000"
Entry = Callable[[Mapping[str, Any], object], dict[str, object]]

ENTRIES: Final[dict[str, Entry]] = {
    **dict.fromkeys(api.UPLOADING, api.uploading),
    **dict.fromkeys(api.READING, api.reading),
    **dict.fromkeys(api.REVIEWING, api.reviewing),
    **dict.fromkeys(api.ADMINISTERING, api.administering),
    **dict.fromkeys(api.DELETING, api.deleting),
    **dict.fromkeys(lists.LISTING, lists.listing),
    **dict.fromkeys(lists.ENLISTING, lists.enlisting),
    **dict.fromkeys(HOLDING, api.holding),
    **dict.fromkeys(parking.PARKING, parking.parking),
}
ROUTES: Final = {
    **api.UPLOADING,
    **api.READING,
    **api.REVIEWING,
    **api.ADMINISTERING,
    **api.DELETING,
    **lists.LISTING,
    **lists.ENLISTING,
    **HOLDING,
    **parking.PARKING,
}
A_SETUP: Final[dict[str, Any]] = {
    "is_followed": True,
    "spaces": None,
    "free_minutes": None,
    "longest_minutes": None,
    "grace_minutes": 10,
    "hours": [],
    "longest_visit_days": 30,
    "absent_minutes": 30,
    "reset": None,
    "gates": [],
    "version": 0,
}
INPUTS: Final[dict[str, dict[str, Any]]] = {
    "POST /uploads": {"file_name": "a.jpg", "content_type": "image/jpeg", "size_bytes": 1},
    "POST /uploads/{upload_id}/delete": {"reason": "own_wish"},
    "POST /uploads/{upload_id}/hold": {"reason": "because", "until": "2026-07-01T00:00:00Z", "version": 1},
    "POST /uploads/{upload_id}/release": {"version": 1},
    "POST /plates/show": {"plate": "AB12CDE"},
    "POST /plates/dossier": {"plate": "AB12CDE"},
    "POST /plates/tags": {"plate": "AB12CDE", "add": ["vip"]},
    "POST /plates/notes": {"plate": "AB12CDE", "note_id": "1" * 32, "text": "AB12CDE is here"},
    "POST /plates/notes/take-back": {"plate": "AB12CDE", "note_id": "2" * 32},
    "POST /reads/{read_id}/review": {"decision": "confirm", "version": 0},
    "POST /uploads/{upload_id}/reads": {"plate": "AB12CDE"},
    "POST /uploads/{upload_id}/no-plate": {"decision": "undo", "version": 0},
    "POST /reads/{read_id}/doubt": {"version": 0},
    "POST /reads/{read_id}/take-back": {"version": 0},
    "GET /insights": {"from": "2026-05-01", "to": "2026-05-31"},
    "POST /settings": {
        "accept_error_rate": 0.01,
        "expected_regions": [],
        "second_look": True,
        "retention_days": 30,
        "version": 0,
    },
    "POST /sites": {"name": "Central", "time_zone": "UTC"},
    "POST /sites/{site_id}/remove": {"version": 1},
    "POST /cameras": {"site_id": SITE_ID, "name": "Gate 2", "role": "entry"},
    "POST /cameras/{camera_id}/remove": {"version": 1},
    "POST /alerts/{alert_id}/acknowledge": {"version": 1},
    "POST /lists": {"name": "Sought", "kind": "watch"},
    "POST /lists/{list_id}/remove": {"version": 1},
    "POST /lists/{list_id}/clear": {"which": "ended"},
    "POST /lists/{list_id}/entries": {"plate": "XY 789"},
    "POST /lists/{list_id}/entries/remove": {"entries": [{"plate": "AB123", "version": 1}]},
    "POST /lists/{list_id}/entries/try": {"plate": "AB123"},
    "POST /lists/{list_id}/import": {
        "import_id": "1",
        "header": "plate",
        "rows": [{"line": 2, "text": "XY 789"}],
        "is_dry_run": False,
    },
    "POST /permits/check": {"plate": "AB123", "site_id": SITE_ID},
    "POST /visits/search": {"plate": "AB12CDE"},
    "POST /visits/export": {"site_id": SITE_ID, "from": "2026-05-01T00:00:00Z", "to": "2026-05-02T00:00:00Z"},
    "POST /visits/{visit_id}/say": {"word": "waived", "version": 1},
    "POST /visits/{visit_id}/left": {"left_at": "2026-05-04T08:30:00Z", "version": 1},
    "POST /visits/{visit_id}/part": {"version": 1},
    "POST /visits/{visit_id}/answer": {"version": 1},
    "POST /sites/{site_id}/count": {"count": 1, "why": "counted"},
    "GET /sites/{site_id}/charts": {"from": "2026-05-01", "to": "2026-05-02"},
    "POST /sites/{site_id}/parking": A_SETUP,
    "POST /channels": {"name": "Second", "kind": "bus", "types": ["read.accepted"]},
    "POST /channels/{channel_id}/switch": {"on": True},
    "POST /channels/{channel_id}/remove": {"version": 1},
    "POST /channels/{channel_id}/replay": {"failed_since": "2026-05-01T00:00:00Z"},
    **INPUTS_OF_PEOPLE,
}
"""What routes need so that their input is in order; nothing for the others."""

GROUPS: Final = {
    route: about.audience.value.replace("_", " ")
    for route, about in ROUTES.items()
    if about.audience in (Audience.OPERATORS, Audience.ADMINS, Audience.OPERATORS_OR_ADMINS)
}
OWN: Final = sorted(set(ROUTES) - set(GROUPS))
ROLES: Final = {
    "plain": "",
    "operator": "[operators]",
    "admin": "[admins]",
    "both": "[operators admins]",
    "another": "[operatorsx xadmins Operators]",
}


def _an_alert() -> MemoryAlerts:
    watch = Watch(stolen("AB12CDE"))
    watch.see("AB12CDE", seen_at=START)
    return watch.alerts


@pytest.fixture(autouse=True)
def audit(monkeypatch: pytest.MonkeyPatch) -> MemoryAuditLog:
    audit, people = MemoryAuditLog(), MemoryPeople()
    log, photos, clock = MemoryUploadLog(audit=audit), MemoryPhotoStore(), Clock()
    log.add(an_upload())
    log.reads[an_upload().ref.upload_id] = [a_read(typed_by=OWNER, confidence=None)]
    log.no_plates[an_upload().ref.upload_id] = NoPlate(an_upload().ref.upload_id, START, an_upload().kept_until)
    registry = MemoryRegistry(audit, {SITE_ID: a_site(), OTHER_SITE: a_site(site_id=OTHER_SITE)})
    registry.cameras[CAMERA_ID] = a_camera(secrets=(Secret(SECRET_ID, "0" * 64, START),))
    reads, plates, policies = MemoryReadLog(log, audit), MemoryPlateIndex({"AB12CDE"}), MemoryPolicies(audit)
    uploads = ShowUploads(log, photos, clock)
    show = ShowRead(log, uploads, photos, people, audit, clock)
    missed, review = MemoryMissedPlates(log, audit), ReviewReads(log, reads, plates, show, clock)
    built = {
        "start_upload": StartUpload(log, photos, MemoryQuotas(), clock, KEPT),
        "show_uploads": uploads,
        "show_read": show,
        "search_reads": SearchReads(reads, plates, photos, people, audit, WEB_ORIGIN, clock, registry),
        "note_plate": NotePlate(MemoryPlateNotes(audit, {"AB12CDE": NOTED}), people, clock),
        "show_insights": ShowInsights(MemoryInsightLog(), MemoryCensus(log)),
        "show_changes": ShowChanges(MemoryInsightLog(), reads, clock),
        "review_reads": review,
        "type_plates": TypePlates(log, missed, plates, show, clock),
        "own_word": OwnWord(log, review.carry_out),
        "show_alerts": ShowAlerts(_an_alert(), reads, photos, registry, people, clock),
        "no_plate_queue": NoPlateQueue(log, missed, uploads, people, audit, clock),
        "show_audit": ShowAudit(audit, audit, people, clock),
        "change_settings": ChangeSettings(policies, policies, people, 90, clock),
        "watch_camera": WatchCamera(uploads, audit, clock),
        "show_sites": ShowSites(registry, photos, 90, clock, ShowBudget(MemorySpentCalls(), clock)),
        "change_sites": ChangeSites(registry, counting_bits(), clock),
        "change_cameras": ChangeCameras(registry, 90, counting_bits(), clock),
        "camera_secrets": CameraSecrets(registry, counting_bytes(), clock),
        "delete_upload": DeleteUpload(log, log, ForgetUpload(log, plates, photos, clock), clock),
    }
    park = a_busy_car_park(audit)
    be_too_long(park, VISIT_THERE)
    park.registry.sites[OTHER_SITE] = a_site(site_id=OTHER_SITE)
    for name, use_case in park.use_cases().items():
        monkeypatch.setattr(bootstrap_parking_pages, name, lambda use_case=use_case: use_case)
    held_log = MemoryUploadLog(audit=audit)
    held_log.add(an_upload(hold=Hold("because", "somebody", START, an_upload().kept_until, START)))
    hold = HoldUpload(held_log, MemoryHolds(held_log), photos, plates, lambda: 365, clock)
    monkeypatch.setattr(bootstrap_plates, "hold_upload", lambda: hold)
    for name, use_case in use_cases_of_plates(log, reads, plates, registry, audit).items():
        monkeypatch.setattr(bootstrap_plates, name, lambda use_case=use_case: use_case)
    search = built["search_reads"]
    monkeypatch.setattr(bootstrap_plates, "search_reads", lambda: search)
    for name, use_case in use_cases_of_lists(audit, registry, reads, clock).items():
        monkeypatch.setattr(bootstrap_lists, name, lambda use_case=use_case: use_case)
    for name, use_case in built.items():
        room = next(room for room in (bootstrap_alerts, bootstrap_cameras, bootstrap) if hasattr(room, name))
        monkeypatch.setattr(room, name, lambda use_case=use_case: use_case)
    build_channels(monkeypatch, audit)
    for name, use_case in use_cases_of_people(audit, clock).items():
        monkeypatch.setattr(bootstrap_people, name, lambda use_case=use_case: use_case)
    repeat_log = MemoryUploadLog(audit=audit)
    repeat_log.add(an_upload(read_count=0, repeat_of="f" * 32))
    shows = ShowUploads(repeat_log, photos, clock)
    read_repeat = ReadRepeat(shows, MemoryRepeats(repeat_log), RecordingStarter(), clock)
    monkeypatch.setattr(bootstrap_cameras, "read_repeat", lambda: read_repeat)
    return audit


def call(route: str, role: str, caller: str = "the-caller") -> tuple[int, str]:
    claims = {"sub": caller, "token_use": "access", "cognito:groups": ROLES[role]}
    event = {
        "routeKey": route,
        "requestContext": {"requestId": "the-request", "authorizer": {"jwt": {"claims": claims}}},
        "pathParameters": {
            "read_id": a_read().read_id,
            "upload_id": an_upload().ref.upload_id,
            # One without cameras can be removed.
            "site_id": OTHER_SITE,
            "camera_id": CAMERA_ID,
            "alert_id": next(iter(_an_alert().alerts)),
            "secret_id": SECRET_ID,
            "list_id": LIST_ID,
            "channel_id": CHANNEL_ID,
            "person_id": INVITED,
            "visit_id": VISIT_OVER if route.endswith("/part") else VISIT_THERE,
        },
        "body": json.dumps(INPUTS.get(route, {})),
        "queryStringParameters": INPUTS.get(route, {}),
    }
    answer = ENTRIES[route](event, None)
    return int(str(answer["statusCode"])), str(answer["body"])


def test_each_function_that_answers_requests_is_tried() -> None:
    assert set(ENTRIES) == set(ROUTES)
    assert set(GROUPS.values()) == {"operators", "admins", "operators or admins"}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("route", "group"), GROUPS.items())
def test_a_token_without_the_group_is_told_what_to_do_and_one_with_it_gets_in(
    route: str, group: str, role: str, audit: MemoryAuditLog
) -> None:
    status, body = call(route, role)
    if set(group.split(" or ")) & set(ROLES[role].strip("[]").split()):
        assert status == ROUTES[route].status
        return
    assert status == 403
    assert json.loads(body)["error"]["message"] == (
        f"This is for {group} only. Ask an administrator to add you to the group {group}. This takes "
        "effect within 15 minutes, or at once if you sign in again."
    )
    assert audit.entries == []
    assert "AB12CDE" not in body


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("route", OWN)
def test_whoever_it_belongs_to_needs_no_group(route: str, role: str) -> None:
    assert call(route, role, OWNER)[0] in {200, 201}


@pytest.mark.parametrize("route", [route for route in OWN if "{" in route])
def test_what_belongs_to_another_is_not_there_but_for_operators(route: str) -> None:
    for role in ("plain", "admin", "another"):
        status, body = call(route, role)
        assert (status, "AB12CDE" in body) == (404, False)
    shared = ROUTES[route].audience is Audience.OWNER_OR_OPERATORS
    assert call(route, "operator")[0] == (ROUTES[route].status if shared else 404)
