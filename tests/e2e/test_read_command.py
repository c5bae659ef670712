"""`npm run read`, for real."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.e2e.stack import ROOT, LocalStack, scene
from tests.support.scenes import jpeg_bytes, render_scene

NPM_SECONDS = 180


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("photos")
    (folder / "first one.jpg").write_bytes(scene("B135XYZ"))
    (folder / "second.jpg").write_bytes(scene("B246XYZ"))
    (folder / "empty-road.jpg").write_bytes(jpeg_bytes(render_scene("", style="none")))
    (folder / "notes.txt").write_text("not a photo", encoding="utf-8")
    (folder / "half.jpg").write_bytes(scene("B135XYZ")[:40_000])
    return folder


def _read(outputs_path: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PLATEBOOK_OUTPUTS": str(outputs_path)}
    command = ["npm", "run", "--silent", "--prefix", str(ROOT), "read", "--", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=NPM_SECONDS, check=False
    )


@pytest.fixture
def outputs_path(stack: LocalStack, tmp_path: Path) -> Path:
    path = tmp_path / "outputs.json"
    path.write_text(json.dumps(stack.outputs), encoding="utf-8")
    return path


def test_it_prints_a_line_for_each_photo_in_their_order(outputs_path: Path, photos: Path) -> None:
    done = _read(outputs_path, photos, "second.jpg", "empty-road.jpg", "first one.jpg")

    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert [line.partition(":")[0] for line in lines] == ["second.jpg", "empty-road.jpg", "first one.jpg"]
    assert "B246XYZ" in lines[0]
    assert "no plate" in lines[1]
    assert "B135XYZ" in lines[2]
    assert all(line.endswith(" s") for line in lines)
    assert done.stderr == "3 of 3 photos were read.\n"


def test_it_prints_one_json_object_a_line(outputs_path: Path, photos: Path) -> None:
    done = _read(outputs_path, photos, "--json", "first one.jpg", "empty-road.jpg")

    found, none = (json.loads(line) for line in done.stdout.splitlines())
    assert (found["file"], found["plate"], found["status"]) == ("first one.jpg", "B135XYZ", "done")
    assert 0 < found["confidence"] <= 1
    assert found["seconds"] > 0
    assert found["reads"][0]["plate"] == found["plate"]
    assert found["region_confidence"] == found["reads"][0]["region_confidence"]
    assert (none["plate"], none["confidence"], none["region"], none["reads"]) == (None, None, None, [])
    assert none["region_confidence"] is None


def test_a_bad_file_gets_a_sentence_and_the_others_go_on(outputs_path: Path, photos: Path) -> None:
    done = _read(outputs_path, photos, "missing.jpg", "notes.txt", ".", "half.jpg", "second.jpg")

    assert done.returncode == 1
    missing, text, folder, half, good = done.stdout.splitlines()
    assert missing == "missing.jpg: not read: there is no such file"
    assert text == "notes.txt: not read: it is not a JPEG or PNG photo"
    assert folder.startswith(".: not read: it is a folder")
    assert half.startswith("half.jpg: not read: The photo is damaged")
    assert "B246XYZ" in good
    assert done.stderr == "1 of 5 photos was read. Not read: missing.jpg, notes.txt, ., half.jpg\n"
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("left_behind", [False, True])
def test_without_a_running_stack_it_says_to_start_one(tmp_path: Path, photos: Path, left_behind: bool) -> None:
    outputs = tmp_path / "outputs.json"
    if left_behind:  # by a machine that lost power
        user = {"email": "a@platebook.example", "password": "Nobody-there-1", "groups": []}
        nowhere = "http://127.0.0.1:9"  # the discard port: nobody listens
        left = {"endpoint_url": nowhere, "api_url": nowhere, "aws_region": "us-east-1", "demo_users": [user]}
        left |= {"user_pool_id": "us-east-1_abcdefghi", "user_pool_client_id": "abcdefghi"}
        outputs.write_text(json.dumps(left), encoding="utf-8")

    done = _read(outputs, photos, "second.jpg")

    assert done.returncode == 1
    assert done.stderr.strip() == "Platebook is not running. Start it with: npm start"
    assert done.stdout == ""
