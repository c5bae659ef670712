"""What a comparison remembers of a million photos, packed: a sixth of what the objects themselves would take."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from struct import Struct
from typing import Final

from handler.domain.upload import UploadRef
from handler.service.ports.photos import Arrival

_UPLOAD_ID: Final = re.compile(r"[0-9a-f]{32}")
_ID_BYTES: Final = 16
_GROUP_BITS: Final = 14
"""Ids are random: by their first bits a million photos fall into groups of sixty, which are looked through."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_MARK: Final = Struct(f">{_ID_BYTES}sI")
_SINCE: Final = Struct(">q")


class PackedArrivals:
    """The photos of a bucket by their uploads, each with all its versions, the newest first as S3 lists them.

    Parameters
    ----------
    arrivals : iterable of Arrival
        By their keys; are taken one by one, and not kept.
    most : int or None
        How many to take about, with all versions of the last photo; None for all.

    Attributes
    ----------
    upto : str or None
        The last key that was taken; None where nothing is left.
    """

    def __init__(self, arrivals: Iterable[Arrival], most: int | None = None) -> None:
        self._groups: defaultdict[int, list[bytes]] = defaultdict(list)
        self._owners: dict[str, int] = {}
        self._others: dict[str, Arrival] = {}
        self.upto: str | None = None
        last = ""
        for count, one in enumerate(arrivals):
            if most is not None and count >= most and one.key != last:
                self.upto = last
                return
            self._add(one)
            last = one.key

    def take(self, ref: UploadRef) -> Sequence[Arrival]:
        """Get the versions of an upload's photo, and forget them."""
        if ref.owner not in self._owners or not _UPLOAD_ID.fullmatch(ref.upload_id):
            return ()
        mark, group = self._mark(ref), self._groups.get(_group(ref.upload_id), [])
        found = [one for one in group if one.startswith(mark)]
        if found:
            group[:] = [one for one in group if not one.startswith(mark)]
        return [_unpacked(ref, one) for one in found]

    def left(self) -> Iterator[Arrival]:
        """Get the newest version of each photo that nobody took, and of all that is no photo of an upload."""
        owners = list(self._owners)
        for group in self._groups.values():
            for mark, one in _first_of_each(group).items():
                upload_id, owner = _MARK.unpack(mark)
                yield _unpacked(UploadRef(owners[owner], upload_id.hex()), one)
        yield from self._others.values()

    def _add(self, one: Arrival) -> None:
        if one.ref is None:
            self._others.setdefault(one.key, one)
            return
        self._owners.setdefault(one.ref.owner, len(self._owners))
        since = _SINCE.pack((one.at - _EPOCH) // _MICROSECOND)
        packed = self._mark(one.ref) + since + (one.version_id or "").encode()
        self._groups[_group(one.ref.upload_id)].append(packed)

    def _mark(self, ref: UploadRef) -> bytes:
        return _MARK.pack(bytes.fromhex(ref.upload_id), self._owners[ref.owner])


class PackedIds(Container[str]):
    """Ids of uploads."""

    def __init__(self) -> None:
        self._groups: defaultdict[int, bytearray] = defaultdict(bytearray)
        self._others: set[str] = set()

    def add(self, upload_id: str) -> None:
        """Remember one."""
        if _UPLOAD_ID.fullmatch(upload_id):
            self._groups[_group(upload_id)] += bytes.fromhex(upload_id)
        else:
            self._others.add(upload_id)

    def __contains__(self, upload_id: object) -> bool:
        """Tell whether one is remembered."""
        if not isinstance(upload_id, str) or not _UPLOAD_ID.fullmatch(upload_id):
            return upload_id in self._others
        group, wanted = self._groups.get(_group(upload_id), b""), bytes.fromhex(upload_id)
        place = group.find(wanted)
        while place > 0 and place % _ID_BYTES:  # across two of them
            place = group.find(wanted, place + 1)
        return place >= 0


def _group(upload_id: str) -> int:
    return int(upload_id[:4], 16) >> (16 - _GROUP_BITS)


def _first_of_each(group: Sequence[bytes]) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for one in group:
        found.setdefault(one[: _MARK.size], one)
    return found


def _unpacked(ref: UploadRef, packed: bytes) -> Arrival:
    (microseconds,) = _SINCE.unpack_from(packed, _MARK.size)
    version_id = packed[_MARK.size + _SINCE.size :].decode()
    return Arrival(ref.photo_key, ref, _EPOCH + microseconds * _MICROSECOND, version_id or None)
