"""A picture and nothing else: posted as the body, or put under a file's name as an FTP server's stand-in takes it."""

from local.camera.shot import Posted, Shot, image_type


def posted(shot: Shot) -> Posted:
    """Post the picture itself."""
    return Posted("POST", (("Content-Type", image_type(shot.photo)),), shot.photo)


def put(shot: Shot) -> Posted:
    """Put it as a file whose name tells the local time."""
    ending = image_type(shot.photo).removeprefix("image/").replace("jpeg", "jpg")
    name = f"{shot.device.name}_{shot.device.channel:02}_{shot.taken_at:%Y%m%d%H%M%S}000_VEHICLE_DETECTION.{ending}"
    return Posted(
        "PUT", (("Content-Type", "application/octet-stream"),), shot.photo, path=f"/{shot.device.name}/{name}"
    )
