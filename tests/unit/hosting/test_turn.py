from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from hosting import turn
from hosting.turn import deploy_turn


def test_two_deployments_of_a_folder_take_turns_and_the_second_says_that_it_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn, "LOCK", tmp_path / "new" / "deploy.lock")
    steps: list[str] = []
    waits = Event()

    def tell(line: str) -> None:
        steps.append(line)
        waits.set()

    def second() -> None:
        with deploy_turn(tell):
            steps.append("second")

    with ThreadPoolExecutor(1) as pool:
        with deploy_turn(tell):
            later = pool.submit(second)
            assert waits.wait(10)
            steps.append("first")
        later.result()
    assert steps == ["Waiting for another deployment from this folder to end ...", "first", "second"]
