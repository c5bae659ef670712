"""Parses the XML that devices send, with what could harm us switched off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException

from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.limits import MAX_DEPTH
from handler.domain.cameras.readable import decoded
from handler.domain.cameras.xml_node import XmlNode

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


_DECLARED: Final = re.compile(rb"""<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})""")
_OF_SEVERAL_BYTES: Final = (b"utf", b"ucs", b"gb", b"big5", b"euc", b"hz", b"iso-10646", b"shift", b"cp936")


def read_xml(text: bytes) -> XmlNode:
    """Parse XML.

    Parameters
    ----------
    text : bytes
        Not longer than the caller bears.

    Returns
    -------
    XmlNode
        The root.

    Raises
    ------
    BadMessage
        ``xml_entities`` for any document type or entity, ``too_deep``, or ``bad_xml``.
    """
    try:
        root = defusedxml.ElementTree.fromstring(_known(text), forbid_dtd=True)
    except DefusedXmlException as error:
        raise BadMessage("xml_entities") from error
    except (ParseError, ValueError, LookupError) as error:  # the latter for encodings that nobody knows
        raise BadMessage("bad_xml") from error
    return _node(root, MAX_DEPTH)


def _known(text: bytes) -> bytes | str:
    """Decode what expat does not: it knows no encoding of several bytes but Unicode's, and believes what a text says.

    Who feeds it characters is believed instead.
    """
    declared = _DECLARED.match(text)
    is_of_one_byte = declared and not declared[1].lower().startswith(_OF_SEVERAL_BYTES)
    return text if is_of_one_byte else decoded(text)


def _node(element: Element, levels: int) -> XmlNode:
    if levels == 0:
        raise BadMessage("too_deep")
    children = tuple(_node(child, levels - 1) for child in element)
    return XmlNode(element.tag.rpartition("}")[2], (element.text or "").strip(), children)
