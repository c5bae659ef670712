"""The dialects that a camera on the laptop speaks, by what they are called on the command line."""

from collections.abc import Callable

from local.camera.messages import axis, dahua, hikvision, hikvision_query, jpeg, rekor, snapshot, stream
from local.camera.shot import Posted, Shot

Speaker = Callable[[Shot], Posted]

DIALECTS: dict[str, Speaker] = {
    "hikvision": hikvision.posted,
    "hikvision-query": hikvision_query.posted,
    "dahua": dahua.posted,
    "axis": axis.posted,
    "stream": stream.posted,
    "rekor": rekor.posted,
    "snapshot": snapshot.posted,
    "jpeg": jpeg.posted,
    "file": jpeg.put,
}
"""By name: what writes a message of it."""

WITH_TOKEN = frozenset({"snapshot"})
"""Those that go to the door of Plate Recognizer's clients, with the secret in a header."""
