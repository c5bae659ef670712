#!/usr/bin/env bash
# pyHik 0.4.8 with requests 2.34.2 (PyPI)
#
# Behaviour: pyHik tells of a line crossing as of a state that goes on and off. Cameras post only the "on", so it takes
# the state for off after five seconds without a post; but it looks at that only when something comes from the camera,
# and after a new post has set the time anew. What it needs in between is the camera's heartbeat. With one every 10 s,
# four cars that cross the line six seconds apart are one callback; the state stays on until all have gone.
# Expected: four, as with a heartbeat every 0.3 s, since the state has its end five seconds after each. Hikvision's
# developer guide to its device SDK has 300 ms for firmware up to 5.5.0 and 10 s from then on (heartbeat of
# EventNotificationAlert); that a line crossing is posted as active only is known (node-red-contrib-hikvision-ultimate,
# issue 31), and pyHik's own remark at update_stale says the same.
# Seen on 2026-11-30, of cars that cross at 1, 7, 13 and 19 s:
#   heartbeat every  0.3 s: on at 1, 7, 13, 19
#   heartbeat every 10.0 s: on at 1
#
# Exits 0 while it is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check pyhik==0.4.8 requests==2.34.2
cat >"$work/ask.py" <<'PYTHON'
import sys
import threading
from datetime import datetime, timedelta
from types import SimpleNamespace
from unittest.mock import patch

from pyhik import hikvision

SPACE = 'version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema"'
START, CARS = datetime(2026, 11, 30, 8, 0), (1, 7, 13, 19)
PAGES = {
    "deviceInfo": f"<DeviceInfo {SPACE}><deviceID>a-gate-of-a-test</deviceID></DeviceInfo>",
    "triggers": f"""<EventTriggerList {SPACE}><EventTrigger><id>linedetection-1</id><eventType>linedetection</eventType>
        <videoInputChannelID>1</videoInputChannelID><EventTriggerNotificationList><EventTriggerNotification>
        <notificationMethod>center</notificationMethod></EventTriggerNotification></EventTriggerNotificationList>
        </EventTrigger></EventTriggerList>""",
    "motionDetection": f"<MotionDetection {SPACE}><enabled>false</enabled></MotionDetection>",
}


def post(second, kind, state):
    count = int(state == "active")
    return f"""<EventNotificationAlert {SPACE}>
<channelID>1</channelID><dateTime>{START + timedelta(seconds=second)}+00:00</dateTime>
<activePostCount>{count}</activePostCount><eventType>{kind}</eventType><eventState>{state}</eventState>
</EventNotificationAlert>""".replace(" 08:", "T08:")


def cars_told(beat):
    """Give the seconds at which the line is told as crossed, of a camera with a heartbeat every `beat` seconds."""
    clock = SimpleNamespace(second=0.0)
    stop = threading.Event()
    beats = [(number * beat, "videoloss", "inactive") for number in range(int(40 / beat))]
    crossings = [(second, "linedetection", "active") for second in CARS]

    def stream():
        for clock.second, kind, state in sorted(beats + crossings):
            yield from post(clock.second, kind, state).encode().splitlines()
        stop.set()

    class Session:
        def __init__(self):
            self.headers = {}

        def get(self, url, **_):
            return SimpleNamespace(status_code=200, text=PAGES.get(url.split("/")[-1]), iter_lines=stream)

        def close(self):
            pass

    now = SimpleNamespace(datetime=SimpleNamespace(now=lambda: START + timedelta(seconds=clock.second)))
    told = []
    with patch.object(hikvision.requests, "Session", Session), patch.object(hikvision, "datetime", now):
        camera = hikvision.HikCamera("http://camera.invalid")

        def changed(_):
            if camera.fetch_attributes("Line Crossing", 1)[0]:
                told.append(clock.second)

        camera.add_update_callback(changed, f"{camera.get_id}.Line Crossing.1")
        camera.alert_stream(threading.Event(), stop)
    return told


often, seldom = cars_told(0.3), cars_told(10.0)
print("heartbeat every  0.3 s: on at", ", ".join(map(str, often)))
print("heartbeat every 10.0 s: on at", ", ".join(map(str, seldom)))
sys.exit(0 if tuple(often) == CARS and seldom == [CARS[0]] else 1)
PYTHON
"$work/env/bin/python" "$work/ask.py"
