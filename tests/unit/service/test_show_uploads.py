from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handler.domain.budget.budget import Wait, Whose, next_day
from handler.domain.caller import Caller
from handler.domain.errors import NotFound
from handler.domain.geometry import ImageSize, Point
from handler.domain.logged import LoggedText
from handler.domain.reading.verdict import Reason, Verdict
from handler.domain.text.detection import Detection
from handler.domain.upload import GRACE, PROMISE_LIFETIME, UploadRef, UploadStatus
from handler.service.show_uploads import LINK_LIFETIME, ShowUploads
from handler.service.start_upload import NewUpload, StartUpload
from handler.wire.uploads import UploadView
from tests.support.fakes.photos import MemoryPhotoStore
from tests.support.fakes.uploads import MemoryQuotas, MemoryUploadLog
from tests.support.fakes.world import OWNER, Clock
from tests.support.samples import KEPT


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def log() -> MemoryUploadLog:
    return MemoryUploadLog()


@pytest.fixture
def show(log: MemoryUploadLog, clock: Clock) -> ShowUploads:
    return ShowUploads(log, MemoryPhotoStore(), clock)


@pytest.fixture
def ref(log: MemoryUploadLog, clock: Clock) -> UploadRef:
    return StartUpload(log, MemoryPhotoStore(), MemoryQuotas(), clock, KEPT)(
        Caller(OWNER, frozenset()), NewUpload("a.jpg", "image/jpeg", 5)
    ).upload.ref


def test_a_new_upload_awaits_its_photo_and_has_no_picture_yet(show: ShowUploads, ref: UploadRef) -> None:
    shown = show.one(OWNER, ref.upload_id)
    assert shown.upload.status is UploadStatus.AWAITING_UPLOAD
    assert shown.links is None


def test_somebody_elses_upload_looks_like_one_that_does_not_exist(show: ShowUploads, ref: UploadRef) -> None:
    with pytest.raises(NotFound) as theirs:
        show.one("somebody-else", ref.upload_id)
    with pytest.raises(NotFound) as nobodys:
        show.one(OWNER, "0" * 32)
    assert theirs.value.message == nobodys.value.message


def test_only_the_owner_is_told_why(show: ShowUploads, log: MemoryUploadLog, ref: UploadRef) -> None:
    corners = (Point(0.1, 0.2), Point(0.4, 0.2), Point(0.4, 0.24), Point(0.1, 0.24))
    verdict = Verdict(Detection(0, "line", "TOYOTA", 0.99, corners), taken=False, reason=Reason.WORD)
    assert show.explanation(OWNER, ref.upload_id) == []
    log.texts[ref.upload_id] = [LoggedText(verdict, None)]
    assert show.explanation(OWNER, ref.upload_id) == [LoggedText(verdict, None)]
    with pytest.raises(NotFound):
        show.explanation("somebody-else", ref.upload_id)


def test_an_upload_that_was_never_sent_is_shown_as_failed(show: ShowUploads, ref: UploadRef, clock: Clock) -> None:
    clock.move(PROMISE_LIFETIME + GRACE)
    assert show.one(OWNER, ref.upload_id).upload.status is UploadStatus.AWAITING_UPLOAD
    clock.move(timedelta(seconds=1))
    shown = show.one(OWNER, ref.upload_id).upload
    assert shown.status is UploadStatus.FAILED
    assert shown.failure is not None
    assert shown.failure.code == "not_received"


def test_a_reading_that_never_ends_is_shown_as_failed(
    show: ShowUploads, log: MemoryUploadLog, ref: UploadRef, clock: Clock
) -> None:
    log.claim(ref, None, "request-1", clock())
    assert show.one(OWNER, ref.upload_id).upload.status is UploadStatus.PROCESSING
    clock.move(timedelta(hours=1))
    shown = show.one(OWNER, ref.upload_id).upload
    assert shown.failure is not None
    assert shown.failure.code == "processing_failed"


def test_links_end_a_quarter_of_an_hour_later(
    show: ShowUploads, log: MemoryUploadLog, ref: UploadRef, clock: Clock
) -> None:
    log.uploads[ref.upload_id] = replace(log.uploads[ref.upload_id], image_size=ImageSize(640, 480))
    links = show.one(OWNER, ref.upload_id).links
    assert links is not None
    assert links.expire_at == clock() + LINK_LIFETIME
    assert ref.photo_key in links.photo_url
    assert ref.thumbnail_key in links.thumbnail_url


def test_a_page_holds_ones_own_uploads_only(show: ShowUploads, log: MemoryUploadLog, clock: Clock) -> None:
    start = StartUpload(log, MemoryPhotoStore(), MemoryQuotas(), clock, KEPT)
    mine = []
    for owner in (OWNER, "somebody-else", OWNER):
        clock.move(timedelta(seconds=1))
        upload = start(Caller(owner, frozenset()), NewUpload("a.jpg", "image/jpeg", 5)).upload
        if owner == OWNER:
            mine.append(upload)
    assert [shown.upload for shown in show.page(OWNER, 10, None).uploads] == mine[::-1]


def test_an_upload_that_waits_says_for_what_and_one_that_waited_no_more(
    show: ShowUploads, log: MemoryUploadLog, ref: UploadRef, clock: Clock
) -> None:
    wait = Wait(Whose.STAGE, next_day(clock()))
    upload = replace(log.uploads[ref.upload_id], status=UploadStatus.WAITING, wait=wait)
    log.uploads[ref.upload_id] = upload
    clock.move(timedelta(days=3))  # a day's budget may be used up by others
    view = UploadView.of(show.one(OWNER, ref.upload_id))
    assert view.status is UploadStatus.WAITING
    assert view.waits is not None
    assert (view.waits.budget, view.waits.until, view.failure) == (Whose.STAGE, wait.until, None)
    log.uploads[ref.upload_id] = replace(upload, status=UploadStatus.PROCESSING)
    assert UploadView.of(show.one(OWNER, ref.upload_id)).waits is None
