#!/usr/bin/env bash
# dvsportal 1.4.0 (PyPI), with aiohttp 3.14.5, yarl 1.25.1, async-timeout 5.0.1
#
# Behaviour: this client of the portal in which Dutch towns let residents book parking for visitors keeps reservations
# by their plate, running and past ones alike. Of two for the same car only the later in the list is left: a car that is
# parked now and booked for tomorrow as well is told as booked for tomorrow only, so it looks unpaid, and the number by
# which its parking could be ended is gone. Of a visitor's past visits there is one, whatever they cost together.
# Expected: all of them, as the portal sends them; each has a ReservationID of its own. "Displays the number of active
# and future reservations", says the Home Assistant integration (component dvsportal) of what it shows from here.
# Seen on 2026-11-30, of a portal that tells two reservations and three past visits of QK-48-QX:
#   active: 1 of 2 (A2 2026-12-01T09:00:00 to 2026-12-01T11:00:00), 120 of 300 units
#   past:   1 of 3 (P1), 45 of 345 units
#
# Exits 0 while it is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check \
  dvsportal==1.4.0 aiohttp==3.14.5 yarl==1.25.1 async-timeout==5.0.1
cat >"$work/ask.py" <<'PYTHON'
import asyncio
import sys

from dvsportal import DVSPortal


def reservation(number, start, end, units):
    plate = {"Value": "QK48QX", "DisplayValue": "QK-48-QX", "Name": ""}
    return {"ReservationID": number, "ValidFrom": start, "ValidUntil": end, "Units": units, "LicensePlate": plate}


ACTIVE = [
    reservation("A1", "2026-11-30T18:00:00", "2026-11-30T21:00:00", 180),
    reservation("A2", "2026-12-01T09:00:00", "2026-12-01T11:00:00", 120),
]
PAST = [
    reservation("P3", "2026-11-21T10:00:00", "2026-11-21T14:00:00", 240),
    reservation("P2", "2026-11-14T10:00:00", "2026-11-14T11:00:00", 60),
    reservation("P1", "2026-11-07T10:00:00", "2026-11-07T10:45:00", 45),
]
CARD = {
    "TypeID": 1,
    "Code": "1",
    "Balance": 900,
    "ActiveReservations": ACTIVE,
    "LicensePlates": [],
    "History": {"Reservations": {"Items": PAST}},
}
ANSWERS = {
    ("GET", "login"): {"PermitMediaTypes": [{"ID": 1}]},
    ("POST", "login"): {"Token": "made-up"},
    ("POST", "getbase"): {"Permits": [{"UnitPrice": 0.05, "PermitMedias": [CARD]}]},
}


class Answer:
    status, headers = 200, {"Content-Type": "application/json"}

    def __init__(self, content):
        self.content = content

    async def json(self):
        return self.content


class Portal:
    closed = False

    async def request(self, method, url, **_):
        return Answer(ANSWERS[method, url.name])

    async def close(self):
        self.closed = True


async def asked():
    async with DVSPortal("portal.invalid", "visitor", "made-up", session=Portal()) as client:
        await client.update()
        return list(client.active_reservations.values()), list(client.historic_reservations.values())


def total(reservations):
    return sum(each["Units"] for each in reservations)


active, past = asyncio.run(asked())
kept, old = active[-1], past[-1]
span = f"{kept['reservation_id']} {kept['valid_from']} to {kept['valid_until']}"
print(f"active: {len(active)} of {len(ACTIVE)} ({span}), {kept['units']} of {total(ACTIVE)} units")
print(f"past:   {len(past)} of {len(PAST)} ({old['ReservationID']}), {total(past)} of {total(PAST)} units")
is_last_alone = [each["reservation_id"] for each in active] == ["A2"]
is_one_past = [each["ReservationID"] for each in past] == ["P1"]
sys.exit(0 if is_last_alone and is_one_past else 1)
PYTHON
"$work/env/bin/python" "$work/ask.py"
