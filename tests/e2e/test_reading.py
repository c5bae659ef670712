"""Photos in, plates out."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
import requests
from PIL import Image

from scripts.client import PlatebookClient, image_type
from tests.e2e.stack import (
    FINISH_SECONDS,
    HTTP_SECONDS,
    PHOTOS,
    PLATES_SHOWN,
    LocalStack,
    post_form,
    scene,
    upload,
)
from tests.support.scenes import jpeg_bytes, png_bytes, render_scene

EXIF_ORIENTATION, EXIF_ARTIST, EXIF_GPS = 0x0112, 0x013B, 0x8825
TURNED_LEFT_TO_BE_UPRIGHT = 6  # the camera was held on its side: viewers turn the picture by 90 degrees


@pytest.mark.parametrize(
    ("style", "plate"), [("eu", "B123XYZ"), ("us", "7ABC123"), ("br", "BRA2E19"), ("motorbike", "AB12CDE")]
)
def test_the_plate_of_a_car_is_read(driver: PlatebookClient, style: str, plate: str) -> None:
    photo = jpeg_bytes(render_scene(plate, style=style))  # type: ignore[arg-type]

    finished = upload(driver, photo, name="gate 2 – îñțrăre.jpg")

    assert finished["status"] == "done"
    assert finished["file_name"] == "gate 2 – îñțrăre.jpg"
    assert [read["plate"] for read in finished["reads"]] == [plate]
    read = finished["reads"][0]
    assert 0 < read["confidence"] <= 1
    assert read["candidates"][0]["plate"] == plate
    assert read["plate_ground"]["name"] == "white"
    assert read["plate_characters"]["name"] == ("blue" if style == "us" else "black")
    box = read["bounding_box"]
    assert 0.3 < box["left"] < box["left"] + box["width"] < 0.7  # where the scene has it: in the middle
    assert 0.5 < box["top"] < box["top"] + box["height"] < 0.85


def test_a_photo_without_a_plate_is_done_and_has_no_reads(driver: PlatebookClient) -> None:
    finished = upload(driver, jpeg_bytes(render_scene("", style="none")))

    assert (finished["status"], finished["reads"], finished["failure"]) == ("done", [], None)


def test_the_photo_and_its_thumbnail_can_be_fetched_by_their_links(driver: PlatebookClient) -> None:
    photo = scene("B456XYZ")

    finished = upload(driver, photo)

    image = finished["image"]
    assert requests.get(image["url"], timeout=HTTP_SECONDS).content == photo
    thumbnail = requests.get(image["thumbnail_url"], timeout=HTTP_SECONDS).content
    assert image_type(thumbnail) == "image/jpeg"
    assert len(thumbnail) < len(photo) / 2
    assert finished["object"]["size_bytes"] == len(photo)


def test_nobody_is_shown_where_and_by_whom_a_photo_was_taken(driver: PlatebookClient) -> None:
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = TURNED_LEFT_TO_BE_UPRIGHT
    exif[EXIF_ARTIST] = "Somebody Private"
    exif.get_ifd(EXIF_GPS)[2] = (47.0, 9.0, 30.0)
    lying = render_scene("B567XYZ").transpose(Image.Transpose.ROTATE_90)

    finished = upload(driver, jpeg_bytes(lying, exif=exif))

    shown = requests.get(finished["image"]["url"], timeout=HTTP_SECONDS)
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert dict(Image.open(BytesIO(shown.content)).getexif()) == {EXIF_ORIENTATION: TURNED_LEFT_TO_BE_UPRIGHT}
    assert b"Somebody Private" not in shown.content
    assert [read["plate"] for read in finished["reads"]] == ["B567XYZ"]


def test_boxes_of_a_rotated_photo_are_those_of_the_upright_picture(driver: PlatebookClient) -> None:
    upright = render_scene("B789XYZ")
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = TURNED_LEFT_TO_BE_UPRIGHT
    photo = jpeg_bytes(upright.transpose(Image.Transpose.ROTATE_90), exif=exif)

    finished = upload(driver, photo)

    assert [read["plate"] for read in finished["reads"]] == ["B789XYZ"]
    assert (finished["image"]["width"], finished["image"]["height"]) == upright.size
    box = finished["reads"][0]["bounding_box"]
    assert 0.3 < box["left"] < 0.7
    assert 0.5 < box["top"] < 0.85


def test_a_png_with_transparency_is_read(driver: PlatebookClient) -> None:
    picture = render_scene("B234XYZ").convert("RGBA")
    picture.putalpha(Image.linear_gradient("L").resize(picture.size).point(lambda value: 128 + value // 2))

    finished = upload(driver, png_bytes(picture), "image/png", "gate.png")

    assert [read["plate"] for read in finished["reads"]] == ["B234XYZ"]


def test_a_cmyk_jpeg_is_read(driver: PlatebookClient) -> None:
    finished = upload(driver, jpeg_bytes(render_scene("B345XYZ").convert("CMYK")))

    assert [read["plate"] for read in finished["reads"]] == ["B345XYZ"]


def test_a_photo_sent_twice_is_one_upload_and_one_charge(stack: LocalStack, driver: PlatebookClient) -> None:
    photo, before = scene("B567XYZ"), stack.charged_calls()
    promise = driver.create_upload("twice.jpg", "image/jpeg", len(photo))

    assert [post_form(promise, photo).status_code for _ in range(2)] == [204, 204]
    finished = driver.wait_for(promise["upload_id"], 120)
    after = upload(driver, scene("B678XYZ"))  # its event comes after both

    assert [read["plate"] for read in finished["reads"]] == ["B567XYZ"]
    assert driver.get_upload(promise["upload_id"]) | {"image": None} == finished | {"image": None}
    assert after["status"] == "done"
    assert stack.charged_calls() - before == 2


def _labelled(set_name: str, count: int) -> list[tuple[str, set[str]]]:
    labels = PHOTOS / "labels.csv"
    if not labels.exists():
        return []
    with labels.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["set"] == set_name]
    spread = rows[:: max(1, len(rows) // count)][:count]  # neighbours often show the same car
    return [(row["file"], set(row["plates"].split(";"))) for row in spread]


def _plates(driver: PlatebookClient, photo: bytes) -> set[str]:
    content_type = image_type(photo)  # some are PNG, whatever their names say
    assert content_type is not None
    finished = upload(driver, photo, content_type)
    assert finished["status"] == "done"
    return {read["plate"] for read in finished["reads"]}


@pytest.mark.parametrize("set_name", ["br", "eu", "ro", "us", "vn"])
def test_most_real_photos_are_read(driver: PlatebookClient, set_name: str) -> None:
    photos = _labelled(set_name, count=2)
    if not photos:
        pytest.skip("the photos for trying out are not here (../shared/photos)")

    found = [_plates(driver, (PHOTOS / file).read_bytes()) for file, _ in photos]

    hits = [bool(plates & expected) for plates, (_, expected) in zip(found, photos, strict=True)]
    assert sum(hits) >= len(hits) / 2


def test_what_is_kept_is_read_anew_by_the_command_without_another_call(
    stack: LocalStack, driver: PlatebookClient, tmp_path: Path
) -> None:
    PLATES_SHOWN.add("B778XYZ")
    finished = upload(driver, scene("B777XYZ"))
    photos, bucket = stack.aws("s3"), stack.bucket()
    found = photos.list_objects_v2(Bucket=bucket, Prefix="detections/")["Contents"]
    key = next(one["Key"] for one in found if finished["upload_id"] in one["Key"])
    kept = photos.get_object(Bucket=bucket, Key=key)["Body"].read()
    photos.put_object(Bucket=bucket, Key=key, Body=kept.replace(b"777", b"778"))  # as other rules would read it
    outputs, charged = tmp_path / "outputs.json", stack.charged_calls()
    outputs.write_text(json.dumps(stack.outputs), encoding="utf-8")
    command = [sys.executable, "-m", "scripts.replaying.replay", "--stage", "local", "--from", finished["created_at"]]

    told = subprocess.run(
        [*command, "--yes", "--json"],
        env=os.environ | {"PLATEBOOK_OUTPUTS": str(outputs)},
        capture_output=True,
        text=True,
        timeout=FINISH_SECONDS,
        check=True,
    ).stdout

    changes = [{"read_id": finished["reads"][0]["read_id"], "kind": "plate_changed"}]
    assert json.loads(told)["changed"]["changes"] == changes
    assert [one["plate"] for one in driver.get_upload(finished["upload_id"])["reads"]] == ["B778XYZ"]
    (earlier,) = driver.call("GET", f"/reads/{changes[0]['read_id']}")["earlier"]
    assert (earlier["plate"], earlier["status"]) == ("B777XYZ", finished["reads"][0]["status"])
    assert stack.charged_calls() == charged
