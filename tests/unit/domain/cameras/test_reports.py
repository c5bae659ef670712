"""Reports in JSON and pictures in base64: limits before anything is parsed, and pictures of megabytes in between."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.base64_text import bytes_of
from handler.domain.cameras.fields import at, is_true, number_of, text_of
from handler.domain.cameras.json_text import LONG_BYTES, LongText, json_of
from handler.domain.cameras.limits import MAX_DEPTH, MAX_TEXT_BYTES
from handler.domain.cameras.parts import fields_of_form
from tests.support.devices import PHOTO

ENCODED = base64.b64encode(PHOTO).decode()
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


def code_of_json(text: bytes) -> str:
    with pytest.raises(BadMessage) as raised:
        json_of(text)
    return raised.value.code


def code_of_base64(text: object) -> str:
    with pytest.raises(BadMessage) as raised:
        bytes_of(text)
    return raised.value.code


def test_a_picture_is_set_aside_and_the_rest_is_read() -> None:
    picture = base64.b64encode(bytes(2_000_000)).decode()
    found = json_of(json.dumps({"a": [picture, {"b": "short"}, picture]}).encode())
    assert found == {"a": [LongText(picture.encode()), {"b": "short"}, LongText(picture.encode())]}


def test_reports_in_chinese_characters_of_either_encoding_are_read_beside_a_picture() -> None:
    report = {"PlateNumber": "京A99999", "Content": "A" * 4000}
    for encoding in ("utf-8", "gb18030", "utf-8-sig"):
        found = json_of(json.dumps(report, ensure_ascii=False).encode(encoding))
        assert found == {"PlateNumber": "京A99999", "Content": LongText(b"A" * 4000)}


@given(st.dictionaries(st.text(max_size=6), VALUES, max_size=5), st.booleans())
def test_what_is_json_is_read_as_it_is(report: dict[str, Any], ascii_only: bool) -> None:
    text = json.dumps(report, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    if ascii_only:
        assert json_of(text) == json.loads(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"{", "bad_json"),
        (b'{"a": }', "bad_json"),
        (b"[1]", "bad_json"),
        (b'{"a": ' + b"9" * 5000 + b"}", "bad_json"),
        (b"[" * (MAX_DEPTH + 1), "too_deep"),
        (b'{"a":' * 50_000, "too_deep"),
        (b'{"a": "' + b'","'.join([b"x" * 1000] * 300) + b'"}', "text_too_large"),
        (b'{"a": ' + b" " * MAX_TEXT_BYTES + b"1}", "text_too_large"),
        (b'""' * 3_000_000, "text_too_large"),
        (b'"' + b'\\"' * 3_000_000, "bad_json"),
        (b'{"a": "' + b"x" * 3_000_000, "bad_json"),
    ],
    ids=range(11),
)
def test_what_goes_too_far_is_refused_before_it_is_parsed(text: bytes, code: str) -> None:
    assert code_of_json(text) == code


def test_brackets_in_texts_nest_nothing() -> None:
    assert json_of(b'{"a": "' + b"[" * 100 + b'\\"["}') == {"a": "[" * 100 + '"['}


def test_a_text_that_looks_like_a_stand_in_is_a_text_unless_a_picture_has_its_number() -> None:
    assert json_of(b'{"a": "\\ue0000", "b": "\\ue000x", "c": "\\ue000"}') == {
        "a": "\ue0000",
        "b": "\ue000x",
        "c": "\ue000",
    }


@pytest.mark.parametrize(
    "text",
    [
        ENCODED,
        ENCODED.rstrip("="),
        f"data:image/jpeg;base64,{ENCODED}",
        f" {ENCODED}\n",
        base64.encodebytes(PHOTO),
        LongText(ENCODED.replace("/", "\\/").encode()),
        LongText(base64.encodebytes(PHOTO).replace(b"\n", b"\\r\\n")),
    ],
    ids=["plain", "no end", "address", "blanks around", "lines", "escaped slashes", "escaped lines"],
)
def test_base64_of_devices_is_read(text: object) -> None:
    assert bytes_of(text) == PHOTO


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENCODED.replace("A", " "), "base64_blanks"),
        (ENCODED[:8] + "\t" + ENCODED[8:], "base64_blanks"),
        (base64.urlsafe_b64encode(b"\xff\xef\xbf" * 9), "bad_base64"),
        (ENCODED + "é", "bad_base64"),
        ("=" + ENCODED, "bad_base64"),
        (ENCODED + "====AAAA", "bad_base64"),
        ("A", "bad_base64"),
        (7, "bad_base64"),
        (None, "bad_base64"),
        ({}, "bad_base64"),
    ],
    ids=range(10),
)
def test_base64_that_is_not_read_for_certain_is_refused(text: object, code: str) -> None:
    assert code_of_base64(text) == code


def test_a_form_without_files_has_its_fields_in_their_order() -> None:
    fields = fields_of_form(b"json=%7B%22a%22:+1%7D&regions=vn&regions=th&empty=&%E4%BA%AC=%FF")
    assert [(one.name, one.content) for one in fields] == [
        ("json", b'{"a": 1}'),
        ("regions", b"vn"),
        ("regions", b"th"),
        ("empty", b""),
        ("京", "�".encode()),
    ]


def test_a_form_of_thousands_of_fields_is_refused() -> None:
    with pytest.raises(BadMessage, match="more than 64 fields"):
        fields_of_form(b"&".join([b"a=1"] * 5000))


@given(VALUES)
def test_no_value_of_a_report_does_harm(value: object) -> None:
    assert isinstance(text_of(value), str | None)
    assert isinstance(number_of(value), float | None)
    assert is_true(value) in (True, False)
    at(value, "a", 0, "b")


@pytest.mark.parametrize(
    ("value", "text", "number"),
    [
        (" a ", "a", None),
        (7, "7", 7.0),
        ("0.5", "0.5", 0.5),
        ("nan", "nan", None),
        (True, None, None),
        ("", None, None),
    ],
)
def test_words_and_numbers_are_taken_as_they_are_written(value: object, text: str | None, number: float | None) -> None:
    assert (text_of(value), number_of(value)) == (text, number)


@pytest.mark.parametrize("value", ["x" * 300, 10**300, "a\0b", LongText(b"x" * (LONG_BYTES + 1)), [], {}])
def test_what_is_no_word_is_none(value: object) -> None:
    assert text_of(value) is None
