"""A folder is watched: what is new and whole is sent once, whatever the door answers and whenever the relay stops."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from local.relay import __main__ as command
from local.relay.__main__ import pusher
from local.relay.journal import End, Journal
from local.relay.relay import CUT_OFF_SECONDS, Way
from local.relay.tidy import After
from tests.support.devices import PHOTO, a_picture
from tests.support.fake_door import CAMERA, SECRET, FakeDoor
from tests.support.folder_relay import World


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    world = World(tmp_path, FakeDoor())
    monkeypatch.setattr(command, "send", world.door.send)
    yield world
    world.close()


def test_what_arrives_is_put_below_the_address_once(world: World) -> None:
    world.put("gate 1/51A12345_20260315112740.jpg")
    world.look(5)
    ((method, target, headers),) = world.door.asked
    path = unquote(urlsplit(target).path)
    assert (method, path) == ("PUT", f"/c/{CAMERA}/{SECRET}/gate 1/51A12345_20260315112740.jpg")
    assert headers["Content-Type"] == "image/jpeg"
    assert SECRET not in world.text
    assert "51A12345" not in world.text


def test_the_time_of_the_file_is_told_and_an_old_one_is_no_news(world: World) -> None:
    world.put("old.jpg")
    world.put("new.jpg", a_picture(grey=1), datetime.now(UTC).timestamp() - 5)
    world.look()
    told = [parse_qs(urlsplit(target).query) for _, target, _ in world.door.asked]
    assert told[0] == {"taken_at": ["2023-11-14T22:13:20.000+00:00"], "is_retransmitted": ["true"]}
    assert list(told[1]) == ["taken_at"]


def test_a_file_is_sent_only_when_two_looks_see_the_same(world: World) -> None:
    world.put("a.jpg")
    world.look(1)
    world.put("a.jpg", PHOTO + b"\0")
    world.look(1)
    world.put("a.jpg", PHOTO + b"\0", at=1_700_000_001.0)
    world.look(1)
    assert world.door.asked == []
    world.look(1)
    assert len(world.door.asked) == 1


def test_a_picture_without_its_end_waits_and_is_told_after_minutes(world: World) -> None:
    world.put("a.jpg", PHOTO[:-2])
    world.look(4, seconds=60)
    assert (world.door.asked, world.relay.waiting) == ([], 1)
    world.look(4, seconds=CUT_OFF_SECONDS)
    assert (world.door.asked, world.relay.waiting) == ([], 0)
    assert world.text.count("cut off") == 1
    world.put("a.jpg", PHOTO, at=1_700_000_009.0)  # the camera went on after all
    world.look()
    assert len(world.door.asked) == 1


def test_other_files_hidden_ones_and_what_is_behind_links_are_left_alone(world: World, tmp_path: Path) -> None:
    (tmp_path / "outside.jpg").write_bytes(PHOTO)
    (world.folder / "link.jpg").symlink_to(tmp_path / "outside.jpg")
    (world.folder / "loop").symlink_to(world.folder, target_is_directory=True)
    for name in (".hidden.jpg", ".sent/a.jpg", "a.jpg.part"):
        world.put(name)
    world.put("notes.txt", b"no picture")
    world.put("empty.jpg", b"")
    world.look(3)
    assert world.door.asked == []
    assert "1 other files left alone" in world.relay.summary()


def test_a_drive_that_was_away_makes_nothing_be_sent_again_and_names_are_kept_for_as_long_as_files(
    world: World,
) -> None:
    world.put("51A12345.jpg")
    world.look(3)
    world.folder.rename(world.root / "away")
    world.look(2)
    assert b"51A12345" in world.path.read_bytes()
    world.folder.mkdir()  # as an empty mount point is seen
    world.look(2)
    assert b"51A12345" not in world.path.read_bytes()
    world.folder.rmdir()
    (world.root / "away").rename(world.folder)
    world.look(3)
    assert len(world.door.asked) == 1


def test_the_same_photo_under_another_name_is_not_sent_again(world: World) -> None:
    world.put("a.jpg")
    world.look()
    world.put("b/copy.jpg")
    world.look()
    assert len(world.door.asked) == 1
    assert world.relay.counted == {"sent": 1, "known already": 1}


def test_a_photo_that_is_too_large_is_told_and_kept(world: World) -> None:
    path = world.put("large.jpg", PHOTO + bytes(len(PHOTO) * 4))
    world.look(3)
    assert world.door.asked == []
    assert world.text.count("too large") == 1
    assert path.exists()
    assert [note.end for note in world.journal.troubles()] == [End.TOO_LARGE]


def test_what_is_too_large_for_one_way_goes_by_the_next(world: World) -> None:
    large = PHOTO + bytes(len(PHOTO) * 4)
    world.relay.ways = [*world.relay.ways, Way(len(large), pusher(world.door.url.replace("/c/", "/large/")))]
    world.put("large.jpg", large)
    world.put("small.jpg")
    world.look()
    assert sorted(target.split("/")[1] for _, target, _ in world.door.asked) == ["c", "large"]


@pytest.mark.parametrize("status", [400, 413, 415])
def test_a_photo_that_would_be_refused_again_is_given_up(world: World, status: int) -> None:
    world.door.answers = [(status, {})]
    world.put("a.jpg")
    world.look(4, seconds=1000)
    assert len(world.door.asked) == 1
    assert f"refused: a photo is left where it is: {status}" in world.text
    assert SECRET not in world.text


@pytest.mark.parametrize("status", [401, 403, 429, 503])
def test_while_nothing_is_taken_no_other_photo_is_tried_and_all_go_later(world: World, status: int) -> None:
    world.door.answers = [(status, {"Retry-After": "40"})]
    world.put("a.jpg")
    world.put("b.jpg", a_picture(grey=1))
    world.look(3)
    assert len(world.door.asked) == 1
    world.now = 39.0
    world.look()
    assert len(world.door.asked) == 1
    world.now = 41.0
    world.look()
    assert len(world.door.taken) == 2
    assert "going on" in world.text


def test_a_server_that_is_not_platebook_takes_nothing_and_nothing_is_given_up(world: World) -> None:
    world.door.is_ours = False
    world.door.answers = [(200, {}), (400, {}), (404, {}), (405, {}), (302, {})]
    world.put("51A12345.jpg")
    world.look(8, seconds=400)
    assert world.relay.waiting == 1
    assert "51A12345" not in world.text
    assert SECRET not in world.text
    world.door.is_ours = True
    world.look(2, seconds=400)
    assert len(world.door.taken) == 1


def test_a_photo_that_fails_by_itself_does_not_keep_the_others_waiting(world: World) -> None:
    world.door.answers = [(500, {})]
    world.put("a.jpg", at=1.0)
    world.put("b.jpg", a_picture(grey=1), at=2.0)
    world.look(2)
    assert len(world.door.taken) == 1
    world.now = 10.0
    world.look()
    assert len(world.door.taken) == 2


def test_while_nobody_answers_it_tries_on_for_ever(world: World) -> None:
    world.door.is_away = True
    world.put("a.jpg")
    world.look(60, seconds=400)
    assert world.text.count("Nobody answers") == 59
    world.door.is_away = False
    world.look()
    assert len(world.door.taken) == 1


def test_once_it_is_to_stop_the_photo_under_way_is_finished_and_no_other_begun(world: World) -> None:
    world.door.while_answering = world.stop.set
    world.put("a.jpg")
    world.put("b.jpg", a_picture(grey=1))
    world.look(2)
    assert len(world.door.taken) == 1
    assert world.relay.counted["sent"] == 1


@pytest.mark.parametrize(("after", "names"), [(After.MOVE, {"a.jpg", "a-2.jpg"}), (After.DELETE, set())])
def test_what_was_sent_is_moved_or_deleted(world: World, after: After, names: set[str]) -> None:
    world.after = after
    world.crash()
    for grey in (1, 2):
        world.put("gate/a.jpg", a_picture(grey=grey))
        world.look(3)
    assert not (world.folder / "gate/a.jpg").exists()
    assert len(world.door.taken) == 2
    assert {one.name for one in world.folder.glob(".sent/gate/*")} == names


def test_what_was_sent_but_not_tidied_is_tidied_by_the_next_relay(world: World) -> None:
    path = world.put("a.jpg")
    world.look()
    world.after = After.DELETE
    world.crash()
    world.look()
    assert not path.exists()
    assert len(world.door.asked) == 1


def test_a_file_that_came_under_the_same_name_while_the_first_was_sent_is_not_deleted(world: World) -> None:
    world.after = After.DELETE
    world.crash()
    world.put("a.jpg")
    other = a_picture(grey=1)
    world.door.while_answering = lambda: world.put("a.jpg", other, at=5.0)
    world.look()
    assert (world.folder / "a.jpg").read_bytes() == other
    world.door.while_answering = lambda: None
    world.look()
    assert len(world.door.taken) == 2


def test_killed_between_sending_and_writing_down_it_sends_the_same_bytes_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise sqlite3.OperationalError

    world.put("a.jpg")
    with monkeypatch.context() as patched:
        patched.setattr(Journal, "write", killed)
        with pytest.raises(sqlite3.OperationalError):
            world.look()
    world.crash()
    world.look(3)
    assert list(world.door.received.values()) == [2]  # the door knows it by its bytes
    assert len(world.door.taken) == 1


STEP = st.one_of(
    st.tuples(st.just("put"), st.sampled_from("abc"), st.integers(0, 3)),
    st.tuples(st.just("cut"), st.sampled_from("abc"), st.integers(0, 3)),
    st.tuples(st.just("remove"), st.sampled_from("abc"), st.just(0)),
    st.tuples(st.just("answer"), st.sampled_from(["200", "400", "401", "429", "500", "503"]), st.just(0)),
    st.tuples(st.just("look"), st.just(""), st.integers(1, 3)),
    st.tuples(st.just("crash"), st.just(""), st.just(0)),
    st.tuples(st.just("wait"), st.just(""), st.integers(1, 400)),
)
PICTURES = [a_picture(grey=grey, size=(40, 30)) for grey in range(4)]


@given(st.lists(STEP, max_size=25), st.sampled_from([*After]))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_happens_each_photo_that_stays_is_taken_and_none_twice(
    steps: list[tuple[str, str, int]], after: After
) -> None:
    with TemporaryDirectory() as root, pytest.MonkeyPatch.context() as patched:
        door = FakeDoor()
        patched.setattr(command, "send", door.send)
        world = World(Path(root), door, after)
        for place, (what, name, number) in enumerate(steps):
            happen(world, what, name, number, at=float(place))
        given_up = {note.look.path for note in world.journal.troubles() if note.end is not End.CUT_OFF}
        there = {path.name: path.read_bytes() for path in world.folder.iterdir() if path.is_file()}
        door.answers.clear()
        world.look(6, seconds=1000)

        whole = {name for name, content in there.items() if content in PICTURES}
        taken = {name for name in there if sha256(there[name]).hexdigest() in door.taken}
        assert taken <= whole <= taken | given_up
        assert set(door.taken.values()) <= {1}
        assert world.relay.waiting == 0
        world.close()


def happen(world: World, what: str, name: str, number: int, at: float) -> None:
    if what in ("put", "cut"):
        world.put(name, PICTURES[number][: -5 if what == "cut" else None], at)
    elif what == "remove":
        (world.folder / name).unlink(missing_ok=True)
    elif what == "answer":
        world.door.answers.append((int(name), {}))
    elif what == "look":
        world.look(number)
    elif what == "crash":
        world.crash()
    else:
        world.now += number
