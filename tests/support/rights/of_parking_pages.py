"""What functions may do so that people can look after parking: a part of `ALLOWED` in allowed.py."""

from __future__ import annotations

from typing import Final

TABLE, PARKING, OUTBOX, INBOX = "PlatebookTable", "ParkingTable", "OutboxTable", "AuditInbox"
HELD_THUMBNAILS: Final = "bucket/held/thumbnails/*"

SAYING: Final = {
    ("dynamodb:Query", f"{PARKING}/index/by_plate"),
    ("dynamodb:BatchGetItem", f"{PARKING} of visit#* sighting#*"),
    ("dynamodb:GetItem", f"{PARKING} of visit#* sighting#* setup#*"),
    ("dynamodb:UpdateItem", f"{PARKING} of visit#* tallies#*"),
    ("dynamodb:DeleteItem", f"{PARKING} of gate#* key#* crossings#*"),
}
"""What it takes to say something of a visit, and to write what follows from it."""

OF_PARKING_PAGES: Final = {
    "Parking": {
        *SAYING,
        *(("dynamodb:Query", f"{PARKING}/index/by_{name}") for name in ("site", "inside", "overstay", "question")),
        ("dynamodb:Query", f"{PARKING} of gate#* key#* anchors#* crossings#* tallies#*"),
        ("dynamodb:PutItem", f"{PARKING} of sighting#* gate#* key#* crossings#* anchors#*"),
        ("dynamodb:Query", f"{TABLE} of sites lists"),
        ("dynamodb:BatchGetItem", f"{TABLE} of upload#* seen#cam-* list#* listed#*"),
        ("dynamodb:GetItem", f"{TABLE} of site#* camera#cam-* settings"),
        ("dynamodb:Query", f"{TABLE}/index/by_time of alert"),
        ("dynamodb:GetItem", f"{OUTBOX} of subscriptions"),
        ("dynamodb:PutItem", f"{OUTBOX} of events#*"),
        ("dynamodb:PutItem", INBOX),
        ("s3:GetObject", "bucket/thumbnails/*"),
        ("s3:GetObject", HELD_THUMBNAILS),
        ("cognito-idp:AdminGetUser", "UserPool"),
    },
    "Reviewing": {
        *SAYING,
        ("dynamodb:Query", f"{PARKING} of gate#* key#* anchors#* tallies#*"),
        ("dynamodb:PutItem", f"{PARKING} of sighting#* gate#* key#* crossings#*"),
        ("dynamodb:Query", f"{TABLE} of sites"),
        ("dynamodb:GetItem", f"{TABLE} of site#* camera#cam-*"),
    },
    "Administering": {
        ("dynamodb:GetItem", f"{PARKING} of setup#*"),
        ("dynamodb:PutItem", f"{PARKING} of setup#* marked"),
    },
}
