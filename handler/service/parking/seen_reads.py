"""What a read is for visits: a function of how it stands, of its photo and of where its camera is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from handler.domain.candidate import Candidate
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.occupancy.count import Crossing
from handler.domain.sites.camera import Camera, CameraRole
from handler.domain.upload import Upload
from handler.domain.visits.facts import Decision
from handler.domain.visits.sighting import Sighting, Trust, Way
from handler.service.parking.places import AtSite
from handler.service.ports.parking import SeenRead

A_PERSON: Final = "a person"
"""Who decided: the read does not name them, its decisions do."""

REPEATS: Final = "~"
"""Stands in the ids of sightings in photos that were not read, and in no read's."""

_LESS_SURE: Final = 0.999
_DECIDED: Final = frozenset({ReadStatus.CONFIRMED, ReadStatus.CORRECTED, ReadStatus.REJECTED})


def seen_read(read: LoggedRead, upload: Upload | None, camera: Camera, at: AtSite) -> SeenRead:
    """Make a sighting of a read, with what a person made of it.

    Parameters
    ----------
    read : LoggedRead
    upload : Upload or None
        That it is of; None where it was deleted.
    camera : Camera
        That took it.
    at : AtSite
        Where the camera is.

    Returns
    -------
    SeenRead
    """
    candidates = read.candidates or (Candidate(read.plate, 1.0),)
    place = _place(upload, camera, at) if upload else _place_of_deleted(read, camera, at)
    sighting = replace(
        place, sighting_id=read.read_id, candidates=candidates, trust=trust_of(read), colour=read.colours.vehicle
    )
    return SeenRead(sighting, decision_of(read), read.version, read.kept_until)


def trust_of(read: LoggedRead) -> Trust:
    """Tell how far a read's own plate is relied on."""
    if read.typed_by:
        return Trust.PERSON
    is_in_doubt = read.status is ReadStatus.NEEDS_REVIEW or read.refusal is not None
    return Trust.IN_DOUBT if is_in_doubt else Trust.ACCEPTED


def decision_of(read: LoggedRead) -> Decision | None:
    """Give the last word of a person on a read; None where there is none."""
    if read.status not in _DECIDED:
        return None
    name = f"{read.read_id}#{read.version:06d}"
    return Decision(name, read.read_id, read.current_plate, A_PERSON, read.seen_at)


def repeat_of(shown: SeenRead, upload: Upload, camera: Camera, at: AtSite) -> SeenRead | None:
    """Make a sighting of a photo that was not read, as it shows the same as one that was: the vehicle is still there.

    A camera on a spot repeats itself as long as a vehicle stands there. Of its photos one counts in each third of the
    time after which a vehicle is taken to have gone: no more are needed.

    Parameters
    ----------
    shown : SeenRead
        What was seen in the photo that was read.
    upload : Upload
        That repeats it.
    camera : Camera
    at : AtSite

    Returns
    -------
    SeenRead or None
        None where it tells nothing more.
    """
    first, moment = shown.sighting, upload.seen_at
    photo, _, place = first.sighting_id.rpartition("-")
    name = f"{upload.ref.upload_id}{REPEATS}-{place}"
    if camera.setup.role is CameraRole.SPOT:
        part = at.visits.absent_after / 3
        number = (moment - first.taken_at) // part
        if number < 1:
            return None
        moment, name = first.taken_at + number * part, f"{photo}{REPEATS}{number}-{place}"
    sighting = read_alike(replace(_place(upload, camera, at), sighting_id=name, taken_at=moment), shown)
    return SeenRead(sighting, decided_alike(sighting, shown), shown.version, upload.kept_until)


def read_alike(repeat: Sighting, shown: SeenRead) -> Sighting:
    """Give a sighting that repeats another with what was read in the other."""
    first = shown.sighting
    # A little less sure, so that the photo that was read shows the passage best.
    candidates = tuple(replace(one, confidence=one.confidence * _LESS_SURE) for one in first.candidates)
    return replace(repeat, candidates=candidates, trust=first.trust)


def decided_alike(repeat: Sighting, shown: SeenRead) -> Decision | None:
    """Give the decision on a sighting that repeats another: the other's."""
    name, said = repeat.sighting_id, shown.decision
    return replace(said, sighting_id=name, decision_id=f"{name}#{shown.version:06d}") if said else None


def crossing_without_plate(upload: Upload, camera: Camera, at: AtSite) -> Crossing | None:
    """Give the crossing that a photo without a plate may show; None where nobody tells which way it went."""
    way = _place(upload, camera, at).way
    if way not in (Way.IN, Way.OUT):
        return None
    return Crossing(upload.ref.upload_id, camera.camera_id, way, upload.seen_at, is_read=False)


def is_time_told(upload: Upload) -> bool:
    """Tell whether it is known from the camera when a photo was taken."""
    return upload.said.derived.is_told if upload.said else upload.has_capture_time


def _place(upload: Upload, camera: Camera, at: AtSite) -> Sighting:
    """Make a sighting of all that does not depend on what was read."""
    said = upload.said
    return replace(
        _at_camera(upload.seen_at, upload.created_at, camera, at),
        movement=said.movement if said else None,
        is_time_told=is_time_told(upload),
        is_retransmitted=bool(said and said.is_retransmitted),
    )


def _place_of_deleted(read: LoggedRead, camera: Camera, at: AtSite) -> Sighting:
    return replace(_at_camera(read.seen_at, read.created_at, camera, at), movement=read.movement)


def _at_camera(taken_at: datetime, arrived_at: datetime, camera: Camera, at: AtSite) -> Sighting:
    gate, side = at.gate_of(camera.camera_id)
    return Sighting(
        sighting_id="",
        site_id=camera.site_id,
        gate=gate,
        camera_id=camera.camera_id,
        role=camera.setup.role,
        movement=None,
        candidates=(),
        trust=Trust.IN_DOUBT,
        taken_at=taken_at,
        arrived_at=arrived_at,
        side=side,
    )
