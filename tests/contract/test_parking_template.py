"""What the template says of visits: how reads are followed, and where visits are kept."""

from __future__ import annotations

import json
from typing import Any

from handler import on_reads
from tests.support.template import mapping_of, resources


def test_what_becomes_of_reads_is_followed_in_its_order_and_what_cannot_be_is_told(template: dict[str, Any]) -> None:
    table = resources(template, "AWS::DynamoDB::Table")["PlatebookTable"]
    assert table["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}
    mapping = mapping_of(template, "PlatebookTable")
    assert mapping["FunctionName"] == {"Fn::GetAtt": ["DerivingLambdaFunction", "Arn"]}
    assert mapping.get("ParallelizationFactor", 1) == 1
    assert mapping["BisectBatchOnFunctionError"] is True
    assert 3600 < mapping["MaximumRecordAgeInSeconds"] < 86400
    assert mapping["DestinationConfig"]["OnFailure"]["Destination"] == {"Fn::GetAtt": ["FailureQueue", "Arn"]}
    keys = [json.loads(one["Pattern"])["dynamodb"]["Keys"] for one in mapping["FilterCriteria"]["Filters"]]
    assert [one["sk"]["S"] for one in keys] == [
        [{"prefix": on_reads.READS}],
        ["no_plate"],
        ["upload"],
        ["upload"],
        ["site"],
    ]
    assert keys[0]["pk"]["S"] == [{"prefix": on_reads.UPLOADS}]


def test_visits_can_be_restored_and_end_in_time(template: dict[str, Any]) -> None:
    table = resources(template, "AWS::DynamoDB::Table")["ParkingTable"]
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["SSESpecification"]["SSEEnabled"] is True
    assert table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at_epoch_seconds", "Enabled": True}
    kinds = {one["Projection"]["ProjectionType"] for one in table["GlobalSecondaryIndexes"]}
    assert kinds == {"KEYS_ONLY"}
