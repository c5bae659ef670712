from __future__ import annotations

import json
import os
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from hosting.errors import DeployError
from hosting.site import make_package, web_app_config
from local.cameras import DemoCamera
from local.deployment import Deployed
from local.outputs import make_outputs
from local.outputs import web_app_config as config_of_laptop
from local.stack import Ports, Stack

CONFIG = web_app_config(
    stage="prod",
    aws_region="eu-central-1",
    api_url="https://api",
    user_pool_id="pool",
    user_pool_client_id="client",
    sign_up="example.com",
)
READER = Path(__file__).parents[3] / "frontend" / "src" / "lib" / "config.ts"


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    dist = tmp_path / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text("<!doctype html>")
    (dist / "assets" / "app-1a2b.js").write_bytes(b"run()" * 1000)
    (dist / ".platebook-stamp").write_text("digest")
    return dist


def test_the_package_holds_the_web_app_and_its_settings(dist: Path) -> None:
    package = ZipFile(BytesIO(make_package(dist, CONFIG)))
    assert package.namelist() == ["assets/app-1a2b.js", "config.json", "index.html"]
    assert package.read("assets/app-1a2b.js") == b"run()" * 1000
    assert json.loads(package.read("config.json")) == CONFIG
    assert {entry.external_attr >> 16 for entry in package.infolist()} == {0o100644}


def test_of_the_same_files_it_is_the_same(dist: Path) -> None:
    before = make_package(dist, CONFIG)
    for file in dist.rglob("*"):
        os.utime(file, (0, 0))
    assert make_package(dist, CONFIG) == before
    (dist / "index.html").write_text("<!doctype html><p>")
    assert make_package(dist, CONFIG) != before


def test_settings_that_a_build_left_behind_do_not_count(dist: Path) -> None:
    (dist / "config.json").write_text("{}")
    package = ZipFile(BytesIO(make_package(dist, CONFIG)))
    assert package.namelist().count("config.json") == 1
    assert json.loads(package.read("config.json")) == CONFIG


def test_without_a_built_web_app_it_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(DeployError, match="npm --prefix frontend run build"):
        make_package(tmp_path, CONFIG)


DEPLOYED = Deployed(
    user_pool_id="pool", user_pool_client_id="client", sign_up="open", audit_inbox="a", outbox="o", table="t"
)
CAMERA = DemoCamera(camera_id="cam", site_id="site", secret="none", push_url="http://a", plate_reader_url="http://b")


def test_the_settings_are_those_that_the_web_app_reads() -> None:
    reader = READER.read_text(encoding="utf-8")
    required = set(re.findall(r'required\(fields, "(\w+)"\)', reader))
    optional = set(re.findall(r'optional\(fields, "(\w+)"\)', reader))
    assert required <= CONFIG.keys()
    assert not optional & CONFIG.keys()
    outputs = make_outputs(Stack(Path("state"), Ports()), DEPLOYED, CAMERA)
    assert config_of_laptop(outputs).keys() == CONFIG.keys() | optional
