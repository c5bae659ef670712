from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from handler.adapters.s3 import S3PhotoStore
from handler.domain.errors import BadPhoto, ServiceFailed
from handler.domain.upload import ObjectFacts, Upload, UploadRef
from tests.integration.conftest import BUCKET, REGION
from tests.support.fakes.world import OWNER, START

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

REF = UploadRef(OWNER, "0" * 32)


@pytest.fixture
def photos(bucket: S3Client) -> S3PhotoStore:
    return S3PhotoStore(bucket, BUCKET)


def put(bucket: S3Client, body: bytes) -> str:
    return bucket.put_object(Bucket=BUCKET, Key=REF.photo_key, Body=body, ContentType="image/png")["VersionId"]


def test_a_photo_is_opened_with_its_facts(photos: S3PhotoStore, bucket: S3Client) -> None:
    version_id = put(bucket, b"some bytes")
    photo = photos.open(REF, version_id)
    assert (photo.facts.size_bytes, photo.facts.content_type, photo.facts.version_id) == (10, "image/png", version_id)
    assert '"' not in photo.facts.etag
    assert photo.read() == b"some bytes"


def test_the_version_of_the_event_is_read_even_when_a_later_one_lies_over_it(
    photos: S3PhotoStore, bucket: S3Client
) -> None:
    first = put(bucket, b"first")
    put(bucket, b"second")
    assert photos.open(REF, first).read() == b"first"


def test_an_empty_object_can_be_opened(photos: S3PhotoStore, bucket: S3Client) -> None:
    put(bucket, b"")
    assert photos.open(REF, None).facts.size_bytes == 0


def test_a_photo_that_comes_in_pieces_without_its_length_is_opened_with_its_facts(
    photos: S3PhotoStore, bucket: S3Client
) -> None:
    put(bucket, b"some bytes")

    def cut(parsed: dict[str, Any], **_: object) -> None:
        del parsed["ContentLength"], parsed["ResponseMetadata"]["HTTPHeaders"]["content-length"]

    bucket.meta.events.register("after-call.s3.GetObject", cut)
    photo = photos.open(REF, None)
    assert (photo.facts.size_bytes, photo.read()) == (10, b"some bytes")


def test_a_photo_that_is_gone_is_the_photos_fault(photos: S3PhotoStore) -> None:
    with pytest.raises(BadPhoto, match="photo_missing"):
        photos.open(REF, None)


def test_another_refusal_is_raised_as_ours(bucket: S3Client) -> None:
    with pytest.raises(ServiceFailed, match="NoSuchBucket"):
        S3PhotoStore(bucket, "no-such-bucket").open(REF, None)


def test_detections_come_back_as_they_were_kept(photos: S3PhotoStore) -> None:
    assert photos.load_detections(REF) is None
    photos.save_detections(REF, {"TextDetections": [{"DetectedText": "ẞ"}], "TextModelVersion": "3.0"})
    assert photos.load_detections(REF) == {"TextDetections": [{"DetectedText": "ẞ"}], "TextModelVersion": "3.0"}


def test_a_promise_pins_key_type_and_size_at_the_regions_own_address(photos: S3PhotoStore) -> None:
    post = photos.promise(REF, "image/jpeg", 12345, timedelta(minutes=5))
    assert urlsplit(post.url).hostname == f"{BUCKET}.s3.{REGION}.amazonaws.com"
    assert post.fields["key"] == REF.photo_key
    assert post.fields["Content-Type"] == "image/jpeg"


def test_a_link_names_the_version_that_was_read_and_ends_in_time(photos: S3PhotoStore) -> None:
    facts = ObjectFacts(5, "image/jpeg", START, "0" * 32, "version-1")
    upload = Upload(REF, "a.jpg", "image/jpeg", 5, START, START, START, object_facts=facts)
    query = parse_qs(urlsplit(photos.photo_link(upload, timedelta(minutes=15))).query)
    assert query["versionId"] == ["version-1"]
    assert query["X-Amz-Expires"] == ["900"]
    assert query["response-content-type"] == ["image/jpeg"]
    assert "versionId" not in photos.thumbnail_link(upload.ref, timedelta(minutes=15))


def test_people_see_the_copy_without_metadata_where_there_is_one(photos: S3PhotoStore, bucket: S3Client) -> None:
    facts = ObjectFacts(5, "image/png", START, "0" * 32, "version-1")
    upload = Upload(REF, "a.png", "image/png", 5, START, START, START, object_facts=facts, has_shown_copy=True)
    photos.save_shown_copy(REF, b"only the picture", "image/png")
    link = urlsplit(photos.photo_link(upload, timedelta(minutes=15)))
    assert link.path == f"/{REF.shown_key}"
    assert "versionId" not in parse_qs(link.query)
    stored = bucket.get_object(Bucket=BUCKET, Key=REF.shown_key)
    assert (stored["Body"].read(), stored["ContentType"]) == (b"only the picture", "image/png")


def test_raw_detections_are_saved_as_a_file_of_a_fixed_type(photos: S3PhotoStore) -> None:
    url = urlsplit(photos.detections_link(REF, timedelta(minutes=15)))
    query = parse_qs(url.query)
    assert url.path == f"/{REF.detections_key}"
    assert query["response-content-type"] == ["application/json"]
    assert query["response-content-disposition"] == [f'attachment; filename="detections-{REF.upload_id}.json"']
    assert query["X-Amz-Expires"] == ["900"]


def links(photos: S3PhotoStore) -> dict[str, str]:
    facts = ObjectFacts(5, "image/jpeg", START, "0" * 32, "version-1")
    upload = Upload(REF, "a.jpg", "image/jpeg", 5, START, START, START, object_facts=facts)
    life = timedelta(minutes=15)
    return {
        "photo": photos.photo_link(upload, life),
        "copy": photos.photo_link(replace(upload, has_shown_copy=True), life),
        "thumbnail": photos.thumbnail_link(REF, life),
        "detections": photos.detections_link(REF, life),
    }


@pytest.mark.parametrize("which", ["photo", "copy", "thumbnail", "detections"])
def test_what_a_link_brings_is_kept_by_the_browser_alone_and_never_after_the_link_has_ended(
    photos: S3PhotoStore, which: str
) -> None:
    query = {name: value[0] for name, value in parse_qs(urlsplit(links(photos)[which]).query).items()}
    signed_at = datetime.strptime(query["X-Amz-Date"], "%Y%m%dT%H%M%S%z")
    ends_at = signed_at + timedelta(seconds=int(query["X-Amz-Expires"]))
    assert query["response-cache-control"] == "private"
    assert signed_at < parsedate_to_datetime(query["response-expires"]) <= ends_at


def test_a_removed_photo_leaves_no_version_of_anything(photos: S3PhotoStore, bucket: S3Client) -> None:
    other = UploadRef(OWNER, "1" * 32)
    for body in (b"first", b"second"):
        put(bucket, body)
        photos.save_thumbnail(REF, body)
        photos.save_detections(REF, {})
        photos.save_shown_copy(REF, body, "image/jpeg")
    photos.save_thumbnail(other, b"other")
    bucket.delete_object(Bucket=BUCKET, Key=REF.photo_key)
    for _ in range(2):  # whoever is interrupted does it again
        photos.remove(REF)
        left = bucket.list_object_versions(Bucket=BUCKET)
        assert [one["Key"] for one in left["Versions"]] == [other.thumbnail_key]
        assert "DeleteMarkers" not in left
