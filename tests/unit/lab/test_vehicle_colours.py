"""The fit of vehicles' colours: who teaches, that it learns, and that the reading takes it as it was fitted."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from handler.domain.judging import vehicle_colour as reading
from handler.domain.judging.bodywork import COLUMNS, ROWS, TONES, Cell, Light, Patch, tones_of
from handler.domain.judging.colour import NO_COLOURS, Colour
from handler.domain.judging.plate_colours import Lab, SeenPlate, lab_of
from handler.domain.tables import rows_of
from lab.colours import LABELS, half_of
from lab.photo_set import Photo
from lab.vehicles import colours as lab
from lab.vehicles.teaching import (
    MORE_LABELS,
    Example,
    Teacher,
    in_another_light,
    mirrored_or_not,
    names_by_file,
    teaching,
    turned,
)

PLACES = COLUMNS * ROWS
BODIES = {Colour.RED: (170, 20, 25), Colour.BLUE: (25, 60, 150), Colour.WHITE: (232, 232, 230)}
ROAD = (118, 116, 112)
LIGHT = Light(80, 50, 80, 0, 0)
SEEN = SeenPlate(NO_COLOURS, Lab(80, 0, 0), (Lab(50, 0, 0), Lab(60, 10, 10)))


def photo(file: str, *plates: str, set_name: str = "us", region: str = "us") -> Photo:
    return Photo(file, Path(file), set_name, region, plates)


def patch_of(body: tuple[int, int, int]) -> Patch:
    """The middle is bodywork, what is beside it road."""
    colours = [body if 4 <= place % COLUMNS < 16 else ROAD for place in range(PLACES)]
    return Patch([lab_of(*one) for one in colours], [True] * PLACES, (2, 1))


def made_up(body: Colour, chance: random.Random) -> Example:
    """Bodywork in the middle, and more road and sky than that, each a little different."""
    cells = []
    for place in range(PLACES):
        is_body = 8 <= place % COLUMNS < 12
        rgb = BODIES[body] if is_body else chance.choice((ROAD, (150, 185, 230), *BODIES.values()))
        lab_colour = lab_of(*(min(max(value + chance.randint(-12, 12), 0), 255) for value in rgb))
        traits = (1.0, 1.0, lab_colour.saturation, -2.0, -2.0)
        cells.append(Cell(place, tones_of(lab_colour, lab_colour.lightness), traits))
    light = Light(*(value + chance.uniform(-3, 3) for value in LIGHT))
    return Example(cells, light, frozenset({body}))


def many(count: int, seed: int) -> list[Example]:
    chance = random.Random(seed)
    return [made_up(chance.choice(list(BODIES)), chance) for _ in range(count)]


@pytest.fixture(scope="module")
def fitted() -> lab.Fitted:
    return lab.fit(lab.samples_of(many(60, seed=1)))


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "vehicle_colour.json"
    for module in (lab, reading):
        monkeypatch.setattr(module, "WEIGHTS", path)
    reading.weights.cache_clear()
    yield path
    reading.weights.cache_clear()


def test_the_second_half_never_teaches() -> None:
    second = {row["file"] for row in rows_of(LABELS) if half_of(row["file"]) == 2}
    assert len(second) > 60
    assert not second & set(names_by_file())
    assert not teaching([photo(file, "A1") for file in second])


def test_nor_does_another_photo_of_its_vehicles() -> None:
    second = next(row["file"] for row in rows_of(LABELS) if half_of(row["file"]) == 2)
    first, more = list(names_by_file())[-1], rows_of(MORE_LABELS)[0]["file"]
    photos = [photo(second, "A1", "B2"), photo(first, "B2"), photo(more, "C3")]
    assert [one.file for one in teaching(photos)] == [more]
    assert [one.file for one in teaching(photos[1:])] == [first, more]


def test_colours_are_learnt_from_the_places_that_show_them(fitted: lab.Fitted) -> None:
    unseen = lab.samples_of(many(40, seed=2))
    told = lab.chances(fitted, unseen)
    assert (unseen.right[np.arange(40), told.argmax(axis=1)] > 0).mean() > 0.95
    odds = fitted.places.reshape(ROWS, COLUMNS)
    assert odds[:, 9:11].mean() > odds[:, :4].mean() + 0.5


def test_the_same_seed_gives_the_same_weights(fitted: lab.Fitted) -> None:
    again = lab.fit(lab.samples_of(many(60, seed=1)))
    other = lab.fit(lab.samples_of(many(60, seed=3)))
    assert lab.as_json(again, "", "") == lab.as_json(fitted, "", "")
    assert lab.as_json(other, "", "") != lab.as_json(fitted, "", "")


@pytest.mark.parametrize(("field", "first"), [("looks", 24), ("colours", 24 + 28), ("constants", 24 + 28 + 280)])
def test_slopes_are_those_of_the_loss(field: str, first: int) -> None:
    samples, chance, names = lab.samples_of(many(5, seed=4)), np.random.default_rng(5), len(lab.NAMES)
    at = lab.Fitted(
        chance.normal(0, 0.3, PLACES), chance.normal(0, 0.3, 5 + TONES), np.array(LIGHT), np.full(5, 10.0),
        chance.normal(0, 0.1, (len(LIGHT) + TONES, names)), chance.normal(0, 0.3, names),
    )  # fmt: skip
    values = getattr(at, field)
    _, slopes = lab._loss(at, samples)
    for number in range(min(values.size, 40)):
        step = 1e-2 * np.eye(values.size)[number].reshape(values.shape)
        above, below = (lab._loss(at._replace(**{field: values + way}), samples)[0] for way in (step, -step))
        assert (above - below) / 2e-2 == pytest.approx(slopes[first + number], abs=5e-3)


def test_the_reading_tells_what_was_fitted(written: Path, fitted: lab.Fitted) -> None:
    written.write_text(lab.as_json(fitted, "a command", "some photos"), encoding="utf-8")
    kept = json.loads(written.read_text(encoding="utf-8"))
    assert (kept["made_by"], kept["learnt_from"]) == ("a command", "some photos")
    examples = many(6, seed=6)
    for example, expected in zip(examples, lab.chances(fitted, lab.samples_of(examples)), strict=True):
        told = reading.colour_chances(example.cells, example.light)
        assert [told[name] for name in lab.NAMES] == pytest.approx(expected.tolist(), abs=5e-3)


def test_no_photo_is_told_by_its_own_part() -> None:
    sure = [Teacher(photo(f"us/{number}"), [one]) for number, one in enumerate(many(30, seed=7))]
    odd = Teacher(
        photo("br/1", set_name="br"), [made_up(Colour.RED, random.Random(8))._replace(names=frozenset({Colour.BROWN}))]
    )
    told, right = lab.told_by_others([*sure, odd], lambda one: one.set_name)
    assert told.shape == right.shape == (31, len(Colour))
    assert told[-1].argmax() == lab.NAMES.index(Colour.RED)


def test_photos_of_a_vehicle_are_in_one_fold_and_so_are_those_of_a_country() -> None:
    assert lab.fold_of(photo("us/1", "A1")) == lab.fold_of(photo("us/2", "A1"))
    at_home = {lab.fold_of(photo(f"world/{at}", f"A{at}", set_name="world", region="cz")) for at in range(20)}
    assert len(at_home) == 1
    assert len({lab.fold_of(photo(f"us/{at}", f"A{at}")) for at in range(40)}) > 3


def test_another_light_leaves_what_has_no_colour_nearly_without() -> None:
    patch, seen = in_another_light(patch_of((128, 128, 128)), SEEN, random.Random(1))
    assert patch.labs[10].lightness != pytest.approx(lab_of(128, 128, 128).lightness, abs=0.1)
    assert patch.labs[10].chroma < 8
    assert seen.ground
    assert seen.ground.lightness != 80
    assert all(0 <= one.lightness <= 100 for one in patch.labs)


def test_a_mirrored_patch_has_its_left_on_the_right() -> None:
    patch = Patch([Lab(place % COLUMNS, 0, 0) for place in range(PLACES)], [True] * PLACES, (2, 1))
    firsts = {mirrored_or_not(patch, random.Random(seed)).labs[0].lightness for seed in range(20)}
    assert firsts == {0, COLUMNS - 1}


def test_a_vehicle_with_a_hue_is_painted_in_the_others() -> None:
    made = dict(turned(patch_of(BODIES[Colour.RED]), SEEN, frozenset({Colour.RED}), random.Random(1)))
    assert set(made) == {Colour.BLUE, Colour.GREEN, Colour.ORANGE, Colour.BROWN}
    assert 250 < made[Colour.BLUE][0].labs[10].hue_degrees < 290


@pytest.mark.parametrize("names", [{Colour.GREY}, {Colour.RED, Colour.BROWN}, {Colour.GREEN}])
def test_what_has_no_hue_or_several_names_or_another_hue_is_not_painted(names: set[Colour]) -> None:
    assert not list(turned(patch_of(BODIES[Colour.RED]), SEEN, frozenset(names), random.Random(1)))
