"""The bucket of photos."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from io import BytesIO
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from botocore.config import Config
from botocore.exceptions import ClientError

from handler.adapters.aws_errors import error_code, translated
from handler.adapters.beside import ahead
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import BadPhoto
from handler.domain.upload import HELD, ObjectFacts, Upload, UploadRef
from handler.service.ports.photos import EVERY_KEY, Arrival, PhotoKeys, Post

if TYPE_CHECKING:
    from _typeshed import SupportsRead
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import CopySourceTypeDef, GetObjectOutputTypeDef, GetObjectRequestTypeDef

S3_CONFIG: Final = Config(
    signature_version="s3v4", s3={"us_east_1_regional_endpoint": "regional", "addressing_style": "virtual"}
)
"""Presigned addresses must name the bucket's own region: a browser that posts does not follow S3's redirects."""

MOST_REMOVED_A_CALL: Final = 500
"""Versions that one deletion takes away: a few seconds of the function's twenty."""

_DELETED_AT_ONCE: Final = 8
"""As many as connections are kept open (botocore: 10) at most."""

_PHOTOS: Final = "uploads/"

_MADE: Final = ("shown/", "thumbnails/", "detections/")

_DERIVED: Final = (*_MADE, *(f"{HELD}{prefix}" for prefix in (_PHOTOS, *_MADE)))
"""Below each, keys are in the order of the photos'."""

_THERE: Final = frozenset({"PreconditionFailed", "412"})

_GONE: Final = frozenset({"NoSuchKey", "NoSuchVersion", "404"})


@quick_dataclass(frozen=True, slots=True)
class S3Photo:
    """One photo of the bucket; its bytes are fetched only when asked for."""

    is_at_hand: ClassVar[bool] = False

    facts: ObjectFacts
    _body: SupportsRead[bytes]

    def read(self) -> bytes:
        """Fetch the bytes.

        Raises
        ------
        ServiceFailed
            When the connection breaks.
        """
        with translated("s3:GetObject"):
            return self._body.read()


@quick_dataclass(frozen=True, slots=True)
class S3PhotoStore:
    """Photos, thumbnails and raw detections in one bucket.

    Parameters
    ----------
    client : S3Client
    bucket : str
    """

    client: S3Client
    bucket: str

    def promise(self, ref: UploadRef, content_type: str, size_bytes: int, lifetime: timedelta) -> Post:
        """Sign a POST for exactly this key, type and size; nothing is sent to AWS."""
        signed = self.client.generate_presigned_post(
            Bucket=self.bucket,
            Key=ref.photo_key,
            Fields={"Content-Type": content_type},
            Conditions=[{"Content-Type": content_type}, ["content-length-range", size_bytes, size_bytes]],
            ExpiresIn=int(lifetime.total_seconds()),
        )
        return Post(signed["url"], signed["fields"])

    def put_once(self, ref: UploadRef, photo: bytes, content_type: str) -> ObjectFacts | None:
        """Put a photo in its place, and tell what S3 says of it.

        One that is there stays, so that neither a version nor an event comes of it: gives None then.
        """
        key = ref.photo_key
        with translated("s3:PutObject"):
            try:
                answer = self.client.put_object(
                    Bucket=self.bucket, Key=key, Body=photo, ContentType=content_type, IfNoneMatch="*"
                )
            except ClientError as error:
                if error_code(error) not in _THERE:
                    raise
                return None
        said_at = answer["ResponseMetadata"]["HTTPHeaders"].get("date")
        at = parsedate_to_datetime(said_at) if said_at else datetime.now(UTC)
        return ObjectFacts(len(photo), content_type, at, answer["ETag"].strip('"'), answer.get("VersionId"))

    def open(self, ref: UploadRef, version_id: str | None) -> S3Photo:
        """Find a photo; one request brings its facts, and its bytes wait on the line until they are read.

        Raises
        ------
        BadPhoto
            With ``photo_missing`` when it is gone.
        Throttled, ServiceFailed
            When S3 does not answer as it should.
        """
        answer = self._get(ref.photo_key, version_id)
        if answer is None:
            raise BadPhoto("photo_missing")
        body, size_bytes = _body_and_size(answer)
        facts = ObjectFacts(
            size_bytes=size_bytes,
            content_type=answer["ContentType"],
            last_modified=answer["LastModified"],
            etag=answer["ETag"].strip('"'),
            version_id=answer.get("VersionId"),
        )
        return S3Photo(facts, body)

    def save_thumbnail(self, ref: UploadRef, jpeg: bytes) -> None:
        """Keep the small picture."""
        with translated("s3:PutObject"):
            self.client.put_object(Bucket=self.bucket, Key=ref.thumbnail_key, Body=jpeg, ContentType="image/jpeg")

    def save_shown_copy(self, ref: UploadRef, photo: bytes, content_type: str) -> None:
        """Keep the photo as people see it."""
        with translated("s3:PutObject"):
            self.client.put_object(Bucket=self.bucket, Key=ref.shown_key, Body=photo, ContentType=content_type)

    def save_detections(self, ref: UploadRef, response: Mapping[str, object]) -> None:
        """Keep what the text detection answered."""
        body = json.dumps(response, separators=(",", ":")).encode()
        with translated("s3:PutObject"):
            self.client.put_object(
                Bucket=self.bucket, Key=ref.detections_key, Body=body, ContentType="application/json"
            )

    def load_detections(self, ref: UploadRef) -> Mapping[str, object] | None:
        """Get what an earlier attempt kept; None when there is nothing."""
        answer = self._get(ref.detections_key, None)
        if answer is None:
            return None
        with translated("s3:GetObject"):
            return cast("Mapping[str, object]", json.loads(answer["Body"].read()))

    def arrivals(self, since: datetime | None, after: str = "") -> Iterator[Arrival]:
        """List the photos that arrived since a moment, or all; S3 lists by key, so older ones are passed over here.

        Every version of an object comes: what the bucket's lifecycle hides is still there, for as long again.
        """
        for page in ahead(self._pages(_PHOTOS, since, after)):
            for one in page:
                yield Arrival(one.key, UploadRef.from_key(one.key), one.at, one.version_id)

    def derived(self, since: datetime | None, keys: PhotoKeys = EVERY_KEY) -> Iterator[Arrival]:
        """List what was made of photos since a moment, or all of it: copies, thumbnails, detections.

        The kinds are listed beside each other: S3 takes its time for each page.
        """
        kinds = [ahead(self._made(prefix, since, keys)) for prefix in _DERIVED]
        for pages in zip_longest(*kinds, fillvalue=()):
            yield from chain.from_iterable(pages)

    def _made(self, prefix: str, since: datetime | None, keys: PhotoKeys) -> Iterator[list[Arrival]]:
        """List what is below a prefix and was made of some photos, a list a page."""
        for page in self._pages(prefix, since, prefix + keys.after.removeprefix(_PHOTOS) if keys.after else ""):
            refs = [(UploadRef.from_derived_key(one.key), one) for one in page]
            yield [Arrival(one.key, ref, one.at, one.version_id) for ref, one in refs if ref is None or ref in keys]
            if any(ref is not None and keys.ends_before(ref) for ref, _ in refs):
                return

    def versions_of(self, ref: UploadRef) -> Iterator[Arrival]:
        """List the versions of one photo, newest first."""
        return self._versions(ref.photo_key, None)

    def remove(self, ref: UploadRef) -> bool:
        """Delete the photo and what was made of it, every version, as many as one call may.

        Returns
        -------
        bool
            Whether that was all.
        """
        keys = (ref.photo_key, ref.shown_key, ref.thumbnail_key, ref.detections_key)
        every = (*keys, *map(ref.held_key, keys))
        found = chain.from_iterable(self._versions(key, None, with_markers=True) for key in every)
        some = list(islice(found, MOST_REMOVED_A_CALL + 1))
        self.remove_versions(some[:MOST_REMOVED_A_CALL])
        return len(some) <= MOST_REMOVED_A_CALL

    def remove_versions(self, some: Sequence[Arrival]) -> None:
        """Delete some versions of objects.

        One request each: for many at once S3 asks for the right to hide objects too (DeleteObjects, S3 API reference),
        which no function has.
        """
        with ThreadPoolExecutor(_DELETED_AT_ONCE) as pool:
            for _ in pool.map(self._remove_version, some):
                pass  # what went wrong is raised here

    def _remove_version(self, one: Arrival) -> None:
        with translated("s3:DeleteObject"):
            self.client.delete_object(Bucket=self.bucket, Key=one.key, VersionId=one.version_id or "null")

    def _versions(self, prefix: str, since: datetime | None, *, with_markers: bool = False) -> Iterator[Arrival]:
        """List versions by the beginning of their keys, all of them."""
        return chain.from_iterable(self._pages(prefix, since, with_markers=with_markers))

    def _pages(
        self, prefix: str, since: datetime | None, after: str = "", *, with_markers: bool = False
    ) -> Iterator[list[Arrival]]:
        """List versions by the beginning of their keys, or from the key after one on, a list a page."""
        place: dict[str, Any] = {"KeyMarker": after} if after else {}
        listing = self.client.get_paginator("list_object_versions")
        pages = iter(listing.paginate(Bucket=self.bucket, Prefix=prefix, **place))
        while True:
            with translated("s3:ListObjectVersions"):
                page = next(pages, None)
            if page is None:
                return
            found = [*page.get("Versions", []), *(page.get("DeleteMarkers", []) if with_markers else [])]
            yield [
                Arrival(one["Key"], None, one["LastModified"], one["VersionId"])
                for one in found
                if since is None or one["LastModified"] >= since
            ]

    def keep(self, upload: Upload) -> None:
        """Copy the photo that was read, and what was made of it, to where nothing ends by itself; may be repeated.

        What is gone already is passed over: its copy, if it has one, stays.
        """
        ref, facts = upload.ref, upload.object_facts
        self._copy(ref, ref.photo_key, facts.version_id if facts else None)
        for key in (ref.shown_key, ref.thumbnail_key, ref.detections_key):
            self._copy(ref, key, None)

    def _copy(self, ref: UploadRef, key: str, version_id: str | None) -> None:
        source: CopySourceTypeDef = {"Bucket": self.bucket, "Key": key}
        if version_id:
            source["VersionId"] = version_id
        with translated("s3:CopyObject"):
            try:
                self.client.copy_object(Bucket=self.bucket, Key=ref.held_key(key), CopySource=source)
            except ClientError as error:
                if error_code(error) not in _GONE:
                    raise

    def photo_link(self, upload: Upload, lifetime: timedelta) -> str:
        """Sign a GET for the very version that was read, or its copy without metadata; nothing is sent to AWS."""
        ref = upload.ref
        if upload.has_held_copies:
            key = ref.held_key(ref.shown_key if upload.has_shown_copy else ref.photo_key)
            return self._link(key, None, upload.content_type, lifetime)
        if upload.has_shown_copy:
            return self._link(ref.shown_key, None, upload.content_type, lifetime)
        version_id = upload.object_facts.version_id if upload.object_facts else None
        return self._link(upload.ref.photo_key, version_id, upload.content_type, lifetime)

    def thumbnail_link(self, ref: UploadRef, lifetime: timedelta, *, is_held: bool = False) -> str:
        """Sign a GET for the small picture; nothing is sent to AWS."""
        key = ref.held_key(ref.thumbnail_key) if is_held else ref.thumbnail_key
        return self._link(key, None, "image/jpeg", lifetime)

    def detections_link(self, ref: UploadRef, lifetime: timedelta, *, is_held: bool = False) -> str:
        """Sign a GET that saves what the text detection answered as a file; nothing is sent to AWS."""
        file_name = f"detections-{ref.upload_id}.json"
        key = ref.held_key(ref.detections_key) if is_held else ref.detections_key
        return self._link(key, None, "application/json", lifetime, f'attachment; filename="{file_name}"')

    def _get(self, key: str, version_id: str | None) -> GetObjectOutputTypeDef | None:
        request: GetObjectRequestTypeDef = {"Bucket": self.bucket, "Key": key}
        if version_id:
            request["VersionId"] = version_id
        with translated("s3:GetObject"):
            try:
                return self.client.get_object(**request)
            except ClientError as error:
                if error_code(error) in _GONE:
                    return None
                raise

    def _link(
        self, key: str, version_id: str | None, content_type: str, lifetime: timedelta, disposition: str = "inline"
    ) -> str:
        version = {"VersionId": version_id} if version_id else {}
        return self.client.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self.bucket,
                "Key": key,
                # Whatever the object says of itself, the browser takes it for what it was found to be.
                "ResponseContentType": content_type,
                "ResponseContentDisposition": disposition,
                # Only the browser keeps it, and no longer than the link works: an age would count from when it is used.
                "ResponseCacheControl": "private",
                "ResponseExpires": datetime.now(UTC) + lifetime,
                **version,
            },
            ExpiresIn=int(lifetime.total_seconds()),
        )


def _body_and_size(answer: GetObjectOutputTypeDef) -> tuple[SupportsRead[bytes], int]:
    body: SupportsRead[bytes] = answer["Body"]
    if "content-length" in answer["ResponseMetadata"]["HTTPHeaders"]:
        return body, answer["ContentLength"]
    with translated("s3:GetObject"):  # a proxy on the way may pass the body on in pieces, without its length
        content = body.read()
    return BytesIO(content), len(content)
