"""A stranger's client: it knows docs/openapi.json, boto3 and requests, and imports nothing of Platebook."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
import os
import time
from pathlib import Path
from typing import Any

import boto3
import pytest
import requests
from botocore import UNSIGNED
from botocore.config import Config

from tests.e2e.stack import LocalStack, scene

DOCUMENT = json.loads((Path(__file__).parents[2] / "docs" / "openapi.json").read_text(encoding="utf-8"))

# Secure Remote Password as Cognito speaks it: RFC 5054's 3072-bit group, SHA-256.
PRIME = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B"
    "302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE6"
    "49286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D"
    "670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718"
    "3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7D"
    "B3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C"
    "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
    16,
)
GENERATOR = 2


def _padded(number: int) -> bytes:
    """Big-endian bytes with a leading zero where the first bit is set, as a signed integer would have."""
    return number.to_bytes(number.bit_length() // 8 + 1, "big")


def _hash(*parts: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"".join(parts)).digest(), "big")


def _password_key(secret: int, public: int, challenge: dict[str, str], pool: str, password: str) -> bytes:
    server = int(challenge["SRP_B"], 16)
    scramble = _hash(_padded(public), _padded(server))
    identity = hashlib.sha256(f"{pool}{challenge['USER_ID_FOR_SRP']}:{password}".encode()).digest()
    private = _hash(_padded(int(challenge["SALT"], 16)), identity)
    multiplier = _hash(_padded(PRIME), _padded(GENERATOR))
    base = server - multiplier * pow(GENERATOR, private, PRIME)
    shared = pow(base, secret + scramble * private, PRIME)
    extracted = hmac.digest(_padded(scramble), _padded(shared), "sha256")
    return hmac.digest(extracted, b"Caldera Derived Key\x01", "sha256")[:16]


def _sign_in(outputs: dict[str, Any], email: str, password: str) -> str:
    """Sign in by SRP with boto3 alone and give the access token."""
    cognito = boto3.client(
        "cognito-idp",
        endpoint_url=outputs["endpoint_url"],
        region_name=outputs["aws_region"],
        config=Config(signature_version=UNSIGNED),
    )
    secret = int.from_bytes(os.urandom(128), "big")
    public = pow(GENERATOR, secret, PRIME)
    challenge = cognito.initiate_auth(
        ClientId=outputs["user_pool_client_id"],
        AuthFlow="USER_SRP_AUTH",
        AuthParameters={"USERNAME": email, "SRP_A": f"{public:x}"},
    )["ChallengeParameters"]
    pool = outputs["user_pool_id"].split("_")[1]
    now = dt.datetime.now(dt.UTC)
    timestamp = now.strftime(f"%a %b {now.day} %H:%M:%S UTC %Y")
    message = f"{pool}{challenge['USER_ID_FOR_SRP']}".encode() + base64.b64decode(challenge["SECRET_BLOCK"])
    key = _password_key(secret, public, challenge, pool, password)
    signature = hmac.digest(key, message + timestamp.encode(), "sha256")
    answer = cognito.respond_to_auth_challenge(
        ClientId=outputs["user_pool_client_id"],
        ChallengeName="PASSWORD_VERIFIER",
        ChallengeResponses={
            "USERNAME": challenge["USER_ID_FOR_SRP"],
            "PASSWORD_CLAIM_SECRET_BLOCK": challenge["SECRET_BLOCK"],
            "PASSWORD_CLAIM_SIGNATURE": base64.b64encode(signature).decode(),
            "TIMESTAMP": timestamp,
        },
    )
    return answer["AuthenticationResult"]["AccessToken"]


class Api:
    """The operations of the document, called by their ids."""

    def __init__(self, base_url: str, token: str | None) -> None:
        self._base_url = base_url
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def call(self, operation_id: str, body: object = None, **path: str) -> requests.Response:
        """Call an operation, check that the document knows the answer's status and properties, give the answer."""
        for template, methods in DOCUMENT["paths"].items():
            for method, operation in methods.items():
                if operation["operationId"] == operation_id:
                    url = self._base_url + template.format(**path)
                    response = requests.request(method, url, json=body, headers=self._headers, timeout=30)
                    self._check(operation["responses"][str(response.status_code)], response)
                    return response
        raise KeyError(operation_id)

    def _check(self, described: dict[str, Any], response: requests.Response) -> None:
        schema = described["content"]["application/json"]["schema"]
        answer = response.json()
        assert any(_fits(answer, one) for one in schema.get("anyOf", [schema])), (schema, answer)


def _fits(answer: dict[str, Any], schema: dict[str, Any]) -> bool:
    definition = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return set(definition["required"]) <= set(answer) <= set(definition["properties"])


@pytest.fixture(scope="module")
def token(stack: LocalStack) -> str:
    user = stack.outputs["demo_users"][0]
    return _sign_in(stack.outputs, user["email"], user["password"])


def test_a_stranger_gets_the_plate_of_a_photo(stack: LocalStack, token: str) -> None:
    api, photo = Api(stack.outputs["api_url"], token), scene("B987XYZ")

    wanted = {"file_name": "gate.jpg", "content_type": "image/jpeg", "size_bytes": len(photo)}
    promise = api.call("start_upload", wanted)
    assert promise.status_code == 201
    post = promise.json()["upload"]
    assert requests.post(post["url"], data=post["fields"], files={"file": photo}, timeout=30).status_code == 204

    upload_id, deadline = promise.json()["upload_id"], time.monotonic() + 120
    while (upload := api.call("show_upload", upload_id=upload_id).json())["status"] not in ("done", "failed"):
        assert time.monotonic() < deadline, upload
        time.sleep(0.3)
    (read,) = upload["reads"]
    assert read["plate"] == "".join(one["character"] for one in read["characters"]) == "B987XYZ"
    texts = api.call("explain_upload", upload_id=upload_id).json()["texts"]
    assert {text["reason"]["code"] for text in texts if text["read_id"] == read["read_id"]} == {"plate"}
    assert upload_id in [one["upload_id"] for one in api.call("list_uploads").json()["uploads"]]


def test_a_stranger_without_a_token_or_with_a_forged_one_gets_401(stack: LocalStack, token: str) -> None:
    head, claims, signature = token.split(".")
    forged = ".".join([head, claims, signature[::-1]])

    for bad in (None, "garbage", forged):
        assert Api(stack.outputs["api_url"], bad).call("list_uploads").status_code == 401


def test_a_stranger_gets_404_for_the_upload_of_another(stack: LocalStack, token: str) -> None:
    operator = stack.outputs["demo_users"][1]
    others = Api(stack.outputs["api_url"], _sign_in(stack.outputs, operator["email"], operator["password"]))
    wanted = {"file_name": "gate.jpg", "content_type": "image/jpeg", "size_bytes": 1000}
    upload_id = others.call("start_upload", wanted).json()["upload_id"]

    stranger = Api(stack.outputs["api_url"], token)
    for operation in ("show_upload", "explain_upload"):
        assert others.call(operation, upload_id=upload_id).status_code == 200
        assert stranger.call(operation, upload_id=upload_id).status_code == 404


def test_a_stranger_is_told_what_is_wrong_with_a_request(stack: LocalStack, token: str) -> None:
    answer = Api(stack.outputs["api_url"], token).call("start_upload", {"file_name": "gate.jpg"})

    assert answer.status_code == 400
    error = answer.json()["error"]
    assert error["code"] == "invalid_request"
    assert "content_type" in error["message"]
    assert error["request_id"]
