"""`npm run redrive -- --stage NAME [--dry-run]`: put the failure queue back to work."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, TypedDict
from urllib.parse import unquote_plus

import boto3
from botocore.exceptions import BotoCoreError
from botocore.exceptions import ClientError as AwsError

from handler.domain.upload import UploadRef
from scripts.client import ClientError, load_outputs
from scripts.environment import add_region
from scripts.inbox import Span, Tables, copy_again, derive_again, take_back

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

SERVICE: Final = "platebook"
LOCAL_STAGE: Final = "local"
HIDDEN_SECONDS: Final = 120
"""How long a message that was received is nobody else's; a whole queue is gone through in less."""

DERIVING: Final = "-deriving"
"""How the name of the function ends that derives visits."""

NO_MESSAGE_SECONDS: Final = 2
"""How long an empty queue is asked (long polling), so that no message is overlooked."""


class Place(TypedDict, total=False):
    """Where AWS is, as boto3's clients take it; nothing of it for what the shell is set up for."""

    endpoint_url: str
    region_name: str
    aws_access_key_id: str
    aws_secret_access_key: str


@dataclass(frozen=True)
class Waiting:
    """One message of the failure queue.

    Attributes
    ----------
    message
        As SQS gave it.
    event
        What the S3 function was asked; None when the message holds no such thing.
    upload_ids
        Of the photos that it is about.
    error
        Why it failed: the error's type.
    is_audit
        Whether it is about entries of the audit that were not copied.
    is_of_reads
        Whether it is about reads of which no visits were derived.
    arrived
        When the first of a stream's records came, UTC.
    """

    message: MessageTypeDef
    event: Any
    upload_ids: tuple[str, ...]
    error: str
    is_audit: bool = False
    is_of_reads: bool = False
    arrived: datetime | None = None

    @classmethod
    def of(cls, message: MessageTypeDef) -> Waiting:
        """Look into a message; one that Lambda did not write is shown and left alone."""
        try:
            body = json.loads(message["Body"])
            if "DDBStreamBatchInfo" in body:
                return cls._of_stream(message, body)
            # Lambda wraps what it gave up; a queue of uploads hands its messages over as S3 wrote them.
            event = body if "Records" in body else body["requestPayload"]
            keys = [unquote_plus(record["s3"]["object"]["key"]) for record in event["Records"]]
            error = str((body.get("responsePayload") or {}).get("errorType") or "no answer, or given up by the queue")
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls(message, None, (), "not an event of the S3 function")
        refs = [UploadRef.from_key(key) for key in keys]
        return cls(message, event, tuple(ref.upload_id for ref in refs if ref), error)

    @classmethod
    def _of_stream(cls, message: MessageTypeDef, body: Mapping[str, Any]) -> Waiting:
        is_of_reads = str(body.get("requestContext", {}).get("functionArn", "")).partition(":$")[0].endswith(DERIVING)
        said = body["DDBStreamBatchInfo"].get("approximateArrivalOfFirstRecord")
        arrived = datetime.fromisoformat(said).astimezone(UTC) if said else None
        about = _about_records(body, "reads and photos" if is_of_reads else "the audit's entries")
        return cls(message, None, (), about, is_audit=not is_of_reads, is_of_reads=is_of_reads, arrived=arrived)


def main(arguments: Sequence[str] | None = None) -> int:
    """Hand each event of the failure queue to its function again, and take it out of the queue.

    Doing so twice is safe: an upload that is finished is left alone, and so is an entry of the audit that was copied.

    Parameters
    ----------
    arguments
        Command line without the program's name; that of the process when None.

    Returns
    -------
    int
        0 when every message was an event and is being worked on again, or would be; 1 otherwise.
    """
    options = _options(arguments)
    try:
        place = place_of(options.stage, options.region)
        stack = _find(options.stage, place)
        sqs = boto3.client("sqs", **place)
        waiting = _receive(sqs, stack.queue)
        return _look(sqs, stack.queue, waiting) if options.dry_run else _redrive(sqs, place, stack, waiting)
    except (ClientError, AwsError, BotoCoreError) as error:
        print(f"redrive: {error}", file=sys.stderr)
        return 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("npm run redrive --", description="Put the failure queue back to work.")
    parser.add_argument("--stage", required=True, help="the deployment, such as prod; local for this laptop")
    add_region(parser, "AWS region of the stage")
    parser.add_argument("--dry-run", action="store_true", help="only show what waits")
    return parser.parse_args(arguments)


def place_of(stage: str, region: str) -> Place:
    """Tell where AWS is for a stage: on the laptop its own."""
    if stage != LOCAL_STAGE:
        return {"region_name": region}
    outputs = load_outputs()
    return {
        "endpoint_url": outputs["endpoint_url"],
        "region_name": outputs["aws_region"],
        "aws_access_key_id": "test",  # the emulator's own
        "aws_secret_access_key": "test",
    }


@dataclass(frozen=True)
class Deployed:
    """Where a stack has its failure queue and the inbox of its audit, and how its functions' names begin."""

    queue: str
    inbox: str
    prefix: str
    tables: Tables


def _find(stage: str, place: Place) -> Deployed:
    stack = boto3.client("cloudformation", **place).describe_stacks(StackName=f"{SERVICE}-{stage}")["Stacks"][0]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    if "FailureQueueUrl" not in outputs:
        raise ClientError(f"the stack {SERVICE}-{stage} has no failure queue; deploy it with this version first")
    inbox, *tables = (outputs.get(name, "") for name in ("AuditInboxName", "TableName", "ParkingTableName"))
    return Deployed(outputs["FailureQueueUrl"], inbox, f"{SERVICE}-{stage}", Tables(*tables))


def _receive(sqs: SQSClient, queue: str) -> Iterator[Waiting]:
    while messages := sqs.receive_message(
        QueueUrl=queue,
        MaxNumberOfMessages=10,
        VisibilityTimeout=HIDDEN_SECONDS,
        WaitTimeSeconds=NO_MESSAGE_SECONDS,
    ).get("Messages"):
        yield from map(Waiting.of, messages)


def _look(sqs: SQSClient, queue: str, waiting: Iterator[Waiting]) -> int:
    seen = []
    for one in waiting:
        seen.append(one)
        work = "copy" if one.is_audit else "derive visits of" if one.is_of_reads else "read"
        print(f"would {work} again: {_about(one)}", flush=True)
    for one in seen:
        _show_again(sqs, queue, one)
    print(f"{_number(seen)} in the queue; nothing was done.")
    return int(any(one.event is None and not one.is_audit and not one.is_of_reads for one in seen))


def _redrive(sqs: SQSClient, place: Place, stack: Deployed, waiting: Iterator[Waiting]) -> int:
    functions: LambdaClient = boto3.client("lambda", **place)
    reading, sent, left, entries = f"{stack.prefix}-on_upload", list[Waiting](), list[Waiting](), list[Waiting]()
    reads = list[Waiting]()
    for one in waiting:
        if one.event is None:
            (entries if one.is_audit else reads if one.is_of_reads else left).append(one)
            continue
        functions.invoke(FunctionName=reading, InvocationType="Event", Payload=json.dumps(one.event))
        sent.append(one)
        _take_out(sqs, stack.queue, one)
        print(f"is being read again: {_about(one)}", flush=True)
    if entries and _copied(functions, place, stack):
        sent += entries
        for one in entries:
            _take_out(sqs, stack.queue, one)
    else:
        left += entries
    if reads and _derived(functions, place, stack, reads):
        sent += reads
        for one in reads:
            _take_out(sqs, stack.queue, one)
    else:
        left += reads
    for one in left:
        _show_again(sqs, stack.queue, one)
        print(f"left in the queue: {_about(one)}", flush=True)
    print(f"{_number(sent)} handed to the function again.")
    return int(bool(left))


def _copied(functions: LambdaClient, place: Place, stack: Deployed) -> bool:
    """Copy the whole inbox of the audit: the messages do not hold the entries, and the stream only for a day."""
    copier = f"{stack.prefix}-auditing"
    number, all_kept = copy_again(boto3.client("dynamodb", **place), functions, stack.inbox, copier)
    what_then = "all are in the audit" if all_kept else f"some cannot be kept: the log of {copier} says why"
    print(f"entries in the inbox of the audit: {number}; {what_then}.", flush=True)
    return all_kept


def _derived(functions: LambdaClient, place: Place, stack: Deployed, waiting: Sequence[Waiting]) -> bool:
    """Derive visits of all that was seen since the day before the first of these records came: they are not told.

    What was deleted may be of any age: so all that is kept for visits is compared with the log.
    """
    now, tables = datetime.now(UTC), boto3.client("dynamodb", **place)
    since = min((one.arrived for one in waiting if one.arrived), default=now) - timedelta(days=1)
    function, span = f"{stack.prefix}{DERIVING}", Span(since, now + timedelta(days=1), now)
    number, all_followed = derive_again(tables, functions, stack.tables.log, function, span)
    gone, all_taken_back = take_back(tables, functions, stack.tables, function)
    all_followed = all_followed and all_taken_back
    what_then = "visits follow from all" if all_followed else f"some cannot be followed: the log of {function} says why"
    print(
        f"reads and photos since {since:%Y-%m-%d %H:%M} UTC: {number}; deleted ones kept: {gone}; {what_then}.",
        flush=True,
    )
    return all_followed


def _take_out(sqs: SQSClient, queue: str, one: Waiting) -> None:
    sqs.delete_message(QueueUrl=queue, ReceiptHandle=one.message["ReceiptHandle"])


def _show_again(sqs: SQSClient, queue: str, one: Waiting) -> None:
    sqs.change_message_visibility(QueueUrl=queue, ReceiptHandle=one.message["ReceiptHandle"], VisibilityTimeout=0)


def _about_records(body: Mapping[str, Any], of: str) -> str:
    """Say which records a message of a stream is about: it holds their number and time, not them."""
    batch = body["DDBStreamBatchInfo"]
    arrived, why = batch.get("approximateArrivalOfFirstRecord"), body.get("requestContext", {}).get("condition")
    return f"{batch.get('batchSize')} of {of}, from {arrived} on: {why}"


def _about(one: Waiting) -> str:
    return f"{', '.join(one.upload_ids) or one.message.get('MessageId', 'a message')} ({one.error})"


def _number(some: Sequence[Waiting]) -> str:
    return "1 event" if len(some) == 1 else f"{len(some)} events"


if __name__ == "__main__":
    sys.exit(main())
