"""Rekognition itself, as far as it can be had without a network: what is asked, and a sentence on each refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import (
    BotoCoreError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    UnauthorizedSSOTokenError,
)
from botocore.stub import Stubber

from lab.engines.aws import Rekognition, connected
from lab.engines.engine import Answer, EngineFailed, NotConnected
from lab.engines.recording import Refusal, Source
from tests.support.fakes.detector import detect_text_answer

if TYPE_CHECKING:
    from mypy_boto3_rekognition import RekognitionClient

SOURCE = Source("aws", "eu-west-1", "https://rekognition.eu-west-1.amazonaws.com", 30.0, "2026-01-02")


@pytest.fixture
def client() -> RekognitionClient:
    return boto3.client("rekognition", "eu-west-1", aws_access_key_id="a-key", aws_secret_access_key="a-secret")


@pytest.fixture
def _nobodys_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_REKOGNITION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a-key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a-secret")


def test_a_picture_is_sent_along_and_timed(client: RekognitionClient) -> None:
    answer = dict(detect_text_answer("AB12 CDE"))
    asked = {"Image": {"Bytes": b"a picture"}, "Filters": {"WordFilter": {"MinConfidence": 30.0}}}
    with Stubber(client) as stub:
        stub.add_response("detect_text", answer, asked)
        kept = Rekognition(client, SOURCE).ask(b"a picture")
    assert isinstance(kept, Answer)
    assert kept.response == answer
    assert 0 <= kept.seconds < 5


@pytest.mark.parametrize("code", ["InvalidImageFormatException", "ImageTooLargeException", "InvalidParameterException"])
def test_a_picture_that_is_refused_does_not_end_the_run(client: RekognitionClient, code: str) -> None:
    with Stubber(client) as stub:
        stub.add_client_error("detect_text", code)
        assert Rekognition(client, SOURCE).ask(b"a picture") == Refusal("unreadable")


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("AccessDeniedException", "Give these credentials the right rekognition:DetectText."),
        ("ExpiredTokenException", "Set AWS_PROFILE, or sign in"),
        ("UnrecognizedClientException", "an account in which eu-west-1 is enabled?"),
        ("InvalidSignatureException", "Check this machine's clock."),
        ("ThrottlingException", "Wait a while and run the command again."),
        ("ProvisionedThroughputExceededException", "Wait a while and run the command again."),
        ("InternalServerError", ""),
    ],
)
def test_a_refusal_is_told_with_awss_words_and_what_to_do(client: RekognitionClient, code: str, remedy: str) -> None:
    with Stubber(client) as stub:
        stub.add_client_error("detect_text", code, "AWS says why.")
        with pytest.raises(EngineFailed) as raised:
            Rekognition(client, SOURCE).ask(b"a picture")
    assert str(raised.value).startswith(f"Rekognition refuses ({code}): AWS says why.")
    assert remedy in str(raised.value)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (EndpointConnectionError(endpoint_url=SOURCE.endpoint_url), "exists in eu-west-1."),
        (ConnectTimeoutError(endpoint_url=SOURCE.endpoint_url), "does not answer (ConnectTimeoutError)"),
        (NoCredentialsError(), "There are no AWS credentials to ask with"),
        (UnauthorizedSSOTokenError(), "sign in (aws sso login)"),
    ],
)
def test_what_never_reaches_aws_is_told(
    client: RekognitionClient, monkeypatch: pytest.MonkeyPatch, error: BotoCoreError, said: str
) -> None:
    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr(client, "detect_text", fail)
    with pytest.raises(EngineFailed) as raised:
        Rekognition(client, SOURCE).ask(b"a picture")
    assert said in str(raised.value)


@pytest.mark.usefixtures("_nobodys_computer")
@pytest.mark.parametrize(
    ("variables", "aws_region", "endpoint_url"),
    [
        ({}, "us-east-1", "https://rekognition.us-east-1.amazonaws.com"),
        ({"AWS_REGION": ""}, "us-east-1", "https://rekognition.us-east-1.amazonaws.com"),
        ({"AWS_DEFAULT_REGION": "eu-west-1"}, "eu-west-1", "https://rekognition.eu-west-1.amazonaws.com"),
        (
            {"AWS_REGION": "eu-west-2", "AWS_DEFAULT_REGION": "eu-west-1"},
            "eu-west-2",
            "https://rekognition.eu-west-2.amazonaws.com",
        ),
        ({"AWS_ENDPOINT_URL_REKOGNITION": "http://127.0.0.1:4000"}, "us-east-1", "http://127.0.0.1:4000"),
    ],
)
def test_region_and_endpoint_are_the_environments(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], aws_region: str, endpoint_url: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    source = connected().source
    assert (source.aws_region, source.endpoint_url) == (aws_region, endpoint_url)


@pytest.mark.usefixtures("_nobodys_computer")
@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, "Unable to locate credentials. Set AWS_PROFILE"),
        ({"AWS_SECRET_ACCESS_KEY": ""}, "Partial credentials found in env"),
        ({"AWS_PROFILE": "nobody"}, r"The config profile \(nobody\) could not be found"),
        ({"AWS_REGION": "no region"}, r"'no region' doesn't match a supported format\.$"),
        ({"AWS_ENDPOINT_URL": "nowhere"}, r"Invalid endpoint: nowhere\.$"),
    ],
)
def test_what_is_missing_is_told_before_anything_is_asked(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], said: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(NotConnected, match=said):
        connected()


@pytest.mark.usefixtures("_nobodys_computer")
def test_throttles_are_tried_again() -> None:
    config: Any = connected().client.meta.config
    assert config.retries == {"mode": "standard", "total_max_attempts": 6}
