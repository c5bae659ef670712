"""Hikvision's ISAPI: XML, the plate's crop and the scene, in a form whose boundary is the word itself.

The picture's file name is its id in the report, not its name; parts tell their length; there is no blank after a
header's semicolon in some firmware, and the device closes the connection.
"""

from xml.sax.saxutils import escape

from local.camera.shot import Posted, Shot

_HEADERS = (("Content-Type", "multipart/form-data; boundary=boundary"), ("Connection", "close"))


def posted(shot: Shot) -> Posted:
    """Write what the device sends."""
    report = _report(shot).encode()
    body = b"".join(
        (
            _part("anpr.xml", "anpr.xml", "text/xml", report),
            _part("licensePlatePicture.jpg", f"{_picture_id(shot, 1)}.jpg", "image/jpeg", shot.plate_crop),
            _part("detectionPicture.jpg", f"{_picture_id(shot, 2)}.jpg", "image/jpeg", shot.photo),
            b"--boundary--\r\n",
        )
    )
    return Posted("POST", _HEADERS, body)


def _part(name: str, file_name: str, content_type: str, content: bytes) -> bytes:
    head = (
        "--boundary\r\n"
        f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
        f"Content-Type: {content_type}\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n"


def _picture_id(shot: Shot, number: int) -> str:
    return f"{shot.event_id[:14]}{number:02}{shot.event_id[14:26]}"


def _report(shot: Shot) -> str:
    pictures = "".join(
        f"<pictureInfo><fileName>{name}.jpg</fileName><type>{name}</type><dataType>0</dataType>"
        f"<picRecogMode>1</picRecogMode><absTime>{shot.taken_at:%Y%m%d%H%M%S}000</absTime>"
        f"<pId>{_picture_id(shot, number)}</pId></pictureInfo>\n"
        for number, name in enumerate(("licensePlatePicture", "detectionPicture"), start=1)
    )
    device, sure, plate = shot.device, round(shot.confidence * 100), escape(shot.plate)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<EventNotificationAlert version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema">
<ipAddress>{device.ip}</ipAddress>
<portNo>8080</portNo>
<protocol>HTTP</protocol>
<macAddress>{device.mac}</macAddress>
<channelID>{device.channel}</channelID>
<dateTime>{shot.taken_at.isoformat(timespec="seconds")}</dateTime>
<activePostCount>1</activePostCount>
<eventType>ANPR</eventType>
<eventState>active</eventState>
<eventDescription>ANPR</eventDescription>
<channelName>{device.name}</channelName>
<ANPR>
<country>0</country>
<licensePlate>{plate}</licensePlate>
<line>1</line>
<direction>reverse</direction>
<confidenceLevel>{sure}</confidenceLevel>
<plateType>unknown</plateType>
<plateCharBelieve>{",".join(str(sure) for _ in shot.plate)}</plateCharBelieve>
<vehicleType>vehicle</vehicleType>
<vehicleInfo><index>{shot.number}</index><color>white</color><vehileModel>0</vehileModel></vehicleInfo>
<pictureInfoList>
{pictures}</pictureInfoList>
<originalLicensePlate>{plate}</originalLicensePlate>
<vehicleListName>otherList</vehicleListName>
</ANPR>
<UUID>{shot.event_id}</UUID>
<picNum>2</picNum>
<monitoringSiteID></monitoringSiteID>
<isDataRetransmission>{str(shot.is_retransmitted).lower()}</isDataRetransmission>
<countryAbbreviation>NON</countryAbbreviation>
</EventNotificationAlert>
"""
