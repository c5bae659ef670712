"""`npm run visits -- --stage NAME --from DATE [--to DATE] [--dry-run]`: make visits over the past."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import boto3
from botocore.exceptions import BotoCoreError
from botocore.exceptions import ClientError as AwsError

from scripts import inbox
from scripts.client import ClientError
from scripts.environment import add_region
from scripts.inbox import Span, Tables, derive_again, take_back
from scripts.redrive import SERVICE, Place, place_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Hand what was seen in some time to the function that derives visits.

    Doing so twice is safe: a read that is known stays as it is. Visits are made only of photos that the log still has,
    from cameras that are registered by now, as what these are there for by now. What was taken in that time and is kept
    for visits, while the log no longer has it, is taken back.

    Parameters
    ----------
    arguments
        Command line without the program's name; that of the process when None.

    Returns
    -------
    int
        0 when everything was followed, or would be; 1 otherwise.
    """
    options = _options(arguments)
    try:
        place = place_of(options.stage, options.region)
        names, tables = _tables(options.stage, place), boto3.client("dynamodb", **place)
        functions = None if options.dry_run else boto3.client("lambda", **place)
        function = f"{SERVICE}-{options.stage}-deriving"
        span = Span(options.since, options.until, inbox.now())
        seen, all_followed = derive_again(tables, functions, names.log, function, span)
        gone, all_taken_back = take_back(tables, functions, names, function, span)
    except (ClientError, AwsError, BotoCoreError) as error:
        print(f"visits: {error}", file=sys.stderr)
        return 1
    print(f"{seen} reads and photos from {options.since:%Y-%m-%d %H:%M} to {options.until:%Y-%m-%d %H:%M} UTC.")
    print(f"{gone} photos that were taken then and are kept for visits, and that the log no longer has.")
    all_followed = all_followed and all_taken_back
    if options.dry_run:
        print("Nothing was done.")
    elif not all_followed:
        print(f"Some could not be followed: the log of {function} says why. Run the same again.", file=sys.stderr)
    return int(not all_followed)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("npm run visits --", description="Make visits over the past.")
    parser.add_argument("--stage", required=True, help="the deployment, such as prod; local for this laptop")
    parser.add_argument("--from", dest="since", required=True, type=_moment, help="such as 2026-05-01, in UTC")
    now = datetime.now(UTC) + timedelta(days=1)
    parser.add_argument("--to", dest="until", type=_moment, default=now, help="without it, until now")
    add_region(parser, "AWS region of the stage")
    parser.add_argument("--dry-run", action="store_true", help="only count what there is")
    return parser.parse_args(arguments)


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _tables(stage: str, place: Place) -> Tables:
    stack = boto3.client("cloudformation", **place).describe_stacks(StackName=f"{SERVICE}-{stage}")["Stacks"][0]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    if "ParkingTableName" not in outputs:
        raise ClientError(f"the stack {SERVICE}-{stage} derives no visits; deploy it with this version first")
    return Tables(outputs["TableName"], outputs["ParkingTableName"])


if __name__ == "__main__":
    sys.exit(main())
