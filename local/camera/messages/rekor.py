"""Rekor Scout's webhook: JSON with crops of vehicle and plate. This one sends the photo as the vehicle's crop."""

import base64
import json

from local.camera.shot import Posted, Shot

_HEADERS = (("Content-Type", "application/json"), ("Accept", "*/*"))


def posted(shot: Shot) -> Posted:
    """Write what the agent sends once for a vehicle."""
    milliseconds = round(shot.taken_at.timestamp() * 1000)
    report = {
        "data_type": "alpr_group",
        "version": 2,
        "epoch_start": milliseconds - 1500,
        "epoch_end": milliseconds + 1500,
        "company_id": "platebook",
        "agent_uid": shot.device.serial,
        "agent_version": "4.0.0",
        "camera_id": shot.device.channel,
        "country": "vn",
        "uuids": [shot.event_id],
        "plate_indexes": [0],
        "best_plate": _result(shot),
        "best_plate_number": shot.plate,
        "best_confidence": shot.confidence * 100,
        "best_region": "vn",
        "best_region_confidence": 80.0,
        "best_uuid": shot.event_id,
        "best_uuid_epoch_ms": milliseconds,
        "vehicle_crop_jpeg": base64.b64encode(shot.photo).decode(),
        "travel_direction": 184.5,
        "is_parked": False,
        "is_preview": False,
        "vehicle": {"color": [{"name": "white", "confidence": 90.0}], "make": [{"name": "ford", "confidence": 70.0}]},
        "web_server_config": {"camera_label": shot.device.name, "agent_label": "laptop"},
    }
    return Posted("POST", _HEADERS, json.dumps(report).encode())


def results(shot: Shot) -> Posted:
    """Write what the agent sends of each frame, when it is told to: the plate's crop is all that there is."""
    report = {
        "data_type": None,
        "version": 2,
        "epoch_time": round(shot.taken_at.timestamp() * 1000),
        "camera_id": shot.device.channel,
        "agent_uid": shot.device.serial,
        "uuid": shot.event_id,
        "img_width": 1920,
        "img_height": 1080,
        "results": [_result(shot)],
    }
    return Posted("POST", _HEADERS, json.dumps(report).encode())


def _result(shot: Shot) -> dict[str, object]:
    return {
        "plate": shot.plate,
        "confidence": shot.confidence * 100,
        "region": "vn",
        "region_confidence": 80,
        "matches_template": 1,
        "coordinates": [{"x": x, "y": y} for x, y in ((10, 10), (110, 10), (110, 40), (10, 40))],
        "candidates": [{"plate": shot.plate, "confidence": shot.confidence * 100, "matches_template": 1}],
        "plate_crop_jpeg": base64.b64encode(shot.plate_crop).decode(),
    }
