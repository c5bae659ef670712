"""A promise is good for one photo at one place; a link is good for one picture, for a while."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import parse_qs, urlsplit, urlunsplit
from uuid import uuid4

import pytest
import requests

from handler.domain.upload import PROMISE_LIFETIME
from handler.service.show_uploads import LINK_LIFETIME
from scripts.client import ClientError, Json, PlatebookClient
from tests.e2e.stack import FINISH_SECONDS, HTTP_SECONDS, LocalStack, scene

PLATE: Final = "B135XYZ"
Fields = dict[str, str]


def post(url: str, fields: Fields, content: bytes, method: str = "POST") -> requests.Response:
    return requests.request(method, url, data=fields, files={"file": content}, timeout=HTTP_SECONDS)


@pytest.fixture(scope="module")
def photo() -> bytes:
    return scene(PLATE)


@pytest.fixture(scope="module")
def promise(driver: PlatebookClient, photo: bytes) -> Json:
    return driver.create_upload("gate.jpg", "image/jpeg", len(photo))


# ---- the form of a promise


def key_of(fields: Fields) -> tuple[str, str, str]:
    prefix, owner, upload_id = fields["key"].split("/")
    return prefix, owner, upload_id


def with_policy(fields: Fields, change: Callable[[Json], None]) -> Fields:
    policy: Json = json.loads(base64.b64decode(fields["policy"]))
    change(policy)
    return fields | {"policy": base64.b64encode(json.dumps(policy).encode()).decode()}


def other_day(fields: Fields) -> Fields:
    """The signature of one day, said to be of the next."""
    day, next_day = fields["x-amz-date"][:8], f"{datetime.now(UTC) + timedelta(days=1):%Y%m%d}"
    changed = {name: fields[name].replace(day, next_day) for name in ("x-amz-date", "x-amz-credential")}
    return fields | changed


def without(*names: str) -> Callable[[Fields], Fields]:
    return lambda fields: {name: value for name, value in fields.items() if name not in names}


def having(**more: str) -> Callable[[Fields], Fields]:
    return lambda fields: fields | {name.replace("_", "-") if "amz" in name else name: more[name] for name in more}


FORMS: Final[dict[str, Callable[[Fields], Fields]]] = {
    "a longer key": lambda fields: fields | {"key": fields["key"] + "x"},
    "the key of another upload": lambda fields: fields | {"key": fields["key"][:-32] + uuid4().hex},
    "another user's key": lambda fields: fields | {"key": f"uploads/{uuid4()}/{key_of(fields)[2]}"},
    "another prefix": lambda fields: fields | {"key": fields["key"].replace("uploads/", "thumbnails/")},
    "a path out of the prefix": lambda fields: fields | {"key": f"uploads/../{fields['key']}"},
    "the file's name in the key": lambda fields: fields | {"key": fields["key"] + "${filename}"},
    "no key": without("key"),
    "another type": having(**{"Content-Type": "text/html"}),
    "two types": having(**{"Content-Type": "image/jpeg,text/html"}),
    "no type": without("Content-Type"),
    "an access list": having(acl="public-read"),
    "an access list by its header's name": having(x_amz_acl="public-read"),
    "metadata": having(x_amz_meta_plate="any"),
    "tags": having(tagging="<Tagging/>"),
    "a place to go to": having(success_action_redirect="https://elsewhere.example/"),
    "another answer": having(success_action_status="200"),
    "another storage class": having(x_amz_storage_class="GLACIER"),
    "another disposition": having(**{"Content-Disposition": "attachment"}),
    "another encoding": having(**{"Content-Encoding": "gzip"}),
    "another place for whom it is a page": having(x_amz_website_redirect_location="https://elsewhere.example/"),
    "a longer time": lambda fields: with_policy(fields, lambda it: it.update(expiration="2099-01-01T00:00:00Z")),
    "no conditions": lambda fields: with_policy(fields, lambda it: it.update(conditions=[])),
    "no policy": without("policy"),
    "another signature": lambda fields: fields | {"x-amz-signature": "0" * 64},
    "half a signature": lambda fields: fields | {"x-amz-signature": fields["x-amz-signature"][:32]},
    "no signature": without("x-amz-signature"),
    "nothing of the signature": without("x-amz-signature", "x-amz-credential", "x-amz-algorithm", "x-amz-date"),
    "nothing signed at all": lambda fields: {"key": fields["key"], "Content-Type": "image/jpeg"},
    "somebody else's credential": lambda fields: (
        fields | {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE" + fields["x-amz-credential"][20:]}
    ),
    "another region": lambda fields: (
        fields | {"x-amz-credential": fields["x-amz-credential"].replace("us-east-1", "eu-central-1")}
    ),
    "another day": other_day,
    "no session": without("x-amz-security-token"),
    "another session": having(x_amz_security_token="another"),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_was_changed_is_refused(promise: Json, photo: bytes, name: str) -> None:
    fields = FORMS[name](promise["upload"]["fields"])
    assert fields != promise["upload"]["fields"]
    assert post(promise["upload"]["url"], fields, photo).status_code in (400, 403)


@pytest.mark.parametrize(
    "change", [lambda it: it + b"x", lambda it: it[:-1], lambda it: b""], ids=["more", "less", "no"]
)
def test_one_byte_more_or_less_is_refused(promise: Json, photo: bytes, change: Callable[[bytes], bytes]) -> None:
    answer = post(promise["upload"]["url"], promise["upload"]["fields"], change(photo))
    assert answer.status_code == 400
    assert "EntityToo" in answer.text


def test_a_promise_ends(stack: LocalStack, promise: Json) -> None:
    """Its time stands in what is signed, so it cannot be changed; that a policy in the past is refused is S3's part."""
    policy = json.loads(base64.b64decode(promise["upload"]["fields"]["policy"]))
    ends = datetime.fromisoformat(policy["expiration"])
    assert timedelta() < ends - datetime.now(UTC) <= PROMISE_LIFETIME
    expired = stack.aws("s3").generate_presigned_post(stack.bucket(), "uploads/any", ExpiresIn=-1)
    answer = post(promise["upload"]["url"], expired["fields"], b"x")
    assert (answer.status_code, "expired" in answer.text.lower()) == (403, True)


def test_the_signature_of_a_form_opens_nothing_else(stack: LocalStack, promise: Json, photo: bytes) -> None:
    bucket, fields = promise["upload"]["url"], promise["upload"]["fields"]
    at_key = f"{bucket.rstrip('/')}/{fields['key']}"
    answers = {
        "put": requests.put(at_key, params=fields, data=photo, timeout=HTTP_SECONDS),
        "put as a form": post(at_key, fields, photo, "PUT"),
        "get": requests.get(at_key, params=fields, timeout=HTTP_SECONDS),
        "delete": requests.delete(at_key, params=fields, timeout=HTTP_SECONDS),
        "list": requests.get(bucket, params=fields, timeout=HTTP_SECONDS),
        "list versions": requests.get(bucket, params={**fields, "versions": ""}, timeout=HTTP_SECONDS),
    }
    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code not in (400, 403)} == {}


def test_after_all_that_the_promise_still_holds_and_a_second_post_changes_nothing(
    stack: LocalStack, driver: PlatebookClient, promise: Json, photo: bytes
) -> None:
    upload_id, url, fields = promise["upload_id"], promise["upload"]["url"], promise["upload"]["fields"]
    assert driver.get_upload(upload_id)["status"] == "awaiting_upload"
    calls = stack.charged_calls()

    assert post(url, fields, photo).status_code == 204
    done = driver.wait_for(upload_id, FINISH_SECONDS)
    another = bytes(len(photo))
    assert post(url, fields, another).status_code == 204

    assert [read["plate"] for read in done["reads"]] == [PLATE]
    again = driver.get_upload(upload_id)
    assert (again["status"], again["reads"]) == (done["status"], done["reads"])
    assert requests.get(again["image"]["url"], timeout=HTTP_SECONDS).content == photo
    assert stack.charged_calls() == calls + 1


# ---- links


@pytest.fixture(scope="module")
def image(driver: PlatebookClient, photo: bytes) -> Json:
    other = driver.create_upload("gate.jpg", "image/jpeg", len(photo))
    driver.send(other, photo)
    found: Json = driver.wait_for(other["upload_id"], FINISH_SECONDS)["image"]
    return found


LINKS: Final = ("url", "thumbnail_url")


def asked(link: str) -> dict[str, str]:
    return {name: value[0] for name, value in parse_qs(urlsplit(link).query, keep_blank_values=True).items()}


def changed(link: str, **change: str) -> str:
    parts = urlsplit(link)
    query = requests.Request("GET", "http://any", params={**asked(link), **change}).prepare().url or ""
    return urlunsplit(parts._replace(query=urlsplit(query).query))


@pytest.mark.parametrize("which", LINKS)
def test_a_link_says_what_the_browser_gets_and_ends_in_a_quarter_of_an_hour(image: Json, which: str) -> None:
    """The local S3 heeds what a link says of its answer only where it names no version; AWS heeds it everywhere."""
    link = asked(image[which])
    assert int(link["X-Amz-Expires"]) == LINK_LIFETIME.total_seconds() == 900
    assert (link["response-content-type"], link["response-content-disposition"]) == ("image/jpeg", "inline")
    answer = requests.get(image[which], timeout=HTTP_SECONDS)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert "versionId" in link or answer.headers["Content-Disposition"] == "inline"


@pytest.mark.parametrize("which", LINKS)
def test_a_picture_is_kept_by_the_browser_alone_and_never_after_its_link_has_ended(image: Json, which: str) -> None:
    """The local S3 heeds it only where a link names no version, as for the type above."""
    link = asked(image[which])
    ends = datetime.strptime(link["X-Amz-Date"], "%Y%m%dT%H%M%S%z") + timedelta(seconds=int(link["X-Amz-Expires"]))
    assert link["response-cache-control"] == "private"
    assert parsedate_to_datetime(link["response-expires"]) <= ends
    told = requests.get(image[which], timeout=HTTP_SECONDS).headers
    assert "versionId" in link or (told["Cache-Control"], told["Expires"]) == ("private", link["response-expires"])


CHANGES: Final[dict[str, dict[str, str]]] = {
    "another type": {"response-content-type": "text/html"},
    "another disposition": {"response-content-disposition": "attachment; filename=a.html"},
    "one header more": {"response-content-language": "en"},
    "another keeper": {"response-cache-control": "public"},
    "kept for longer": {"response-expires": "Fri, 01 Jan 2038 00:00:00 GMT"},
    "another version": {"versionId": "null"},
    "a longer life": {"X-Amz-Expires": "604800"},
    "a later start": {"X-Amz-Date": f"{datetime.now(UTC) + timedelta(hours=1):%Y%m%dT%H%M%SZ}"},
    "another signature": {"X-Amz-Signature": "0" * 64},
    "another session": {"X-Amz-Security-Token": "another"},
}


@pytest.mark.parametrize("which", LINKS)
@pytest.mark.parametrize("name", CHANGES)
def test_a_link_that_was_changed_is_refused(image: Json, which: str, name: str) -> None:
    link = changed(image[which], **CHANGES[name])
    assert link != image[which]
    assert requests.get(link, timeout=HTTP_SECONDS).status_code in (400, 403)


@pytest.mark.parametrize("which", LINKS)
def test_a_link_to_one_picture_opens_no_other_and_nothing_but_reading(image: Json, which: str) -> None:
    link = image[which]
    path = urlsplit(link).path
    others = (path[:-4], path.replace("uploads", "detections").replace("thumbnails", "detections"), path + "x")
    for other in others:
        moved = urlunsplit(urlsplit(link)._replace(path=other))
        assert requests.get(moved, timeout=HTTP_SECONDS).status_code in (400, 403), other
    for method in ("PUT", "DELETE", "POST"):
        assert requests.request(method, link, data=b"x", timeout=HTTP_SECONDS).status_code in (400, 403, 405), method
    assert requests.get(link, timeout=HTTP_SECONDS).status_code == 200


def test_another_person_gets_no_link(driver: PlatebookClient, newcomer: PlatebookClient, photo: bytes) -> None:
    mine = driver.create_upload("gate.jpg", "image/jpeg", len(photo))
    driver.send(mine, photo)
    driver.wait_for(mine["upload_id"], FINISH_SECONDS)
    for path in (f"/uploads/{mine['upload_id']}", f"/reads/{mine['upload_id']}-0"):
        with pytest.raises(ClientError, match="no such"):
            newcomer.call("GET", path)
    assert mine["upload_id"] not in json.dumps(newcomer.call("GET", "/uploads"))
