"""`npm run relay`, for real: photos that arrive in a folder become reads of a camera."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image

from local.relay.larger import LONGEST_PHOTO_BYTES
from local.relay.request import LONGEST_BODY_BYTES
from scripts.client import PlatebookClient
from tests.e2e.stack import ROOT, LocalStack, scene
from tests.e2e.test_cameras import Gate

RELAY_SECONDS = 180
PLATES = ("B301KMP", "B302KMP", "B303KMP")
LARGE = "B305KMP"


def _relay(gate: Gate, folder: Path, tmp_path: Path, *more: str) -> subprocess.CompletedProcess[str]:
    address = tmp_path / "address"
    address.write_text(gate.url, encoding="utf-8")
    command = ["npm", "run", "--silent", "--prefix", str(ROOT), "relay", "--", str(folder), "--once"]
    command += ["--url-file", str(address), "--journal", str(tmp_path / "journal"), *more]
    return subprocess.run(
        command, cwd=tmp_path, env=os.environ, capture_output=True, text=True, timeout=RELAY_SECONDS, check=False
    )


def _too_large_for_the_address(plate: str) -> bytes:
    """Draw a photo with so much grain that only the bucket itself takes it."""
    picture, out = Image.open(BytesIO(scene(plate))).convert("RGB"), BytesIO()
    grain = Image.effect_noise((3600, 3600 * picture.height // picture.width), 40).convert("RGB")
    Image.blend(picture.resize(grain.size), grain, 0.15).save(out, "JPEG", quality=98)
    assert LONGEST_BODY_BYTES < len(out.getvalue()) < LONGEST_PHOTO_BYTES
    return out.getvalue()


def test_photos_of_a_folder_are_read_once_each_with_the_times_of_their_names(stack: LocalStack, tmp_path: Path) -> None:
    gate, operator = Gate(stack), stack.demo_client(1)
    now = datetime.now(UTC).replace(microsecond=0)
    taken = {plate: now - timedelta(hours=1 + place) for place, plate in enumerate(PLATES)}
    folder = tmp_path / "photos"
    (folder / "lane 2").mkdir(parents=True)
    for plate, at in taken.items():
        (folder / "lane 2" / f"{plate}_{at:%Y%m%d%H%M%S}.jpg").write_bytes(scene(plate))
    (folder / "large.jpg").write_bytes(_too_large_for_the_address(LARGE))
    (folder / "half.jpg").write_bytes(scene("B304KMP")[:40_000])

    first = _relay(gate, folder, tmp_path)
    gate.read_uploads()
    charged = stack.charged_calls()
    (tmp_path / "journal").unlink()  # as if it had been killed before it wrote anything down
    (folder / "half.jpg").unlink()
    again = _relay(gate, folder, tmp_path, "--after", "delete")
    uploads = gate.read_uploads()

    assert "4 sent; 1 waiting" in first.stdout, first.stdout + first.stderr
    assert "4 sent; 0 waiting" in again.stdout, again.stdout + again.stderr
    assert (first.returncode, again.returncode) == (1, 0)
    assert gate.secret not in first.stdout + first.stderr + again.stdout
    assert len(uploads) == len(PLATES) + 1
    assert stack.charged_calls() == charged
    assert list((folder / "lane 2").iterdir()) == []
    assert len(_reads(operator, LARGE, gate)) == 1
    for plate in PLATES:
        (read,) = _reads(operator, plate, gate)
        assert abs(datetime.fromisoformat(read["seen_at"]) - taken[plate]) < timedelta(seconds=1)


def _reads(operator: PlatebookClient, plate: str, gate: Gate) -> list[dict[str, str]]:
    found: list[dict[str, str]] = operator.call("POST", "/reads/search", {"plate": plate})["reads"]
    return [one for one in found if one["camera_id"] == gate.camera_id]
