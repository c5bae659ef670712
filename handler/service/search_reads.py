"""Find reads: by time and conditions, by a plate, by one nearly like it, or by a pattern."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Final

from handler.domain import cursor
from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest
from handler.domain.export import ExportedRead, ExportForm, written
from handler.domain.logged import LoggedRead
from handler.domain.lookups.purpose import Purpose, told
from handler.domain.plate_search import Closeness, Pattern, asked_plate, closeness
from handler.domain.read_filter import ReadFilter, ReadOrder
from handler.domain.upload import UploadRef
from handler.service.ports.photos import PhotoStore
from handler.service.ports.plates import PlateIndex
from handler.service.ports.reads import Background, ReadLog
from handler.service.ports.records import AuditInbox, People
from handler.service.ports.sites import CameraName, CameraNames
from handler.service.show_uploads import LINK_LIFETIME

PLATES_A_STEP: Final = 25
"""Plates that one request for a pattern looks at, at most; with the reads of each it bounds what a request costs."""


class Match(StrEnum):
    """How a plate is looked for."""

    EXACT = "exact"
    PATTERN = "pattern"
    FUZZY = "fuzzy"


@quick_dataclass(frozen=True, slots=True)
class Search:
    """What is looked for.

    Attributes
    ----------
    plate : str or None
        As it was typed; None for any.
    match : Match
    wanted : ReadFilter
        Its uploader may be an address.
    limit : int
        Reads a page.
    cursor : str or None
        From the page before.
    order : ReadOrder
        Of the reads of each plate, or of all.
    purpose : Purpose or None
        Why.
    """

    plate: str | None
    match: Match
    wanted: ReadFilter
    limit: int
    cursor: str | None
    order: ReadOrder = ReadOrder.NEWEST
    purpose: Purpose | None = None

    def asked(self) -> Mapping[str, str]:
        """Say in texts all that is asked for beside the plate, for the audit; what is not is left out."""
        match = {"match": self.match.value} if self.plate is not None else {}
        order = {"order": self.order.value} if self.order is not ReadOrder.NEWEST else {}
        return {**match, **self.wanted.asked(), **order, "page": "further" if self.cursor else "first"}


@quick_dataclass(frozen=True, slots=True)
class FoundRead:
    """A read, how its plate matches (None where no plate was asked for, or a pattern), and the plate's tags."""

    read: LoggedRead
    closeness: Closeness | None
    thumbnail_url: str
    tags: Sequence[str] = ()


@quick_dataclass(frozen=True, slots=True)
class FoundPage:
    """Some reads, the cursor of what follows, and the addresses of the uploaders, by their ids.

    There may be more even when this page is empty.
    """

    reads: Sequence[FoundRead]
    cursor: str | None
    emails: Mapping[str, str] = field(default_factory=dict)


@quick_dataclass(frozen=True, slots=True)
class CountedPage:
    """How many reads were found so far, and the cursor of what follows; there may be more even when these are none."""

    count: int
    cursor: str | None


@quick_dataclass(frozen=True, slots=True)
class ExportedPage:
    """A piece of a file, and the cursor of what follows."""

    content: str
    cursor: str | None


@quick_dataclass(frozen=True, slots=True)
class SearchReads:
    """Answers searches, and writes down who searched for what.

    Parameters
    ----------
    reads : ReadLog
    plates : PlateIndex
    photos : PhotoStore
    people : People
    audit : AuditInbox
    web_origin : str
        Where the web app is, without a slash at its end.
    now : callable
        Gives the time in UTC.
    cameras : CameraNames
    needs_purpose : callable
        Tells whether nobody may search without saying why.
    words_of : callable
        Gets the tags of some plates.
    """

    reads: ReadLog
    plates: PlateIndex
    photos: PhotoStore
    people: People
    audit: AuditInbox
    web_origin: str
    now: Callable[[], datetime]
    cameras: CameraNames
    needs_purpose: Callable[[], bool] = lambda: False
    words_of: Callable[[Iterable[str]], Mapping[str, Sequence[str]]] = lambda _: {}

    def __call__(self, caller: Caller, search: Search, *, is_refresh: bool = False) -> FoundPage:
        """Find some reads: those of the closest plates first, of each the newest first, or the oldest where asked for.

        A plate as it is spelt finds its rejected reads, too, after those that count; what is only near, or fits a
        pattern, is found by reads that count alone.

        Parameters
        ----------
        caller : Caller
        search : Search
        is_refresh : bool
            Whether a page looks again by itself; it is written down so.

        Returns
        -------
        FoundPage

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        InvalidRequest
            When the plate, the pattern or the cursor makes no sense, or nobody has the uploader's address.
        PurposeNeeded
            When why is not said where it has to be.
        """
        found = self._found(caller, search, Action.SEARCHED, {"page": "refreshed"} if is_refresh else {})
        known = {person for one in found.reads for person in (one.read.owner, one.read.typed_by) if person}
        tags = self.words_of({one.read.current_plate for one in found.reads if one.read.current_plate})
        return FoundPage([self._shown(one, tags) for one in found.reads], found.cursor, self.people.emails(known))

    def count(self, caller: Caller, search: Search) -> CountedPage:
        """Count some of what a search finds, as many as its limit at most.

        Takes and raises the same as a search does, and is written down as it is: a number tells of a plate, too.
        """
        found = self._found(caller, search, Action.COUNTED, {})
        return CountedPage(len(found.reads), found.cursor)

    def export(self, caller: Caller, search: Search, form: ExportForm) -> ExportedPage:
        """Write some of what a search finds as a piece of a file.

        Takes and raises the same as a search does.

        Returns
        -------
        ExportedPage
        """
        found = self._found(caller, search, Action.EXPORTED, form.asked())
        rows = self._rows([one.read for one in found.reads], form)
        return ExportedPage(written(rows, form, with_head=not search.cursor), found.cursor)

    def export_chosen(
        self, caller: Caller, read_ids: Sequence[str], form: ExportForm, purpose: Purpose | None = None
    ) -> ExportedPage:
        """Write reads that were chosen one by one into a file, in that order; who is gone meanwhile is left out.

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        PurposeNeeded
            When why is not said where it has to be.
        """
        caller.require(OPERATORS)
        why = told(purpose, is_needed=purpose is None and self.needs_purpose())
        reads = self.reads.some(read_ids)
        details = {"read_ids": " ".join(read_ids), **form.asked(), "reads": str(len(reads)), **why}
        self.audit.add(AuditEntry(Action.EXPORTED, caller.owner, self.now(), "", details))
        return ExportedPage(written(self._rows(reads, form), form, with_head=True), None)

    def _rows(self, reads: Sequence[LoggedRead], form: ExportForm) -> list[ExportedRead]:
        beside = self.reads.backgrounds(reads)
        people = {read.owner for read in reads} | {one.last.by for one in beside.values() if one.last}
        emails = self.people.emails(people) if form.with_emails else {}
        cameras = self.cameras.names(read.camera_id for read in reads if read.camera_id)
        exported = partial(_exported, beside=beside, cameras=cameras, emails=emails, web_origin=self.web_origin)
        return [exported(read) for read in reads]

    def _found(self, caller: Caller, search: Search, action: Action, more: Mapping[str, str]) -> _Found:
        caller.require(OPERATORS)
        why = told(search.purpose, is_needed=search.purpose is None and self.needs_purpose())
        # By the person and not by the address, which they may change: so it is searched for and written down.
        search = replace(search, wanted=replace(search.wanted, uploader=self._person(search.wanted.uploader)))
        page = self._of_plates(search, search.plate) if search.plate is not None else self._of_all(search)
        details = {**search.asked(), **more, "reads": str(len(page.reads)), **why}
        self.audit.add(AuditEntry(action, caller.owner, self.now(), search.plate or "", details))
        return page

    def _person(self, asked: str | None) -> str | None:
        if asked is None or "@" not in asked:
            return asked
        found = self.people.id_of(asked)
        if found is None:
            raise InvalidRequest("uploader: nobody has confirmed this address. Check it, or search by the person's id.")
        return found

    def _of_all(self, search: Search) -> _Found:
        some = self.reads.page(search.wanted, None, search.limit, search.cursor, search.order)
        return _Found([_Find(read, None) for read in some.reads], some.cursor)

    def _shown(self, one: _Find, tags: Mapping[str, Sequence[str]]) -> FoundRead:
        read, ref = one.read, UploadRef(one.read.owner, one.read.upload_id)
        link = self.photos.thumbnail_link(ref, LINK_LIFETIME, is_held=read.is_held)
        return FoundRead(read, one.closeness, link, tags.get(read.current_plate or "", ()))

    def _of_plates(self, search: Search, plate: str) -> _Found:
        query = repr((plate, search.match, search.order.value, search.wanted))
        first = dict.fromkeys(_CURSOR_NAMES, "")
        place = cursor.unpack(query, search.cursor, _CURSOR_NAMES) if search.cursor else first
        step = self._matching(search, plate, place["step"])
        marks = [one.mark for one in step.asked]
        # A plate that was forgotten between two pages is passed over; the others are in the same order.
        rest = step.asked[marks.index(place["plate"]) if place["plate"] in marks else 0 :]
        found, within = list[_Find](), place["within"]
        for one in rest:
            # Once the page is full, the next plate is only asked whether there is more of it.
            is_full = len(found) == search.limit
            limit = 1 if is_full else search.limit - len(found)
            some = self.reads.page(one.wanted, one.plate, limit, within or None, search.order)
            if is_full and (some.reads or some.cursor):
                return _Found(found, cursor.pack(query, {"step": place["step"], "plate": one.mark, "within": ""}))
            found += [_Find(read, one.closeness) for read in some.reads]
            if some.cursor:
                here = {"step": place["step"], "plate": one.mark, "within": some.cursor}
                return _Found(found, cursor.pack(query, here))
            within = ""
        further = cursor.pack(query, {"step": step.cursor, "plate": "", "within": ""}) if step.cursor else None
        return _Found(found, further)

    def _matching(self, search: Search, plate: str, after: str) -> _Step:
        wanted = search.wanted
        if search.match is Match.PATTERN:
            some = self.plates.fitting(Pattern.parse(plate), PLATES_A_STEP, after or None)
            return _Step([_Asked(one, None, wanted) for one in some.plates], some.cursor)
        asked = asked_plate(plate)
        if search.match is Match.EXACT:
            return _Step([_Asked(asked, Closeness.EXACT, part) for part in wanted.of_plate()], None)
        near = sorted((how, one) for one in self.plates.near(asked) if (how := closeness(asked, one)) is not None)
        return _Step([_Asked(one, how, wanted) for how, one in near], None)


def _exported(
    read: LoggedRead,
    *,
    beside: Mapping[str, Background],
    cameras: Mapping[str, CameraName],
    emails: Mapping[str, str],
    web_origin: str,
) -> ExportedRead:
    one, called = beside[read.read_id], cameras.get(read.camera_id or "")
    return ExportedRead(
        read,
        one.file_name,
        one.last,
        f"{web_origin}/reads/{read.read_id}",
        emails,
        one.device_plate,
        called.camera if called else None,
        called.site if called else None,
    )


_CURSOR_NAMES: Final = frozenset({"step", "plate", "within"})


@quick_dataclass(frozen=True, slots=True)
class _Find:
    """A read, and how its plate matches."""

    read: LoggedRead
    closeness: Closeness | None


@quick_dataclass(frozen=True, slots=True)
class _Found:
    """Some reads, and the cursor of what follows."""

    reads: Sequence[_Find]
    cursor: str | None


@quick_dataclass(frozen=True, slots=True)
class _Asked:
    """A plate that matches, and which of its reads are asked for."""

    plate: str
    closeness: Closeness | None
    wanted: ReadFilter

    @property
    def mark(self) -> str:
        """Names it in a cursor."""
        return f"{self.plate} {self.wanted.status}"


@quick_dataclass(frozen=True, slots=True)
class _Step:
    """Plates that match, in the order in which their reads are shown, and the cursor of the next ones."""

    asked: Sequence[_Asked]
    cursor: str | None
