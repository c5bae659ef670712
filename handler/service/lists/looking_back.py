"""Whether what was changed of a list asks for a look back."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from handler.domain.errors import ServiceFailed
from handler.domain.lists.entry import ListKind
from handler.domain.lists.plate_list import PlateList
from handler.service.ports.lists import AddedEntries, EntryChange, LookBackStarter, Named

logger = logging.getLogger(__name__)


def look_back_for(starter: LookBackStarter | None, listed: PlateList, changes: Sequence[EntryChange], by: str) -> None:
    """Have somebody look back for the entries that came onto a watch list.

    The entries stand by now, so that a failure here is no failure of the request: it is logged.

    Parameters
    ----------
    starter : LookBackStarter or None
    listed : PlateList
    changes : Sequence of EntryChange
    by : str
        Who changed them.
    """
    added = [Named(one.after.plate, one.after.region) for one in changes if one.before is None and one.after]
    if starter is None or not added or listed.setup.kind is not ListKind.WATCH:
        return
    try:
        starter.start(AddedEntries(listed.list_id, added, by))
    except ServiceFailed:
        logger.exception("nobody looks back for new entries", extra={"list_id": listed.list_id, "entries": len(added)})
