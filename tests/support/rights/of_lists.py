"""What the functions of lists may do: a part of `ALLOWED` in allowed.py."""

from __future__ import annotations

from typing import Final

TABLE, INBOX = "PlatebookTable", "AuditInbox"

COUNTING: Final = {
    ("dynamodb:Query", "ParkingTable/index/by_plate"),
    ("dynamodb:BatchGetItem", "ParkingTable of visit#*"),
    ("dynamodb:GetItem", "ParkingTable of setup#*"),
}
"""What it takes to tell how many are inside that share a permit."""

OF_LISTS: Final[dict[str, set[tuple[str, str]]]] = {
    "Listing": {
        *COUNTING,
        ("dynamodb:Query", f"{TABLE} of lists list#* sites"),
        ("dynamodb:BatchGetItem", f"{TABLE} of list#* listed#*"),
        ("dynamodb:PutItem", INBOX),
        ("cognito-idp:AdminGetUser", "UserPool"),
    },
    "Enlisting": {
        ("dynamodb:GetItem", f"{TABLE} of settings"),
        ("dynamodb:Query", f"{TABLE} of lists list#* sites fuzzy#*"),
        ("dynamodb:Query", f"{TABLE}/index/by_plate"),
        ("dynamodb:BatchGetItem", f"{TABLE} of list#*"),
        ("dynamodb:PutItem", f"{TABLE} of list#*"),
        ("dynamodb:UpdateItem", f"{TABLE} of lists listed#*"),
        ("dynamodb:DeleteItem", f"{TABLE} of lists list#* listed#*"),
        ("dynamodb:PutItem", INBOX),
        ("lambda:InvokeFunction", "RetracingLambdaFunction"),
    },
    "Gatekeeping": {
        *COUNTING,
        ("dynamodb:GetItem", f"{TABLE} of credential#*"),
        ("dynamodb:BatchGetItem", f"{TABLE} of site#* camera#* list#* listed#*"),
        ("dynamodb:Query", f"{TABLE} of lists"),
        ("dynamodb:UpdateItem", f"{TABLE} of credential#* quota#cam-*"),
        ("dynamodb:PutItem", INBOX),
    },
    "Retracing": {
        ("dynamodb:Query", f"{TABLE} of lists fuzzy#* upload#* filed#*"),
        ("dynamodb:Query", f"{TABLE}/index/by_plate"),
        ("dynamodb:Query", f"{TABLE}/index/by_time"),
        ("dynamodb:ConditionCheckItem", f"{TABLE} of upload#*"),
        ("dynamodb:UpdateItem", f"{TABLE} of upload#* insights#*"),
        ("dynamodb:PutItem", f"{TABLE} of filed#* holds"),
        ("dynamodb:DeleteItem", f"{TABLE} of filed#* holds unsettled"),
        ("dynamodb:BatchWriteItem", f"{TABLE} of fuzzy#* rotation#*"),
        ("dynamodb:PutItem", INBOX),
        ("dynamodb:BatchGetItem", f"{TABLE} of list#* listed#* alert#* alerting#* camera#cam-* site#*"),
        ("dynamodb:PutItem", f"{TABLE} of alert#* alerting#*"),
        ("dynamodb:GetItem", "OutboxTable of subscriptions"),
        ("dynamodb:PutItem", "OutboxTable of events#*"),
    },
}
