"""``python -m local.rekognition --port N --s3-endpoint-url URL``: the local Rekognition, until it is stopped."""

import argparse
import errno
import logging
import os
import socket
import sys
from collections.abc import Mapping, Sequence

import uvicorn
from botocore.credentials import Credentials

from local.rekognition.s3_client import s3_client
from local.rekognition.server import Server
from reader.detect_text import shared_engine

HOST = "127.0.0.1"
CREDENTIALS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
SHUTDOWN_SECONDS = 5
"""How long a photo that is being read may still take when the server is stopped."""


class CannotStartError(Exception):
    """Why the server cannot start, in a sentence with the remedy."""


class _Announced(uvicorn.Server):
    """Says that it listens once it handles signals, so that whoever waits for this can also stop it in order."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listener in sockets or ():
            print(f"Listening on http://{HOST}:{listener.getsockname()[1]}", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until stopped; give the process's exit code."""
    options = _parse(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        _serve(options.port, options.s3_endpoint_url)
    except CannotStartError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:  # also raised by uvicorn, after it has shut down
        return 130
    return 0


def _serve(port: int, s3_endpoint_url: str) -> None:
    credentials = _credentials(os.environ)
    aws_region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"
    with _listen(port) as listener:
        try:
            shared_engine()
        except ValueError as error:
            raise CannotStartError(str(error)) from error
        app = Server(s3_client(s3_endpoint_url, aws_region), credentials).app
        config = uvicorn.Config(app, log_level="warning", lifespan="off", timeout_graceful_shutdown=SHUTDOWN_SECONDS)
        _Announced(config).run(sockets=[listener])


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m local.rekognition", description="A local Amazon Rekognition.")
    parser.add_argument("--port", type=int, required=True, help=f"port to listen on, at {HOST}")
    parser.add_argument("--s3-endpoint-url", required=True, help="where the S3 is that holds the photos")
    return parser.parse_args(arguments)


def _credentials(environment: Mapping[str, str]) -> Credentials:
    key, secret = (environment.get(name, "").strip() for name in CREDENTIALS)
    if not (key and secret):
        raise CannotStartError(
            f"{CREDENTIALS[0 if not key else 1]} is not set: the local Rekognition fetches photos from S3 with "
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of its environment. Set both."
        )
    return Credentials(key, secret)


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise CannotStartError(
                f"Port {port} is taken. Stop the program that listens on it, or choose another --port."
            ) from error
        raise CannotStartError(f"Cannot listen on port {port}: {error}. Choose another --port.") from error
    return listener


if __name__ == "__main__":
    sys.exit(main())
