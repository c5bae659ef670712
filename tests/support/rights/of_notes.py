"""What functions may do with what people note of plates: a part of `ALLOWED` in allowed.py."""

from __future__ import annotations

from typing import Final

NOTED: Final = "PlatebookTable of noted#*"

ENDING: Final = {("dynamodb:UpdateItem", NOTED)}
"""Of who changes which reads count for a plate: what is noted of it ends with the last of them."""

CHECKING: Final = {("dynamodb:ConditionCheckItem", NOTED)}
"""Of who lets plates be found without looking at them again: only where nothing is noted."""

NOTING: Final = {("dynamodb:GetItem", NOTED), ("dynamodb:BatchGetItem", NOTED)}

OF_NOTES: Final = {
    "Answering": ENDING,
    "OnUnderscoreupload": ENDING | CHECKING,
    "Reviewing": ENDING | NOTING,
    "Deleting": ENDING,
    "Holding": ENDING,
    "Reconciling": ENDING,
}
