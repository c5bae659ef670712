"""Faults between the S3 function and the AWS that it talks to."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import requests

from local.stack import free_ports
from tests.e2e.stack import HTTP_SECONDS, LocalStack

FUNCTION = "platebook-local-on_upload"
START_SECONDS = 60.0
READING_SECONDS = 90
"""Shorter than the laptop's own: an attempt that broke off without giving its lease back is waited for."""
Rule = dict[str, Any]


class Weather:
    """A fault injector in front of one address.

    Parameters
    ----------
    upstream
        Where requests go that it lets through.
    log
        Where it writes.
    """

    def __init__(self, upstream: str, log: Path) -> None:
        self.url = f"http://127.0.0.1:{free_ports().aws}"
        command = [sys.executable, "-m", "microburst", "--upstream", upstream, "--host", "127.0.0.1"]
        with log.open("wb") as output:
            port = self.url.rpartition(":")[2]
            self.process = subprocess.Popen([*command, "--port", port], stdout=output, stderr=subprocess.STDOUT)
        self._wait(log)

    def _wait(self, log: Path) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                if requests.get(f"{self.url}/_microburst/health", timeout=HTTP_SECONDS).ok:
                    return
            except requests.ConnectionError:
                assert self.process.poll() is None, log.read_text(encoding="utf-8")
                assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.1)

    def set(self, rules: Sequence[Rule]) -> None:
        """Inject these faults from now on, and no others."""
        requests.post(f"{self.url}/_microburst/rules", json=list(rules), timeout=HTTP_SECONDS).raise_for_status()

    def fired(self) -> list[dict[str, Any]]:
        """Which faults were injected."""
        answer = requests.get(f"{self.url}/_microburst/fired", params={"limit": "100000"}, timeout=HTTP_SECONDS)
        found: Any = answer.json()
        events: list[dict[str, Any]] = found if isinstance(found, list) else found["fired"]
        return events

    def stop(self) -> None:
        """End the process."""
        self.process.terminate()
        self.process.wait(HTTP_SECONDS)


@contextmanager
def weather(stack: LocalStack, folder: Path) -> Iterator[tuple[Weather, Weather]]:
    """Lead the S3 function's calls through two injectors: to S3 and DynamoDB, and to Rekognition."""
    functions = stack.aws("lambda")
    before = functions.get_function_configuration(FunctionName=FUNCTION)
    environment = before["Environment"]
    rekognition = environment["Variables"]["AWS_ENDPOINT_URL_REKOGNITION"]
    with ExitStack() as at_the_end:
        aws = Weather(stack.outputs["endpoint_url"], folder / "aws.log")
        at_the_end.callback(aws.stop)
        eyes = Weather(rekognition, folder / "rekognition.log")
        at_the_end.callback(eyes.stop)
        # As a proxy, not as an endpoint: so what is signed is what the AWS behind it is asked.
        led = {
            "HTTP_PROXY": aws.url,
            "NO_PROXY": eyes.url.removeprefix("http://"),
            "AWS_ENDPOINT_URL_REKOGNITION": eyes.url,
            "PLATEBOOK_READING_SECONDS": str(READING_SECONDS),
        }
        change = partial(functions.update_function_configuration, FunctionName=FUNCTION)
        at_the_end.callback(partial(change, Environment=environment, Timeout=before["Timeout"]))
        change(Environment={"Variables": {**environment["Variables"], **led}}, Timeout=READING_SECONDS)
        yield aws, eyes
