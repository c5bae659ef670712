"""Parses the XML that devices send, with what could harm us switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException

from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.limits import MAX_DEPTH
from handler.domain.cameras.xml_node import XmlNode

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


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
        root = defusedxml.ElementTree.fromstring(text, forbid_dtd=True)
    except DefusedXmlException as error:
        raise BadMessage("xml_entities") from error
    except (ParseError, ValueError, LookupError) as error:  # the latter for encodings that nobody knows
        raise BadMessage("bad_xml") from error
    return _node(root, MAX_DEPTH)


def _node(element: Element, levels: int) -> XmlNode:
    if levels == 0:
        raise BadMessage("too_deep")
    children = tuple(_node(child, levels - 1) for child in element)
    return XmlNode(element.tag.rpartition("}")[2], (element.text or "").strip(), children)
