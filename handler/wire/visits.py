"""The wire of visits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from handler.domain.export import ExportFormat
from handler.domain.visits.derive import MOST_OF_AN_END
from handler.domain.visits.sighting import Trust
from handler.domain.visits.standing import Standing, StandingState, TimeOver, Word, may_follow
from handler.domain.visits.visit import Ending, Note, Pairing, VisitState
from handler.service.parking.beside_visits import ShownEnd, ShownVisit
from handler.service.parking.export_visits import WantedFile, WrittenVisits
from handler.service.parking.finding_visits import zone_name_of
from handler.service.parking.show_visits import ShownSuggestion, ShownVisits, VisitSearch, WholeVisit
from handler.service.ports.parking import HistoryEntry, Pile
from handler.wire.common import Cursor, Moment, Wire
from handler.wire.purpose import PurposeInput, stated

Id = Annotated[str, StringConstraints(max_length=64)]
PlateText = Annotated[str, StringConstraints(max_length=64)]
LONGEST_WORD_NOTE = 500

_TRUST: dict[Trust, Literal["in_doubt", "accepted", "person"]] = {
    Trust.IN_DOUBT: "in_doubt",
    Trust.ACCEPTED: "accepted",
    Trust.PERSON: "person",
}


class EndView(Wire):
    """One end of a visit, as it was seen."""

    read_id: str = Field(description="Of the photo that shows it best.")
    upload_id: str
    is_repeat: bool = Field(
        default=False,
        description="The photo was not read, as it shows the same as another one: there is no read of this id.",
    )
    camera_id: str
    camera_name: str | None = Field(description="Null for a camera that is not registered any more.")
    plate: str = Field(description="As it was read there, or as a person said.")
    at: datetime = Field(description="When the vehicle was there, UTC.")
    trust: Literal["in_doubt", "accepted", "person"]
    is_time_told: bool = Field(description="Whether the camera told when; otherwise the arrival stands for it.")
    is_at_gate: bool = Field(description="False where a camera on a spot saw it.")
    thumbnail_url: str | None = Field(description="Presigned link to a small JPEG; null once the photo is gone.")

    @classmethod
    def of(cls, shown: ShownEnd) -> EndView:
        """Write an end as the API sends it."""
        end = shown.end
        return cls(
            read_id=end.sighting_id,
            upload_id=shown.upload_id,
            is_repeat=shown.is_repeat,
            camera_id=end.camera_id,
            camera_name=shown.camera,
            plate=end.plate,
            at=end.at,
            trust=_TRUST[end.trust],
            is_time_told=end.is_time_told,
            is_at_gate=end.is_at_gate,
            thumbnail_url=shown.thumbnail_url,
        )


class SuggestionView(Wire):
    """An entry that an exit may belong to."""

    visit_id: str = Field(description="The visit that the entry is of.")
    entry: EndView
    plate: str = Field(description="The plate that both would have.")
    likelihood: float = Field(description="Beside the other suggestions; no probability.")

    @classmethod
    def of(cls, shown: ShownSuggestion) -> SuggestionView:
        """Write a suggestion as the API sends it."""
        one = shown.suggestion
        return cls(visit_id=shown.visit_id, entry=EndView.of(shown.entry), plate=one.plate, likelihood=one.likelihood)


class StandingView(Wire):
    """How a visit stands by the rules of its site."""

    state: StandingState
    over_at: datetime | None = Field(description="Since when it is too long, or will be; null where it never is.")
    reason: TimeOver | None = Field(description="Which time is over; null while none is.")
    needs_person: bool = Field(description="It is too long, and a person has to say so before it is a violation.")
    is_unfounded: bool = Field(description="Something was done about it that what was seen no longer bears out.")
    may_follow: list[Word] = Field(description="What a person can say of it now.")

    @classmethod
    def of(cls, standing: Standing | None) -> StandingView:
        """Write how a visit stands as the API sends it; one of which that is not worked out yet is valid."""
        if standing is None:
            return cls(
                state=StandingState.VALID,
                over_at=None,
                reason=None,
                needs_person=False,
                is_unfounded=False,
                may_follow=[],
            )
        return cls(
            state=standing.state,
            over_at=standing.over_at,
            reason=standing.reason,
            needs_person=standing.needs_person,
            is_unfounded=standing.is_unfounded,
            may_follow=[word for word in Word if may_follow(standing, word)],
        )


class VisitView(Wire):
    """A vehicle's coming and its leaving, as far as they are known."""

    visit_id: str
    site_id: str
    site_name: str | None
    time_zone: str = Field(description="Of the site's clocks, by its name in the time zone database.")
    plate: str
    region: str | None
    state: VisitState = Field(description="`open`: the vehicle is there.")
    entry: EndView | None = Field(description="Null where it was not seen coming.")
    exit: EndView | None = Field(description="Null where it was not seen leaving.")
    ended_at: datetime | None = Field(description="Null while it is open, and where nobody knows.")
    ending: Ending | None = Field(description="Null while it is open.")
    ended_by_email: str | None = Field(description="Who said that it has left; null where nobody had to.")
    pairing: Pairing | None = Field(description="What joins the two ends; null where one is missing.")
    notes: list[Note] = Field(description="What is to be known of it beside.")
    sightings: int = Field(description="How many photos are named: of many the first and the last.")
    last_seen_at: datetime
    stay_seconds: int | None = Field(description="How long it lasted; null while it is open, or not known.")
    has_question: bool = Field(description="Which entry its exit belongs to is a question for a person.")
    standing: StandingView
    permit: str | None = Field(
        description="Whose permit spares it, by the list's reference, or else the list's name; null where none does, "
        "and in lists of visits."
    )
    permit_list: str | None = Field(description="The name of the list that this permit is on.")
    version: int = Field(description="Counts the changes; name the one you saw when you make one.")

    @classmethod
    def of(cls, shown: ShownVisit) -> VisitView:
        """Write a visit as the API sends it."""
        visit, stay = shown.kept.visit, shown.kept.visit.stay
        return cls(
            visit_id=visit.visit_id,
            site_id=visit.site_id,
            site_name=shown.site.setup.name if shown.site else None,
            time_zone=zone_name_of(shown.site),
            plate=visit.plate,
            region=shown.region,
            state=visit.state,
            entry=EndView.of(shown.entry) if shown.entry else None,
            exit=EndView.of(shown.exit) if shown.exit else None,
            ended_at=visit.ended_at,
            ending=visit.ending,
            ended_by_email=shown.ended_by_email,
            pairing=visit.pairing,
            notes=sorted(visit.notes),
            sightings=len(visit.sighting_ids),
            last_seen_at=visit.last_seen_at,
            stay_seconds=int(stay.total_seconds()) if stay is not None else None,
            has_question=visit.question is not None,
            standing=StandingView.of(shown.kept.standing),
            permit=(shown.permit.holder or shown.permit.list_name) if shown.permit else None,
            permit_list=shown.permit.list_name if shown.permit else None,
            version=shown.kept.version,
        )


class HistoryEntryView(Wire):
    """One version of a visit."""

    at: datetime
    version: int
    kind: str = Field(description="`visit.opened`, `visit.closed`, `visit.revised`, or the word that a person said.")
    by_email: str | None = Field(description="Null where it followed from a photo, and for somebody who is gone.")
    fields: list[str] = Field(description="What changed, by name.")

    @classmethod
    def of(cls, entry: HistoryEntry, emails: Mapping[str, str]) -> HistoryEntryView:
        """Write a version as the API sends it."""
        by = emails.get(entry.by or "")
        return cls(at=entry.at, version=entry.version, kind=entry.kind, by_email=by, fields=list(entry.fields))


class VisitDetail(VisitView):
    """A visit with all that became of it."""

    suggestions: list[SuggestionView] = Field(description="Likeliest first, at most three; empty without a question.")
    photos: list[EndView] = Field(
        description=f"What it follows from, oldest first; of more than {2 * MOST_OF_AN_END} the first and the last."
    )
    history: list[HistoryEntryView] = Field(description="Oldest first.")

    @classmethod
    def whole(cls, visit: WholeVisit) -> VisitDetail:
        """Write a visit with all about it as the API sends it."""
        return cls(
            **VisitView.of(visit.shown).model_dump(),
            suggestions=[SuggestionView.of(one) for one in visit.suggestions],
            photos=[EndView.of(one) for one in visit.photos],
            history=[HistoryEntryView.of(one, visit.emails) for one in visit.history],
        )


class VisitsRequest(Wire):
    """Which visits. A POST, so that no plate stands in an address or an access log."""

    site_id: Id | None = Field(default=None, description="Needed unless a plate is named.")
    pile: Pile = Field(
        default=Pile.ALL,
        description="`inside`: vehicles that are there. `overstayed`: too long and not settled, the longest over "
        "first. `questions`: those with a question for a person. Others have the newest first.",
    )
    plate: PlateText | None = Field(default=None, description="As people type it; at all sites, or at the named one.")
    since: Moment | None = Field(default=None, alias="from", description="Began then or later.")
    until: Moment | None = Field(default=None, alias="to", description="Began before then.")
    limit: int = Field(default=25, ge=1, le=100)
    cursor: Cursor | None = None
    purpose: PurposeInput | None = Field(default=None, description="Why; asked for where a plate is named.")

    def to_domain(self) -> VisitSearch:
        """Hand the request to the service in its own words."""
        about = self.site_id, self.pile, self.plate, self.since, self.until, self.limit, self.cursor
        return VisitSearch(*about, stated(self.purpose))


class VisitsView(Wire):
    """A page of visits."""

    visits: list[VisitView]
    cursor: str | None = Field(description="Give it back for the next page, which may be empty; null on the last one.")

    @classmethod
    def of(cls, shown: ShownVisits) -> VisitsView:
        """Write a page as the API sends it."""
        return cls(visits=[VisitView.of(one) for one in shown.visits], cursor=shown.cursor)


class VisitsExportRequest(Wire):
    """Visits of a site as a file, a piece at a time: those that began in a time of at most 366 days."""

    site_id: Id
    since: Moment = Field(alias="from")
    until: Moment = Field(alias="to")
    format: ExportFormat = ExportFormat.CSV
    cursor: Cursor | None = None
    purpose: PurposeInput | None = None

    def to_domain(self) -> WantedFile:
        """Hand the request to the service in its own words."""
        return WantedFile(self.site_id, self.since, self.until, self.format, self.cursor, stated(self.purpose))


class VisitsPiece(Wire):
    """A piece of the file: put all pieces one behind the other."""

    text: str
    cursor: str | None = Field(description="Give it back for the next piece; null on the last one.")

    @classmethod
    def of(cls, piece: WrittenVisits) -> VisitsPiece:
        """Write a piece as the API sends it."""
        return cls(text=piece.text, cursor=piece.cursor)


class SayInput(Wire):
    """What you say of a visit that is too long."""

    word: Word
    version: int = Field(ge=1, strict=True, description="Of the visit as you saw it.")


class LeftInput(Wire):
    """That a vehicle has left, though no camera saw it."""

    left_at: Moment
    version: int = Field(ge=1, strict=True, description="Of the visit as you saw it.")


class PartInput(Wire):
    """That the two ends of a visit are not one vehicle's."""

    version: int = Field(ge=1, strict=True, description="Of the visit as you saw it.")


class AnswerInput(Wire):
    """Which entry an exit belongs to. Both reads then have its plate; without one, nobody is asked again."""

    entry_read_id: Id | None = Field(default=None, description="Of a suggestion; null for none of them.")
    version: int = Field(ge=1, strict=True, description="Of the visit as you saw it.")
