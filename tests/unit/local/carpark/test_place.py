"""The demo car park is found or made, and its cameras' secrets end with the play."""

from __future__ import annotations

from contextlib import suppress

import pytest

from local.cameras import ENTRY, EXIT, SITE_NAME
from local.carpark.place import administrator_of, camera_of, ensure_rules, ensure_site, secrets_of
from scripts.client import ClientError, Json, PlatebookClient


class FakeApi(PlatebookClient):
    """The API as far as a site and its cameras go."""

    def __init__(self, *, has_parking: bool = True) -> None:
        self.sites: list[Json] = []
        self.parking: Json = {"version": 0, "spaces": None, "free_minutes": None, "grace_minutes": 5, "site_id": "s"}
        self.has_parking = has_parking
        self.secrets: set[str] = set()

    def call(self, method: str, path: str, body: Json | None = None) -> Json:
        parts = path.strip("/").split("/")
        if path == "/sites":
            return self._of_sites(method, body)
        if path == "/cameras":
            return self._camera(body or {})
        if parts[-1] == "revoke":
            self.secrets.remove(parts[-2])
            return {}
        if parts[-1] == "secrets":
            name = f"secret-{parts[1]}"
            self.secrets.add(name)
            return {"secret": f"word-{parts[1]}", "secret_id": name}
        return self._of_parking(method, body)

    def _of_sites(self, method: str, body: Json | None) -> Json:
        if method == "POST" and body is not None:
            site = {"site_id": "site-1", "is_active": True, "removed_at": None, "cameras": [], **body}
            self.sites.append(site)
        return {"sites": self.sites}

    def _camera(self, body: Json) -> Json:
        cameras: list[Json] = self.sites[-1]["cameras"]
        camera = {"camera_id": f"c{len(cameras)}", "is_active": True, "removed_at": None, **body}
        cameras.append(camera)
        return camera

    def _of_parking(self, method: str, body: Json | None) -> Json:
        if not self.has_parking:
            raise ClientError("there is no such address")
        if method == "POST" and body is not None:
            self.parking = {**body, "version": body["version"] + 1}
        return self.parking


def test_a_site_with_an_entry_and_an_exit_is_made_once() -> None:
    api = FakeApi()
    for _ in range(2):
        site = ensure_site(api)
    assert [one["name"] for one in api.sites] == [SITE_NAME]
    assert [camera_of(site, one)["camera_id"] for one in (ENTRY, EXIT)] == ["c0", "c1"]
    assert len(site["cameras"]) == 2


def test_a_site_that_was_removed_is_not_used_again() -> None:
    api = FakeApi()
    ensure_site(api)["removed_at"] = "2026-05-04T08:00:00Z"
    ensure_site(api)
    assert len(api.sites) == 2


def test_secrets_are_revoked_whatever_ends_the_play() -> None:
    api = FakeApi()
    with suppress(KeyboardInterrupt), secrets_of(api, ensure_site(api)["cameras"]) as secrets:
        assert secrets == ["word-c0", "word-c1"]
        assert len(api.secrets) == 2
        raise KeyboardInterrupt
    assert not api.secrets


def test_rules_are_set_where_nobody_has_set_any() -> None:
    api = FakeApi()
    assert ensure_rules(api, "site-1") is None
    assert (api.parking["free_minutes"], api.parking["version"]) == (30, 1)
    assert api.parking["reset"] == {"minute": 240, "days": [0, 1, 2, 3, 4, 5, 6], "count": 0}
    api.parking["free_minutes"] = 5
    assert ensure_rules(api, "site-1") is None
    assert api.parking["free_minutes"] == 5


def test_where_rules_cannot_be_set_it_is_told() -> None:
    hint = ensure_rules(FakeApi(has_parking=False), "site-1")
    assert hint is not None
    assert "there is no such address" in hint


def test_a_stack_without_an_administrator_is_refused() -> None:
    with pytest.raises(ClientError, match="administrator"):
        administrator_of({"demo_users": [{"email": "a@b.example", "password": "x", "groups": []}]})
