"""The network that tells G from C: the same each time, and taken by the reading as it was trained."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from handler.domain.judging import pair_network as reading
from lab import pair_network as lab
from lab.pictures.pair_lines import HEIGHT, seen_line, some_face, stroke_glyph

FEW = 40


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "pair_network.json"
    for module in (lab, reading):
        monkeypatch.setattr(module, "WEIGHTS", path)
    reading._layers.cache_clear()
    return path


def test_it_is_written_and_read_again(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lab.main(["--count", str(FEW), "--seed", "7", "--write"]) == 0
    assert "of G" in capsys.readouterr().out
    kept = json.loads(written.read_text(encoding="utf-8"))
    assert kept["made_by"] == f"python -m lab.pair_network --count {FEW} --seed 7 --write"
    assert kept["sizes"] == [25, 6, 54, 12, 504, 16, 16, 1]
    patches, labels = lab.drawn(FEW, "learnt-7")
    expected, _ = lab._forward(lab.stored(lab.trained(patches, labels, 7)), patches)
    told = [reading.log_odds(patch.ravel().tolist()) for patch in patches]
    assert told == pytest.approx(expected.tolist(), abs=1e-3)
    reading._layers.cache_clear()


def test_without_write_nothing_is_written(written: Path) -> None:
    assert lab.main(["--count", "10", "--seed", "7"]) == 0
    assert not written.exists()


def test_the_seed_decides() -> None:
    assert seen_line("A1G4", random.Random(1)) == seen_line("A1G4", random.Random(1))
    assert seen_line("A1G4", random.Random(1)) != seen_line("A1G4", random.Random(2))


def test_g_has_more_ink_than_c() -> None:
    for seed in range(50):
        face = some_face(random.Random(seed))
        face = replace(face, lower_end=face.bar)
        c, g = (stroke_glyph(character, face) for character in "CG")
        assert c.size == g.size
        assert c.height == HEIGHT
        right_half = (c.width // 2, HEIGHT // 2, c.width, HEIGHT)
        assert sum(g.crop(right_half).tobytes()) > sum(c.crop(right_half).tobytes())


def test_what_ships_knows_c_and_g_that_it_never_saw() -> None:
    patches, labels = lab.drawn(200, "never seen")
    told = [reading.log_odds(patch.ravel().tolist()) > 0 for patch in patches]
    assert sum(one == bool(label) for one, label in zip(told, labels, strict=True)) >= 190
