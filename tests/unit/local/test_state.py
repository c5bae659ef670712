"""What is set aside stays, however often that happens, until a person removes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from local import state
from local.stack import Ports, Stack


@pytest.fixture
def stack(tmp_path: Path) -> Stack:
    stack = Stack(tmp_path / "local", Ports())
    stack.data_dir.mkdir(parents=True)
    return stack


def put(stack: Stack, text: str) -> None:
    (stack.data_dir / "photo").write_text(text)


def test_a_second_set_aside_leaves_the_first_alone(stack: Stack) -> None:
    asides = []
    for text in ("one", "two", "three"):
        put(stack, text)
        asides.append(state.set_data_aside(stack))

    assert [(aside / "photo").read_text() for aside in asides] == ["one", "two", "three"]
    assert not state.has_data(stack)


def test_what_was_set_aside_is_told_with_its_size(stack: Stack) -> None:
    assert state.describe_aside(stack) is None
    for _ in range(2):
        put(stack, "x" * 1_500_000)
        state.set_data_aside(stack)

    told = state.describe_aside(stack)

    assert (told or "").startswith(f"Set aside earlier: 2 folders, 3.0 MB: {stack.state_dir}/state-set-aside*.")


def test_what_an_older_version_set_aside_counts_too(stack: Stack) -> None:
    (stack.state_dir / "state-set-aside").mkdir()

    assert (state.describe_aside(stack) or "").startswith("Set aside earlier: 1 folder, 0.0 MB")


def test_reset_removes_the_state_and_nothing_that_was_set_aside(stack: Stack) -> None:
    put(stack, "one")
    aside = state.set_data_aside(stack)
    put(stack, "two")

    state.prepare(stack, reset=True)

    assert (aside / "photo").read_text() == "one"
    assert not state.has_data(stack)
