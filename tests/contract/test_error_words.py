"""Who reads Vietnamese is told of every error in Vietnamese."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from handler.domain import errors
from handler.domain.errors import CONFLICT_SENTENCES, RequestError
from handler.edge import answers

ROOT = Path(__file__).parents[2]
VIETNAMESE = ROOT / "frontend" / "src" / "lib" / "texts" / "vi" / "app.ts"


def kinds_of(kind: type[RequestError]) -> Iterator[type[RequestError]]:
    for one in kind.__subclasses__():
        yield one
        yield from kinds_of(one)


def codes() -> set[str]:
    """What the API names an error by: in the errors of requests, and in answers that come of no such error."""
    of_requests = (inspect.getsource(kind) for kind in kinds_of(RequestError) if kind.__module__ == errors.__name__)
    found = {code for source in of_requests for code in re.findall(r'(?:__init__\(|code: str = )"(\w+)"', source)}
    return found | set(CONFLICT_SENTENCES) | set(re.findall(r'_error_body\("(\w+)"', inspect.getsource(answers)))


def test_every_code_of_an_error_has_its_sentence() -> None:
    text = VIETNAMESE.read_text(encoding="utf-8")
    block = text[text.index("byCode: {") :]
    assert {"invalid_request", "quota_exceeded", "internal_error", "try_again", "decided_meanwhile"} <= codes()
    assert codes() == set(re.findall(r"^\s+(\w+):", block[len("byCode: {") : block.index("}")], re.MULTILINE))


def test_every_conflict_says_which_one_it_is() -> None:
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "handler").rglob("*.py"))
    raised = [code for source in sources for code in re.findall(r"(?<!class )\bConflict\(\s*(\S+?)[,)\s]", source)]
    assert {code.strip('"') for code in raised} == set(CONFLICT_SENTENCES)
