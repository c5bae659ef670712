"""Amazon Rekognition itself, asked with the credentials of who runs the command.

Where it is asked is boto3's business: the account's own endpoint, or `AWS_ENDPOINT_URL_REKOGNITION`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

from handler.adapters.aws_errors import THROTTLES, error_code
from handler.adapters.rekognition import MIN_WORD_CONFIDENCE_PERCENT, RekognitionDetector
from handler.domain.errors import BadPhoto, RetryLater
from lab.engines.engine import Answer, EngineFailed, NotConnected
from lab.engines.recording import Kept, Refusal, Source
from scripts.environment import DEFAULT_REGION, REGION_VARIABLE, variable
from scripts.operate.refusals import NO_CREDENTIALS, SIGN_IN

if TYPE_CHECKING:
    from mypy_boto3_rekognition import RekognitionClient

_PATIENCE: Final = Config(retries={"mode": "standard", "total_max_attempts": 6}, connect_timeout=5, read_timeout=60)
"""Throttles and passing faults are tried again with jitter."""

_FAULTS_OF_PICTURE: Final = frozenset({"InvalidParameterException", "ValidationException"})
"""The parameters are always the same, so it is the picture; asking again would end every run there."""

_REMEDIES: Final = {
    "AccessDeniedException": "Give these credentials the right rekognition:DetectText.",
    "ExpiredTokenException": SIGN_IN,
    "UnrecognizedClientException": f"Are they for an account in which {{region}} is enabled? {SIGN_IN}",
    "InvalidSignatureException": f"Check this machine's clock. {SIGN_IN}",
    **dict.fromkeys(THROTTLES, "Wait a while and run the command again."),
}
"""By AWS's code; what is not here has AWS's own sentence alone."""


@dataclass(frozen=True, slots=True)
class Rekognition:
    """The service, and where it is.

    Parameters
    ----------
    client : RekognitionClient
    source : Source
    """

    client: RekognitionClient
    source: Source

    def ask(self, picture: bytes) -> Kept:
        """Ask for the text in a picture, as the S3 function does.

        Parameters
        ----------
        picture : bytes
            A JPEG or PNG of at most 5 MB.

        Returns
        -------
        Answer or Refusal

        Raises
        ------
        EngineFailed
            When the fault is not the picture's.
        """
        started = time.perf_counter()
        try:
            response = RekognitionDetector(self.client, bucket="").detect_in(picture)
        except BadPhoto as error:
            return Refusal(error.code)
        except RetryLater as error:
            cause = error.__cause__
            if isinstance(cause, ClientError) and error_code(cause) in _FAULTS_OF_PICTURE:
                return Refusal("unreadable")
            raise EngineFailed(_sentence(cause, self.source)) from error
        return Answer(response, round(time.perf_counter() - started, 3))


def connected() -> Rekognition:
    """Find credentials, region and endpoint as AWS's own tools do; nothing is asked yet.

    Raises
    ------
    NotConnected
        When one of them is missing or makes no sense.
    """
    try:
        session = boto3.Session()
        aws_region = variable(REGION_VARIABLE, session.region_name or DEFAULT_REGION)
        client = session.client("rekognition", region_name=aws_region, config=_PATIENCE)
        _require_credentials(session)
    except NO_CREDENTIALS as error:
        raise NotConnected(f"There are no AWS credentials to ask with: {error}. {SIGN_IN}") from error
    except (BotoCoreError, ValueError) as error:
        raise NotConnected(f"Rekognition cannot be asked: {str(error).rstrip('.')}.") from error
    today = datetime.now(UTC).date().isoformat()
    source = Source("aws", aws_region, client.meta.endpoint_url, MIN_WORD_CONFIDENCE_PERCENT, today)
    return Rekognition(client, source)


def _require_credentials(session: boto3.Session) -> None:
    if session.get_credentials() is None:
        raise NoCredentialsError


def _sentence(cause: BaseException | None, source: Source) -> str:
    if isinstance(cause, NO_CREDENTIALS):
        return f"There are no AWS credentials to ask with: {cause}. {SIGN_IN}"
    if isinstance(cause, ClientError):
        said = cause.response.get("Error", {}).get("Message") or "no reason given"
        remedy = _REMEDIES.get(error_code(cause), "").format(region=source.aws_region)
        return f"Rekognition refuses ({error_code(cause)}): {said.rstrip('.')}. {remedy}".rstrip()
    return (
        f"{source.endpoint_url} does not answer ({type(cause).__name__}). Check the network, and that Rekognition "
        f"exists in {source.aws_region}."
    )
