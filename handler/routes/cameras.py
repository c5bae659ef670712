"""What people ask about sites and cameras: the part of the HTTP entry that `api` shares out among its functions."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from handler import bootstrap_cameras
from handler.domain.caller import Audience
from handler.http import NoInput, Request, Route
from handler.wire.sites import (
    CameraInput,
    CameraView,
    MadeSecretView,
    NothingElse,
    SeenVersion,
    SiteInput,
    SitesView,
    SiteView,
)
from handler.wire.uploads import CameraPhotos, UploadView, WatchQuery


def _watch_camera(request: Request[WatchQuery]) -> CameraPhotos:
    query, watch = request.input, bootstrap_cameras.watch_camera()
    return CameraPhotos.of(watch(request.caller, request.path["camera_id"], query.after, query.limit))


def _read_repeat(request: Request[NothingElse]) -> UploadView:
    return UploadView.of(bootstrap_cameras.read_repeat()(request.caller, request.path["upload_id"]))


def _show_sites(request: Request[NoInput]) -> SitesView:
    return SitesView.of(bootstrap_cameras.show_sites()(request.caller))


def _save_site(request: Request[SiteInput]) -> SiteView:
    change, asked = bootstrap_cameras.change_sites(), request.input
    if asked.site_id is None or asked.version is None:
        return SiteView.of(change.make(request.caller, asked.to_domain()))
    return SiteView.of(change.change(request.caller, asked.site_id, asked.to_domain(), asked.version))


def _remove_site(request: Request[SeenVersion]) -> SiteView:
    remove = bootstrap_cameras.change_sites().remove
    return SiteView.of(remove(request.caller, request.path["site_id"], request.input.version))


def _save_camera(request: Request[CameraInput]) -> CameraView:
    change, asked = bootstrap_cameras.change_cameras(), request.input
    if asked.camera_id is None or asked.version is None:
        return CameraView.of(change.make(request.caller, asked.site_id, asked.to_domain()))
    about = asked.camera_id, asked.site_id, asked.to_domain(), asked.version
    return CameraView.of(change.change(request.caller, *about))


def _remove_camera(request: Request[SeenVersion]) -> CameraView:
    remove = bootstrap_cameras.change_cameras().remove
    return CameraView.of(remove(request.caller, request.path["camera_id"], request.input.version))


def _make_secret(request: Request[NothingElse]) -> MadeSecretView:
    return MadeSecretView.of(bootstrap_cameras.camera_secrets().make(request.caller, request.path["camera_id"]))


def _revoke_secret(request: Request[NothingElse]) -> CameraView:
    revoke, path = bootstrap_cameras.camera_secrets().revoke, request.path
    return CameraView.of(revoke(request.caller, path["camera_id"], path["secret_id"]))


WATCHING: Final[Mapping[str, Route[Any]]] = {
    "GET /cameras/{camera_id}/photos": Route(
        "Show a camera's newest photos", WatchQuery, _watch_camera, CameraPhotos, Audience.OPERATORS_OR_ADMINS
    ),
}
"""Of cameras' photos as they arrive."""

REPEATS: Final[Mapping[str, Route[Any]]] = {
    "POST /uploads/{upload_id}/read": Route(
        "Read a photo that was not read because it showed the same as another",
        NothingElse,
        _read_repeat,
        UploadView,
        Audience.OWNER_OR_OPERATORS,
    ),
}
"""Of photos that were not read because they showed the same as another."""

REGISTRY: Final[Mapping[str, Route[Any]]] = {
    "GET /sites": Route(
        "Show the sites and their cameras", NoInput, _show_sites, SitesView, Audience.OPERATORS_OR_ADMINS
    ),
    "POST /sites": Route("Make or change a site", SiteInput, _save_site, SiteView, Audience.ADMINS),
    "POST /sites/{site_id}/remove": Route("Remove a site", SeenVersion, _remove_site, SiteView, Audience.ADMINS),
    "POST /cameras": Route("Make or change a camera", CameraInput, _save_camera, CameraView, Audience.ADMINS),
    "POST /cameras/{camera_id}/remove": Route(
        "Remove a camera", SeenVersion, _remove_camera, CameraView, Audience.ADMINS
    ),
    "POST /cameras/{camera_id}/secrets": Route(
        "Make a camera's secret, or the one that takes its place",
        NothingElse,
        _make_secret,
        MadeSecretView,
        Audience.ADMINS,
        HTTPStatus.CREATED,
    ),
    "POST /cameras/{camera_id}/secrets/{secret_id}/revoke": Route(
        "Revoke a camera's secret", NothingElse, _revoke_secret, CameraView, Audience.ADMINS
    ),
}
"""Of sites, cameras and their secrets."""
