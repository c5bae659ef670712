"""What each function may do: all of it stands here, so that whoever widens it sees it in the difference."""

from __future__ import annotations

from typing import Final

from tests.support.rights.of_alerts import OF_ALERTS
from tests.support.rights.of_events import OF_EVENTS
from tests.support.rights.of_holds import OF_HOLDS
from tests.support.rights.of_lists import OF_LISTS
from tests.support.rights.of_notes import OF_NOTES
from tests.support.rights.of_parking import OF_PARKING
from tests.support.rights.of_parking_pages import OF_PARKING_PAGES
from tests.support.rights.of_people import OF_PEOPLE

PHOTOS, SHOWN = "bucket/uploads/*", "bucket/shown/*"
CAMERA_PHOTOS, CAMERA_THUMBNAILS = "bucket/uploads/cam-*", "bucket/thumbnails/cam-*"
THUMBNAILS, DETECTIONS = "bucket/thumbnails/*", "bucket/detections/*"
TABLE, AUDIT, INBOX = "PlatebookTable", "AuditTable", "AuditInbox"
STREAM = "AuditInbox.StreamArn"

ALLOWED: Final[dict[str, set[tuple[str, str]]]] = {
    "Uploading": {
        ("dynamodb:PutItem", f"{TABLE} of upload#*"),
        ("dynamodb:GetItem", f"{TABLE} of settings"),
        ("dynamodb:GetItem", f"{TABLE} of camera#cam-*"),
        ("dynamodb:UpdateItem", f"{TABLE} of quota#*"),
        ("s3:PutObject", PHOTOS),
    },
    "Receiving": {
        ("dynamodb:GetItem", f"{TABLE} of credential#* event#cam-* settings"),
        ("dynamodb:BatchGetItem", f"{TABLE} of site#* camera#*"),
        ("dynamodb:PutItem", f"{TABLE} of upload#* event#cam-*"),
        ("dynamodb:UpdateItem", f"{TABLE} of credential#* quota#cam-* event#cam-*"),
        ("s3:PutObject", CAMERA_PHOTOS),
    },
    "Answering": {
        ("dynamodb:GetItem", f"{TABLE} of credential#* event#cam-* settings sighting#cam-* upload#*"),
        ("dynamodb:BatchGetItem", f"{TABLE} of site#* camera#*"),
        ("dynamodb:PutItem", f"{TABLE} of upload#* event#cam-* filed#* unsettled sighting#cam-*"),
        (
            "dynamodb:UpdateItem",
            f"{TABLE} of credential#* quota#cam-* event#cam-* upload#* insights#* spent seen#cam-* sighting#cam-*",
        ),
        ("dynamodb:Query", f"{TABLE} of upload#*"),
        ("s3:GetObject", CAMERA_PHOTOS),
        ("s3:GetObjectVersion", CAMERA_PHOTOS),
        ("s3:PutObject", CAMERA_PHOTOS),
        ("s3:PutObject", "bucket/thumbnails/cam-*"),
        ("s3:PutObject", "bucket/shown/cam-*"),
        ("s3:GetObject", "bucket/detections/cam-*"),
        ("s3:PutObject", "bucket/detections/cam-*"),
        ("s3:ListBucket", "bucket"),
        ("rekognition:DetectText", "*"),
    },
    "Reporting": {
        ("dynamodb:GetItem", f"{TABLE} of credential#*"),
        ("dynamodb:BatchGetItem", f"{TABLE} of site#* camera#*"),
        ("dynamodb:UpdateItem", f"{TABLE} of credential#*"),
        ("dynamodb:Query", f"{TABLE} of upload#*"),
        *(
            (action, f"bucket/{prefix}/cam-*")
            for action in ("s3:GetObject", "s3:GetObjectVersion")
            for prefix in ("uploads", "thumbnails", "shown")
        ),
    },
    "Reading": {
        ("dynamodb:BatchGetItem", f"{TABLE} of upload#*"),
        ("dynamodb:Query", f"{TABLE} of upload#*"),
        ("dynamodb:Query", f"{TABLE}/index/by_owner"),
        ("s3:GetObject", PHOTOS),
        ("s3:GetObject", THUMBNAILS),
        ("s3:GetObjectVersion", PHOTOS),
        ("s3:GetObjectVersion", THUMBNAILS),
        ("s3:GetObject", SHOWN),
        ("s3:GetObjectVersion", SHOWN),
    },
    "Reviewing": {
        ("dynamodb:ConditionCheckItem", f"{TABLE} of upload#* insights#*"),
        ("dynamodb:UpdateItem", f"{TABLE} of upload#* insights#*"),
        ("dynamodb:PutItem", f"{TABLE} of upload#* filed#* unsettled holds"),
        ("dynamodb:DeleteItem", f"{TABLE} of filed#* unsettled holds"),
        ("dynamodb:BatchWriteItem", f"{TABLE} of fuzzy#* rotation#*"),
        ("dynamodb:Query", f"{TABLE} of upload#* filed#* fuzzy#* rotation#* insights#* meter"),
        ("dynamodb:BatchGetItem", f"{TABLE} of upload#* camera#* site#*"),
        ("dynamodb:GetItem", f"{TABLE} of settings"),
        ("dynamodb:GetItem", f"{TABLE} of spent"),
        ("dynamodb:Query", f"{TABLE}/index/by_time"),
        ("dynamodb:Query", f"{TABLE}/index/by_status"),
        ("dynamodb:Query", f"{TABLE}/index/by_plate"),
        ("dynamodb:Query", f"{TABLE}/index/by_doubt"),
        ("dynamodb:Query", f"{TABLE}/index/by_owner of cam-*"),
        ("dynamodb:PutItem", INBOX),
        ("s3:GetObject", PHOTOS),
        ("s3:GetObject", THUMBNAILS),
        ("s3:GetObjectVersion", PHOTOS),
        ("s3:GetObjectVersion", THUMBNAILS),
        ("s3:GetObject", SHOWN),
        ("s3:GetObjectVersion", SHOWN),
        ("s3:GetObject", DETECTIONS),
        ("s3:GetObjectVersion", DETECTIONS),
        ("cognito-idp:AdminGetUser", "UserPool"),
        ("lambda:InvokeFunction", "OnUnderscoreuploadLambdaFunction"),
    },
    "Administering": {
        ("dynamodb:PutItem", INBOX),
        ("dynamodb:Query", AUDIT),
        ("dynamodb:GetItem", f"{TABLE} of settings"),
        ("dynamodb:GetItem", f"{TABLE} of spent"),
        ("dynamodb:PutItem", f"{TABLE} of settings"),
        ("dynamodb:Query", f"{TABLE} of sites"),
        ("dynamodb:GetItem", f"{TABLE} of site#* camera#*"),
        ("dynamodb:PutItem", f"{TABLE} of sites camera#* credential#*"),
        ("dynamodb:UpdateItem", f"{TABLE} of site#* credential#*"),
        ("dynamodb:DeleteItem", f"{TABLE} of credential#*"),
        ("dynamodb:BatchGetItem", f"{TABLE} of seen#* credential#*"),
        ("s3:GetObject", CAMERA_THUMBNAILS),
    },
    **OF_LISTS,
    "Deleting": {
        ("dynamodb:PutItem", f"{TABLE} of upload#*"),
        ("dynamodb:UpdateItem", f"{TABLE} of upload#*"),
        ("dynamodb:BatchWriteItem", f"{TABLE} of upload#* filed#* fuzzy#* rotation#*"),
        ("dynamodb:DeleteItem", f"{TABLE} of unsettled"),
        ("dynamodb:Query", f"{TABLE} of upload#* filed#*"),
        ("dynamodb:PutItem", INBOX),
        ("s3:ListBucketVersions", "bucket"),
        ("s3:DeleteObjectVersion", PHOTOS),
        ("s3:DeleteObjectVersion", THUMBNAILS),
        ("s3:DeleteObjectVersion", SHOWN),
        ("s3:DeleteObjectVersion", DETECTIONS),
    },
    "OnUnderscoreupload": {
        ("dynamodb:UpdateItem", f"{TABLE} of upload#* insights#* quota#* spent seen#cam-*"),
        ("dynamodb:PutItem", f"{TABLE} of upload#* filed#* fuzzy#* rotation#* unsettled"),
        ("dynamodb:BatchWriteItem", f"{TABLE} of filed#* fuzzy#* rotation#*"),
        ("dynamodb:DeleteItem", f"{TABLE} of unsettled"),
        ("dynamodb:Query", f"{TABLE} of upload#* filed#* unsettled"),
        ("dynamodb:GetItem", f"{TABLE} of settings"),
        ("dynamodb:GetItem", f"{TABLE} of sighting#cam-* upload#*"),
        ("dynamodb:PutItem", f"{TABLE} of sighting#cam-*"),
        ("dynamodb:UpdateItem", f"{TABLE} of sighting#cam-*"),
        ("s3:GetObject", PHOTOS),
        ("s3:GetObjectVersion", PHOTOS),
        ("s3:PutObject", THUMBNAILS),
        ("s3:PutObject", SHOWN),
        ("s3:GetObject", DETECTIONS),
        ("s3:PutObject", DETECTIONS),
        ("s3:ListBucket", "bucket"),
        ("rekognition:DetectText", "*"),
        ("sqs:SendMessage", "FailureQueue"),
    },
    "Reconciling": {
        ("dynamodb:Query", f"{TABLE} of sites"),
        ("dynamodb:BatchGetItem", f"{TABLE} of seen#cam-*"),
        ("dynamodb:BatchGetItem", f"{TABLE} of upload#* filed#* fuzzy#*"),
        ("dynamodb:GetItem", f"{TABLE} of settings spent meter"),
        ("dynamodb:Query", f"{TABLE}/index/by_status of waiting"),
        ("dynamodb:ConditionCheckItem", f"{TABLE} of upload#* insights#*"),
        ("dynamodb:UpdateItem", f"{TABLE} of upload#* insights#*"),
        ("dynamodb:PutItem", f"{TABLE} of upload#* filed#* unsettled meter holds"),
        ("dynamodb:DeleteItem", f"{TABLE} of unsettled"),
        ("dynamodb:BatchWriteItem", f"{TABLE} of upload#* filed#* fuzzy#* rotation#*"),
        ("dynamodb:Query", f"{TABLE} of upload#* filed#* unsettled"),
        ("dynamodb:Query", f"{TABLE}/index/by_time"),
        ("s3:ListBucketVersions", "bucket"),
        ("s3:DeleteObjectVersion", PHOTOS),
        ("s3:DeleteObjectVersion", THUMBNAILS),
        ("s3:DeleteObjectVersion", SHOWN),
        ("s3:DeleteObjectVersion", DETECTIONS),
        ("lambda:InvokeFunction", "OnUnderscoreuploadLambdaFunction"),
    },
    "Auditing": {
        ("dynamodb:PutItem", AUDIT),
        ("dynamodb:DescribeStream", STREAM),
        ("dynamodb:GetRecords", STREAM),
        ("dynamodb:GetShardIterator", STREAM),
        ("dynamodb:ListStreams", STREAM),
        ("sqs:SendMessage", "FailureQueue"),
    },
}
"""Action and resource; where a condition narrows the table to some partitions, these are named behind `of`."""

for _part in (OF_ALERTS, OF_HOLDS, OF_EVENTS, OF_NOTES, OF_PARKING, OF_PARKING_PAGES, OF_PEOPLE):
    for _name, _rights in _part.items():
        ALLOWED[_name] = ALLOWED.get(_name, set()) | _rights
