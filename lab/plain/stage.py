"""The plain function on a running stack of this machine, and how long it takes from a photo to its plate.

Both sides get their photo by a presigned POST, and both are asked for the end in DynamoDB itself: what is between is
S3's event, the function, and what it asks of AWS.
"""

from __future__ import annotations

import atexit
import io
import json
import time
import uuid
import zipfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any, Final

import requests

from lab.events.told import client
from lab.stacked import aws, function_variables
from local.stack import STACK_NAME

_TIMEOUT_SECONDS: Final = 60
_LOOK_AGAIN_SECONDS: Final = 0.004
_AT_ONCE: Final = 8
_RIGHTS: Final = ("rekognition:DetectText", "s3:GetObject", "dynamodb:PutItem")
_CONTENT_TYPE: Final = "image/jpeg"
_SOURCE: Final = Path(__file__).parent / "function.py"
_OURS: Final = f"{STACK_NAME}-on_upload"


def ours_seconds(photo: str) -> float:
    """Measure how long after its POST a photo's upload is done, less the time inside the text detection."""
    return _less_detection(lambda: _ours(photo))


def plain_seconds(photo: str) -> float:
    """Measure how long after its POST the plain function has kept a plate, less the time inside the text detection."""
    return _less_detection(lambda: _plain(photo))


def ours_of_many_seconds(photo: str) -> float:
    """Measure the same of eight copies at once, text detection included: the median of them."""
    return _of_many(_ours, photo)


def plain_of_many_seconds(photo: str) -> float:
    """Measure eight copies at once by the plain function."""
    return _of_many(_plain, photo)


def _of_many(one: Callable[[str], float], photo: str) -> float:
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return median(pool.map(one, [photo] * _AT_ONCE))


def _less_detection(act: Callable[[], float]) -> float:
    before = detection_seconds()
    return act() - (detection_seconds() - before)


def detection_seconds() -> float:
    """Ask the laptop's text detection how long it has worked on answers so far."""
    told = requests.get(f"{function_variables()['AWS_ENDPOINT_URL_REKOGNITION']}/calls", timeout=_TIMEOUT_SECONDS)
    return float(told.json()["detect_text_seconds"])


def _ours(photo: str) -> float:
    driver, content = client("driver"), Path(photo).read_bytes()
    promise = driver.create_upload(Path(photo).name, _CONTENT_TYPE, len(content))
    key = {"pk": {"S": f"upload#{promise['upload_id']}"}, "sk": {"S": "upload"}}
    driver.send(promise, content)
    table = function_variables()["PLATEBOOK_TABLE"]
    return _until(lambda: _item(table, key).get("status") == {"S": "done"})


def _plain(photo: str) -> float:
    place, name = _place(), f"{uuid.uuid4().hex}.jpg"
    promise = aws("s3").generate_presigned_post(place, name)
    requests.post(
        promise["url"], data=promise["fields"], files={"file": Path(photo).read_bytes()}, timeout=_TIMEOUT_SECONDS
    ).raise_for_status()
    return _until(lambda: bool(_item(place, {"pk": {"S": name}})))


def _item(table: str, key: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = aws("dynamodb").get_item(TableName=table, Key=key, ConsistentRead=True).get("Item", {})
    return found


def _until(is_over: Callable[[], bool]) -> float:
    started = time.perf_counter()
    while not is_over():
        if time.perf_counter() - started > _TIMEOUT_SECONDS:
            raise TimeoutError("nothing came of a photo within a minute")
        time.sleep(_LOOK_AGAIN_SECONDS)
    return time.perf_counter() - started


@cache
def _place() -> str:
    """Deploy the plain function with its bucket and table, all of one name, for as long as this process runs."""
    name = f"plain-{uuid.uuid4().hex[:12]}"
    atexit.register(_remove, name)
    aws("s3").create_bucket(Bucket=name)
    key = [{"AttributeName": "pk", "KeyType": "HASH"}]
    types = [{"AttributeName": "pk", "AttributeType": "S"}]
    aws("dynamodb").create_table(
        TableName=name, KeySchema=key, AttributeDefinitions=types, BillingMode="PAY_PER_REQUEST"
    )
    arn = _function(name)
    aws("lambda").add_permission(
        FunctionName=name, StatementId="s3", Action="lambda:InvokeFunction", Principal="s3.amazonaws.com"
    )
    told = [{"LambdaFunctionArn": arn, "Events": ["s3:ObjectCreated:*"]}]
    aws("s3").put_bucket_notification_configuration(
        Bucket=name, NotificationConfiguration={"LambdaFunctionConfigurations": told}
    )
    return name


def _function(name: str) -> str:
    """Make the function as large as ours is, with the same addresses; gives its ARN."""
    ours = aws("lambda").get_function_configuration(FunctionName=_OURS)
    addresses = {key: value for key, value in function_variables().items() if key.startswith("AWS_ENDPOINT_URL")}
    made = aws("lambda").create_function(
        FunctionName=name,
        Runtime=ours["Runtime"],
        Architectures=ours["Architectures"],
        MemorySize=ours["MemorySize"],
        Timeout=ours["Timeout"],
        Role=_role(name),
        Handler="function.handle",
        Code={"ZipFile": _zipped()},
        Environment={"Variables": {**addresses, "TABLE": name}},
    )
    return str(made["FunctionArn"])


def _role(name: str) -> str:
    """Make a role that may do what the function does; gives its ARN."""
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
    allowed = {"Effect": "Allow", "Action": list(_RIGHTS), "Resource": "*"}
    arn = aws("iam").create_role(RoleName=name, AssumeRolePolicyDocument=_policy(trust))["Role"]["Arn"]
    aws("iam").put_role_policy(RoleName=name, PolicyName=name, PolicyDocument=_policy(allowed))
    return str(arn)


def _policy(statement: Mapping[str, object]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def _zipped() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("function.py", _SOURCE.read_text(encoding="utf-8"))
    return made.getvalue()


def _remove(name: str) -> None:
    aws("lambda").delete_function(FunctionName=name)
    aws("iam").delete_role_policy(RoleName=name, PolicyName=name)
    aws("iam").delete_role(RoleName=name)
    aws("dynamodb").delete_table(TableName=name)
    listed = aws("s3").list_objects_v2(Bucket=name).get("Contents", [])
    for one in listed:
        aws("s3").delete_object(Bucket=name, Key=one["Key"])
    aws("s3").delete_bucket(Bucket=name)
