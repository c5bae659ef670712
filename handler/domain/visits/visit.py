"""A visit: a vehicle's coming and its leaving, as far as they are known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.visits.sighting import Trust


class VisitState(StrEnum):
    """Whether the vehicle is there."""

    OPEN = "open"
    CLOSED = "closed"


class Ending(StrEnum):
    """How a visit ended."""

    SEEN = "seen"
    SAID = "said"
    RE_ENTRY = "re_entry"
    SITE_REMOVED = "site_removed"
    LAPSED = "lapsed"
    NOT_SEEN_ANY_MORE = "not_seen_any_more"


class Pairing(StrEnum):
    """What joins the two ends."""

    EXACT = "exact"
    LIKELY = "likely"


class Note(StrEnum):
    """What is to be known of a visit beside its ends."""

    NO_ENTRY = "no_entry"
    LIKELY_PAIR = "likely_pair"
    DIRECTION_GUESSED = "direction_guessed"
    TIME_NOT_TOLD = "time_not_told"
    CAME_LATE = "came_late"
    TWO_GATES = "two_gates"
    TWO_PLATES = "two_plates"
    OTHER_COLOUR = "other_colour"
    ASKED = "asked"
    CLOCKS_DIFFER = "clocks_differ"
    SAID_BY_PERSON = "said_by_person"


ENDING_SENTENCES: Final[Mapping[Ending, str]] = {
    Ending.SEEN: "A camera saw the vehicle leave.",
    Ending.SAID: "A person said when the vehicle left.",
    Ending.RE_ENTRY: "The vehicle came in again without having been seen leaving: when it left is not known.",
    Ending.SITE_REMOVED: "The site was removed while the vehicle was inside: when it left is not known.",
    Ending.LAPSED: "The vehicle was not seen leaving within the longest stay: it is taken to have left unseen. "
    "The count of vehicles is not changed by that.",
    Ending.NOT_SEEN_ANY_MORE: "The vehicle is no longer seen on its spot, or has begun a new visit there, as one that "
    "stands on a spot does every 30 days.",
}

NOTE_SENTENCES: Final[Mapping[Note, str]] = {
    Note.NO_ENTRY: "The vehicle was seen leaving, but not coming: when it came is not known.",
    Note.LIKELY_PAIR: "The plates of entry and exit were read differently. They are most likely the same vehicle's.",
    Note.DIRECTION_GUESSED: "The camera watches both directions and does not tell which: the vehicle is taken to have "
    "turned since it was seen last.",
    Note.TIME_NOT_TOLD: "A camera's clock could not be relied on: when its photo arrived stands for when it was taken.",
    Note.CAME_LATE: "A photo came hours late or was sent again: the visit was worked out anew with it.",
    Note.TWO_GATES: "This plate was seen coming in at two gates at once. One of them was misread, or one plate is "
    "false.",
    Note.TWO_PLATES: "Front and rear show different plates: a trailer's, or plates that were swapped.",
    Note.OTHER_COLOUR: "The vehicle that left has another colour than the one that came: the plate may have been "
    "swapped.",
    Note.ASKED: "Which entry this exit belongs to is a question for a person.",
    Note.CLOCKS_DIFFER: "The vehicle was seen leaving just before it was seen coming: the clocks of two cameras may "
    "differ. No stay is ever made negative, so that these are two visits.",
    Note.SAID_BY_PERSON: "A person said which plate this is. Of several words the last one counts.",
}

CASE_SENTENCES: Final[Mapping[str, str]] = {
    "camera_moved": "A photo counts for what its camera was there for when it was taken: a camera that is moved from "
    "exit to entry changes no earlier visit.",
    "clocks": "All times are kept in UTC, so that no stay is longer or shorter because the clocks change.",
    "long_stay": "A vehicle that leaves after the longest stay is an exit without entry: set the longest stay higher "
    "where vehicles stay for months.",
    "same_plate_first": "The very same plate at both ends always goes before one that is only likely the same.",
}
"""What holds for all visits, for pages that explain them."""


@quick_dataclass(frozen=True, slots=True)
class End:
    """One end of a visit, as it was seen.

    Attributes
    ----------
    sighting_id : str
        The photo that shows it best.
    camera_id : str
    plate : str
        As it was read there, or said of it.
    at : datetime
        UTC.
    trust : Trust
    is_time_told : bool
        Whether the camera told when.
    is_at_gate : bool
        False on a spot.
    """

    sighting_id: str
    camera_id: str
    plate: str
    at: datetime
    trust: Trust
    is_time_told: bool
    is_at_gate: bool = True


@quick_dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry that an exit may belong to.

    Attributes
    ----------
    entry : End
    plate : str
        The plate that both would have.
    likelihood : float
        Beside the other suggestions; no probability.
    """

    entry: End
    plate: str
    likelihood: float


@quick_dataclass(frozen=True, slots=True)
class Question:
    """What a person is asked: whether an exit belongs to one of some entries. Saying so gives both reads one plate."""

    exit: End
    suggestions: tuple[Suggestion, ...]


@quick_dataclass(frozen=True, slots=True)
class Visit:
    """A visit as it follows from the facts.

    Attributes
    ----------
    visit_id : str
        The id of the sighting that arrived first: what comes later does not change it.
    site_id : str
    plate : str
    state : VisitState
    entry, exit : End or None
        As seen; None where it was not.
    ended_at : datetime or None
        UTC. None while it is open, and where it is not known.
    ending : Ending or None
        None while it is open.
    ended_by : str or None
        Who said that it ended.
    pairing : Pairing or None
        None where one end is missing.
    notes : frozenset of Note
    sighting_ids : frozenset of str
        All that it was derived from.
    last_seen_at : datetime
        UTC.
    question : Question or None
    lapses_at : datetime or None
        When it is taken to have ended if nothing else is seen, UTC; None once it has.
    """

    visit_id: str
    site_id: str
    plate: str
    state: VisitState
    entry: End | None
    exit: End | None
    ended_at: datetime | None
    ending: Ending | None
    ended_by: str | None
    pairing: Pairing | None
    notes: frozenset[Note]
    sighting_ids: frozenset[str]
    last_seen_at: datetime
    question: Question | None = None
    lapses_at: datetime | None = None

    @property
    def stay(self) -> timedelta | None:
        """How long it lasted; None where one end is not known. It is never below nothing."""
        return self.ended_at - self.entry.at if self.entry and self.ended_at else None
