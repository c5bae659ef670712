"""Tell whether a camera shows the same again, before a photo is paid for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from handler.domain.classes.quick import quick_dataclass
from handler.domain.geometry import ImageSize
from handler.domain.reading.parts import Parts
from handler.domain.reading.read import Reading
from handler.domain.repeats.sighting import REREAD_AFTER, Sighting
from handler.domain.repeats.signature import WholePixels, compared, signature_of
from handler.domain.sites.rules import ReadingRules
from handler.domain.upload import Upload
from handler.service.ports.repeats import Sightings


@quick_dataclass(frozen=True, slots=True)
class TellRepeats:
    """Compares a photo with the one of its camera that was read last.

    Two photos of a camera that come at once are both read: neither is the last one yet.

    Parameters
    ----------
    sightings : Sightings
    pixels_of : callable
        Gives the pixels of a photo's bytes.
    now : callable
        Gives the time in UTC.
    """

    sightings: Sightings
    pixels_of: Callable[[bytes], WholePixels]
    now: Callable[[], datetime]

    def same_as(self, upload: Upload, body: bytes, size: ImageSize) -> Sighting | None:
        """Find the sighting that a photo joins.

        Parameters
        ----------
        upload : Upload
        body : bytes
            Its photo.
        size : ImageSize
            Upright, in pixels.

        Returns
        -------
        Sighting or None
            None for a photo that is to be read: of a camera for which repeats are not looked for, sent later from the
            device's memory, asked for by a person, too late, or of something else.

        Raises
        ------
        BadPhoto
            When the photo cannot be decoded.
        RetryLater
            When the log does not answer as it should.
        """
        rules = _rules_for(upload)
        if rules is None or upload.camera_id is None or upload.is_asked_for:
            return None
        last, within = self.sightings.last(upload.camera_id), timedelta(seconds=rules.repeat_seconds)
        if last is None or not last.is_near(upload.seen_at, within, self.now()):
            return None
        before = self.sightings.signature(last.upload_id)
        if before is None:
            return None
        found = compared(before, self.pixels_of(body), size, Parts(rules.ignored, rules.watched))
        return last if found.is_same else None

    def join(self, sighting: Sighting, upload: Upload) -> None:
        """Write down that a photo joined a sighting: others have as long again to join it."""
        if upload.seen_at > sighting.last_at:
            self.sightings.join(sighting, upload.seen_at)

    def remember(self, upload: Upload, body: bytes, reading: Reading) -> None:
        """Keep what a photo showed that was read, so that those after it are compared with it.

        Parameters
        ----------
        upload : Upload
            Done.
        body : bytes
            Its photo.
        reading : Reading
            What was read in it, where it counts.
        """
        if _rules_for(upload) is None or upload.camera_id is None or upload.image_size is None:
            return
        signature = signature_of(self.pixels_of(body), upload.image_size, reading)
        if signature:
            now, seen_at = self.now(), upload.seen_at
            ends_at = min(now + REREAD_AFTER, upload.kept_until)
            sighting = Sighting(upload.camera_id, upload.ref.upload_id, seen_at, seen_at, ends_at)
            self.sightings.keep(sighting, signature, now)


def _rules_for(upload: Upload) -> ReadingRules | None:
    """Get how photos of the upload's camera are read, if repeats are looked for."""
    is_late = upload.said is not None and upload.said.is_retransmitted
    rules = upload.rules
    return rules if rules is not None and rules.repeat_seconds and not is_late else None
