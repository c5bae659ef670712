"""Our own reader's function and the laptop's Rekognition see the same in the same photo, and so the same is read."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import pytest

from handler.adapters.own_reader import OwnReader
from handler.adapters.rekognition import RekognitionDetector
from handler.domain.errors import BadPhoto, PlatebookError, ServiceFailed
from handler.domain.geometry import ImageSize
from handler.domain.judging.ground import Picture
from handler.domain.reading.read import read_plates
from handler.domain.upload import UploadRef
from local.rekognition.s3_client import s3_client
from reader import function
from reader.engine import ENGINE_VERSION
from tests.contract.rekognition.conftest import ENVIRONMENT, LocalRekognition
from tests.support.fakes.world import OWNER
from tests.support.scenes import jpeg_bytes, render_scene

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_rekognition import RekognitionClient

BUCKET, REF = "photos-of-cars", UploadRef(OWNER, "0" * 32)
SIZE = ImageSize(960, 720)


class Context:
    aws_request_id = "an-invocation"


@dataclass
class InProcess:
    """Invokes the function as Lambda would: what goes in and comes out is JSON."""

    def invoke(self, FunctionName: str, Payload: str) -> dict[str, Any]:  # noqa: N803 (boto3's names)
        answer = function.handle(json.loads(Payload), Context())
        return {"StatusCode": 200, "Payload": io.BytesIO(json.dumps(answer).encode())}


@pytest.fixture
def both(
    rekognition: LocalRekognition, client: RekognitionClient, monkeypatch: pytest.MonkeyPatch
) -> tuple[RekognitionDetector, OwnReader]:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    s3 = s3_client(rekognition.s3.url, "us-east-1")
    monkeypatch.setattr(function, "_s3", lambda: s3)
    own = OwnReader(cast("LambdaClient", InProcess()), "finding", BUCKET)
    return RekognitionDetector(client, BUCKET), own


def test_a_photo_gives_the_same_texts_and_reads(
    rekognition: LocalRekognition, both: tuple[RekognitionDetector, OwnReader]
) -> None:
    photo = jpeg_bytes(render_scene("PH23KTW", style="us", width_px=SIZE.width, height_px=SIZE.height))
    rekognition.s3.put(BUCKET, REF.photo_key, photo)
    rekognition_detector, own = both
    theirs, ours = rekognition_detector.detect(REF, None), own.detect(REF, None)
    assert ours["TextDetections"] == theirs["TextDetections"]
    assert ours["TextModelVersion"] == ENGINE_VERSION
    their_reads = read_plates(rekognition_detector.to_detections(theirs), Picture(SIZE))
    our_reads = read_plates(own.to_detections(ours), Picture(SIZE))
    assert our_reads == their_reads
    assert [read.plate for read in our_reads.reads] == ["PH23KTW"]


def test_a_photo_that_is_sent_along_gives_the_same_as_one_in_the_bucket(
    rekognition: LocalRekognition, both: tuple[RekognitionDetector, OwnReader]
) -> None:
    photo = jpeg_bytes(render_scene("PH23KTW", style="us", width_px=SIZE.width, height_px=SIZE.height))
    rekognition.s3.put(BUCKET, REF.photo_key, photo)
    for one in both:
        assert one.detect_in(photo) == one.detect(REF, None)


def test_a_picture_that_is_sent_along_gives_the_same_texts(both: tuple[RekognitionDetector, OwnReader]) -> None:
    picture = jpeg_bytes(render_scene("WTR982H", style="us", width_px=480, height_px=360))
    theirs, ours = (one.detect_in(picture) for one in both)
    assert ours["TextDetections"] == theirs["TextDetections"]


@pytest.mark.parametrize(("body", "error"), [(b"no photo", BadPhoto), (None, ServiceFailed)])
def test_what_one_refuses_the_other_refuses_alike(
    rekognition: LocalRekognition,
    both: tuple[RekognitionDetector, OwnReader],
    body: bytes | None,
    error: type[PlatebookError],
) -> None:
    ref = UploadRef(OWNER, "1" * 32) if body is None else REF
    if body is not None:
        rekognition.s3.put(BUCKET, ref.photo_key, body)
    for one in both:
        with pytest.raises(error) as raised:
            one.detect(ref, None)
        assert raised.type is error
