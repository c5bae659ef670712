"""What follows at once from what people say of visits, and from what they set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from handler.domain.classes.quick import quick_dataclass
from handler.domain.visits.facts import Left, Parted, sightings_of
from handler.domain.visits.sighting import Sighting
from handler.domain.visits.standing import Said
from handler.service.parking.derive_visits import DeriveVisits
from handler.service.ports.parking import Marks, Sightings


@quick_dataclass(frozen=True, slots=True)
class RederiveVisits:
    """Derives anew after a person's act.

    Parameters
    ----------
    sightings : Sightings
    marks : Marks
    derive : DeriveVisits
    now : callable
        Gives the time in UTC.
    """

    sightings: Sightings
    marks: Marks
    derive: DeriveVisits
    now: Callable[[], datetime]

    def said(self, fact: Parted | Left) -> None:
        """Keep what a person said of sightings, and derive the visits that it touches."""
        self.sightings.say(fact)
        facts = self.sightings.named(sightings_of(fact))
        for site_id in sorted({one.site_id for one in facts if isinstance(one, Sighting)}):
            self.derive.of_word(site_id, fact)

    def word(self, visit_id: str, version: int, said: Said) -> bool:
        """Keep what a person said of a visit, with how it then stands; False where it is no longer at that version."""
        return self.derive.word(visit_id, version, said)

    def setup_changed(self, site_id: str) -> None:
        """Have all visits of a site worked out anew, within a minute or two."""
        self.marks.mark(site_id, self.now())
        self.derive.places.look_again(site_id)
