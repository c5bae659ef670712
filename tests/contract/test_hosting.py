"""What `npm run deploy` and `npm run remove` take for granted of the template."""

from __future__ import annotations

import re

from hosting.backend import OUTPUTS
from scripts.deploy import STAGE_PATTERN
from scripts.operate.data import BUCKET, HOLDS, POOL, TABLE
from scripts.operate.remove import DEPLOYMENT_BUCKET
from tests.support.template import Template, resources

LONGEST_REGION = "ap-northeast-1"
LONGEST_ROLE_NAME = 64
LONGEST_BUCKET_NAME = 63


def test_the_stack_says_what_the_web_app_needs_to_know(template: Template) -> None:
    assert set(OUTPUTS.values()) <= set(template["Outputs"])


def test_the_address_of_the_api_is_an_origin(template: Template) -> None:
    address = template["Outputs"]["ApiUrl"]["Value"]["Fn::Sub"]
    assert address == "https://${HttpApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}"


def test_names_have_room_for_the_longest_stage(template: Template) -> None:
    stage = "s" * 12
    assert re.fullmatch(STAGE_PATTERN, stage)
    assert not re.fullmatch(STAGE_PATTERN, f"{stage}s")
    roles = [
        role["RoleName"]["Fn::Join"] for role in resources(template, "AWS::IAM::Role").values() if "RoleName" in role
    ]
    assert roles
    for separator, parts in roles:
        names = [LONGEST_REGION if part == {"Ref": "AWS::Region"} else part for part in parts]
        assert len(separator.join(stage if name == "prod" else name for name in names)) <= LONGEST_ROLE_NAME
    assert len(f"platebook-{stage}-uploads-123456789012-{LONGEST_REGION}") <= LONGEST_BUCKET_NAME


def test_what_an_account_has_once_for_all_regions_says_its_region(template: Template) -> None:
    roles = [role["RoleName"] for role in resources(template, "AWS::IAM::Role").values() if "RoleName" in role]
    dashboards = [one["DashboardName"] for one in resources(template, "AWS::CloudWatch::Dashboard").values()]
    buckets = [one["BucketName"] for one in resources(template, BUCKET).values() if "BucketName" in one]
    assert roles
    assert dashboards
    assert buckets
    assert [name for name in (*roles, *dashboards, *buckets) if "AWS::Region" not in str(name)] == []


def test_what_people_brought_outlives_its_stack_and_is_known_by_name(template: Template) -> None:
    data = {
        name: (resource.get("DeletionPolicy"), resource.get("UpdateReplacePolicy"))
        for name, resource in template["Resources"].items()
        if resource["Type"] in {BUCKET, TABLE, POOL} and name != DEPLOYMENT_BUCKET
    }
    assert data == dict.fromkeys(HOLDS, ("Retain", "Retain"))
