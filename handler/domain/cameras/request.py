"""What came through a camera's door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from handler.domain.classes.quick import quick_dataclass


@quick_dataclass(frozen=True, slots=True)
class DeviceRequest:
    """A request as a device made it, without the part of the address that holds its secret.

    Attributes
    ----------
    method : str
        In capitals.
    path : str
        What follows the camera's own address, decoded; empty when nothing does.
    content_type : str
        As the header said; empty when there was none.
    body : bytes
        Not encoded any more.
    query : Mapping of str to str
        The parameters of the address, decoded.
    """

    method: str
    path: str
    content_type: str
    body: bytes
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def file_name(self) -> str:
        """The last piece of the path."""
        return self.path.rstrip("/").rpartition("/")[2]
