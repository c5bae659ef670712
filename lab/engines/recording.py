"""Answers of DetectText in a file, so that they are paid for once and others can evaluate from them.

Lines of JSON: first the format and whose answers they are, then an answer a line, by the SHA-256 of the picture that it
is about (of a photo: of its file). It holds neither pictures nor names of files, but it holds the text of plates: it is
personal data, and only its owner may read it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from handler.adapters.rekognition import MIN_WORD_CONFIDENCE_PERCENT
from handler.domain.errors import FAILURE_SENTENCES
from lab.engines.engine import Answer, EngineFailed

FORMAT: Final = 1
_OWNER_ONLY: Final = 0o600
_AWS_DOMAINS: Final = (".amazonaws.com", ".amazonaws.com.cn", ".api.aws")


class RecordingError(Exception):
    """A file cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What DetectText would not look at.

    Parameters
    ----------
    code : str
        A key of `FAILURE_SENTENCES`.
    """

    code: str


Kept = Answer | Refusal


@dataclass(frozen=True, slots=True)
class Source:
    """Whose answers they are.

    Parameters
    ----------
    engine, aws_region, endpoint_url : str
        Who was asked, and where.
    min_word_confidence_percent : float
        From where on words were asked for.
    date : str
        When the first answer was asked for, in UTC.
    """

    engine: str
    aws_region: str
    endpoint_url: str
    min_word_confidence_percent: float
    date: str

    def title(self) -> str:
        """Name it for people; what only speaks the protocol is not called Rekognition."""
        if (urlsplit(self.endpoint_url).hostname or "").endswith(_AWS_DOMAINS):
            return f"Amazon Rekognition in {self.aws_region}"
        return f"what answers as Rekognition at {self.endpoint_url}"

    def asked(self) -> tuple[str, str, str, float]:
        """Give what answers must have in common to stand in one file."""
        return self.engine, self.aws_region, self.endpoint_url, self.min_word_confidence_percent


class Recording:
    """Answers that are known, those of a file among them; new ones are written there as they come.

    Parameters
    ----------
    source : Source
    answers : mapping of str to Answer or Refusal
        By SHA-256.
    file : Path, optional
        Where new ones are written.

    Attributes
    ----------
    source : Source
    loaded : frozenset of str
        What was in the file.
    """

    def __init__(self, source: Source, answers: Mapping[str, Kept], file: Path | None = None) -> None:
        self.source = source
        self.loaded = frozenset(answers)
        self._answers = dict(answers)
        self._file = file

    @classmethod
    def to_replay(cls, file: Path) -> Recording:
        """Take the answers of a file; raises `RecordingError`."""
        source, answers, _ = _read(file)
        if source.min_word_confidence_percent != MIN_WORD_CONFIDENCE_PERCENT:
            raise RecordingError(
                f"{file} holds words from a confidence of {source.min_word_confidence_percent:g} % on, this version "
                f"asks from {MIN_WORD_CONFIDENCE_PERCENT:g} % on. Record anew."
            )
        return cls(source, answers)

    @classmethod
    def to_go_on(cls, file: Path, source: Source) -> Recording:
        """Take the answers of a file that is going to be added to, if it is there yet; raises `RecordingError`."""
        if _is_to_begin(file):
            return cls(source, {}, file)
        begun, answers, _ = _read(file)
        if begun.asked() != source.asked():
            raise RecordingError(f"{file} holds other answers ({begun.title()}, {begun.date}). Name another file.")
        return cls(begun, answers, file)

    def open(self) -> None:
        """Begin the file, or mend its end; raises `RecordingError` when it cannot be written: nothing is paid yet."""
        if self._file is None:
            return
        try:
            if _is_to_begin(self._file):
                _append(self._file, {"format": FORMAT, **asdict(self.source)})
            else:
                _mend(self._file, _read(self._file)[2])
        except OSError as error:
            raise RecordingError(_cannot_write(self._file, error)) from error

    def find(self, key: str) -> Kept | None:
        """Look an answer up by the SHA-256 of its picture."""
        return self._answers.get(key)

    def keep(self, key: str, kept: Kept) -> None:
        """Keep a new answer; raises `EngineFailed` when it cannot be written, since the next ones could not, either."""
        self._answers[key] = kept
        if self._file is None:
            return
        try:
            _append(self._file, {"sha256": key, **_as_json(kept)})
        except OSError as error:
            raise EngineFailed(_cannot_write(self._file, error)) from error


def _cannot_write(file: Path, error: OSError) -> str:
    return f"{file} cannot be written ({error.strerror})."


def _is_to_begin(file: Path) -> bool:
    return not file.exists() or (file.is_file() and not file.stat().st_size)


def _append(file: Path, said: Mapping[str, object]) -> None:
    line = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, _OWNER_ONLY), "wb") as lines:
        lines.write(line)


def _mend(file: Path, whole: bytes) -> None:
    """Take off the end what a run that was killed did not finish to write, so that the next line stands by itself."""
    with file.open("r+b") as lines:
        lines.truncate(len(whole))
        if not whole.endswith(b"\n"):
            lines.seek(0, os.SEEK_END)
            lines.write(b"\n")


def _read(file: Path) -> tuple[Source, dict[str, Kept], bytes]:
    try:
        lines = file.read_bytes().splitlines(keepends=True)
    except OSError as error:
        raise RecordingError(f"{file} cannot be opened ({error.strerror}).") from error
    if len(lines) > 1 and _parsed(lines[-1]) is None:
        lines.pop()
    source = _source(file, lines)
    return source, dict(_entries(file, lines[1:])), b"".join(lines)


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(line)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _source(file: Path, lines: list[bytes]) -> Source:
    head = _parsed(lines[0]) if lines else None
    if head is None or "format" not in head:
        raise RecordingError(f"{file} is not what `--record` writes. Name another file.")
    if head["format"] != FORMAT:
        raise RecordingError(f"{file} has format {head['format']}, this version knows {FORMAT}. Record anew.")
    try:
        return Source(**{field.name: head[field.name] for field in fields(Source)})
    except KeyError as error:
        raise RecordingError(f"{file} does not say its {error.args[0]} in its first line. Record anew.") from error


def _entries(file: Path, lines: Iterable[bytes]) -> Iterable[tuple[str, Kept]]:
    for number, line in enumerate(lines, 2):
        said = _parsed(line) or {}
        kept = _from_json(said)
        if kept is None or not isinstance(said.get("sha256"), str):
            raise RecordingError(f"Line {number} of {file} is no answer. Remove it; its picture is asked for anew.")
        yield said["sha256"], kept


def _as_json(kept: Kept) -> dict[str, object]:
    if isinstance(kept, Refusal):
        return {"refused": kept.code}
    return {"seconds": kept.seconds, "response": kept.response}


def _from_json(said: Mapping[str, Any]) -> Kept | None:
    if said.get("refused") in FAILURE_SENTENCES:
        return Refusal(said["refused"])
    response, seconds = said.get("response"), said.get("seconds")
    if isinstance(response, dict) and isinstance(response.get("TextDetections"), list) and isinstance(seconds, float):
        return Answer(response, seconds)
    return None
