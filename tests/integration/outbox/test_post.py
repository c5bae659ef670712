"""One POST to receivers of all kinds, on this machine: those that redirect, are slow, send far too much, or lie."""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from handler.adapters.telling.post import Post
from handler.domain.events.answer import Answer, Outcome, Trouble

HOST: Final = "127.0.0.1"
Behave = Callable[[socket.socket], None]


@contextmanager
def a_receiver(behave: Behave, context: ssl.SSLContext | None = None) -> Iterator[tuple[int, list[bytes]]]:
    """Serve on a free port; gives the port and the first bytes of each request."""
    seen: list[bytes] = []
    with socket.create_server((HOST, 0)) as server:
        server.settimeout(0.05)
        over = threading.Event()

        def serve() -> None:
            while not over.is_set():
                try:
                    plain, _ = server.accept()
                except TimeoutError:
                    continue
                try:
                    with closing(context.wrap_socket(plain, server_side=True) if context else plain) as stream:
                        stream.settimeout(2)
                        seen.append(stream.recv(65536))
                        behave(stream)
                except OSError:
                    plain.close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield server.getsockname()[1], seen
        finally:
            over.set()
            thread.join()


def says(text: str) -> Behave:
    return lambda stream: stream.sendall(text.encode())


def post(port: int, path: str = "/in?key=1", **about: float) -> Answer:
    return Post(loopback_allowed=True, **about)(f"http://{HOST}:{port}{path}", b"{}", {"webhook-id": "evt1"})  # type: ignore[arg-type]


def test_an_event_is_posted_as_it_is() -> None:
    with a_receiver(says("HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\nok")) as (port, seen):
        answer = post(port)
    assert answer == Answer(202, "ok")
    (request,) = seen
    assert request.startswith(b"POST /in?key=1 HTTP/1.1\r\n")
    assert f"host: {HOST}:{port}\r\n".encode() in request
    assert b"webhook-id: evt1\r\n" in request


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"])
def test_redirects_are_not_followed(status: str) -> None:
    with a_receiver(says("HTTP/1.1 200 OK\r\n\r\n")) as (other, unasked):
        location = f"HTTP/1.1 {status}\r\nLocation: http://{HOST}:{other}/\r\nContent-Length: 0\r\n\r\n"
        with a_receiver(says(location)) as (port, _):
            assert post(port).outcome is Outcome.AGAIN
    assert unasked == []


def test_of_an_answer_without_end_a_little_is_read() -> None:
    sent = 0

    def pours(stream: socket.socket) -> None:
        nonlocal sent
        stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n")
        for _ in range(1024):
            sent += stream.send(b"x" * 1024**2)

    with a_receiver(pours) as (port, _):
        answer = post(port)
    assert (answer.status, len(answer.text)) == (200, 1024)
    assert sent < 100 * 1024**2


@pytest.mark.parametrize("begin", [b"", b"HTTP/1.1 100 Continue\r\n\r\n"])
def test_a_receiver_that_sends_a_byte_now_and_then_is_left_when_the_time_is_up(begin: bytes) -> None:
    def drips(stream: socket.socket) -> None:
        stream.sendall(begin)
        for _ in range(100):
            stream.sendall(b"x")
            threading.Event().wait(0.05)

    with a_receiver(drips) as (port, _):
        assert post(port, whole_seconds=0.3) == Answer(trouble=Trouble.TIMED_OUT)


def test_what_a_receiver_said_before_its_time_was_up_counts() -> None:
    def stalls(stream: socket.socket) -> None:
        stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf")
        threading.Event().wait(0.6)

    with a_receiver(stalls) as (port, _):
        assert post(port, whole_seconds=0.3).status == 200


@pytest.mark.parametrize(
    ("said", "trouble"),
    [("", Trouble.NO_CONNECTION), ("SSH-2.0-OpenSSH\r\n", Trouble.NO_HTTP), ("HTTP/1.1 abc\r\n\r\n", Trouble.NO_HTTP)],
)
def test_what_is_no_http_is_told(said: str, trouble: Trouble) -> None:
    with a_receiver(says(said)) as (port, _):
        answer = post(port)
    assert answer.status is None
    assert answer.trouble in (trouble, Trouble.NO_CONNECTION, Trouble.NO_HTTP)


def test_control_characters_of_an_answer_are_not_kept() -> None:
    with a_receiver(says("HTTP/1.1 500 No\r\nContent-Length: 9\r\n\r\na\x1b[31mb\n\x00")) as (port, _):
        assert post(port).text == "a\N{REPLACEMENT CHARACTER}[31mb\n\N{REPLACEMENT CHARACTER}"


def test_nobody_there_is_told() -> None:
    with socket.create_server((HOST, 0)) as server:
        port = server.getsockname()[1]
    assert post(port) == Answer(trouble=Trouble.NO_CONNECTION)


def test_an_unknown_name_is_told() -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise socket.gaierror("no such name")

    assert Post(resolver=unknown)("https://nobody.example/", b"{}", {}) == Answer(trouble=Trouble.NAME_UNKNOWN)


@pytest.mark.parametrize("url", ["http://receiver.example/", "http://127.0.0.1:1/", "https://127.0.0.1:1/"])
def test_outside_a_laptop_neither_http_nor_this_machine_is_called(url: str) -> None:
    post = Post(resolver=lambda host, _port: [host])
    assert post(url, b"{}", {}) == Answer(trouble=Trouble.ADDRESS_REFUSED)


def test_a_name_that_leads_elsewhere_at_the_second_look_is_looked_up_once() -> None:
    """The address that was checked is the one that is called."""
    looks: list[str] = []

    def changes(host: str, _port: int) -> list[str]:
        looks.append(host)
        return [HOST] if len(looks) == 1 else ["169.254.169.254"]

    with a_receiver(says("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) as (port, seen):
        answer = Post(loopback_allowed=True, resolver=changes)(f"http://localhost:{port}/", b"{}", {})
    assert (answer.status, looks, len(seen)) == (200, ["localhost"], 1)


def test_a_name_that_leads_inside_is_not_called() -> None:
    with a_receiver(says("HTTP/1.1 200 OK\r\n\r\n")) as (port, seen):
        answer = Post(resolver=lambda _host, _port: [HOST])(f"https://receiver.example:{port}/", b"{}", {})
    assert (answer, seen) == (Answer(trouble=Trouble.ADDRESS_REFUSED), [])


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate of receiver.example, with its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = dt.datetime.now(dt.UTC)
    names = [x509.DNSName("receiver.example"), x509.IPAddress(ipaddress.ip_address("192.0.2.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("certificate") / "both.pem"
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(text + made.public_bytes(serialization.Encoding.PEM))
    return file


def over_tls(certificate: Path, host: str, *, trusted: bool = True) -> tuple[Answer, list[str]]:
    names: list[str] = []
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(certificate)
    serving.sni_callback = lambda _socket, name, _context: names.append(str(name))

    def context() -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(certificate) if trusted else None)

    calls = Post(loopback_allowed=True, resolver=lambda _host, _port: [HOST], context=context)
    with a_receiver(says("HTTP/1.1 204 No Content\r\n\r\n"), serving) as (port, _):
        return calls(f"https://{host}:{port}/", b"{}", {}), names


def test_the_certificate_is_asked_for_and_checked_by_the_name_though_the_address_is_called(certificate: Path) -> None:
    assert over_tls(certificate, "receiver.example") == (Answer(204), ["receiver.example"])


def test_a_certificate_of_another_name_or_of_nobody_known_is_refused(certificate: Path) -> None:
    assert over_tls(certificate, "other.example")[0] == Answer(trouble=Trouble.CERTIFICATE)
    assert over_tls(certificate, "receiver.example", trusted=False)[0] == Answer(trouble=Trouble.CERTIFICATE)
