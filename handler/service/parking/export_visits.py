"""Write the visits of a site into a file, a piece at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest
from handler.domain.export import ExportFormat
from handler.domain.lookups.purpose import Purpose, told
from handler.domain.visits.table import ExportedVisit, written_visits
from handler.service.parking.beside_visits import Named
from handler.service.parking.finding_visits import site_known
from handler.service.ports.parking import Visits, WantedVisits
from handler.service.ports.records import AuditInbox
from handler.service.ports.sites import Registry

VISITS_A_PIECE: Final = 250
LONGEST_SPAN: Final = timedelta(days=366)


@quick_dataclass(frozen=True, slots=True)
class WantedFile:
    """Which visits are written: those of a site that began in a time, UTC, its end excluded; how, and why."""

    site_id: str
    since: datetime
    until: datetime
    how: ExportFormat
    cursor: str | None
    purpose: Purpose | None = None


@quick_dataclass(frozen=True, slots=True)
class WrittenVisits:
    """A piece of a file, and the cursor of what follows."""

    text: str
    cursor: str | None


@quick_dataclass(frozen=True, slots=True)
class ExportVisits:
    """Writes visits down for spreadsheets and programs.

    Parameters
    ----------
    visits : Visits
    registry : Registry
    audit : AuditInbox
    web_origin : str
        Where the web app is, without a slash at its end.
    now : callable
        Gives the time in UTC.
    needs_purpose : callable
        Tells whether nobody may look plates up without saying why.
    """

    visits: Visits
    registry: Registry
    audit: AuditInbox
    web_origin: str
    now: Callable[[], datetime]
    needs_purpose: Callable[[], bool] = lambda: False

    def __call__(self, caller: Caller, wanted: WantedFile) -> WrittenVisits:
        """Write a piece.

        Parameters
        ----------
        caller : Caller
        wanted : WantedFile

        Returns
        -------
        WrittenVisits

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        NotFound
            When there is no such site.
        InvalidRequest
            When the time is none, or longer than a year, or the cursor is of something else.
        PurposeNeeded
            When why is not said where it has to be.
        """
        caller.require(OPERATORS)
        why = told(wanted.purpose, is_needed=wanted.purpose is None and self.needs_purpose())
        _check(wanted)
        site = site_known(self.registry, wanted.site_id)
        asked = WantedVisits(wanted.site_id, since=wanted.since, until=wanted.until, is_oldest_first=True)
        page = self.visits.page(asked, VISITS_A_PIECE, wanted.cursor)
        span = {"from": wanted.since.isoformat(), "to": wanted.until.isoformat()}
        details = {**span, "format": wanted.how.value, "page": "further" if wanted.cursor else "first", **why}
        details |= {"visits": str(len(page.visits))}
        self.audit.add(AuditEntry(Action.EXPORTED_VISITS, caller.owner, self.now(), wanted.site_id, details))
        cameras, zone = Named.of(self.registry).cameras, ZoneInfo(site.setup.time_zone)
        rows = (
            ExportedVisit(one, site.setup.name, cameras, zone, f"{self.web_origin}/visits/{one.visit.visit_id}")
            for one in page.visits
        )
        return WrittenVisits(written_visits(rows, wanted.how, with_head=not wanted.cursor), page.cursor)


def _check(wanted: WantedFile) -> None:
    if wanted.until <= wanted.since:
        raise InvalidRequest("to: this is not after from. Give the time's end.")
    if wanted.until - wanted.since > LONGEST_SPAN:
        raise InvalidRequest(f"to: a file holds {LONGEST_SPAN.days} days at most. Write several.")
