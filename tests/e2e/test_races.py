"""What happens at the same moment: fifty rounds each, and nothing is lost, left behind or done twice."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from time import sleep
from typing import Any, Final
from uuid import uuid4

import pytest
import requests
from PIL import Image

from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.domain.logged import LoggedRead
from handler.domain.upload import Upload, UploadRef, UploadStatus
from handler.service.ports.uploads import Outcome
from scripts.client import Json, PlatebookClient, sign_in
from tests.e2e.stack import FINISH_SECONDS, HTTP_SECONDS, PLATES_SHOWN, LocalStack, compare
from tests.support.samples import a_read, an_upload
from tests.support.scenes import jpeg_bytes, render_scene

ROUNDS: Final = 12
AT_ONCE: Final = 4
PREFIXES: Final = ("uploads", "shown", "thumbnails", "detections")


class Caller:
    """The API as one person calls it, from many threads; gives status and answer.

    Parameters
    ----------
    stack
    number
        Which of the demo users.
    """

    def __init__(self, stack: LocalStack, number: int) -> None:
        user = stack.outputs["demo_users"][number]
        token = sign_in(stack.outputs, user["email"], user["password"])["AccessToken"]
        self._api_url, self._headers = stack.outputs["api_url"], {"Authorization": f"Bearer {token}"}

    def __call__(self, path: str, body: Json | None = None) -> tuple[int, Json]:
        answer = requests.post(self._api_url + path, json=body or {}, headers=self._headers, timeout=HTTP_SECONDS)
        found: Json = answer.json()
        return answer.status_code, found

    def delete(self, upload_id: str) -> int:
        return self(f"/uploads/{upload_id}/delete", {"reason": "other"})[0]

    def review(self, read_id: str, version: int, decision: str, **more: str) -> int:
        return self(f"/reads/{read_id}/review", {"decision": decision, "version": version, **more})[0]

    def found(self, plate: str, match: str) -> set[str]:
        """The reads that a search finds, on all pages."""
        read_ids: set[str] = set()
        body: Json = {"plate": plate, "match": match}
        while True:
            status, page = self("/reads/search", body)
            assert status == 200, page
            read_ids |= {one["read_id"] for one in page["reads"]}
            if not page["cursor"]:
                return read_ids
            body = {**body, "cursor": page["cursor"]}


def _now() -> datetime:
    return datetime.now(UTC)


class Log:
    """The stack's log, written as its functions write it."""

    def __init__(self, stack: LocalStack) -> None:
        self._stack, self._table = stack, stack.aws("dynamodb")
        self._log = DynamoDbUploadLog(self._table, stack.table(), timedelta(minutes=1), _now)
        self._plates = DynamoDbPlateIndex(self._table, stack.table(), _now)

    def add(self, plate: str) -> tuple[Upload, LoggedRead]:
        """Add an upload that was read."""
        PLATES_SHOWN.add(plate)
        now = datetime.now(UTC)
        new = replace(
            an_upload(),
            ref=UploadRef(str(uuid4()), uuid4().hex),
            created_at=now,
            promise_ends_at=now,
            kept_until=now + timedelta(days=1),
            status=UploadStatus.AWAITING_UPLOAD,
            image_size=None,
            read_count=0,
        )
        read = a_read(
            plate=plate,
            read_id=new.read_id(0),
            upload_id=new.ref.upload_id,
            owner=new.ref.owner,
            created_at=now,
            seen_at=now,
            kept_until=new.kept_until,
        )
        self._log.add(new)
        taken = self._log.claim(new.ref, None, "a test", now)
        assert taken
        outcome = Outcome([read], [], {"done": 1}, now, is_found_at_once=True)
        done = replace(taken, status=UploadStatus.DONE, image_size=an_upload().image_size)
        if (left := self._log.finish(done, "a test", outcome)).plates:
            self._plates.settle(left, now)
        return new, read

    def kinds(self, upload_id: str) -> list[str]:
        """What the log holds of an upload."""
        found = self._table.query(
            TableName=self._stack.table(),
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": f"upload#{upload_id}"}},
            ConsistentRead=True,
        )["Items"]
        return [item["status"]["S"] if item["sk"]["S"] == "upload" else item["sk"]["S"] for item in found]

    def objects(self, upload_id: str) -> list[str]:
        """What the bucket holds of an upload."""
        pages = self._stack.aws("s3").get_paginator("list_object_versions").paginate(Bucket=self._stack.bucket())
        return [one["Key"] for page in pages for one in page.get("Versions", []) if upload_id in one["Key"]]

    def traces(self, plates: Collection[str]) -> list[str]:
        """What finds some plates, or says that a read counts for them."""
        turned = {plate[place:] + "$" + plate[:place] for plate in plates for place in range(len(plate) + 1)}
        pages = self._table.get_paginator("scan").paginate(TableName=self._stack.table())
        keys = [(item["pk"]["S"].split("#"), item["sk"]["S"]) for page in pages for item in page["Items"]]
        return [
            f"{kind} {sk}"
            for (kind, *of), sk in keys
            if (kind == "filed" and of[0] in plates) or (kind == "fuzzy" and sk in plates) or sk in turned
        ]


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Do some works, all begun at the same moment."""
    with ThreadPoolExecutor(len(works)) as pool:
        return [work.result() for work in [pool.submit(one) for one in works]]


def in_rounds(one_round: Callable[[int], Any]) -> Sequence[Any]:
    """Do a round again and again, some beside one another."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one_round, range(ROUNDS)))


@pytest.fixture(scope="module")
def uploader(stack: LocalStack) -> Caller:
    return Caller(stack, 0)


@pytest.fixture(scope="module")
def operator(stack: LocalStack) -> Caller:
    return Caller(stack, 1)


@pytest.fixture(scope="module")
def log(stack: LocalStack) -> Log:
    return Log(stack)


def with_metadata(picture: Image.Image) -> bytes:
    """A JPEG that is read soon, and of which a copy without metadata is kept."""
    exif, out = Image.Exif(), BytesIO()
    exif[0x013B] = "somebody"
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


RUN: Final = f"{random.SystemRandom().randrange(36**3):05d}"
"""Keeps the plates of one run apart from those of another on the same stack."""


def plate_of(number: int, kind: str) -> str:
    """A plate that no other of them is nearly like: the number stands in it twice."""
    return f"{number:02d}{kind}{RUN}{number:02d}"


def test_a_photo_that_is_deleted_as_it_arrives_is_read_or_gone(
    driver: PlatebookClient, uploader: Caller, log: Log
) -> None:
    photo = with_metadata(Image.new("RGB", (160, 120), "grey"))

    def one_round(number: int) -> tuple[str, int]:
        promise = driver.create_upload("photo.jpg", "image/jpeg", len(photo))
        driver.send(promise, photo)
        sleep(0.02 * number / ROUNDS)
        return promise["upload_id"], uploader.delete(promise["upload_id"])

    rounds = in_rounds(one_round)
    assert {status for _, status in rounds} <= {200, 409}
    for upload_id, status in rounds:
        if status == 409:
            assert driver.wait_for(upload_id, FINISH_SECONDS)["status"] == "done"
            assert uploader.delete(upload_id) == 200
    sleep(1)  # for whatever a late event might still write
    for upload_id, _ in rounds:
        assert log.kinds(upload_id) == ["deleted"]
        assert log.objects(upload_id) == []


def test_a_decision_and_a_deletion_at_once_leave_no_decision_behind(operator: Caller, log: Log) -> None:
    def one_round(number: int) -> tuple[str, list[int]]:
        upload, read = log.add(plate_of(number, "DEC"))
        correct = {"decision": "correct", "plate": plate_of(number, "DED")}
        works = [
            lambda: operator.review(read.read_id, 0, **correct),
            lambda: operator.delete(upload.ref.upload_id),
        ]
        random.Random(number).shuffle(works)
        at_once(*works)
        assert operator.delete(upload.ref.upload_id) in (200, 404, 409)
        return upload.ref.upload_id, []

    upload_ids = [upload_id for upload_id, _ in in_rounds(one_round)]
    assert [log.kinds(upload_id) for upload_id in upload_ids] == [["deleted"]] * ROUNDS
    assert log.traces([plate_of(number, kind) for number in range(ROUNDS) for kind in ("DEC", "DED")]) == []


def test_a_plate_typed_as_its_photo_is_deleted_leaves_nothing_behind(operator: Caller, log: Log) -> None:
    def one_round(number: int) -> str:
        upload, _ = log.add(plate_of(number, "TYP"))
        typed = {"plate": plate_of(number, "TYQ")}
        works: list[Callable[[], int]] = [
            lambda: operator(f"/uploads/{upload.ref.upload_id}/reads", typed)[0],
            lambda: operator.delete(upload.ref.upload_id),
        ]
        random.Random(number).shuffle(works)
        assert set(at_once(*works)) <= {200, 201, 404, 409}
        assert operator.delete(upload.ref.upload_id) in (200, 404, 409)
        return upload.ref.upload_id

    upload_ids = in_rounds(one_round)
    assert [log.kinds(upload_id) for upload_id in upload_ids] == [["deleted"]] * ROUNDS
    assert log.traces([plate_of(number, kind) for number in range(ROUNDS) for kind in ("TYP", "TYQ")]) == []


def test_of_several_deletions_one_does_the_work_and_the_others_say_so(operator: Caller, log: Log) -> None:
    def one_round(number: int) -> Counter[int]:
        upload, _ = log.add(plate_of(number, "DEL"))
        return Counter(at_once(*[lambda: operator.delete(upload.ref.upload_id)] * 3))

    for answers in in_rounds(one_round):
        assert answers[200] == 1
        assert answers[404] + answers[409] == 2


def test_a_plate_stays_found_while_another_photo_of_it_goes(operator: Caller, log: Log) -> None:
    """One photo as two uploads; one is rejected; then the other is deleted while the rejection is undone."""

    def one_round(number: int) -> None:
        plate = plate_of(number, "UND")
        (other, _), (_, read) = log.add(plate), log.add(plate)
        assert operator.review(read.read_id, 0, "reject", reason="other") == 200
        answers = at_once(
            lambda: operator.delete(other.ref.upload_id),
            lambda: operator.review(read.read_id, 1, "undo"),
        )
        assert answers == [200, 200]
        for match, asked in (("exact", plate), ("fuzzy", plate), ("pattern", f"{plate[:10]}??")):
            assert operator.found(asked, match) == {read.read_id}, match

    in_rounds(one_round)


def test_deletions_beside_comparisons_leave_nothing_that_finds_their_plates(
    stack: LocalStack, operator: Caller, log: Log
) -> None:
    uploads = [log.add(plate_of(number, "CMP"))[0] for number in range(ROUNDS)]

    def delete_all() -> list[int]:
        return [operator.delete(one.ref.upload_id) for one in uploads]

    def compare_meanwhile() -> None:
        for _ in range(ROUNDS // 10):
            compare(stack, window_hours=26)

    statuses, *_ = at_once(delete_all, compare_meanwhile, compare_meanwhile)
    assert set(statuses) == {200}
    assert [log.kinds(one.ref.upload_id) for one in uploads] == [["deleted"]] * ROUNDS
    assert log.traces([plate_of(number, "CMP") for number in range(ROUNDS)]) == []


def test_a_plate_that_is_read_while_the_last_other_photo_of_it_goes_is_found(
    driver: PlatebookClient, operator: Caller, log: Log
) -> None:
    plate, chance = "B258XYZ", random.Random(1)
    photo = jpeg_bytes(render_scene(plate, width_px=640, height_px=480))  # small, so that it is read soon
    PLATES_SHOWN.add(plate)
    for left in operator.found(plate, "exact"):
        assert operator.delete(left.partition("-")[0]) == 200

    for _ in range(ROUNDS):
        other, _ = log.add(plate)
        promise = driver.create_upload("photo.jpg", "image/jpeg", len(photo))
        upload_id = promise["upload_id"]

        def delete_the_other(upload: Upload = other) -> int:
            sleep(chance.uniform(0.1, 0.5))
            return operator.delete(upload.ref.upload_id)

        def read_it(announced: Json = promise) -> Json:
            driver.send(announced, photo)
            return driver.wait_for(announced["upload_id"], FINISH_SECONDS)

        deleted, done = at_once(delete_the_other, read_it)
        assert deleted == 200
        assert [read["plate"] for read in done["reads"]] == [plate]
        read_id = done["reads"][0]["read_id"]
        assert read_id in operator.found(plate, "exact")
        assert read_id in operator.found(plate, "fuzzy")
        assert read_id in operator.found("B258XY*", "pattern")
        assert operator.delete(upload_id) == 200
        assert log.traces([plate]) == []
