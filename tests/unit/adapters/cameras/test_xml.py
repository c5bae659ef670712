"""XML that a stranger wrote."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.adapters.cameras.xml import read_xml
from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.limits import MAX_DEPTH
from handler.domain.cameras.xml_node import XmlNode

ENTITY = b'<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]><a>&a9;</a>"
)
FILE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


@pytest.mark.parametrize(
    "text",
    [
        b'<a xmlns="http://www.hikvision.com/ver20/XMLSchema"><b> 1 </b><c><d>2</d></c></a>',
        b'<x:a xmlns:x="http://www.isapi.org/ver20/XMLSchema"><x:b>1</x:b><x:c><x:d>2</x:d></x:c></x:a>',
        b'<?xml version="1.0" encoding="UTF-8"?>\n<a><b>1</b><!-- - --><c><d>2</d></c></a>',
    ],
)
def test_names_are_the_same_in_any_namespace(text: bytes) -> None:
    node = read_xml(text)
    assert node == XmlNode("a", "", (XmlNode("b", "1"), XmlNode("c", "", (XmlNode("d", "2"),))))
    assert (node.text_at("c", "d"), node.text_at("c"), node.text_at("e", "f")) == ("2", None, None)
    assert [one.text for one in node.all_named("d")] == ["2"]


@pytest.mark.parametrize("text", [ENTITY, LAUGHS, FILE, b"<!DOCTYPE a><a/>"], ids=["one", "laughs", "file", "type"])
def test_entities_and_document_types_are_refused(text: bytes) -> None:
    with pytest.raises(BadMessage) as raised:
        read_xml(text)
    assert raised.value.code == "xml_entities"


@pytest.mark.parametrize(
    "text",
    [b"", b"<a>", b"<a></b>", b"no xml", b"<a>&nbsp;</a>", b'<?xml version="1.0" encoding="odd"?><a/>', b"\xff\xfe<"],
)
def test_what_is_no_xml_is_refused(text: bytes) -> None:
    with pytest.raises(BadMessage) as raised:
        read_xml(text)
    assert raised.value.code == "bad_xml"


def test_what_nests_too_deep_is_refused() -> None:
    assert read_xml(b"<a>" * MAX_DEPTH + b"</a>" * MAX_DEPTH).name == "a"
    with pytest.raises(BadMessage) as raised:
        read_xml(b"<a>" * 30_000 + b"</a>" * 30_000)
    assert raised.value.code == "too_deep"


@given(st.binary(max_size=100), st.text(max_size=60))
def test_no_bytes_do_harm(raw: bytes, text: str) -> None:
    for one in (raw, b"<a>" + raw + b"</a>", text.encode("utf-8", "replace"), b"<?xml" + raw):
        with suppress(BadMessage):
            assert isinstance(read_xml(one), XmlNode)
