"""The laptop's web server and Amplify Hosting must answer alike: both are asked for everything here."""

from __future__ import annotations

import asyncio
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zipfile import ZipFile

import boto3
import pytest
import yaml

from handler.adapters.s3 import S3_CONFIG
from hosting.headers import Origins, amplify_custom_headers, amplify_custom_rules, cache_control, security_headers
from hosting.site import make_package
from local.web import make_app
from tests.support.fake_amplify import OUTPUTS, REGION, FakeAws

ENDPOINT = "http://127.0.0.1:4566"
WEB = "http://127.0.0.1:5180"
LONGEST_CUSTOM_HEADERS = 25_000  # of UpdateApp, by botocore's description of Amplify
AWS = Origins.on_aws(OUTPUTS["ApiUrl"], REGION, OUTPUTS["UploadsBucketName"])
PATHS = (
    "/",
    "/index.html",
    "/config.json",
    "/icon.svg",
    "/uploads",
    "/uploads/0123",
    "/reads/0123/review",
    "/assets/app-1a2b.js",
    "/assets/absent.js",
    "/assets/absent",
    "/absent.js",
    "/.platebook-stamp",
)


def answer_of_laptop(dist: Path, path: str) -> tuple[int, bytes, dict[str, str]]:
    """Ask the web server for a path, without a network between."""
    app = make_app(dist, {"stage": "local"}, WEB, ENDPOINT)
    said: list[dict[str, Any]] = []

    async def ask() -> None:
        requests = iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def receive() -> Any:
            return next(requests, None) or await asyncio.Event().wait()

        async def send(message: Any) -> None:
            said.append(message)

        await app(a_request(path), receive, send)

    asyncio.run(ask())
    headers = {key.decode(): value.decode() for key, value in said[0]["headers"]}
    return said[0]["status"], b"".join(message.get("body", b"") for message in said[1:]), headers


def a_request(path: str) -> dict[str, Any]:
    return {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", urlsplit(WEB).netloc.encode())],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 5180),
    }


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    for name in ("index.html", "icon.svg", "assets/app-1a2b.js", ".platebook-stamp"):
        (tmp_path / name).write_text(f"content of {name}")
    return tmp_path


@pytest.fixture
def amplify(dist: Path) -> FakeAws:
    """Amplify with the web app published for a stack at the laptop's addresses."""
    rules = {"customRules": amplify_custom_rules()}
    served = make_package(dist, {"stage": "local"})
    return FakeAws(apps=[rules], served=served, served_headers=amplify_custom_headers(Origins.at(ENDPOINT)))


@pytest.mark.parametrize("path", PATHS)
def test_the_laptop_and_amplify_answer_alike(dist: Path, amplify: FakeAws, path: str) -> None:
    on_amplify = amplify.answer(path)
    status, content, headers = answer_of_laptop(dist, path)

    assert on_amplify.status_code == status
    assert status == 404 or path == "/config.json" or on_amplify.content == content
    assert {name: headers.get(name.lower()) for name in on_amplify.headers} == dict(on_amplify.headers)
    assert set(security_headers(Origins.at(ENDPOINT))) <= set(on_amplify.headers)


def test_what_is_asked_for_here_holds_each_kind_of_answer(dist: Path) -> None:
    kept = {answer_of_laptop(dist, path)[2].get("cache-control") for path in PATHS}
    assert kept == {"no-cache", "no-store", "public, max-age=31536000, immutable", None}


def test_amplify_takes_the_headers() -> None:
    custom = amplify_custom_headers(AWS)
    assert len(custom) < LONGEST_CUSTOM_HEADERS
    rules = yaml.safe_load(custom)["customHeaders"]
    assert {one["key"]: one["value"] for one in rules[0]["headers"]} == {
        "Cache-Control": "no-cache",
        **security_headers(AWS),
    }
    assert [rule["pattern"] for rule in rules] == ["**/*", "/config.json", "/assets/*"]
    assert [[one["key"] for one in rule["headers"]] for rule in rules[1:]] == [["Cache-Control"]] * 2


def test_on_aws_the_page_may_talk_to_its_own_stack_only() -> None:
    policy = dict(rule.split(" ", 1) for rule in security_headers(AWS)["Content-Security-Policy"].split("; "))
    bucket = f"https://platebook-prod-uploads-123456789012-{REGION}.s3.{REGION}.amazonaws.com"
    cognito = f"https://cognito-idp.{REGION}.amazonaws.com"
    assert policy == {
        "default-src": "'self'",
        "style-src": "'self'",
        "script-src": "'self'",
        "img-src": f"'self' blob: {bucket}",
        "connect-src": f"'self' {OUTPUTS['ApiUrl']} {cognito} {bucket}",
        "worker-src": "'self' blob:",
        "frame-ancestors": "'none'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
    }


def test_the_bucket_is_where_the_functions_send_the_browser() -> None:
    client = boto3.session.Session("a-key", "a-secret").client("s3", region_name=REGION, config=S3_CONFIG)
    place = {"Bucket": OUTPUTS["UploadsBucketName"], "Key": "uploads/a/b"}
    post = client.generate_presigned_post(place["Bucket"], place["Key"])
    for url in (post["url"], client.generate_presigned_url("get_object", place)):
        parts = urlsplit(url)
        assert f"{parts.scheme}://{parts.netloc}" == AWS.photos


def test_cognito_is_where_aws_has_it() -> None:
    client = boto3.session.Session("a-key", "a-secret").client("cognito-idp", region_name=REGION)
    assert client.meta.endpoint_url == AWS.sign_in


def test_what_is_named_by_its_content_may_be_kept() -> None:
    assert "immutable" in cache_control("/assets/app-1a2b.js")
    assert cache_control("/index.html") == cache_control("/") == "no-cache"


def test_the_package_leaves_out_what_is_hidden(dist: Path) -> None:
    assert ".platebook-stamp" not in ZipFile(BytesIO(make_package(dist, {}))).namelist()
