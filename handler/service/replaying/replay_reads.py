"""Read kept text detections anew, by the rules of today and without another DetectText."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import takewhile
from typing import Final

from handler.domain.alerts.consequences import Consequences
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import BadPhoto, Conflict
from handler.domain.geometry import ImageSize
from handler.domain.insights import Counts, of_upload
from handler.domain.logged import LoggedRead, LoggedText
from handler.domain.reading.acceptance import Acceptance
from handler.domain.reading.parts import Parts, within
from handler.domain.reading.read import Reading
from handler.domain.reading.turning import turned_back
from handler.domain.replaying.compare import Compared, compared
from handler.domain.sites.rules import NO_RULES
from handler.domain.upload import MOST_READS, Upload, UploadStatus
from handler.service.alerts.raise_alerts import Change, RaiseAlerts, written
from handler.service.as_logged import identity_of, logged_read, logged_texts
from handler.service.decide import changed_by
from handler.service.keeping.keep_by_hits import depends_on_hits
from handler.service.look_twice import Looks, LookTwice
from handler.service.ports.photos import PhotoInspector, PhotoStore
from handler.service.ports.plates import PlateIndex, Unsettled
from handler.service.ports.reads import Beside
from handler.service.ports.records import Census
from handler.service.ports.replays import Anew, ReplayedReads
from handler.service.ports.uploads import UploadLog, WholeUpload

logger = logging.getLogger(__name__)

_MOST_STEPS: Final = 3 * MOST_READS
"""How often a photo is looked at again: each of its reads may be written once, and others may change it meanwhile."""


class Outcome(StrEnum):
    """What became of a photo."""

    READ_ANEW = "read_anew"
    NOT_READ = "not_read"
    WITHOUT_DETECTIONS = "without_detections"
    WITHOUT_PHOTO = "without_photo"
    GONE_MEANWHILE = "gone_meanwhile"
    CHANGED_MEANWHILE = "changed_meanwhile"


@quick_dataclass(frozen=True, slots=True)
class Replayed:
    """What the rules of today make of a photo.

    Attributes
    ----------
    upload_id : str
    outcome : Outcome
    reads : Sequence of Compared
        Of a photo that was read anew.
    """

    upload_id: str
    outcome: Outcome
    reads: Sequence[Compared] = ()

    @property
    def changes(self) -> Sequence[Compared]:
        """What is to be written."""
        return [one for one in self.reads if one.after]


@quick_dataclass(frozen=True, slots=True)
class ReplayReads:
    """Compares what stands with what the rules of today read, and lets that stand where no person has decided.

    Each read is written by itself, with all that follows from it. So whatever is interrupted is gone on with by doing
    the same again, and what was done is found to be the same.

    Parameters
    ----------
    census : Census
    log : UploadLog
    photos : PhotoStore
    inspector : PhotoInspector
    look_twice : LookTwice
    acceptance : Acceptance
    replayed : ReplayedReads
    plates : PlateIndex
    now : callable
        Gives the time in UTC.
    alerts : RaiseAlerts or None
        Tells what becomes of alerts, and what others are told; None where there are none.
    keep_by_hits : callable or None
        Looks at the end of an upload whose hits may have changed; None where there are no lists.
    """

    census: Census
    log: UploadLog
    photos: PhotoStore
    inspector: PhotoInspector
    look_twice: LookTwice
    acceptance: Acceptance
    replayed: ReplayedReads
    plates: PlateIndex
    now: Callable[[], datetime]
    alerts: RaiseAlerts | None = None
    keep_by_hits: Callable[[str], None] | None = None

    def uploads(self, since: datetime, until: datetime) -> Iterator[str]:
        """Give the ids of the uploads that were announced in some time, the oldest first."""
        found = takewhile(lambda one: one.created_at < until, self.census.uploads_since(since))
        return (one.ref.upload_id for one in found)

    def look(self, upload_id: str) -> Replayed:
        """Tell what would change of a photo; nothing is written.

        Raises
        ------
        RetryLater
            When AWS does not answer as it should.
        """
        whole = self.log.whole(upload_id)
        if whole is None:
            return Replayed(upload_id, Outcome.GONE_MEANWHILE)
        reading = self._read(whole.upload)
        if isinstance(reading, Outcome):
            return Replayed(upload_id, reading)
        return Replayed(upload_id, Outcome.READ_ANEW, self._compared(whole, reading)[0])

    def carry_out(self, upload_id: str) -> Replayed:
        """Let a photo's reads stand as the rules of today give them; gives what was changed.

        Raises
        ------
        RetryLater
            When AWS does not answer as it should; the same again goes on from there.
        """
        reading: Reading | Outcome | None = None
        done: list[Compared] = []
        for _ in range(_MOST_STEPS):
            whole = self.log.whole(upload_id)
            if whole is None:
                return Replayed(upload_id, Outcome.GONE_MEANWHILE, done)
            reading = reading or self._read(whole.upload)
            if isinstance(reading, Outcome):
                return Replayed(upload_id, reading, done)
            found, texts = self._compared(whole, reading)
            change = next((one for one in found if one.after), None)
            if change is None:
                self._keep_by_hits(whole.upload, done)
                return Replayed(upload_id, Outcome.READ_ANEW, done)
            if self._written(whole, change, texts):
                done.append(change)
        return Replayed(upload_id, Outcome.CHANGED_MEANWHILE, done)

    def _keep_by_hits(self, upload: Upload, done: Sequence[Compared]) -> None:
        if done and depends_on_hits(upload) and self.keep_by_hits:
            self.keep_by_hits(upload.ref.upload_id)

    def _read(self, upload: Upload) -> Reading | Outcome:
        """Read a photo anew, or tell why it cannot be."""
        facts = upload.object_facts
        if upload.status is not UploadStatus.DONE or upload.repeat_of or facts is None or upload.image_size is None:
            return Outcome.NOT_READ
        kept = self.photos.load_detections(upload.ref)
        if kept is None or kept.get("photo") != identity_of(facts):
            return Outcome.WITHOUT_DETECTIONS
        try:
            body = self.photos.open(upload.ref, facts.version_id).read()
            return self._reading(upload, upload.image_size, body, Looks.from_json(kept))
        except BadPhoto:
            return Outcome.WITHOUT_PHOTO

    def _reading(self, upload: Upload, size: ImageSize, body: bytes, looks: Looks) -> Reading:
        """Read the plates as photos of the upload's camera are to be read, from what was seen."""
        rules = upload.rules or NO_RULES
        regions = self.look_twice.expected_regions if rules.expected_regions is None else rules.expected_regions
        # Never another look: what was seen is all there is.
        look = replace(self.look_twice, expected_regions=regions, is_allowed=False)
        if rules.is_upside_down:
            turned = self.inspector.turned_over(body)
            reading = turned_back(look(turned.jpeg, turned.size, looks, _keep_nothing))
        else:
            reading = look(body, size, looks, _keep_nothing)
        reading = within(reading, Parts(rules.ignored, rules.watched))
        return replace(reading, reads=reading.reads[:MOST_READS])

    def _compared(self, whole: WholeUpload, reading: Reading) -> tuple[list[Compared], list[LoggedText]]:
        upload, now = whole.upload, self.now()
        anew = [
            logged_read(upload, place, read, now, self.acceptance.refusal(read.confidence, place))
            for place, read in enumerate(reading.reads)
        ]
        found = compared(upload, whole.reads, {one.read_id for one in whole.reviews}, anew)
        if whole.no_plate and whole.no_plate.judged_by:  # an operator said that there is none
            found = [one for one in found if one.before]
        ids = {one.now.read_id: one.read_id for one in found if one.now}
        texts = logged_texts(upload, reading)
        return found, [replace(one, read_id=ids.get(one.read_id)) if one.read_id else one for one in texts]

    def _written(self, whole: WholeUpload, change: Compared, texts: Sequence[LoggedText]) -> bool:
        """Write a change with all that follows from it; False where others changed the photo meanwhile."""
        upload, before, after = whole.upload, change.before, change.after
        assert after is not None  # noqa: S101 (only what is to be written comes here)
        standing = [*(after if one is before else one for one in whole.reads), *(() if before else (after,))]
        no_plate = changed_by(replace(whole, reads=standing))
        counts = _difference(upload, whole.reads, standing)
        may_end_otherwise = depends_on_hits(upload) or upload.hold is not None
        named = before.alert_ids if before else None

        def write(made: Consequences) -> Unsettled:
            marked = Anew(upload, before, made.marked(after), texts, counts, self.now())
            return self.replayed.put(marked, Beside(no_plate, made, may_end_otherwise, named))

        try:
            changed = written(self.alerts, [Change(before, after, upload.kept_with_hit_until)], write)
        except Conflict:
            return False
        # Whoever is interrupted here finds it noted, and so does the comparison.
        if changed.plates:
            self.plates.settle(changed, self.now())
        logger.info("a read stands anew", extra={"read_id": change.read_id, "kind": change.kind.value})
        return True


def _keep_nothing(looks: Looks) -> None:
    del looks  # they are kept already


def _difference(upload: Upload, before: Sequence[LoggedRead], after: Sequence[LoggedRead]) -> Counts:
    """Tell what a reading of other rules changes in what is counted of a photo: the machine's reads alone."""
    counts = Counter(_counted(upload, after))
    counts.subtract(_counted(upload, before))
    return {name: count for name, count in counts.items() if count}


def _counted(upload: Upload, reads: Sequence[LoggedRead]) -> Counts:
    return of_upload(upload, [one for one in reads if not one.typed_by], timedelta(0))
