"""Reads a packaged CloudFormation template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Template = Mapping[str, Any]


def resources(template: Template, kind: str) -> dict[str, dict[str, Any]]:
    """Give the properties of all resources of a kind, by their names."""
    return {
        name: resource["Properties"]
        for name, resource in template["Resources"].items()
        if resource["Type"] == kind and "Properties" in resource
    }


def as_list(value: Any) -> list[Any]:
    """Give the elements of what CloudFormation lets one write with or without a list."""
    return value if isinstance(value, list) else [value]


def statements(template: Template, role: str) -> Iterator[dict[str, Any]]:
    """Give what a role may do; actions and resources as lists."""
    for policy in resources(template, "AWS::IAM::Role")[role].get("Policies", []):
        for statement in as_list(policy["PolicyDocument"]["Statement"]):
            yield {
                **statement,
                "Action": as_list(statement.get("Action", [])),
                "Resource": [arn_in_short(one) for one in as_list(statement.get("Resource", []))],
            }


def partitions(statement: dict[str, Any]) -> str:
    """Say to which items of the table a statement is narrowed."""
    if "Condition" not in statement:
        return ""
    ((operator, keys),) = statement["Condition"].items()
    assert operator in ("ForAllValues:StringEquals", "ForAllValues:StringLike")
    ((name, values),) = keys.items()
    assert name == "dynamodb:LeadingKeys"
    return " of " + " ".join(as_list(values))


def role_of(template: Template, function: str) -> str:
    """Give the name of a function's role."""
    role = resources(template, "AWS::Lambda::Function")[function]["Role"]
    return str(role["Fn::GetAtt"][0])


def arn_in_short(arn: Any) -> str:
    """Write an ARN as people would: the resource's name, and what of it."""
    if isinstance(arn, str):
        return arn
    if "Fn::GetAtt" in arn:
        name, attribute = arn["Fn::GetAtt"]
        return str(name if attribute == "Arn" else f"{name}.{attribute}")
    text = str(arn["Fn::Sub"])
    for long, short in {
        "arn:${AWS::Partition}:s3:::platebook-prod-uploads-${AWS::AccountId}-${AWS::Region}": "bucket",
        "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:": "",
        "${PlatebookTable.Arn}": "PlatebookTable",
        "${OutboxTable.Arn}": "OutboxTable",
        "${ParkingTable.Arn}": "ParkingTable",
        "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:": "ses ",
    }.items():
        text = text.replace(long, short)
    return text


def mapping_of(template: dict[str, Any], table: str) -> dict[str, Any]:
    """Get what connects a table's stream with the function that follows it."""
    mappings = resources(template, "AWS::Lambda::EventSourceMapping").values()
    (found,) = [one for one in mappings if one["EventSourceArn"] == {"Fn::GetAtt": [table, "StreamArn"]}]
    return found
