"""Bad input gets a clear answer, is not charged, and nothing is lost."""

from __future__ import annotations

import io
import struct
import threading
import zlib

import pytest
from PIL import Image

from scripts.client import ClientError, PlatebookClient
from tests.e2e.stack import LocalStack, post_form, scene, upload
from tests.support.scenes import jpeg_bytes, png_bytes, render_scene

MEGABYTE = 1024 * 1024


def _png_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _pixel_bomb() -> bytes:
    """A small PNG that would fill gigabytes: 30,000 by 30,000 pixels of one colour."""
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    compressor = zlib.compressobj(9)
    rows = b"".join(compressor.compress(bytes(90_001)) for _ in range(64)) + compressor.flush()
    chunks = _png_chunk(b"IHDR", header) + _png_chunk(b"IDAT", rows) + _png_chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def _gif() -> bytes:
    buffer = io.BytesIO()
    Image.new("P", (200, 200)).save(buffer, "GIF")
    return buffer.getvalue()


BAD_PHOTOS = {
    "text": (b"This is not a photo." * 100, "image/jpeg", "not_an_image"),
    "gif": (_gif(), "image/jpeg", "not_an_image"),
    "png that says it is a jpeg": (png_bytes(render_scene("B111XYZ")), "image/jpeg", "wrong_type"),
    "jpeg that says it is a png": (scene("B111XYZ"), "image/png", "wrong_type"),
    "half a jpeg": (scene("B111XYZ")[:40_000], "image/jpeg", "damaged"),
    "one pixel": (jpeg_bytes(Image.new("RGB", (1, 1))), "image/jpeg", "too_small"),
    "79 pixels high": (jpeg_bytes(Image.new("RGB", (400, 79))), "image/jpeg", "too_small"),
    "pixel bomb": (_pixel_bomb(), "image/png", "too_many_pixels"),
}


@pytest.mark.parametrize("name", BAD_PHOTOS)
def test_a_bad_photo_ends_as_failed_with_a_sentence_and_no_charge(
    stack: LocalStack, driver: PlatebookClient, name: str
) -> None:
    content, content_type, code = BAD_PHOTOS[name]
    before = stack.charged_calls()

    finished = upload(driver, content, content_type)

    assert finished["status"] == "failed"
    assert finished["failure"]["code"] == code
    assert finished["failure"]["message"].endswith(".")
    assert (finished["reads"], finished["image"]) == ([], None)
    assert stack.charged_calls() == before


@pytest.mark.parametrize("size_bytes", [0, 16 * MEGABYTE, -1])
def test_a_photo_of_an_impossible_size_gets_no_place(driver: PlatebookClient, size_bytes: int) -> None:
    with pytest.raises(ClientError, match="size_bytes"):
        driver.create_upload("gate.jpg", "image/jpeg", size_bytes)


@pytest.mark.parametrize("file_name", ["../etc/passwd", "a\\b.jpg", "", "   ", "n" * 300, "bell\x07.jpg"])
def test_a_name_that_cannot_be_a_files_is_refused(driver: PlatebookClient, file_name: str) -> None:
    with pytest.raises(ClientError, match="file_name"):
        driver.create_upload(file_name, "image/jpeg", 1000)


@pytest.mark.parametrize("content_type", ["image/gif", "image/heic", "text/html", ""])
def test_a_type_that_rekognition_does_not_take_is_refused(driver: PlatebookClient, content_type: str) -> None:
    with pytest.raises(ClientError, match="content_type"):
        driver.create_upload("gate.jpg", content_type, 1000)


def test_the_bucket_takes_only_what_was_promised(stack: LocalStack, driver: PlatebookClient) -> None:
    photo, before = scene("B222XYZ"), stack.charged_calls()
    promise = driver.create_upload("gate.jpg", "image/jpeg", len(photo))
    key = promise["upload"]["fields"]["key"]

    refused = [
        post_form(promise, photo + bytes(16 * MEGABYTE)),
        post_form(promise, b""),
        post_form(promise, photo, **{"Content-Type": "text/html"}),
        post_form(promise, photo, key=key + "x"),
        post_form(promise, photo, key="uploads/somebody-else/" + "0" * 32),
        post_form(promise, photo, acl="public-read"),
    ]

    assert {response.status_code // 100 for response in refused} == {4}
    assert driver.get_upload(promise["upload_id"])["status"] == "awaiting_upload"
    assert post_form(promise, photo).status_code == 204  # nothing is lost: the promise still holds
    assert driver.wait_for(promise["upload_id"], 120)["status"] == "done"
    assert stack.charged_calls() == before + 1


def test_two_events_of_one_photo_at_once_make_one_record_and_one_charge(
    stack: LocalStack, driver: PlatebookClient
) -> None:
    photo, before = scene("B333XYZ"), stack.charged_calls()
    promise = driver.create_upload("gate.jpg", "image/jpeg", len(photo))

    senders = [threading.Thread(target=post_form, args=(promise, photo)) for _ in range(3)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    finished = driver.wait_for(promise["upload_id"], 120)

    assert [read["plate"] for read in finished["reads"]] == ["B333XYZ"]
    assert upload(driver, scene("B444XYZ"))["status"] == "done"  # its event comes after theirs
    assert stack.charged_calls() - before == 2


def test_objects_that_nobody_promised_are_left_alone(stack: LocalStack, driver: PlatebookClient) -> None:
    before = stack.charged_calls()
    files = stack.aws("s3")
    for key in ("uploads/a photo+of mine.jpg", "uploads/ünïcode/ß.jpg", "uploads/x/y/z"):
        files.put_object(Bucket=stack.bucket(), Key=key, Body=scene("B555XYZ"), ContentType="image/jpeg")

    assert upload(driver, scene("B666XYZ"))["status"] == "done"
    assert stack.charged_calls() == before + 1
