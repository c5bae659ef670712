"""Reads the surest line of each photo that a bucket tells of. Nothing is checked, nothing is lost and found again.

It is deployed for a measure alone, and taken away after it.
"""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import unquote_plus

import boto3

make: Any = boto3.client
rekognition, table = make("rekognition"), make("dynamodb")


def handle(event: Any, _context: object) -> None:  # noqa: ANN401 (JSON of S3)
    """Read the photos of an event."""
    for record in event["Records"]:
        bucket, key = record["s3"]["bucket"]["name"], unquote_plus(record["s3"]["object"]["key"])
        found = rekognition.detect_text(Image={"S3Object": {"Bucket": bucket, "Name": key}})["TextDetections"]
        lines = sorted((one for one in found if one["Type"] == "LINE"), key=lambda one: -one["Confidence"])
        plate = lines[0]["DetectedText"] if lines else ""
        table.put_item(TableName=os.environ["TABLE"], Item={"pk": {"S": key}, "plate": {"S": plate}})
