"""Looks at the published web app as a browser would: what Amplify was told is not yet what it does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import requests
from tenacity import RetryError, Retrying, retry_if_result, stop_after_attempt, wait_fixed

from hosting.errors import DeployError

ATTEMPTS: Final = 10
PAUSE_SECONDS: Final = 3.0
TIMEOUT_SECONDS: Final = 30


def require_served(address: str, headers: Mapping[str, str], config: Mapping[str, str]) -> None:
    """Wait until the web app answers with its headers and its settings.

    Parameters
    ----------
    address
        Where it is served.
    headers
        What each answer must have.
    config
        What its `config.json` must hold.

    Raises
    ------
    DeployError
        It does not, even after some tries.
    """
    until_right = Retrying(
        retry=retry_if_result(bool), wait=wait_fixed(PAUSE_SECONDS), stop=stop_after_attempt(ATTEMPTS)
    )
    try:
        until_right(find_wrong, address, headers, config)
    except RetryError as error:
        raise DeployError(
            f"The web app is published, but {error.last_attempt.result()}. Run the command again in a few minutes; "
            "if it says the same, look at the custom headers and rewrites in the Amplify console, and tell nobody of "
            f"{address} until it is right."
        ) from error


def find_wrong(address: str, headers: Mapping[str, str], config: Mapping[str, str]) -> str:
    """Say what is not as it should be; empty when all is.

    Parameters
    ----------
    address
        Where it is served.
    headers
        What each answer must have.
    config
        What its `config.json` must hold.
    """
    try:
        page = requests.get(f"{address}/uploads", timeout=TIMEOUT_SECONDS)
        served = requests.get(f"{address}/config.json", timeout=TIMEOUT_SECONDS)
    except requests.RequestException as error:
        return f"{address} does not answer ({type(error).__name__})"
    if not page.ok:
        return f"{address}/uploads answers HTTP {page.status_code}"
    missing = [name for name, value in headers.items() if page.headers.get(name) != value]
    if missing:
        return f"{address}/uploads does not send {', '.join(missing)} as it was told"
    return "" if served.ok and _json_of(served) == config else f"{address}/config.json is not the one that was sent"


def _json_of(answer: requests.Response) -> object:
    try:
        return answer.json()
    except requests.JSONDecodeError:
        return None
