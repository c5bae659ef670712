"""Who may ask for what."""

from __future__ import annotations

import base64
import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests

from scripts.client import ClientError, Json, PlatebookClient, sign_in
from tests.e2e.stack import HTTP_SECONDS, NEW_PASSWORD, LocalStack, scene


def _encoded(part: Json) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def _decoded(part: str) -> Json:
    decoded: Json = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return decoded


def _altered(token: str) -> str:
    head, claims, signature = token.split(".")
    return ".".join([head, _encoded(_decoded(claims) | {"sub": "00000000-0000-4000-8000-000000000000"}), signature])


def _unsigned(token: str) -> str:
    return ".".join([_encoded({"alg": "none", "typ": "JWT"}), token.split(".")[1], ""])


def _cut_signature(token: str) -> str:
    return token[:-8]


@pytest.fixture(scope="module")
def tokens(stack: LocalStack) -> dict[str, str]:
    user = stack.outputs["demo_users"][0]
    return sign_in(stack.outputs, user["email"], user["password"])


def _get(stack: LocalStack, authorization: str | None) -> requests.Response:
    headers = {"Authorization": authorization} if authorization is not None else {}
    return requests.get(stack.outputs["api_url"] + "/uploads", headers=headers, timeout=HTTP_SECONDS)


def test_an_access_token_opens_the_api(stack: LocalStack, tokens: dict[str, str]) -> None:
    assert _get(stack, f"Bearer {tokens['AccessToken']}").status_code == 200


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer garbage", "Bearer a.b.c", "Basic dGVzdDp0ZXN0"])
def test_no_token_is_401(stack: LocalStack, authorization: str | None) -> None:
    assert _get(stack, authorization).status_code == 401


@pytest.mark.parametrize("forge", [_altered, _unsigned, _cut_signature])
def test_a_forged_token_is_401(stack: LocalStack, tokens: dict[str, str], forge: Callable[[str], str]) -> None:
    assert _get(stack, f"Bearer {forge(tokens['AccessToken'])}").status_code == 401


@pytest.mark.parametrize("kind", ["IdToken", "RefreshToken"])
def test_only_access_tokens_are_taken(stack: LocalStack, tokens: dict[str, str], kind: str) -> None:
    assert _get(stack, f"Bearer {tokens[kind]}").status_code == 401


@contextmanager
def _tokens_end_at_once(stack: LocalStack) -> Iterator[None]:
    """For a while, access tokens are good for two seconds instead of a quarter of an hour."""
    cognito = stack.aws("cognito-idp")
    names = {"UserPoolId": stack.outputs["user_pool_id"], "ClientId": stack.outputs["user_pool_client_id"]}
    about = cognito.describe_user_pool_client(**names)["UserPoolClient"]
    kept = {name: about[name] for name in ("ClientName", "ExplicitAuthFlows", "EnableTokenRevocation")}
    lengths = {name: about[name] for name in ("AccessTokenValidity", "TokenValidityUnits")}
    units = about["TokenValidityUnits"] | {"AccessToken": "seconds"}
    cognito.update_user_pool_client(**names, **kept, AccessTokenValidity=2, TokenValidityUnits=units)
    try:
        yield
    finally:
        cognito.update_user_pool_client(**names, **kept, **lengths)


def test_a_token_that_has_ended_is_401(stack: LocalStack, newcomer: PlatebookClient) -> None:
    with _tokens_end_at_once(stack):
        token = sign_in(stack.outputs, newcomer.email, NEW_PASSWORD)["AccessToken"]
    claims = _decoded(token.split(".")[1])
    assert claims["exp"] - claims["iat"] == 2

    time.sleep(max(0.0, claims["exp"] + 1 - time.time()))

    assert _get(stack, f"Bearer {token}").status_code == 401
    another = sign_in(stack.outputs, newcomer.email, NEW_PASSWORD)["AccessToken"]
    assert _get(stack, f"Bearer {another}").status_code == 200


def _revoke(cognito: Any, outputs: Json, tokens: dict[str, str]) -> None:
    cognito.revoke_token(Token=tokens["RefreshToken"], ClientId=outputs["user_pool_client_id"])


def _sign_out_everywhere(cognito: Any, _outputs: Json, tokens: dict[str, str]) -> None:
    cognito.global_sign_out(AccessToken=tokens["AccessToken"])


@pytest.mark.parametrize("end", [_revoke, _sign_out_everywhere])
def test_a_session_that_was_ended_gets_no_more_tokens(
    stack: LocalStack, newcomer: PlatebookClient, end: Callable[[Any, Json, dict[str, str]], None]
) -> None:
    cognito = stack.aws("cognito-idp")
    tokens = sign_in(stack.outputs, newcomer.email, NEW_PASSWORD)

    def renew() -> str:
        about = {"REFRESH_TOKEN": tokens["RefreshToken"]}
        client_id = stack.outputs["user_pool_client_id"]
        answer = cognito.initiate_auth(ClientId=client_id, AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters=about)
        return str(answer["AuthenticationResult"]["AccessToken"])

    assert _get(stack, f"Bearer {renew()}").status_code == 200
    end(cognito, stack.outputs, tokens)
    with pytest.raises(cognito.exceptions.NotAuthorizedException):
        renew()


def test_a_wrong_password_signs_nobody_in(stack: LocalStack) -> None:
    cognito = stack.aws("cognito-idp")
    email = stack.outputs["demo_users"][0]["email"]

    with pytest.raises(cognito.exceptions.ClientError, match="NotAuthorizedException"):
        sign_in(stack.outputs, email, "Not-the-password-1")


def test_uploads_of_others_are_as_if_they_were_not_there(
    stack: LocalStack, driver: PlatebookClient, newcomer: PlatebookClient
) -> None:
    photo = scene("B890XYZ")
    promise = driver.create_upload("mine.jpg", "image/jpeg", len(photo))
    absent = "0" * 32

    with pytest.raises(ClientError) as others:
        newcomer.get_upload(promise["upload_id"])
    with pytest.raises(ClientError) as nobodys:
        newcomer.get_upload(absent)

    assert str(others.value) == str(nobodys.value)
    assert driver.get_upload(promise["upload_id"])["status"] == "awaiting_upload"
    token = sign_in(stack.outputs, newcomer.email, NEW_PASSWORD)["AccessToken"]
    for upload_id in (promise["upload_id"], absent, "%2e%2e", "..%2Fuploads", "x" * 500):
        url = f"{stack.outputs['api_url']}/uploads/{upload_id}"
        response = requests.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=HTTP_SECONDS)
        assert response.status_code == 404, upload_id


def test_the_list_holds_ones_own_uploads_newest_first_page_by_page(
    stack: LocalStack, newcomer: PlatebookClient
) -> None:
    made = [newcomer.create_upload(f"{number}.jpg", "image/jpeg", 1000)["upload_id"] for number in range(3)]
    headers = {"Authorization": f"Bearer {sign_in(stack.outputs, newcomer.email, NEW_PASSWORD)['AccessToken']}"}

    def page(query: dict[str, str]) -> Json:
        url = stack.outputs["api_url"] + "/uploads"
        answer: Json = requests.get(url, params=query, headers=headers, timeout=HTTP_SECONDS).json()
        return answer

    first = page({"limit": "2"})
    second = page({"limit": "2", "cursor": first["cursor"]})

    listed = [upload["upload_id"] for upload in first["uploads"] + second["uploads"]]
    assert listed[:3] == made[::-1]
    assert len(first["uploads"]) == 2


def test_photos_are_not_public(stack: LocalStack, driver: PlatebookClient) -> None:
    photo = scene("B901XYZ")
    promise = driver.create_upload("mine.jpg", "image/jpeg", len(photo))
    driver.send(promise, photo)
    link = driver.wait_for(promise["upload_id"], 120)["image"]["url"]

    assert requests.get(link.partition("?")[0], timeout=HTTP_SECONDS).status_code == 403
    assert requests.get(re.sub("Signature=.{4}", "Signature=0000", link), timeout=HTTP_SECONDS).status_code == 403


def test_no_answer_may_be_kept_by_anybody(stack: LocalStack, tokens: dict[str, str]) -> None:
    """Answers of the functions; what API Gateway says itself (401, 429) tells of nobody, and the web app asks browsers
    to keep no answer (frontend/src/client/client.test.ts)."""
    headers = {"Authorization": f"Bearer {tokens['AccessToken']}"}
    asked = {"/uploads": 200, "/uploads?limit=0": 400, "/audit": 403, f"/uploads/{'0' * 32}": 404}
    for path, status in asked.items():
        answer = requests.get(stack.outputs["api_url"] + path, headers=headers, timeout=HTTP_SECONDS)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (status, "no-store")
    other = {"Authorization": f"Bearer {tokens['IdToken']}"}
    refused = requests.get(stack.outputs["api_url"] + "/uploads", headers=other, timeout=HTTP_SECONDS)
    assert (refused.status_code, refused.headers["Cache-Control"]) == (401, "no-store")


# No browser keeps the answer to a POST by itself, so that this one may be API Gateway's own.
NOWHERE = [
    (method, path)
    for method in ("GET", "HEAD", "POST")
    for path in ("/nowhere", "/uploads/a/b", "/reads/a/b/c", "/.env", "/")
    if (method, path) != ("POST", "/")
]


@pytest.mark.parametrize(("method", "path"), NOWHERE)
def test_what_is_no_address_is_answered_by_us_to_whoever_is_signed_in(
    stack: LocalStack, tokens: dict[str, str], method: str, path: str
) -> None:
    headers = {"Authorization": f"Bearer {tokens['AccessToken']}"}

    answer = requests.request(method, stack.outputs["api_url"] + path, headers=headers, timeout=HTTP_SECONDS)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")
    assert method == "HEAD" or answer.json()["error"]["code"] == "not_found"
    stranger = requests.request(method, stack.outputs["api_url"] + path, timeout=HTTP_SECONDS)
    assert (stranger.status_code, "error" in stranger.text) == (401, False)  # no function ran for them


def test_only_the_web_app_may_call_the_api_from_a_browser(stack: LocalStack) -> None:
    def preflight(origin: str, path: str = "/uploads") -> requests.Response:
        headers = {
            "Origin": origin,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization,content-type",
        }
        return requests.options(stack.outputs["api_url"] + path, headers=headers, timeout=HTTP_SECONDS)

    allowed = preflight(stack.outputs["web_url"])

    assert allowed.ok
    assert allowed.headers["Access-Control-Allow-Origin"] == stack.outputs["web_url"]
    assert "Access-Control-Allow-Origin" not in preflight("https://elsewhere.example").headers
    assert preflight(stack.outputs["web_url"], "/nowhere").ok
