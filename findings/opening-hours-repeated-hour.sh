#!/usr/bin/env bash
# opening-hours-py 2.1.4 (PyPI), with tzdata 2026.6
#
# Behaviour: in the night in which clocks go back, the library contradicts itself. Of a car park that is open
# "08:00-02:30", is_open is False from the first 02:30 on, True again from the second 02:00, and False from the second
# 02:30; next_change and intervals know the last of these only. The first interval from a moment of the first hour
# begins an hour after it. In the night in which clocks go forward, "02:00-03:00" has an open interval of no length.
# Expected: is_open changes at next_change ("the date for next change of state", says its help) and stays the same
# through an interval ("of consistent state"), since every time asked about tells which of the two hours it is in.
# Seen on 2026-11-30, in Europe/Berlin (asked at, is_open, next_change, first interval):
#   10-25T02:15+02:00 True  10-25T02:30+01:00 10-25T02:15+01:00 to 10-25T02:30+01:00 open
#   10-25T02:45+02:00 False 10-25T08:00+01:00 10-25T02:45+01:00 to 10-25T08:00+01:00 closed
#   10-25T02:15+01:00 True  10-25T02:30+01:00 10-25T02:15+01:00 to 10-25T02:30+01:00 open
#   10-25T02:45+01:00 False 10-25T08:00+01:00 10-25T02:45+01:00 to 10-25T08:00+01:00 closed
#   from 10-25T01:45+02:00: 10-25T01:45+02:00 to 10-25T02:30+01:00 open
#   spring: 03-29T03:00+02:00 to 03-29T03:00+02:00 open
#
# Exits 0 while it is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check opening-hours-py==2.1.4 tzdata==2026.6
cat >"$work/ask.py" <<'PYTHON'
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours

BERLIN = ZoneInfo("Europe/Berlin")
MIDNIGHT = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)  # 02:00 in Berlin, for the first time


def local(minutes):
    return (MIDNIGHT + timedelta(minutes=minutes)).astimezone(BERLIN)


def told(moment):
    return moment.isoformat(timespec="minutes")[5:]


def stretch(interval):
    start, end, state, _ = interval
    return f"{told(start)} to {told(end)} {state}"


car_park = OpeningHours("08:00-02:30", timezone=BERLIN)
is_open, change = {}, {}
for minutes in (15, 45, 75, 105):
    moment = local(minutes)
    is_open[minutes], change[minutes] = car_park.is_open(moment), car_park.next_change(moment)
    first = next(car_park.intervals(moment))
    print(told(moment), f"{is_open[minutes]!s:5}", told(change[minutes]), stretch(first))
evening = next(car_park.intervals(local(-15)))
print(f"from {told(local(-15))}: {stretch(evening)}")
spring = OpeningHours("02:00-03:00", timezone=BERLIN).intervals(datetime(2026, 3, 29, 0, 0, tzinfo=BERLIN))
opening = next(interval for interval in spring if str(interval[2]) == "open")
print("spring:", stretch(opening))

flips = list(is_open.values()) == [True, False, True, False]
late = change[15].astimezone(UTC) == MIDNIGHT + timedelta(minutes=90) == evening[1].astimezone(UTC)
empty = opening[0] == opening[1]
sys.exit(0 if flips and late and empty else 1)
PYTHON
PYTHONTZPATH='' "$work/env/bin/python" "$work/ask.py"
