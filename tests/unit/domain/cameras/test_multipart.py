"""Forms, as odd devices write them."""

from __future__ import annotations

import re
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.limits import MAX_PART_HEADER_BYTES, MAX_PARTS
from handler.domain.cameras.multipart import parts_of
from handler.domain.cameras.parts import Part
from tests.support.devices import FORM, PHOTO, in_form

XML = ('name="anpr.xml"; filename="anpr.xml"', b"<a/>")
SCENE = ('name="detectionPicture.jpg"; filename="1"', PHOTO)
BODY = in_form(XML, SCENE)


def with_headers(old: bytes, new: bytes) -> bytes:
    """Write the form's lines otherwise; the picture stays as it is."""
    return BODY.replace(PHOTO, b"@").replace(old, new).replace(b"@", PHOTO)


PARTS = (Part("anpr.xml", "anpr.xml", b"<a/>"), Part("detectionPicture.jpg", "1", PHOTO))

ODD = {
    "as it should be": (BODY, FORM),
    "boundary in quotes": (BODY, 'multipart/form-data; boundary="boundary"'),
    "boundary in capitals": (BODY, "Multipart/Form-Data; Boundary=boundary; charset=utf-8"),
    "boundary not named": (BODY, "multipart/form-data"),
    "no content type": (BODY, ""),
    "boundary named with its dashes": (BODY, "multipart/form-data; boundary=--boundary"),
    "dashes counted twice": (with_headers(b"--boundary", b"----boundary"), "multipart/form-data; boundary=--boundary"),
    "blank lines before": (b"\r\n\r\n" + BODY, FORM),
    "a preamble": (b"This is a message in parts.\r\n" + BODY, FORM),
    "blanks behind the boundary": (with_headers(b"--boundary\r\n", b"--boundary  \r\n"), FORM),
    "a blank line before the headers": (with_headers(b"--boundary\r\n", b"--boundary\r\n\r\n"), FORM),
    "no line end at the end": (BODY.removesuffix(b"\r\n"), FORM),
    "something behind the end": (BODY + b"and more\r\n--boundary\r\n", FORM),
    "a wrong length": (with_headers(b"\r\n\r\n", b"\r\nContent-Length: 7\r\n\r\n"), FORM),
    "no blank behind the semicolon": (with_headers(b"; ", b";"), FORM),
    "names without quotes": (with_headers(b'"', b""), FORM),
    "the file's name first": (
        BODY.replace(b'name="anpr.xml"; filename="anpr.xml"', b"filename=anpr.xml; name=anpr.xml"),
        FORM,
    ),
    "headers in small letters": (with_headers(b"Content-Disposition", b"content-disposition"), FORM),
    "other headers first": (
        BODY.replace(b"Content-Disp", b"X-Odd: 1\r\nContent-Type: image/jpeg\r\nContent-Disp"),
        FORM,
    ),
    "a header that goes on": (with_headers(b"form-data; ", b"form-data;\r\n  "), FORM),
}


@pytest.mark.parametrize(("body", "content_type"), ODD.values(), ids=ODD)
def test_what_odd_devices_write_is_taken_apart(body: bytes, content_type: str) -> None:
    assert parts_of(body, content_type) == PARTS


def test_lines_that_end_in_lf_alone_are_lines() -> None:
    body = b"".join(
        b"--boundary\nContent-Disposition: form-data; name=" + name + b"\n\n" + content + b"\n"
        for name, content in ((b"anpr.xml", b"<a/>"), (b"picture", PHOTO))
    )
    assert parts_of(body + b"--boundary--\n", FORM) == (Part("anpr.xml", "", b"<a/>"), Part("picture", "", PHOTO))


def test_a_part_without_headers_or_a_name_is_a_part() -> None:
    body = b"--boundary\r\n\r\nplain\r\n--boundary\r\nContent-Type: image/jpeg\r\n\r\n" + PHOTO + b"\r\n--boundary--"
    assert parts_of(body, FORM) == (Part("", "", b"plain"), Part("", "", PHOTO))


@pytest.mark.parametrize("end", [b"", b"\r\n", b"--bound"], ids=["nothing", "a line end", "half a boundary"])
def test_what_no_boundary_ends_is_not_whole(end: bytes) -> None:
    xml, picture = parts_of(in_form(XML, SCENE, end=b"").removesuffix(b"\r\n") + end, FORM)
    assert (xml, picture.is_whole) == (PARTS[0], False)
    assert picture.content.startswith(PHOTO)


def test_an_empty_form_has_no_parts() -> None:
    assert parts_of(b"--boundary--\r\n", FORM) == ()


def test_a_name_that_holds_marks_is_a_name() -> None:
    body = in_form(('name="a;filename=b"; filename="c \\"d\\".jpg"', b"1"))
    assert parts_of(body, FORM)[0].name == "a;filename=b"
    assert parts_of(body, FORM)[0].file_name == 'c \\"d\\".jpg'


@pytest.mark.parametrize(
    ("body", "content_type", "code"),
    [
        (b"no boundary anywhere", FORM, "bad_multipart"),
        (b"no boundary anywhere", "multipart/form-data", "bad_multipart"),
        (in_form(*[XML] * (MAX_PARTS + 1)), FORM, "too_many_parts"),
        (in_form(*[XML] * 5000), FORM, "too_many_parts"),
        (in_form((f'name="{"x" * MAX_PART_HEADER_BYTES}"', b"")), FORM, "headers_too_large"),
        (in_form(("name=a\r\nX: " + "y" * 2_000_000, b"")), FORM, "headers_too_large"),
    ],
)
def test_what_goes_too_far_is_refused(body: bytes, content_type: str, code: str) -> None:
    with pytest.raises(BadMessage) as raised:
        parts_of(body, content_type)
    assert raised.value.code == code


def test_the_most_parts_are_taken() -> None:
    assert len(parts_of(in_form(*[XML] * MAX_PARTS), FORM)) == MAX_PARTS
    assert len(parts_of(in_form(*[XML] * MAX_PARTS, end=b""), FORM)) == MAX_PARTS


@given(st.lists(st.binary(max_size=80), max_size=MAX_PARTS), st.sampled_from([b"\n", b"\r\n"]))
def test_any_bytes_come_out_as_they_went_in(contents: list[bytes], line_end: bytes) -> None:
    contents = [one for one in contents if b"boundary" not in one]
    body = b"".join(
        b"--boundary" + line_end + b"Content-Disposition: form-data; name=x" + 2 * line_end + one + line_end
        for one in contents
    )
    found = [part.content for part in parts_of(body + b"--boundary--" + line_end, FORM)]
    # Where a line ends in LF alone, a CR at the end of the content cannot be told from a part of the line's end.
    assert found == ([one.removesuffix(b"\r") for one in contents] if line_end == b"\n" else contents)


@given(st.binary(max_size=400), st.text(max_size=60))
def test_no_bytes_do_harm(body: bytes, content_type: str) -> None:
    for one in (body, b"--boundary\r\n" + body, in_form(XML, end=b"") + body):
        with suppress(BadMessage):
            assert all(isinstance(part, Part) for part in parts_of(one, content_type))


@pytest.mark.parametrize("line", [b"\n", b"\r\n"])
def test_millions_of_blank_lines_take_no_memory_beside_the_body(line: bytes) -> None:
    body = b"--boundary\r\n" + line * (2_000_000 // len(line)) + b"--boundary--\r\n"
    tracemalloc.start()
    try:
        parts_of(body, FORM)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 6 * len(body)


BITS = st.sampled_from(
    [b"--", b"-", b"b-1", b"--b-1", b"--b-1--", b"\r\n", b"\n", b" ", b"\t", b"a", b"name=a", b"-" * 200, b"-" * 199]
)


FIRST_LINE = re.compile(rb"\s*--[!-~]+[ \t]*\r?\n")
LINE = re.compile(rb"(?:\A|\r?\n)-{2,200}b-1(--)?[ \t]*(?=\r?\n|\Z)")
"""The same as one expression, which is slow on large bodies."""


@given(st.lists(BITS, max_size=30).map(b"".join))
def test_a_body_is_cut_where_lines_of_dashes_and_the_boundary_are(body: bytes) -> None:
    found = list(LINE.finditer(body))
    last = next((place for place, one in enumerate(found) if one[1]), len(found))
    if not found:
        if not FIRST_LINE.match(body):  # which is taken for the boundary where the header tells another one
            with pytest.raises(BadMessage, match="bad_multipart"):
                parts_of(body, "multipart/form-data; boundary=b-1")
        return
    ends = [*(one.start() for one in found[1 : last + 1]), len(body)]
    parts = parts_of(body, "multipart/form-data; boundary=b-1")
    assert len(parts) == last
    for part, begin, end in zip(parts, found, ends, strict=False):
        assert part.content in body[begin.end() : end]


def test_a_boundary_of_dashes_alone_is_none() -> None:
    with pytest.raises(BadMessage, match="bad_multipart"):
        parts_of(b"------\r\n\r\n1\r\n------\r\n", "multipart/form-data; boundary=----")
