"""XML as the domain sees it: names without their namespaces. What parses it safely is an adapter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from handler.domain.classes.quick import quick_dataclass


@quick_dataclass(frozen=True, slots=True)
class XmlNode:
    """An element.

    Attributes
    ----------
    name : str
        Without its namespace: devices differ in it, or have none.
    text : str
        What stands directly in it, without blanks around.
    children : tuple of XmlNode
    """

    name: str
    text: str = ""
    children: tuple[XmlNode, ...] = ()

    def at(self, *path: str) -> XmlNode | None:
        """Walk down by names, taking the first of each; None where there is none."""
        node: XmlNode | None = self
        for name in path:
            node = next((one for one in node.children if one.name == name), None) if node else None
        return node

    def text_at(self, *path: str) -> str | None:
        """Give the text at a place; None when there is none."""
        node = self.at(*path)
        return node.text or None if node else None

    def all_named(self, name: str) -> Iterator[XmlNode]:
        """Find elements by name at any depth."""
        for one in self.children:
            if one.name == name:
                yield one
            yield from one.all_named(name)


class XmlReader(Protocol):
    """Parses XML that a stranger wrote."""

    def __call__(self, text: bytes) -> XmlNode:
        """Parse; raises BadMessage ``bad_xml``, ``xml_entities`` or ``too_deep``."""
