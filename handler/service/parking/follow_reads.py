"""Follow what becomes of reads and photos: file it as a fact, and derive the visits that it changes."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Final, Protocol

from handler.domain.classes.quick import quick_dataclass
from handler.domain.logged import LoggedRead
from handler.domain.no_plate import NoPlate
from handler.domain.sites.camera import Camera, CameraRole
from handler.domain.upload import Upload
from handler.domain.visits.asks import Ask, AskedBy
from handler.domain.visits.facts import Decision, Fact
from handler.domain.visits.sighting import Sighting
from handler.service.parking.derive_visits import DeriveVisits, Turn
from handler.service.parking.finding_visits import Photo, photo_of
from handler.service.parking.places import AtSite, ParkingPlaces
from handler.service.parking.seen_reads import (
    REPEATS,
    crossing_without_plate,
    decided_alike,
    read_alike,
    repeat_of,
    seen_read,
)
from handler.service.ports.parking import Counts, SeenRead, Sightings

logger = logging.getLogger(__name__)

_REPEATED_FOR: Final = timedelta(hours=2)
"""A photo is repeated for an hour at most (`handler.domain.repeats.sighting`), and the last one joins later."""


class Photos(Protocol):
    """The part of the log that tells of photos."""

    def alone(self, upload_id: str) -> Upload | None:
        """Get an upload without its reads; None when there is none."""

    def find(self, upload_id: str) -> tuple[Upload, list[LoggedRead]] | None:
        """Get an upload and its reads; None when there is none."""


@quick_dataclass(frozen=True, slots=True)
class FollowReads:
    """Files facts and derives.

    Parameters
    ----------
    photos : Photos
    places : ParkingPlaces
    sightings : Sightings
    counts : Counts
    derive : DeriveVisits
    """

    photos: Photos
    places: ParkingPlaces
    sightings: Sightings
    counts: Counts
    derive: DeriveVisits

    def read(self, before: LoggedRead | None, after: LoggedRead | None) -> bool:
        """Follow a read; tells whether it makes visits.

        Parameters
        ----------
        before, after : LoggedRead or None
            As it was and as it is: None before it was read or typed, and after it was deleted.

        Raises
        ------
        RetryLater
            When AWS does not answer as it should, or others keep changing the same visits.
        """
        read = after or before
        place = self._place(read.camera_id, is_gone=after is None) if read else None
        if read is None or place is None:
            return False
        camera, at = place
        upload = self.photos.alone(read.upload_id)
        was, now = (seen_read(one, upload, camera, at) if one else None for one in (before, after))
        if now is None and was is not None:
            self._forget(was)
        elif now is None or upload is None or (was and _is_same(was, now)):
            return False
        else:
            self.derive.file(Turn(was, now))
        if was and (now is None or was.decision != now.decision or was.sighting.candidates != now.sighting.candidates):
            self._follow_repeats(was, now)
        return True

    def repeat(self, upload: Upload) -> bool:
        """Follow a photo that was not read as it shows the same as another: the vehicle is still there."""
        place = self._place(upload.camera_id)
        found = self.photos.find(upload.repeat_of) if place and upload.repeat_of else None
        if place is None or found is None:
            return False
        camera, at = place
        original, reads = found
        shown = [repeat_of(seen_read(one, original, camera, at), upload, camera, at) for one in reads]
        for seen in (one for one in shown if one):
            self.derive.file(Turn(None, seen))
        return any(shown)

    def repeat_deleted(self, upload: Upload) -> bool:
        """Follow that such a photo was deleted; those of a camera on a spot go with the photo that they repeat."""
        place = self._place(upload.camera_id, is_gone=True)
        found = self.photos.find(upload.repeat_of) if place and upload.repeat_of else None
        if place is None or found is None or place[0].setup.role is CameraRole.SPOT:
            return False
        names = [f"{upload.ref.upload_id}{REPEATS}-{one.read_id.rpartition('-')[2]}" for one in found[1]]
        for one in _seen(self.sightings.named(names)):
            self._forget(replace(one, kept_until=upload.kept_until))
        return True

    def look_for(self, sighting_id: str) -> bool:
        """Take a sighting back whose photo or read the log no longer has: nobody was told of its deletion.

        Parameters
        ----------
        sighting_id : str

        Returns
        -------
        bool
            Whether it was taken back.
        """
        seen, photo = next(iter(_seen(self.sightings.named([sighting_id]))), None), photo_of(sighting_id)
        if seen is None or photo is None or self._is_in_log(photo):
            return False
        was = replace(seen, kept_until=self.sightings.ends([sighting_id]).get(sighting_id, seen.kept_until))
        self._forget(was)
        if not photo.is_repeat:
            self._follow_repeats(was, None)
        return True

    def _is_in_log(self, photo: Photo) -> bool:
        upload, reads = self.photos.find(photo.upload_id) or (None, [])
        is_repeat = photo.is_repeat and upload is not None and upload.repeat_of is not None
        return is_repeat or photo.read_id in {one.read_id for one in reads}

    def no_plate(self, after: NoPlate) -> bool:
        """Follow a photo without a plate: it may show a vehicle that passed, until somebody types its plate."""
        upload = self.photos.alone(after.upload_id)
        place = self._place(upload.camera_id) if upload else None
        crossing = crossing_without_plate(upload, *place) if upload and place else None
        if place is None or crossing is None:
            return False
        site_id = place[1].site.site_id
        self.counts.note(site_id, *(((), (crossing,)) if after.has_typed else ((crossing,), ())))
        return True

    def _place(self, camera_id: str | None, *, is_gone: bool = False) -> tuple[Camera, AtSite] | None:
        """Give the camera and its site; None where no visits are made of its photos.

        What was deleted is forgotten also where visits are made no more.
        """
        camera = self.places.camera(camera_id)
        at = self.places.at(camera.site_id) if camera else None
        return (camera, at) if camera and at and (is_gone or at.parking.is_followed) else None

    def _forget(self, was: SeenRead) -> None:
        kept = next(iter(_seen(self.sightings.named([was.sighting.sighting_id]))), was)
        self.sightings.forget(kept.sighting, was.version + 1, was.kept_until)
        self.derive.of_read(Turn(was, None))

    def _follow_repeats(self, was: SeenRead, now: SeenRead | None) -> None:
        """Let the photos follow that repeat one: they show the same, whatever a person or a later rule says it is."""
        first = was.sighting
        ask = Ask(AskedBy.GATE, first.gate, first.taken_at, first.taken_at + _REPEATED_FOR)
        near = _seen(self.sightings.answering(first.site_id, [ask]))
        repeats = [one for one in near if _repeats(one.sighting, first)]
        ends = self.sightings.ends([one.sighting.sighting_id for one in repeats]) if repeats else {}
        for one in repeats:
            kept_until = ends.get(one.sighting.sighting_id, was.kept_until)
            if now is None:
                self._forget(replace(one, kept_until=kept_until))
                continue
            read = read_alike(one.sighting, now)
            after = SeenRead(read, decided_alike(read, now), now.version, kept_until)
            self.derive.file(Turn(one, after))


def _repeats(one: Sighting, first: Sighting) -> bool:
    """Tell whether a sighting is of a photo that showed the same as another."""
    plates = [[each.plate for each in some.candidates] for some in (one, first)]
    is_of_camera = one.camera_id == first.camera_id and REPEATS in one.sighting_id
    return is_of_camera and plates[0] == plates[1][: len(plates[0])]


def _seen(facts: Iterable[Fact]) -> list[SeenRead]:
    """Give sightings with the decisions on them."""
    some = list(facts)
    said = {one.sighting_id: one for one in some if isinstance(one, Decision)}
    sightings = [one for one in some if isinstance(one, Sighting)]
    return [SeenRead(one, said.get(one.sighting_id), 0, one.arrived_at) for one in sightings]


def _is_same(was: SeenRead, now: SeenRead) -> bool:
    """Tell whether nothing has changed that visits depend on: reads change for other reasons, too."""
    plates = [one.decision.plate if one.decision else "" for one in (was, now)]
    return was.sighting == now.sighting and plates[0] == plates[1] and was.kept_until == now.kept_until
