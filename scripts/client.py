"""A client of Platebook's API for the command line: sign in, upload a photo, wait for what became of it."""

import json
import threading
import time
from pathlib import Path
from typing import Any

import boto3
import requests
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ConnectTimeoutError, EndpointConnectionError
from pycognito.aws_srp import AWSSRP
from tenacity import RetryError, Retrying, retry_if_result, stop_after_delay, wait_exponential

from scripts.environment import variable

OUTPUTS = Path(__file__).resolve().parent.parent / ".local" / "outputs.json"
JPEG_START = b"\xff\xd8\xff"
PNG_START = b"\x89PNG\r\n\x1a\n"
HTTP_TIMEOUT_SECONDS = 30
TOKEN_AGE_SECONDS = 10 * 60  # they live 15 minutes (resources/identity.yml)
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 2.0
PAUSE_GROWTH = 1.4
FINISHED = ("done", "failed")

Json = dict[str, Any]
"""A JSON object of the wire; docs/openapi.json says what is in it."""


class ClientError(Exception):
    """A photo could not be sent or read; the text is a sentence for people."""


class NotRunning(ClientError):
    """There is no stack to talk to."""

    def __init__(self) -> None:
        super().__init__("Platebook is not running. Start it with: npm start")


def load_outputs() -> Json:
    """Load where the running stack is: `npm start`'s, or the one that PLATEBOOK_OUTPUTS names.

    Raises
    ------
    NotRunning
        No stack runs.
    """
    try:
        outputs: Json = json.loads(Path(variable("PLATEBOOK_OUTPUTS", str(OUTPUTS))).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise NotRunning from error
    return outputs


class PlatebookClient:
    """Platebook as one signed-in user sees it; several threads may share it.

    Parameters
    ----------
    outputs
        Where the stack is, as in `outputs.json`.
    email, password
        Who signs in.
    """

    def __init__(self, outputs: Json, email: str, password: str) -> None:
        self._outputs = outputs
        self.email = email
        self._password = password
        self._token = ""
        self._token_ends = 0.0
        self._signing_in = threading.Lock()

    def create_upload(self, file_name: str, content_type: str, size_bytes: int) -> Json:
        """Announce a photo and get a place to send it to."""
        request = {"file_name": file_name, "content_type": content_type, "size_bytes": size_bytes}
        return self.call("POST", "/uploads", request)

    def send(self, promise: Json, content: bytes) -> None:
        """Send the photo's bytes to the place that was promised.

        Raises
        ------
        ClientError
            The bucket refused it.
        """
        upload = promise["upload"]
        response = _send(requests.Request("POST", upload["url"], data=upload["fields"], files={"file": content}))
        if not response.ok:
            raise ClientError(f"the bucket refused the photo (HTTP {response.status_code})")

    def get_upload(self, upload_id: str) -> Json:
        """Ask what became of an upload."""
        return self.call("GET", f"/uploads/{upload_id}")

    def wait_for(self, upload_id: str, timeout_seconds: float) -> Json:
        """Ask, with growing pauses, until an upload is done or failed.

        Parameters
        ----------
        upload_id
            Which upload.
        timeout_seconds
            How long to wait at most.

        Raises
        ------
        ClientError
            It is still not finished.
        """
        until_finished = Retrying(
            retry=retry_if_result(lambda upload: upload["status"] not in FINISHED),
            wait=wait_exponential(FIRST_PAUSE_SECONDS, max=LONGEST_PAUSE_SECONDS, exp_base=PAUSE_GROWTH),
            stop=stop_after_delay(timeout_seconds),
        )
        try:
            return until_finished(self.get_upload, upload_id)
        except RetryError as error:
            status = error.last_attempt.result()["status"]
            raise ClientError(f"it is still {status} after {timeout_seconds:g} s") from error

    def call(self, method: str, path: str, body: Json | None = None) -> Json:
        """Call an operation of docs/openapi.json.

        Raises
        ------
        ClientError
            With the API's own sentence, when it refuses.
        """
        headers = {"Authorization": f"Bearer {self._access_token()}"}
        response = _send(requests.Request(method, self._outputs["api_url"] + path, headers=headers, json=body))
        if not response.ok:
            raise ClientError(_sentence(response))
        answer: Json = response.json()
        return answer

    def _access_token(self) -> str:
        with self._signing_in:
            if time.monotonic() > self._token_ends:
                self._token = sign_in(self._outputs, self.email, self._password)["AccessToken"]
                self._token_ends = time.monotonic() + TOKEN_AGE_SECONDS
            return self._token


def sign_in(outputs: Json, email: str, password: str) -> dict[str, str]:
    """Sign in with a password that never leaves this machine in the clear (SRP).

    Parameters
    ----------
    outputs
        Where the stack is.
    email, password
        Who signs in.

    Returns
    -------
    dict of str
        AccessToken, IdToken and RefreshToken.

    Raises
    ------
    NotRunning
        Nobody answers at the stack's address.
    """
    cognito = boto3.client(
        "cognito-idp",
        region_name=outputs["aws_region"],
        endpoint_url=outputs["endpoint_url"],
        config=Config(signature_version=UNSIGNED, connect_timeout=2, read_timeout=HTTP_TIMEOUT_SECONDS, proxies={}),
    )
    srp = AWSSRP(email, password, outputs["user_pool_id"], outputs["user_pool_client_id"], client=cognito)
    try:
        tokens: dict[str, str] = srp.authenticate_user()["AuthenticationResult"]
    except (EndpointConnectionError, ConnectTimeoutError) as error:
        raise NotRunning from error
    return tokens


def image_type(content: bytes) -> str | None:
    """Tell a photo's content type by its first bytes: a file's name proves nothing."""
    if content.startswith(JPEG_START):
        return "image/jpeg"
    return "image/png" if content.startswith(PNG_START) else None


def _send(request: requests.Request) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False  # the stack is on this machine: no proxy, no .netrc
        try:
            return session.send(session.prepare_request(request), timeout=HTTP_TIMEOUT_SECONDS)
        except requests.ConnectionError as error:
            raise NotRunning from error
        except requests.Timeout as error:
            raise ClientError(f"no answer within {HTTP_TIMEOUT_SECONDS} s") from error


def _sentence(response: requests.Response) -> str:
    try:
        sentence: str = response.json()["error"]["message"]
    except (ValueError, KeyError, TypeError):
        return f"the API answered HTTP {response.status_code}"
    return sentence
