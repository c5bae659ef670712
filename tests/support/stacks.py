"""A CloudFormation in this process, beside moto's AWS: moto's own wants more packages."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final

import boto3
from botocore.exceptions import ClientError

Json = dict[str, Any]
STACK: Final = "platebook-prod"
BUCKET: Final = "platebook-prod-uploads-123456789012-eu-central-1"
DEPLOYMENT_BUCKET: Final = "platebook-prod-serverlessdeploymentbucket-1a2b"
TABLE: Final = "platebook-prod-PlatebookTable-1A2B3C"
KINDS: Final = {
    "ServerlessDeploymentBucket": "AWS::S3::Bucket",
    "S3BucketUploads": "AWS::S3::Bucket",
    "PlatebookTable": "AWS::DynamoDB::Table",
    "UserPool": "AWS::Cognito::UserPool",
    "FailureTopic": "AWS::SNS::Topic",
    "FailureQueue": "AWS::SQS::Queue",
}
KEPT: Final = ("S3BucketUploads", "PlatebookTable", "UserPool")


def refused(operation: str, message: str, code: str = "ValidationError") -> ClientError:
    """Make an error as boto3 raises it."""
    return ClientError({"Error": {"Code": code, "Message": message}}, operation)


@dataclass
class Stacks:
    """Stands where CloudFormation's client is; knows one stack.

    Attributes
    ----------
    status
        Of the stack; None where there is none.
    ids
        What the stack's resources are called, by their names in the template.
    policy
        The DeletionPolicy of what is to be kept.
    ends_as
        What becomes of the stack when it is deleted.
    deleted
        What an earlier removal that broke off has deleted, by its names in the template.
    changes
        What the next change set holds; None: it would change nothing.
    asked
        What was asked, in its order, with its request.
    """

    status: str | None = None
    ids: dict[str, str] = field(default_factory=dict)
    policy: str = "Retain"
    ends_as: str | None = None
    deleted: set[str] = field(default_factory=set)
    changes: list[Json] | None = None
    asked: list[tuple[str, Json]] = field(default_factory=list)
    template: Json = field(default_factory=dict)

    def deploy(self) -> dict[str, str]:
        """Make the stack's resources and give its outputs."""
        cognito, place = boto3.client("cognito-idp"), {"LocationConstraint": "eu-central-1"}
        for name in (BUCKET, DEPLOYMENT_BUCKET):
            boto3.client("s3").create_bucket(Bucket=name, CreateBucketConfiguration=place)  # type: ignore[arg-type]
        boto3.client("s3").put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        make_table(TABLE)
        pool = cognito.create_user_pool(PoolName=STACK, UsernameAttributes=["email"], DeletionProtection="ACTIVE")[
            "UserPool"
        ]
        self.ids = {
            "S3BucketUploads": BUCKET,
            "ServerlessDeploymentBucket": DEPLOYMENT_BUCKET,
            "PlatebookTable": TABLE,
            "UserPool": pool["Id"],
            "FailureTopic": boto3.client("sns").create_topic(Name="failures")["TopicArn"],
            "FailureQueue": boto3.client("sqs").create_queue(QueueName="failures")["QueueUrl"],
        }
        self.status = "CREATE_COMPLETE"
        self.template = {
            "Resources": {
                name: {"Type": kind, **({"DeletionPolicy": self.policy} if name in KEPT else {})}
                for name, kind in KINDS.items()
            }
        }
        return self.outputs()

    def outputs(self) -> dict[str, str]:
        """Give the stack's outputs."""
        return {
            "ApiUrl": "https://abc123.execute-api.eu-central-1.amazonaws.com",
            "UserPoolId": self.ids["UserPool"],
            "UserPoolClientId": "web-client",
            "SignUp": "open",
            "UploadsBucketName": BUCKET,
            "TableName": TABLE,
            "FailureTopicArn": self.ids["FailureTopic"],
            "FailureQueueUrl": self.ids["FailureQueue"],
        }

    # Operations, by boto3's names.

    def describe_stacks(self, StackName: str) -> Json:  # noqa: N803 the API's own word
        if self.status is None or StackName != STACK:
            raise refused("DescribeStacks", f"Stack with id {StackName} does not exist")
        outputs = [{"OutputKey": key, "OutputValue": value} for key, value in self.outputs().items()]
        return {"Stacks": [{"StackName": STACK, "StackStatus": self.status, "Outputs": outputs, "Tags": []}]}

    def get_template(self, **_request: str) -> Json:
        return {"TemplateBody": self.template}

    def list_stack_resources(self, NextToken: str = "0", **_request: str) -> Json:  # noqa: N803
        at = int(NextToken)
        name, of = list(self.ids.items())[at]  # one a page, so that pages matter
        status = "DELETE_COMPLETE" if name in self.deleted else "CREATE_COMPLETE"
        one = {"LogicalResourceId": name, "ResourceType": KINDS[name], "PhysicalResourceId": of}
        page: Json = {"StackResourceSummaries": [one | {"ResourceStatus": status}]}
        return page | ({"NextToken": str(at + 1)} if at + 1 < len(self.ids) else {})

    def describe_stack_resource(self, LogicalResourceId: str, **_request: str) -> Json:  # noqa: N803
        return {"StackResourceDetail": {"PhysicalResourceId": self.ids[LogicalResourceId]}}

    def delete_stack(self, **_request: str) -> None:
        self.asked.append(("delete_stack", {}))
        self.status = self.ends_as
        if self.status is None and "ServerlessDeploymentBucket" not in self.deleted:
            boto3.client("s3").delete_bucket(Bucket=DEPLOYMENT_BUCKET)  # which refuses where something is in it

    def describe_stack_events(self, **_request: str) -> Json:
        why = "The bucket you tried to delete is not empty"
        of = {"LogicalResourceId": "S3BucketUploads", "ResourceStatus": "DELETE_FAILED", "ResourceStatusReason": why}
        return {"StackEvents": [of]}

    def create_change_set(self, **request: Any) -> Json:
        self.asked.append(("create_change_set", request))
        if request.get("ChangeSetType") == "IMPORT":
            self.status = "REVIEW_IN_PROGRESS"
        return {"Id": "arn:of-a-change-set", "StackId": "arn:of-the-stack"}

    def describe_change_set(self, **_request: str) -> Json:
        if self.changes is None:
            reason = "The submitted information didn't contain changes."
            return {"Status": "FAILED", "StatusReason": reason, "Changes": []}
        return {"Status": "CREATE_COMPLETE", "Changes": self.changes}

    def delete_change_set(self, **request: str) -> None:
        self.asked.append(("delete_change_set", request))

    def execute_change_set(self, **request: str) -> None:
        self.asked.append(("execute_change_set", request))
        self.status = "IMPORT_COMPLETE"


def make_table(name: str) -> None:
    """Make a table of this name."""
    boto3.client("dynamodb").create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
    )


def body_of(request: Json) -> Json:
    """Read the template that a change set was made of."""
    template: Json = json.loads(request["TemplateBody"])
    return template
