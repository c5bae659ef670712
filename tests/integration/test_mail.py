"""Mail of the local stack, asked for while the local AWS answers, breaks off, or is gone."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator, Sequence

import pytest

from local.mail import NewMail


def _answer(*subjects: str) -> bytes:
    sent = [
        {"To": ["a@example.com"], "Subject": subject, "BodyText": "Hello", "BodyHtml": None, "Timestamp": second}
        for second, subject in enumerate(subjects)
    ]
    body = json.dumps({"messages": {"000000000000": sent}}).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


CUT_OFF = _answer("first")[:-20]
NO_HTTP = b"\r\n\r\n"
RESET = b""


class Endpoint:
    """Answers one connection after the other with the bytes that it was given, then closes it."""

    def __init__(self, answers: Sequence[bytes]) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, args=(answers,))
        self._thread.start()

    def _serve(self, answers: Sequence[bytes]) -> None:
        with self._listener:
            for answer in answers:
                connection, _ = self._listener.accept()
                with connection:
                    if answer:  # else what was asked is left unread, so that the connection is reset
                        connection.recv(65536)
                    connection.sendall(answer)

    def close(self) -> None:
        self._thread.join(10)


@pytest.fixture
def answering(request: pytest.FixtureRequest) -> Iterator[NewMail]:
    endpoint = Endpoint(request.param)
    yield NewMail(endpoint.url)
    endpoint.close()


@pytest.mark.parametrize("answering", [[_answer("first"), _answer("first", "second", "third")]], indirect=True)
def test_only_what_came_since_the_last_look_is_new_oldest_first(answering: NewMail) -> None:
    assert answering.fetch() == []
    assert [mail.subject for mail in answering.fetch()] == ["second", "third"]


@pytest.mark.parametrize(
    "answering",
    [[broken, _answer("first"), broken, _answer("first", "second")] for broken in (RESET, CUT_OFF, NO_HTTP)],
    ids=("reset", "cut off", "no HTTP"),
    indirect=True,
)
def test_a_local_aws_that_breaks_off_is_asked_again_and_no_mail_is_missed(answering: NewMail) -> None:
    looks = [[mail.subject for mail in answering.fetch()] for _ in range(4)]

    assert looks == [[], [], [], ["second"]]


@pytest.mark.parametrize("answering", [[]], indirect=True)
def test_a_local_aws_that_is_gone_has_no_mail(answering: NewMail) -> None:
    assert answering.fetch() == []
