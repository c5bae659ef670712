"""One POST to an address that was checked: within a time, following nothing, reading little."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import field
from typing import Final
from urllib.parse import SplitResult, urlsplit

from handler.adapters.telling.guard import Refused, Resolve, checked_addresses, resolve
from handler.domain.classes.quick import quick_dataclass
from handler.domain.events.answer import KEPT_BYTES, Answer, Trouble
from handler.domain.events.channel_checks import is_loopback

WHOLE_SECONDS: Final = 15.0
"""From looking up the name to the last byte that is read, whatever the receiver does."""

_PORTS: Final = {"https": 443, "http": 80}


@quick_dataclass(frozen=True, slots=True)
class Post:
    """Posts.

    Parameters
    ----------
    loopback_allowed : bool
        Whether this machine may be called, by http too: on a laptop alone.
    resolver : callable
        Gives the addresses of a name.
    whole_seconds : float
        How long all of it may take.
    context : callable
        Makes what checks certificates.
    """

    loopback_allowed: bool = False
    resolver: Resolve = resolve
    whole_seconds: float = WHOLE_SECONDS
    context: Callable[[], ssl.SSLContext] = field(default=ssl.create_default_context)

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Make one request.

        Parameters
        ----------
        url : str
        body : bytes
        headers : mapping of str to str

        Returns
        -------
        Answer
            What came of it, whatever that is.
        """
        parts, ends_at = urlsplit(url), time.monotonic() + self.whole_seconds
        try:
            return self._request(parts, body, headers, ends_at)
        except Refused:
            return Answer(trouble=Trouble.ADDRESS_REFUSED)
        except socket.gaierror:
            return Answer(trouble=Trouble.NAME_UNKNOWN)
        except ssl.SSLCertVerificationError:
            return Answer(trouble=Trouble.CERTIFICATE)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Answer(trouble=_trouble(error, is_late=time.monotonic() >= ends_at))

    def _request(self, parts: SplitResult, body: bytes, headers: Mapping[str, str], ends_at: float) -> Answer:
        host, port = parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)
        if parts.scheme != "https" and not (parts.scheme == "http" and self.loopback_allowed and is_loopback(host)):
            raise Refused
        with closing(self._connected(host, port, parts.scheme, ends_at)) as stream:
            watch = threading.Timer(max(ends_at - time.monotonic(), 0.0), _cut, [stream])
            watch.daemon = True
            watch.start()
            try:
                return _exchange(stream, parts, body, headers)
            finally:
                watch.cancel()

    def _connected(self, host: str, port: int, scheme: str, ends_at: float) -> socket.socket:
        """Connect to an address that was checked, and have the certificate shown for the name."""
        addresses = checked_addresses(host, port, self.resolver, loopback_allowed=self.loopback_allowed)
        stream = _first_of(addresses, port, ends_at)
        if scheme == "http":
            return stream
        stream.settimeout(_left(ends_at))
        try:
            return self.context().wrap_socket(stream, server_hostname=host)
        except OSError:
            stream.close()
            raise


def _first_of(addresses: Sequence[str], port: int, ends_at: float) -> socket.socket:
    failed: OSError = socket.gaierror("no address")
    for address in addresses:
        try:
            return socket.create_connection((address, port), timeout=_left(ends_at))
        except OSError as error:
            failed = error
    raise failed


def _exchange(stream: socket.socket, parts: SplitResult, body: bytes, headers: Mapping[str, str]) -> Answer:
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    connection.sock = stream
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.request("POST", path, body, {"host": parts.netloc, "connection": "close", **headers})
    answer = connection.getresponse()
    try:
        text = answer.read(KEPT_BYTES).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        text = ""  # what it means stands in the status, which is there
    return Answer(answer.status, _printable(text), answer.getheader("retry-after"))


def _cut(stream: socket.socket) -> None:
    """End a connection whose time is up: a receiver that sends a byte now and then would hold it for ever."""
    try:
        socket.socket.shutdown(stream, socket.SHUT_RDWR)  # TLS's own would first say goodbye to whom it waits for
    except OSError:  # it has ended by itself
        return


def _left(ends_at: float) -> float:
    left = ends_at - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _trouble(error: Exception, *, is_late: bool) -> Trouble:
    if is_late or isinstance(error, TimeoutError):
        return Trouble.TIMED_OUT
    return Trouble.NO_HTTP if isinstance(error, http.client.HTTPException | ValueError) else Trouble.NO_CONNECTION


def _printable(text: str) -> str:
    return "".join(one if one.isprintable() or one in "\n\t" else "\N{REPLACEMENT CHARACTER}" for one in text)
