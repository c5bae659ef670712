"""The web server of the laptop."""

from __future__ import annotations

import re

import pytest
import requests

from scripts.client import PlatebookClient
from tests.e2e.stack import HTTP_SECONDS, LocalStack


def _get(stack: LocalStack, path: str, **headers: str) -> requests.Response:
    url = stack.outputs["web_url"] + path
    return requests.get(url, headers=headers, timeout=HTTP_SECONDS, allow_redirects=False)


def test_paths_of_the_web_app_are_its_page(stack: LocalStack) -> None:
    page = _get(stack, "/")

    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["cache-control"] == "no-cache"
    assert _get(stack, "/uploads/0123").content == page.content


@pytest.mark.parametrize("path", ["/absent.js", "/.platebook-stamp", "/%2e%2e/package.json"])
def test_files_that_are_not_the_web_apps_are_404(stack: LocalStack, path: str) -> None:
    assert _get(stack, path).status_code == 404


def test_files_named_by_content_may_be_kept_forever_and_are_compressed_where_it_pays(stack: LocalStack) -> None:
    names = re.findall(r'(?:src|href)="(/assets/[^"]+)"', _get(stack, "/").text)

    assets = [_get(stack, name, **{"Accept-Encoding": "gzip"}) for name in names]

    assert {asset.headers["cache-control"] for asset in assets} == {"public, max-age=31536000, immutable"}
    large = [asset for asset in assets if len(asset.content) > 1024]
    assert len(large) >= 2
    assert {asset.headers.get("content-encoding") for asset in large} == {"gzip"}


def test_the_page_may_talk_only_to_its_own_stack(stack: LocalStack) -> None:
    headers = _get(stack, "/").headers

    rules = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert rules["default-src"] == rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["connect-src"] == f"'self' {stack.outputs['endpoint_url']}"
    assert rules["frame-ancestors"] == rules["object-src"] == rules["base-uri"] == "'none'"
    assert rules["form-action"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert "*" not in headers["content-security-policy"]


@pytest.mark.parametrize(
    "path", ["/", "/uploads/0123", "/config.json", "/local/mail", "/absent.js", "/assets/absent.js"]
)
def test_every_answer_says_how_it_may_be_used(stack: LocalStack, path: str) -> None:
    headers = _get(stack, path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert "geolocation=()" in headers["permissions-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "server" not in headers


def test_the_config_tells_the_web_app_where_its_stack_is(stack: LocalStack) -> None:
    config = _get(stack, "/config.json").json()

    for name in ("api_url", "aws_region", "user_pool_id", "user_pool_client_id"):
        assert config[name] == stack.outputs[name]
    assert (config["stage"], config["user_pool_endpoint"]) == ("local", stack.outputs["endpoint_url"])
    assert config["mail_url"] == "/local/mail"


def test_localhost_is_sent_to_the_one_origin_that_the_api_allows(stack: LocalStack) -> None:
    port = stack.outputs["web_url"].rpartition(":")[2]

    answer = _get(stack, "/uploads", Host=f"localhost:{port}")

    assert answer.status_code == 307
    assert answer.headers["location"] == stack.outputs["web_url"] + "/uploads"


def test_a_foreign_name_for_this_machine_gets_nothing(stack: LocalStack) -> None:
    assert _get(stack, "/config.json", Host="evil.example").status_code == 421


def test_mail_is_shown_to_whom_it_is_for(stack: LocalStack, newcomer: PlatebookClient) -> None:
    nobody = _get(stack, "/local/mail?to=nobody@platebook.example").json()
    email = newcomer.email

    mail = stack.mails(email.upper())[0]

    assert nobody == {"messages": []}
    assert mail["to"] == email
    assert re.fullmatch(r"\d{6}", mail["code"])
    assert mail["code"] in mail["text"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", mail["sent_at"])


def test_mail_of_everybody_is_shown_to_nobody(stack: LocalStack) -> None:
    assert _get(stack, "/local/mail").status_code == 400
