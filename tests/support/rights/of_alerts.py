"""What functions may do so that alerts come and go with reads: a part of `ALLOWED` in allowed.py."""

from __future__ import annotations

from typing import Final

TABLE, OUTBOX = "PlatebookTable", "OutboxTable"

RAISING: Final = {
    ("dynamodb:Query", f"{TABLE} of lists"),
    ("dynamodb:BatchGetItem", f"{TABLE} of list#* listed#* alert#* alerting#* camera#cam-* site#*"),
    ("dynamodb:PutItem", f"{TABLE} of alert#* alerting#*"),
    ("dynamodb:GetItem", f"{OUTBOX} of subscriptions"),
    ("dynamodb:PutItem", f"{OUTBOX} of events#*"),
}
"""Of who reads photos, and of who decides on reads."""

WITHDRAWING: Final = {
    ("dynamodb:BatchGetItem", f"{TABLE} of alert#* camera#cam-* site#*"),
    ("dynamodb:PutItem", f"{TABLE} of alert#*"),
    ("dynamodb:GetItem", f"{OUTBOX} of subscriptions"),
    ("dynamodb:PutItem", f"{OUTBOX} of events#*"),
}
"""Of who takes photos away."""

COMPARING: Final = {
    *(one for one in WITHDRAWING if one[0] != "dynamodb:BatchGetItem"),
    ("dynamodb:BatchGetItem", f"{TABLE} of alert#* camera#cam-* site#* list#* listed#*"),
}
"""Of who looks as well at what hits a list, and so is kept longer."""

ACKNOWLEDGING: Final = {("dynamodb:GetItem", f"{TABLE} of alert#*")}

OF_ALERTS: Final = {
    "Answering": RAISING,
    "OnUnderscoreupload": RAISING,
    "Reviewing": RAISING | ACKNOWLEDGING,
    "Deleting": WITHDRAWING,
    "Reconciling": COMPARING,
}
