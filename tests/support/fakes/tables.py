"""Tables in moto, each as a file of resources/ describes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

RESOURCES: Final = Path(__file__).parents[3] / "resources"


class TemplateLoader(yaml.SafeLoader):
    """Reads CloudFormation; its tags are of no matter here."""


TemplateLoader.add_multi_constructor("!", lambda _loader, suffix, _node: f"!{suffix}")


def create_table(client: DynamoDBClient, name: str, file: str, resource: str) -> None:
    """Make a table as a file of resources/ describes it."""
    template = yaml.load((RESOURCES / file).read_text(), TemplateLoader)
    properties: dict[str, Any] = template["Resources"][resource]["Properties"]
    taken = ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")
    described = {one: properties[one] for one in taken if one in properties}
    if "StreamSpecification" in properties:  # what CloudFormation takes for granted
        described["StreamSpecification"] = {"StreamEnabled": True, **properties["StreamSpecification"]}
    client.create_table(TableName=name, **described)
