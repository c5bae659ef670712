"""Plate Recognizer Stream's webhook: a form of `json` and `upload`, as Python's `requests` writes it."""

import json
from datetime import UTC
from urllib.parse import quote_plus

from local.camera.shot import Posted, Shot, image_type

_BOUNDARY = "8d1f0a6b52c94e7f9b3e6d2a7c405f18"


def posted(shot: Shot) -> Posted:
    """Write what Stream sends with the picture."""
    report = json.dumps(_webhook(shot)).encode()
    name = _file_name(shot).rpartition("/")[2]
    body = b"".join(
        (
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="json"\r\n\r\n'.encode() + report + b"\r\n",
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="upload"; filename="{name}"\r\n'.encode(),
            f"Content-Type: {image_type(shot.photo)}\r\n\r\n".encode() + shot.photo + b"\r\n",
            f"--{_BOUNDARY}--\r\n".encode(),
        )
    )
    return Posted("POST", _headers(f"multipart/form-data; boundary={_BOUNDARY}"), body)


def without_picture(shot: Shot) -> Posted:
    """Write what Stream sends when it is told to send no picture: blanks in the text are plus signs."""
    body = f"json={quote_plus(json.dumps(_webhook(shot)))}".encode()
    return Posted("POST", _headers("application/x-www-form-urlencoded"), body)


def _headers(content_type: str) -> tuple[tuple[str, str], ...]:
    return (("Accept-Encoding", "gzip, deflate"), ("Accept", "*/*"), ("Content-Type", content_type))


def _file_name(shot: Shot) -> str:
    return f"{shot.device.name}_screenshots/{shot.taken_at:%y-%m-%d/%H-%M-%S.%f}.jpg"


def _webhook(shot: Shot) -> dict[str, object]:
    at = shot.taken_at.astimezone(UTC)
    box = {"xmin": 10 + shot.number, "ymin": 10, "xmax": 110 + shot.number, "ymax": 40}
    result = {
        "box": box,
        "plate": shot.plate.lower(),
        "region": {"code": "vn", "score": 0.4},
        "score": shot.confidence,
        "candidates": [{"plate": shot.plate.lower(), "score": shot.confidence}],
        "dscore": 0.7,
        "vehicle": {"score": 0.3, "type": "Sedan", "box": {"xmin": 0, "ymin": 0, "xmax": 200, "ymax": 150}},
        "direction": 210,
        "speed": None,
        "source_url": f"rtsp://{shot.device.ip}/live",
        "position_sec": 23.47,
        "user_data": "",
    }
    return {
        "hook": {
            "target": "https://example.com/hook",
            "id": shot.device.name,
            "event": "recognition",
            "filename": _file_name(shot),
        },
        "data": {
            "camera_id": shot.device.name,
            "filename": _file_name(shot),
            "timestamp": f"{at:%Y-%m-%dT%H:%M:%S.%fZ}",
            "timestamp_local": shot.taken_at.isoformat(sep=" "),
            "timestamp_camera": None,
            "results": [result],
        },
    }
