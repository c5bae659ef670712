"""Axis' License Plate Verifier: a form of a JSON event, in which numbers are texts, and the picture."""

import json
from datetime import UTC

from local.camera.shot import Posted, Shot, image_type

_BOUNDARY = "------------------------5f2c7d1e9b3a4068"


def posted(shot: Shot, state: str = "lost") -> Posted:
    """Write what the device sends when a vehicle has come (``new``), or has gone again (``lost``)."""
    report = json.dumps(_event(shot, state), indent=2).encode()
    body = b"".join(
        (
            _part("event", "event.json", "application/json", report),
            _part("image", "image.jpg", image_type(shot.photo), shot.photo),
            f"--{_BOUNDARY}--\r\n".encode(),
        )
    )
    headers = (("Accept", "*/*"), ("Content-Type", f"multipart/form-data; boundary={_BOUNDARY}"))
    return Posted("POST", headers, body)


def _part(name: str, file_name: str, content_type: str, content: bytes) -> bytes:
    head = (
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
        f"Content-Type: {content_type}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n"


def _event(shot: Shot, state: str) -> dict[str, object]:
    milliseconds = round(shot.taken_at.timestamp() * 1000)
    return {
        "packetCounter": str(7000 + shot.number),
        "capture_timestamp": str(milliseconds),
        "frame_timestamp": "0",
        "capture_ts": f"{milliseconds}000000",
        "datetime": f"{shot.taken_at.astimezone(UTC):%Y%m%d %H%M%S}{milliseconds % 1000:03}",
        "plateText": shot.plate,
        "plateUTF8": shot.plate,
        "plateASCII": shot.plate,
        "plateCountry": "",
        "plateConfidence": f"{shot.confidence:.6f}",
        "carState": state,
        "roiID": str(shot.device.channel),
        "geotag": {"lat": 0.0, "lon": 0.0},
        "imageType": "frame",
        "carMoveDirection": "unk" if state == "new" else "in",
        "plateCoordinates": [0, 0, 0, 0],
        "carID": str(shot.number),
        "camera_info": {
            "SerialNumber": shot.device.serial,
            "ProdShortName": "AXIS LAPTOP",
            "MACAddress": shot.device.mac.upper(),
        },
        "sensorProviderID": shot.device.name,
    }
