"""Read the plates in one photo that arrived."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from handler.domain.alerts.consequences import Consequences
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import BadPhoto, BudgetSpent, UploadOver
from handler.domain.formats.world import WORLD
from handler.domain.insights import of_upload
from handler.domain.logged import LoggedRead
from handler.domain.no_plate import NoPlate
from handler.domain.reading.acceptance import Acceptance
from handler.domain.reading.parts import Parts, within
from handler.domain.reading.read import Reading
from handler.domain.reading.turning import turned_back
from handler.domain.repeats.sighting import Sighting
from handler.domain.sites.rules import NO_RULES, ReadingRules
from handler.domain.text.reader import Reader
from handler.domain.upload import MOST_READS, Failure, Upload, UploadRef, UploadStatus
from handler.service.alerts.raise_alerts import ROOM_OF_A_PHOTO, Change, RaiseAlerts, written
from handler.service.as_logged import identity_of, logged_read, logged_texts
from handler.service.budget.governor import Governor
from handler.service.kept_beside import Begin, Keeping, in_turn
from handler.service.look_twice import Looks, LookTwice
from handler.service.ports.metrics import Measure, unmeasured
from handler.service.ports.photos import Inspection, PhotoInspector, PhotoStore, StoredPhoto, TextDetector
from handler.service.ports.plates import PlateIndex, Unsettled
from handler.service.ports.uploads import Outcome, Quotas, UploadLog, WholeUpload
from handler.service.repeats.tell_repeats import TellRepeats
from handler.service.telemetry import correlation
from handler.service.telemetry.of_photo import measured

logger = logging.getLogger(__name__)


@quick_dataclass(frozen=True, slots=True)
class _Seen:
    """What was seen in a photo: its reading, or the sighting that it joins unread."""

    reading: Reading
    body: bytes = b""
    sighting: Sighting | None = None
    reader: Reader | None = None
    calls: int = 0


@quick_dataclass(frozen=True, slots=True)
class ProcessUpload:
    """Check a photo, find the text in it, read the plates, write them down.

    Every step may be repeated: the log lets one invocation at a time work on an upload and none on a finished one, and
    an attempt after a crash takes up the text detection that an earlier one paid for.

    Parameters
    ----------
    log : UploadLog
    plates : PlateIndex
    quotas : Quotas
    photos : PhotoStore
    inspector : PhotoInspector
    detector : TextDetector
    look_twice : LookTwice
    acceptance : Acceptance
        How sure a read must be to count without a person's look at it.
    now : callable
        Gives the time in UTC.
    repeats : TellRepeats or None
        Tells what shows the same as the photo before it; None where every photo is read.
    begin : callable
        Begins to put something into the bucket, while the photo is worked on.
    settles : bool
        Whether the plates are made to be found at once; otherwise whoever comes next to the finished upload does so.
    alerts : RaiseAlerts or None
        Tells what becomes of alerts by what is read; None where there are none.
    measure : Measure
        Is told what was measured of each photo as it ends.
    governor : Governor or None
        Keeps DetectText calls within a day's budget; None where they cost nothing.
    """

    log: UploadLog
    plates: PlateIndex
    quotas: Quotas
    photos: PhotoStore
    inspector: PhotoInspector
    detector: TextDetector
    look_twice: LookTwice
    acceptance: Acceptance
    now: Callable[[], datetime]
    repeats: TellRepeats | None = None
    begin: Begin = in_turn
    settles: bool = True
    alerts: RaiseAlerts | None = None
    measure: Measure = unmeasured
    governor: Governor | None = None

    def __call__(self, ref: UploadRef, version_id: str | None, holder: str, size_bytes: int = 0) -> None:
        """Bring one upload to its end, ``done`` or ``failed``, or let it wait for a budget.

        Parameters
        ----------
        ref : UploadRef
        version_id : str or None
            The version of the object that the event is about.
        holder : str
            Names this invocation; the same for Lambda's retries of one event.
        size_bytes : int
            Of the object, as the event tells it: what comes to a deleted upload counts for its sender.

        Raises
        ------
        RetryLater
            When another attempt may succeed.
        """
        try:
            upload = self.log.claim(ref, version_id, holder, self.now())
        except UploadOver:  # the comparison removes its photo
            logger.info("upload is over", extra={"upload_id": ref.upload_id})
            return
        if upload is None:
            self._look_after_finished(ref, version_id, size_bytes)
            return
        if upload.correlation_id:  # from here on each line says so
            correlation.go_on(upload.correlation_id)
        if upload.failed_before and upload.attempts == 1:
            self._count_in_excess(ref, upload.size_bytes)
        self._bring_to_end(upload, lambda: self.photos.open(ref, version_id), holder)

    def held(self, upload: Upload, photo: StoredPhoto, holder: str) -> WholeUpload:
        """Bring an upload to its end that the holder has in work already, and whose photo is at hand.

        Returns
        -------
        WholeUpload
            As it was written down; ``waiting`` where there is no call left for it today.

        Raises
        ------
        RetryLater
            When another attempt may succeed.
        """
        return self._bring_to_end(upload, lambda: photo, holder)

    def _bring_to_end(self, upload: Upload, open_photo: Callable[[], StoredPhoto], holder: str) -> WholeUpload:
        try:
            return self._finish(upload, open_photo, holder)
        except Exception:  # whatever it was, the next attempt need not wait for the lease to end
            self.log.release(upload.ref, holder, self.now())
            raise

    def _look_after_finished(self, ref: UploadRef, version_id: str | None, size_bytes: int) -> None:
        for changed in self.plates.unsettled(ref.upload_id) if self.settles else ():
            self.plates.settle(changed, self.now())
        upload = self.log.alone(ref.upload_id)
        if upload is None or upload.deletion or upload.was_read_from_another(version_id):
            self._count_in_excess(ref, size_bytes)
        else:
            logger.info("upload is finished already", extra={"upload_id": ref.upload_id})

    def _count_in_excess(self, ref: UploadRef, size_bytes: int) -> None:
        # It counts as if it had been announced, whether or not it is read; the comparison removes what was not.
        self.quotas.add(ref.owner, size_bytes, self.now())
        logger.warning("one more photo came to a promise", extra={"upload_id": ref.upload_id})

    def _finish(self, upload: Upload, open_photo: Callable[[], StoredPhoto], holder: str) -> WholeUpload:
        photo, seen = None, _Seen(Reading((), ()))
        try:
            photo = open_photo()
            upload, seen = self._see(upload, photo)
        except BadPhoto as error:
            failure, facts = Failure(error.code, error.message), photo.facts if photo else upload.object_facts
            upload = replace(upload, status=UploadStatus.FAILED, failure=failure, wait=None, object_facts=facts)
        if self.governor and upload.status is UploadStatus.WAITING:
            self.governor.let_wait(upload, holder)
            return WholeUpload(upload, [], [], [])
        upload = self._with_its_end(upload, seen)
        reads = self._logged_reads(upload, seen)
        now = self.now()
        counts = of_upload(upload, reads, now - upload.created_at, seen.calls)
        texts = logged_texts(upload, seen.reading)
        outcome = Outcome(reads, texts, counts, now, _no_plate(upload), is_found_at_once=self.settles)

        def write(made: Consequences) -> tuple[list[LoggedRead], Unsettled]:
            marked = [made.marked(one) for one in reads]
            return marked, self.log.finish(upload, holder, replace(outcome, reads=marked, consequences=made))

        # A read takes one of the transaction's writes, and its filing another unless there are too many.
        marked, left = written(self.alerts, [Change(None, one) for one in reads], write, ROOM_OF_A_PHOTO - len(reads))
        # Whoever is interrupted here finds it noted, and so does the comparison.
        if left.plates and self.settles:
            self.plates.settle(left, now)
        self._remember(upload, seen)
        logger.info(
            "upload is finished",
            extra={
                "upload_id": upload.ref.upload_id,
                "status": upload.status.value,
                "code": upload.failure.code if upload.failure else None,
                "reads": len(reads),
                "repeat_of": upload.repeat_of,
                "attempt": upload.attempts,
            },
        )
        values = measured(upload, reads, now - upload.created_at)
        self.measure("photo measured", values, upload.failure.code if upload.failure else None)
        return WholeUpload(upload, marked, list(outcome.texts), [], outcome.no_plate)

    def _with_its_end(self, upload: Upload, seen: _Seen) -> Upload:
        """Give an upload the end that counts for what was read in it; lists are asked where that makes a difference."""
        if upload.kept_without_hit_until is None:
            return upload
        reads = self._logged_reads(upload, seen)
        return upload.ending(has_hit=self.alerts is not None and self.alerts.has_hit(reads))

    def _remember(self, upload: Upload, seen: _Seen) -> None:
        """Let the photos that come after this one be compared, once it is written down what came of it."""
        if self.repeats is None or upload.status is not UploadStatus.DONE:
            return
        if seen.sighting:
            self.repeats.join(seen.sighting, upload)
        else:
            self.repeats.remember(upload, seen.body, seen.reading)

    def _see(self, upload: Upload, photo: StoredPhoto) -> tuple[Upload, _Seen]:
        if not photo.is_at_hand:
            upload.check_arrival(photo.facts)
        body = photo.read()
        inspection = self.inspector.inspect(body, upload.content_type)
        keeping = Keeping(self.photos, upload.ref, self.begin)
        keeping.thumbnail(inspection.thumbnail_jpeg)
        keeping.meanwhile(WORLD.prepare)  # which takes time in a process that has read nothing yet
        if self.alerts:
            keeping.meanwhile(self.alerts.prepare)
        if inspection.shown_copy is not None:
            keeping.shown_copy(inspection.shown_copy, upload.content_type)
        spent, seen = None, _Seen(Reading((), ()))
        try:
            seen = self._look_at(upload, photo, body, inspection, keeping)
        except BudgetSpent as error:
            spent = error
        finally:
            keeping.wait()  # also where the photo is refused: nothing goes on once this function has ended
        found = replace(
            upload,
            status=UploadStatus.WAITING if spent else UploadStatus.DONE,
            object_facts=replace(photo.facts, sha256=hashlib.sha256(body).hexdigest()),
            image_size=inspection.image_size,
            has_shown_copy=inspection.shown_copy is not None,
            wait=spent.wait if spent else None,
        )
        if spent:
            return found, seen
        if seen.sighting:
            return replace(found, repeat_of=seen.sighting.upload_id), seen
        return replace(found, read_count=len(seen.reading.reads)), seen

    def _look_at(
        self, upload: Upload, photo: StoredPhoto, body: bytes, inspection: Inspection, keeping: Keeping
    ) -> _Seen:
        sighting = self.repeats.same_as(upload, body, inspection.image_size) if self.repeats else None
        if sighting:
            return _Seen(Reading((), ()), body, sighting)
        reading, looks = self._reading(upload, photo, body, inspection, keeping)
        if len(reading.reads) > MOST_READS:
            logger.warning("more plates than are kept", extra={"upload_id": upload.ref.upload_id})
            reading = replace(reading, reads=reading.reads[:MOST_READS])
        return _Seen(reading, body, reader=looks.reader, calls=looks.charged_calls)

    def _reading(
        self, upload: Upload, photo: StoredPhoto, body: bytes, inspection: Inspection, keeping: Keeping
    ) -> tuple[Reading, Looks]:
        """Read the plates as the camera's settings say that its photos are to be read; gives what was seen, too."""
        rules, taken = upload.rules or NO_RULES, list[Looks]()

        def keep(looks: Looks) -> None:
            taken.append(looks)
            keeping.detections({"photo": identity_of(photo.facts), **looks.as_json()})

        look_twice = self._look_twice(rules)
        turned = self.inspector.turned_over(body) if rules.is_upside_down else None
        shown, size = (turned.jpeg, turned.size) if turned else (body, inspection.image_size)
        pixels = look_twice.pixels_of(shown)
        is_decoded = self.begin(pixels.decode)
        try:
            sent = turned.jpeg if turned else inspection.stood_up_jpeg or (body if photo.is_at_hand else None)
            looks = self._looks(upload, photo, sent, keep)
        finally:
            is_decoded()  # in any case: nothing goes on once this function has ended
        reading = look_twice(shown, size, looks, keep, pixels)
        reading = turned_back(reading) if turned else reading
        if self.governor and taken and taken[-1].second is not None:
            self.governor.count_second_look(upload)
        return within(reading, Parts(rules.ignored, rules.watched)), taken[-1] if taken else looks

    def _look_twice(self, rules: ReadingRules) -> LookTwice:
        regions = rules.expected_regions
        return self.look_twice if regions is None else replace(self.look_twice, expected_regions=regions)

    def _looks(self, upload: Upload, photo: StoredPhoto, sent: bytes | None, keep: Callable[[Looks], None]) -> Looks:
        kept = self.photos.load_detections(upload.ref) if upload.attempts > 1 else None
        # What an attempt kept of another photo of the same promise says nothing of this one.
        if kept is not None and kept.get("photo") == identity_of(photo.facts):
            return Looks.from_json(kept)
        detector = self.detector

        def look() -> Mapping[str, object]:
            return detector.detect_in(sent) if sent else detector.detect(upload.ref, photo.facts.version_id)

        seen = self.governor.first_look(upload, look) if self.governor else look()
        looks = Looks(seen, reader=detector.reader)
        keep(looks)
        return looks

    def _logged_reads(self, upload: Upload, seen: _Seen) -> list[LoggedRead]:
        now = self.now()
        return [
            replace(
                logged_read(upload, place, read, now, self.acceptance.refusal(read.confidence, place)),
                reader=seen.reader,
            )
            for place, read in enumerate(seen.reading.reads)
        ]


def _no_plate(upload: Upload) -> NoPlate | None:
    if upload.status is not UploadStatus.DONE or upload.read_count or upload.repeat_of:
        return None
    return NoPlate(upload.ref.upload_id, upload.seen_at, upload.kept_until)
