"""Sites, cameras and whose secrets are, in the table."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from handler.adapters.dynamodb import history_items, items
from handler.adapters.dynamodb.sites.credentials import DynamoDbCredentials
from handler.adapters.dynamodb.sites.registry import DynamoDbRegistry
from handler.adapters.dynamodb.sites.sign_items import note_sign
from handler.domain.audit import Action, AuditEntry
from handler.domain.errors import Conflict, ServiceFailed, Unauthorised
from handler.domain.geometry import BoundingBox
from handler.domain.sites.camera import (
    ROTATION,
    Camera,
    CameraRole,
    CameraSetup,
    Dialect,
    Movement,
    removed_camera,
    with_secret,
    without_secret,
)
from handler.domain.sites.secret import Secret, digest_of, secret_text
from handler.domain.sites.signs import Signs, Tally, hour_of
from handler.domain.sites.site import Site, SiteSetup, removed_site
from handler.service.ports.sites import CameraNews
from handler.service.sites.admit_camera import AdmitCamera
from handler.service.sites.camera_secrets import CameraSecrets
from tests.integration.conftest import AUDIT_INBOX, TABLE
from tests.integration.logged import upload
from tests.support.fakes.sites import ADMIN, CAMERA_ID, SITE_ID, a_camera, a_site, counting_bytes
from tests.support.fakes.world import START, Clock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ENTRY = AuditEntry(Action.CHANGED_CAMERA, "an-admin", START, CAMERA_ID, {"to": "name Gate 2"})
FULL = CameraSetup(
    name="Gate 2",
    role=CameraRole.ENTRY,
    directions={"in": Movement.ENTERING, "a.b": Movement.IGNORE},
    time_zone="UTC",
    dialect=Dialect.DAHUA,
    expected_regions=frozenset({"ro", "us-ca"}),
    ignored=(BoundingBox(0.1, 0.2, 0.3, 0.4),),
    watched=(BoundingBox(0, 0, 1, 1), BoundingBox(0.5, 0.5, 0.25, 0.125)),
    allowed_networks=("203.0.113.0/24", "2001:db8::/32"),
    is_active=False,
    retention_days=30,
    is_upside_down=True,
    repeat_seconds=120,
    detect_text_calls_a_day=500,
)
SECRETS = [secret_text(bytes([number]) * 32) for number in range(3)]


@pytest.fixture
def registry(audit_table: DynamoDBClient) -> DynamoDbRegistry:
    return DynamoDbRegistry(audit_table, TABLE, AUDIT_INBOX)


@pytest.fixture
def credentials(table: DynamoDBClient) -> DynamoDbCredentials:
    return DynamoDbCredentials(table, TABLE)


@pytest.fixture
def site(registry: DynamoDbRegistry) -> Site:
    registry.put_site(None, a_site(), ENTRY)
    return a_site()


@pytest.fixture
def camera(registry: DynamoDbRegistry, site: Site) -> Camera:
    registry.put_camera(None, a_camera(), ENTRY)
    return a_camera()


def given(registry: DynamoDbRegistry, camera: Camera, number: int, after: timedelta = timedelta()) -> Camera:
    """Give a camera the secret of that number."""
    known = Secret(f"sec-{number:010d}", digest_of(SECRETS[number]), START + after)
    changed = with_secret(camera, known)
    registry.put_camera(camera, changed, ENTRY)
    return changed


def in_table(registry: DynamoDbRegistry, table: str = TABLE) -> list[dict[str, Any]]:
    return [items.to_plain(item) for item in registry.client.scan(TableName=table)["Items"]]


def audited(registry: DynamoDbRegistry) -> list[AuditEntry]:
    return [history_items.to_new_audit(item)[0] for item in in_table(registry, AUDIT_INBOX)]


def test_a_site_comes_back_as_it_was_with_its_entry(registry: DynamoDbRegistry) -> None:
    assert registry.site(SITE_ID) is None
    site = a_site(setup=SiteSetup("Central", "UTC", "1 Main St", is_active=False))
    registry.put_site(None, site, ENTRY)
    assert registry.site(SITE_ID) == site
    after = replace(site, setup=SiteSetup("Central", "UTC"), version=2)
    registry.put_site(site, after, replace(ENTRY, at=START + timedelta(seconds=1)))
    assert registry.site(SITE_ID) == after
    assert registry.everything().sites == [after]
    assert len(audited(registry)) == 2


def test_a_camera_comes_back_as_it_was_with_its_entry(registry: DynamoDbRegistry, camera: Camera) -> None:
    assert registry.camera("cam-0000000009") is None
    assert registry.camera(CAMERA_ID) == camera
    after = replace(camera, setup=FULL, version=2)
    registry.put_camera(camera, after, ENTRY)
    anywhere = replace(after, setup=replace(FULL, expected_regions=frozenset()), version=3)
    assert registry.camera(CAMERA_ID) == after
    registry.put_camera(after, anywhere, ENTRY)
    assert registry.everything().cameras == [registry.camera(CAMERA_ID)] == [anywhere]


def test_of_two_who_change_the_same_the_first_one_counts(registry: DynamoDbRegistry, camera: Camera) -> None:
    site = a_site()
    registry.put_camera(camera, replace(camera, version=2), ENTRY)
    registry.put_site(site, replace(site, version=2), ENTRY)
    before = in_table(registry)
    late = replace(camera, version=2, setup=FULL)
    for seen, wanted in ((camera, late), (None, camera), (camera, removed_camera(camera, 1, START))):
        with pytest.raises(Conflict, match="camera_changed"):
            registry.put_camera(seen, wanted, ENTRY)
    other = replace(site, version=2, setup=SiteSetup("X", "UTC"))
    for old, new in ((site, other), (None, site), (site, removed_site(site, 1, START))):
        with pytest.raises(Conflict, match="site_changed"):
            registry.put_site(old, new, ENTRY)
    assert in_table(registry) == before
    assert len(audited(registry)) == 4


def test_a_site_with_cameras_stays(registry: DynamoDbRegistry, camera: Camera) -> None:
    site = a_site()
    other = replace(camera, camera_id="cam-0000000002")
    registry.put_camera(None, other, ENTRY)
    registry.put_camera(camera, removed_camera(camera, 1, START), ENTRY)
    with pytest.raises(Conflict, match="site_has_cameras"):
        registry.put_site(site, removed_site(site, 1, START), ENTRY)
    # What people say of it is changed beside the count.
    after = replace(site, setup=SiteSetup("North", "UTC"), version=2)
    registry.put_site(site, after, ENTRY)
    with pytest.raises(Conflict, match="site_has_cameras"):
        registry.put_site(after, removed_site(after, 2, START), ENTRY)
    registry.put_camera(other, removed_camera(other, 1, START), ENTRY)
    registry.put_site(after, removed_site(after, 2, START), ENTRY)
    everything = registry.everything()
    assert [one.is_removed for one in everything.sites] == [True]
    assert [one.is_removed for one in everything.cameras] == [True, True]


def test_no_camera_comes_to_a_site_that_is_gone(registry: DynamoDbRegistry, site: Site) -> None:
    registry.put_site(site, removed_site(site, 1, START), ENTRY)
    for where in (SITE_ID, "site-0000000009"):
        with pytest.raises(Conflict, match="site_removed"):
            registry.put_camera(None, a_camera(site_id=where), ENTRY)
    assert registry.everything().cameras == []


def test_nothing_of_a_secret_is_kept_but_its_digest(registry: DynamoDbRegistry, camera: Camera) -> None:
    given(registry, camera, 1)
    everything = repr(in_table(registry)) + repr(in_table(registry, AUDIT_INBOX))
    assert digest_of(SECRETS[1]) in everything
    assert SECRETS[1] not in everything
    assert SECRETS[1][4:] not in everything


def test_two_secrets_are_found_while_one_takes_the_place_of_the_other(
    registry: DynamoDbRegistry, credentials: DynamoDbCredentials, camera: Camera
) -> None:
    both = given(registry, given(registry, camera, 0), 1, timedelta(days=1))
    assert registry.camera(CAMERA_ID) == both
    found = [credentials.find(one.sha256) for one in both.secrets]
    assert [one.secret for one in found if one] == list(both.secrets)
    assert [one.secret.ends_at for one in found if one] == [START + timedelta(days=1) + ROTATION, None]
    ends = {one["pk"]: one.get("expires_at_epoch_seconds") for one in in_table(registry) if one["sk"] == "credential"}
    epoch = int((START + timedelta(days=1) + ROTATION).timestamp())
    assert sorted(ends.values(), key=str) == [epoch, None]


def test_what_is_revoked_is_found_no_more_and_the_other_one_stays(
    registry: DynamoDbRegistry, credentials: DynamoDbCredentials, camera: Camera
) -> None:
    both = given(registry, given(registry, camera, 0), 1)
    left = without_secret(both, "sec-0000000000")
    registry.put_camera(both, left, ENTRY)
    assert credentials.find(digest_of(SECRETS[0])) is None
    found = credentials.find(digest_of(SECRETS[1]))
    assert found is not None
    assert credentials.camera_of(found) == (left, a_site())


def test_a_camera_that_goes_takes_its_secrets_along(
    registry: DynamoDbRegistry, credentials: DynamoDbCredentials, camera: Camera
) -> None:
    both = given(registry, given(registry, camera, 0), 1)
    registry.put_camera(both, removed_camera(both, both.version, START), ENTRY)
    assert [credentials.find(digest_of(one)) for one in SECRETS] == [None] * 3
    assert [one for one in in_table(registry) if one["pk"].startswith("credential#")] == []
    kept = registry.camera(CAMERA_ID)
    assert kept is not None
    assert (kept.setup.name, kept.is_removed, kept.secrets) == ("Gate 2", True, ())


def test_of_two_who_make_a_secret_at_once_one_does(
    registry: DynamoDbRegistry, credentials: DynamoDbCredentials, camera: Camera
) -> None:
    given(registry, camera, 0)
    with pytest.raises(Conflict, match="camera_changed"):
        given(registry, camera, 1)
    assert credentials.find(digest_of(SECRETS[1])) is None


def test_a_use_is_noted_once_a_minute(
    registry: DynamoDbRegistry, credentials: DynamoDbCredentials, camera: Camera
) -> None:
    (known,) = given(registry, camera, 0).secrets
    times = [START + timedelta(seconds=seconds) for seconds in (0, 30, 59, 60, 61)]
    noted = []
    for now in times:
        found = credentials.find(known.sha256)
        assert found is not None
        credentials.note_use(found, now)
        after = credentials.find(known.sha256)
        assert after is not None
        noted.append(after.last_used_at)
    assert noted == [times[0], times[0], times[0], times[3], times[3]]


def test_a_use_does_not_bring_back_what_was_revoked(
    registry: DynamoDbRegistry, credentials: DynamoDbCredentials, camera: Camera
) -> None:
    having = given(registry, camera, 0)
    found = credentials.find(digest_of(SECRETS[0]))
    assert found is not None
    registry.put_camera(having, without_secret(having, "sec-0000000000"), ENTRY)
    credentials.note_use(found, START)
    assert credentials.find(digest_of(SECRETS[0])) is None


def test_what_cameras_tell_by_calling_stands_beside_them(
    registry: DynamoDbRegistry, credentials: DynamoDbCredentials, camera: Camera
) -> None:
    assert registry.news_of([]) == registry.news_of([camera]) == CameraNews()
    having = given(registry, camera, 0)
    found = credentials.find(digest_of(SECRETS[0]))
    assert found is not None
    credentials.note_use(found, START)
    note_sign(registry.client, TABLE, replace(upload(owner=CAMERA_ID), camera_id=CAMERA_ID), [])
    told = Signs(START, START, "0" * 32, hours={hour_of(START): Tally(1)})
    assert registry.news_of([having]) == CameraNews({CAMERA_ID: told}, {"sec-0000000000": START})
    assert registry.signs_of([having]) == {CAMERA_ID: told}


def test_a_camera_is_let_in_for_two_requests_and_a_third_one_a_minute(
    registry: DynamoDbRegistry, credentials: DynamoDbCredentials, camera: Camera
) -> None:
    clock, made = Clock(), CameraSecrets(registry, counting_bytes(), Clock()).make(ADMIN, CAMERA_ID)
    admit, requests = AdmitCamera(credentials, clock), []
    registry.client.meta.events.register("before-call.dynamodb", lambda model, **_: requests.append(model.name))
    assert admit(made.text, "203.0.113.7").camera == made.camera
    admit(made.text, "203.0.113.7")
    assert requests == ["GetItem", "BatchGetItem", "UpdateItem", "GetItem", "BatchGetItem"]
    CameraSecrets(registry, counting_bytes(), clock).revoke(ADMIN, CAMERA_ID, made.secret_id)
    with pytest.raises(Unauthorised):
        admit(made.text, "203.0.113.7")


def test_nothing_in_the_registry_ends_but_old_secrets_and_no_index_holds_any_of_it(
    registry: DynamoDbRegistry, camera: Camera
) -> None:
    given(registry, given(registry, camera, 0), 1)
    ending = [one["sk"] for one in in_table(registry) if "expires_at_epoch_seconds" in one]
    assert ending == ["credential"]
    indexed = {"owner", "kind", "status", "current_plate", "queue"}
    assert [one for one in in_table(registry) if indexed & set(one)] == []


def test_a_failure_of_the_table_is_no_conflict(registry: DynamoDbRegistry, camera: Camera) -> None:
    registry.client.delete_table(TableName=AUDIT_INBOX)
    with pytest.raises(ServiceFailed):
        registry.put_camera(camera, replace(camera, version=2), ENTRY)
    assert registry.camera(CAMERA_ID) == camera
