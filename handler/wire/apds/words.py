"""What all of APDS is written with.

Names and values are those of APDS 4.1 (ISO/TS 5206-1): `apds-api-4.1.yaml` of github.com/parkingdata/spec at e10dcfc.
docs/apds.md says what stands for what, and where that document cannot be followed to the letter.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from handler.domain.sites.site import Site
from handler.service.parking.shared import PAGE_SIZE, Shared
from handler.wire.common import Wire

T = TypeVar("T")
Known = Annotated[T | None, Field(exclude_if=lambda value: value is None)]
"""What is left out where it is not known: APDS has no null."""


def _whole_second(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)


Instant = Annotated[datetime, AfterValidator(_whole_second)]
"""APDS writes no fractions of a second."""


class Apds(Wire):
    """What all of it has in common: the names as APDS spells them."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, serialize_by_alias=True)


class ApdsReference(Apds):
    """A reference to one version of something."""

    id: str
    version: int = Field(ge=1)
    class_name: str


class ApdsIdentifier(Apds):
    """What something is known by, and of which kind that is."""

    id: str
    class_name: str


class ApdsText(Apds):
    """A text for people."""

    language: str = Field(pattern="^[a-z]{2}$")
    string: str


class ApdsMeta(Apds):
    """Which part of a list this is."""

    reference_instant: int = Field(ge=0, description="When it was looked at, seconds since 1970.")
    offset: int = Field(ge=0, description="Of the first one.")
    page_size: int = Field(ge=0, description="The most that a page holds.")
    total: int = Field(ge=0, description="On all pages.")

    @classmethod
    def of(cls, page: Shared[Any]) -> ApdsMeta:
        """Say which part a page is."""
        at = int(page.at.timestamp())
        return cls(reference_instant=at, offset=page.offset, page_size=PAGE_SIZE, total=page.total)


def place_reference(site: Site) -> ApdsReference:
    """Refer to a site."""
    return ApdsReference(id=site.site_id, version=site.version, class_name="Place")


def organisation_reference(name: str) -> ApdsReference:
    """Refer to who tells it."""
    return ApdsReference(id=name, version=1, class_name="Organisation")


def apds_text(text: str) -> list[ApdsText]:
    """Write a text of a language that nobody said: APDS asks for one, and has no code for that."""
    return [ApdsText(language="en", string=text)]
