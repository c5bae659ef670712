"""Hikvision's other dialect: the report in the address, the time without separators, its offset without a zero."""

from urllib.parse import urlencode

from local.camera.shot import Posted, Shot

_HEADERS = (("Content-Type", 'multipart/form-data; boundary="--boundary"'), ("Connection", "close"))
_BOUNDARY = b"----boundary"


def posted(shot: Shot) -> Posted:
    """Write what the device sends."""
    told = {
        "channelID": shot.device.channel,
        "dateTime": f"{shot.taken_at:%Y%m%dT%H%M%S}{_offset(shot)}",
        "eventType": "vehicleDetection",
        "licensePlate": shot.plate,
        "direction": "reverse",
        "confidenceLevel": round(shot.confidence * 100),
        "macAddress": shot.device.mac,
    }
    pictures = (("licensePlatePicture.jpg", shot.plate_crop), ("detectionPicture.jpg", shot.photo))
    parts = b"".join(_part(name, picture) for name, picture in pictures)
    return Posted("POST", _HEADERS, parts + _BOUNDARY + b"--\r\n", query=urlencode(told, safe=":+"))


def _offset(shot: Shot) -> str:
    minutes = int((shot.taken_at.utcoffset() or shot.taken_at - shot.taken_at).total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60}{abs(minutes) % 60:02}"


def _part(name: str, picture: bytes) -> bytes:
    head = (
        f'\r\nContent-Disposition: form-data;name="{name}";filename="{name}"\r\n'
        f"Content-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
    )
    return _BOUNDARY + head.encode() + picture + b"\r\n"
