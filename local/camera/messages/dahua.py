"""Dahua's ITSAPI: one JSON with all pictures in base64, to a path of its own below the address.

Slashes are escaped, times have no zone, the confidence goes to 255, a face is cut out as well, and the request holds
the very fields with which an answer would open a gate.
"""

import base64
import json

from local.camera.shot import Posted, Shot

_HEADERS = (("Content-Type", "application/json;charset=UTF-8"), ("Connection", "keep-alive"))


def posted(shot: Shot) -> Posted:
    """Write what the device sends of a vehicle."""
    return _json("TollgateInfo", {"Picture": _picture(shot)})


def keep_alive(shot: Shot) -> Posted:
    """Write what it sends when nothing happens."""
    return _json("KeepAlive", {"Active": "keepAlive", "DeviceID": shot.device.serial})


def _json(path: str, report: object) -> Posted:
    text = json.dumps(report, separators=(",", ":"), ensure_ascii=False).replace("/", "\\/")
    return Posted("POST", _HEADERS, text.encode(), path=f"/NotificationInfo/{path}")


def _picture(shot: Shot) -> dict[str, object]:
    moment = f"{shot.taken_at:%Y-%m-%d %H:%M:%S}"
    return {
        "NormalPic": _base64("normal.jpg", shot.photo),
        "CutoutPic": _base64("cutout.jpg", shot.plate_crop),
        "FacePic": [_base64("face.jpg", shot.plate_crop)],
        "Plate": {
            "IsExist": True,
            "PlateNumber": shot.plate,
            "PlateColor": "White",
            "PlateType": "Normal",
            "Confidence": round(shot.confidence * 255),
            "BoundingBox": [0, 0, 0, 0],
            "UploadNum": shot.number,
            "Channel": shot.device.channel,
            "Region": "",
        },
        "Vehicle": {"VehicleColor": "White", "VehicleSign": "Unknown", "VehicleType": "SaloonCar", "Speed": 0},
        "SnapInfo": {
            "SnapTime": moment,
            "AccurateTime": f"{moment}.{shot.taken_at.microsecond // 1000:03}",
            "TimeZone": 8,
            "DSTTune": 0,
            "SnapAddress": shot.device.name,
            "LanNo": 1,
            "Direction": "Obverse",
            "TriggerSource": "Video",
            "DeviceID": shot.device.serial,
            "DefenceCode": "",
            "OpenStrobe": True,
            "AllowUser": True,
            "BlockUser": False,
        },
    }


def _base64(name: str, picture: bytes) -> dict[str, str]:
    return {"PicName": name, "Content": base64.b64encode(picture).decode()}
