"""Entries of lists as people type them: what is taken, what is refused, and why."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from handler.domain.characters import SHORTEST
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest
from handler.domain.formats.region_names import EXPECTABLE
from handler.domain.lists.entry import Hours, ListEntry, Tolerance
from handler.domain.lists.hours import checked_hours, text_of
from handler.domain.lists.matching import LEAST_CANDIDATE
from handler.domain.lists.plate_list import PlateList
from handler.domain.plate_search import typed_plate
from handler.domain.sites import ids
from handler.domain.sites.texts import plain_text

ENTRY: Final = "ent"
"""How an entry's id begins."""

LONGEST_REASON: Final = 200
LONGEST_HOLDER: Final = 80
MOST_SITES: Final = 50
MOST_AT_A_TIME: Final = 1000
_PATTERN: Final = "*?%_"


@quick_dataclass(frozen=True, slots=True)
class EntrySetup:
    """What administrators say of an entry; see `ListEntry`.

    Attributes
    ----------
    plate : str
        As it was typed, or A-Z0-9 once it is checked.
    """

    plate: str
    region: str | None = None
    reason: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    site_ids: frozenset[str] = frozenset()
    hours: tuple[Hours, ...] = ()
    tolerance: Tolerance = Tolerance.LOOK_ALIKE
    least_probability: float = 0.5
    holder: str | None = None
    group: str | None = None
    most_at_a_time: int | None = None

    def checked(self) -> EntrySetup:
        """Tidy it up.

        Raises
        ------
        InvalidRequest
            When something of it has no meaning.
        """
        _check_numbers(self)
        if self.since and self.until and self.until <= self.since:
            raise InvalidRequest(
                "until: this is not after since. Give a later time, or leave one of them out.", rule="order"
            )
        if len(self.site_ids) > MOST_SITES:
            raise InvalidRequest(
                f"site_ids: give at most {MOST_SITES} sites, or none for everywhere.",
                rule="many_sites",
                most=MOST_SITES,
            )
        group = plain_text("group", self.group or "", LONGEST_HOLDER) or None
        if self.most_at_a_time is not None and group is None:
            raise InvalidRequest(
                "most_at_a_time: this is of a group. Name the group that shares the permit.", rule="group"
            )
        return replace(
            self,
            plate=listed_plate(self.plate),
            region=_region(self.region),
            reason=plain_text("reason", self.reason or "", LONGEST_REASON) or None,
            since=self.since and self.since.astimezone(UTC),
            until=self.until and self.until.astimezone(UTC),
            hours=checked_hours(self.hours),
            least_probability=self.least_probability if self.tolerance is Tolerance.PROBABLE else 0.5,
            holder=plain_text("holder", self.holder or "", LONGEST_HOLDER) or None,
            group=group,
        )

    def check_time(self, now: datetime) -> None:
        """Refuse an entry that has ended already; raises InvalidRequest."""
        if self.until is not None and self.until <= now:
            raise InvalidRequest(
                "until: this is over already, so that the entry would never be hit. Give a later time.",
                rule="over",
            )

    def check_sites(self, known: Collection[str]) -> None:
        """Refuse sites that are not there; raises InvalidRequest."""
        if self.site_ids - set(known):
            raise InvalidRequest(
                "site_ids: one of these sites is not there. Choose from those of the page Cameras.", rule="sites"
            )

    def as_text(self) -> Mapping[str, str]:
        """Write each part down in words, by its name."""
        return {
            "region": self.region or "any",
            "reason": self.reason or "none",
            "since": self.since.isoformat() if self.since else "always",
            "until": self.until.isoformat() if self.until else "open",
            "sites": " ".join(sorted(self.site_ids)) or "all",
            "hours": text_of(self.hours) or "all",
            "tolerance": self.tolerance.value,
            "least_probability": f"{self.least_probability:g}",
            "holder": self.holder or "none",
            "group": self.group or "none",
            "most_at_a_time": "any" if self.most_at_a_time is None else str(self.most_at_a_time),
        }


def listed_plate(text: str) -> str:
    """Understand a plate that is to be listed.

    Parameters
    ----------
    text : str
        In any case; blanks, dashes and dots do not count.

    Returns
    -------
    str
        A-Z0-9.

    Raises
    ------
    InvalidRequest
        When it is a pattern, too short, too long, or holds what stands on no plate.
    """
    if any(one in unicodedata.normalize("NFKC", text) for one in _PATTERN):
        raise InvalidRequest(
            "plate: a list takes whole plates, no patterns. Leave out * and ?, and choose a tolerance instead.",
            rule="pattern",
        )
    plate = typed_plate(text)
    if len(plate) < SHORTEST:
        raise InvalidRequest(
            f"plate: no plate has fewer than {SHORTEST} characters. Give all of it.", rule="short_plate", least=SHORTEST
        )
    return plate


def entry_id_of(list_id: str, plate: str, region: str | None) -> str:
    """Give the id of a list's entry: the same whenever the same plate is listed there again."""
    digest = hashlib.sha256(f"{list_id}#{plate}#{region or ''}".encode()).digest()
    return ids.made_id(ENTRY, int.from_bytes(digest[:8], "big") >> (64 - ids.BITS))


def entry_of(listed: PlateList, setup: EntrySetup, by: str, at: datetime) -> ListEntry:
    """Make a new entry of a list.

    Parameters
    ----------
    listed : PlateList
    setup : EntrySetup
        As it was checked.
    by : str
        The person's id.
    at : datetime
        UTC.
    """
    return ListEntry(
        entry_id=entry_id_of(listed.list_id, setup.plate, setup.region),
        list_id=listed.list_id,
        list_name=listed.setup.name,
        kind=listed.setup.kind,
        added_by=by,
        added_at=at,
        tells_possible=listed.setup.tells_possible,
        **{name: getattr(setup, name) for name in EntrySetup.__dataclass_fields__},
    )


def setup_of(entry: ListEntry) -> EntrySetup:
    """Give what administrators said of an entry."""
    return EntrySetup(**{name: getattr(entry, name) for name in EntrySetup.__dataclass_fields__})


def _check_numbers(setup: EntrySetup) -> None:
    if not LEAST_CANDIDATE <= setup.least_probability <= 1:
        raise InvalidRequest(
            f"least_probability: give {LEAST_CANDIDATE} to 1.", rule="probability", least=str(LEAST_CANDIDATE)
        )
    if setup.most_at_a_time is not None and not 1 <= setup.most_at_a_time <= MOST_AT_A_TIME:
        raise InvalidRequest(
            f"most_at_a_time: give 1 to {MOST_AT_A_TIME}, or leave it out for any number.",
            rule="most",
            most=MOST_AT_A_TIME,
        )


def _region(text: str | None) -> str | None:
    code = (text or "").strip().lower()
    if code and code not in EXPECTABLE:
        raise InvalidRequest(
            "region: there is no such region. Give a code such as de or us-ca, or leave it out for any.",
            rule="region",
        )
    return code or None
