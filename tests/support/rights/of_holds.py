"""What functions may do so that photos can be held: a part of `ALLOWED` in allowed.py."""

from __future__ import annotations

from typing import Final

TABLE, INBOX, HELD = "PlatebookTable", "AuditInbox", "bucket/held/*"
PICTURES: Final = tuple(f"bucket/{kind}/*" for kind in ("uploads", "thumbnails", "shown", "detections"))

COPYING: Final = {
    *(("s3:GetObject", of) for of in PICTURES),
    *(("s3:GetObjectVersion", of) for of in PICTURES),
    ("s3:PutObject", HELD),
    ("s3:ListBucket", "bucket"),
}
"""What it takes to copy a photo, and what was made of it, to where it is held."""

READING_HELD: Final = {("s3:GetObject", HELD), ("s3:GetObjectVersion", HELD)}

HOLDING: Final = {
    ("dynamodb:UpdateItem", f"{TABLE} of upload#* filed#*"),
    ("dynamodb:Query", f"{TABLE} of upload#* filed#*"),
    ("dynamodb:PutItem", f"{TABLE} of filed#* holds"),
    ("dynamodb:DeleteItem", f"{TABLE} of filed#* holds unsettled"),
    ("dynamodb:BatchWriteItem", f"{TABLE} of fuzzy#* rotation#*"),
    ("dynamodb:GetItem", f"{TABLE} of settings"),
    ("dynamodb:PutItem", INBOX),
    *COPYING,
}
"""What it takes to let all about an upload end later."""

MENDING: Final = {
    ("s3:DeleteObjectVersion", HELD),
    ("dynamodb:Query", f"{TABLE} of holds lists"),
    ("dynamodb:DeleteItem", f"{TABLE} of filed#* holds"),
    *COPYING,
}
"""What it takes to complete the holds that broke off."""

OF_HOLDS: Final = {
    "Holding": HOLDING,
    "Reading": READING_HELD,
    "Reviewing": READING_HELD,
    "Deleting": {("s3:DeleteObjectVersion", HELD)},
    "Reconciling": MENDING,
}
