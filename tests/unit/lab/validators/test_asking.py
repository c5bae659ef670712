"""Peers are asked in a process and a folder of their own; here they are written by the tests."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lab.validators import ask
from lab.validators.asking import Installed
from lab.validators.peers import PEERS, Peer

DUTCH = Peer("dz-format", "0", "pip", "MIT", {"dz": "DZ"})
MAKER = Peer("faker", "0", "pip", "MIT", {"xx": "xx_XX"}, makes=True)


def test_a_python_peer_is_asked_about_every_spelling(tmp_path: Path) -> None:
    (tmp_path / "dz_format.py").write_text("def plate(text):\n    return {'valid': text == '1-2'}\n")
    asked = Installed(DUTCH, tmp_path)
    assert asked.takes([("DZ", ("1 2", "1-2")), ("DZ", ("12",))]) == [True, False]


def test_a_python_peer_makes_plates_up(tmp_path: Path) -> None:
    (tmp_path / "faker.py").write_text(
        "class Faker:\n"
        "    def __init__(self, locale):\n        self.locale = locale\n"
        "    def seed_instance(self, seed):\n        self.seed = seed\n"
        "    def license_plate(self):\n        return f'{self.locale} {self.seed}'\n"
    )
    assert Installed(MAKER, tmp_path).made(["aa", "bb"], 2) == [["aa aa", "aa aa"], ["bb bb", "bb bb"]]


def test_an_npm_peer_is_asked_about_every_spelling(tmp_path: Path) -> None:
    module = tmp_path / "node_modules" / "validator"
    module.mkdir(parents=True)
    (module / "index.js").write_text("exports.isLicensePlate = (text, locale) => locale === 'xx-XX' && text === '1-2';")
    asked = Installed(Peer("validator", "0", "npm", "MIT", {"xx": "xx-XX"}), tmp_path)
    assert asked.takes([("xx-XX", ("1 2", "1-2")), ("xx-XX", ("12",)), ("yy-YY", ("1-2",))]) == [True, False, False]


def test_an_npm_peer_makes_the_same_up_each_time(tmp_path: Path) -> None:
    module = tmp_path / "node_modules" / "license-plate-serial-generator"
    module.mkdir(parents=True)
    (module / "index.js").write_text("exports.ohio = () => String(Math.random());")
    asked = Installed(
        Peer("license-plate-serial-generator", "0", "npm", "MIT", {"us-oh": "ohio"}, makes=True), tmp_path
    )
    (first,), (second,) = asked.made(["ohio"], 3), asked.made(["ohio"], 3)
    assert first == second
    assert len(set(first)) == 3


def test_an_answer_too_few_is_said(tmp_path: Path) -> None:
    (tmp_path / "dz_format.py").write_text("import sys\ndef plate(text):\n    sys.exit()\n")
    with pytest.raises(ValueError, match="dz-format answered 0 of 1 questions"):
        Installed(DUTCH, tmp_path).takes([("DZ", ("1",))])


def test_every_peer_has_someone_who_asks_it() -> None:
    script = (Path(ask.__file__).parent / "ask.mjs").read_text(encoding="utf-8")
    in_node = set(re.findall(r"^  '?([@\w/-]+)'?: (?:async )?\(\) =>", script, flags=re.MULTILINE))
    assert {one.name for one in PEERS if one.tool == "npm"} == in_node
    assert {one.name for one in PEERS if one.tool == "pip"} == {*ask.CHECKS, *ask.MAKES}


def test_peers_are_pinned_and_may_be_run() -> None:
    assert len({one.name for one in PEERS}) == len(PEERS) >= 8
    assert all(re.fullmatch(r"\d+(\.\d+)+", one.version) and one.licence == "MIT" and one.regions for one in PEERS)
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", need) for one in PEERS for need in one.needs)
