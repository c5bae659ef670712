"""boto3 clients of the local AWS, signed with its root keys."""

from dataclasses import dataclass
from typing import Any, cast

import boto3
from botocore.config import Config
from mypy_boto3_apigatewayv2 import ApiGatewayV2Client
from mypy_boto3_cloudformation import CloudFormationClient
from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
from mypy_boto3_dynamodb import DynamoDBClient
from mypy_boto3_lambda import LambdaClient
from mypy_boto3_s3 import S3Client

from local.mail import Mailing
from local.stack import AWS_REGION, ROOT_KEYS, Stack

# The emulator is next door: an answer that takes longer than this is not coming.
CONFIG = Config(connect_timeout=2, read_timeout=20, retries={"total_max_attempts": 2}, proxies={})
# A function may take its time, and is not to be run twice for it (the longest in serverless.yml takes 15 minutes).
FUNCTIONS_CONFIG = CONFIG.merge(Config(read_timeout=900, retries={"total_max_attempts": 1}))


@dataclass(frozen=True)
class Clients:
    """What the launcher talks to."""

    apis: ApiGatewayV2Client
    files: S3Client
    functions: LambdaClient
    mails: Mailing
    stacks: CloudFormationClient
    tables: DynamoDBClient
    users: CognitoIdentityProviderClient


def make_clients(stack: Stack) -> Clients:
    """Make the clients of a stack, blind to the caller's own AWS settings."""
    session = boto3.Session(
        aws_access_key_id=ROOT_KEYS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=ROOT_KEYS["AWS_SECRET_ACCESS_KEY"],
        region_name=AWS_REGION,
    )
    endpoint_url = stack.endpoint_url
    return Clients(
        apis=session.client("apigatewayv2", endpoint_url=endpoint_url, config=CONFIG),
        files=session.client("s3", endpoint_url=endpoint_url, config=CONFIG),
        functions=session.client("lambda", endpoint_url=endpoint_url, config=FUNCTIONS_CONFIG),
        mails=cast("Any", session).client("sesv2", endpoint_url=endpoint_url, config=CONFIG),
        stacks=session.client("cloudformation", endpoint_url=endpoint_url, config=CONFIG),
        tables=session.client("dynamodb", endpoint_url=endpoint_url, config=CONFIG),
        users=session.client("cognito-idp", endpoint_url=endpoint_url, config=CONFIG),
    )
