"""Looks at the published web app as a browser would: what Amplify was told is not yet what it does."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Final

import requests

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
    wrong = ""
    for attempt in range(ATTEMPTS):
        if attempt:
            time.sleep(PAUSE_SECONDS)
        wrong = _find_wrong(address, headers, config)
        if not wrong:
            return
    raise DeployError(
        f"The web app is published, but {wrong}. Run the command again in a few minutes; if it says the same, look at "
        f"the app's custom headers and rewrites in the Amplify console, and tell nobody of {address} until it is right."
    )


def _find_wrong(address: str, headers: Mapping[str, str], config: Mapping[str, str]) -> str:
    """Say what is not as it should be; empty when all is."""
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
