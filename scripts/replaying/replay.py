"""`npm run replay -- --stage NAME [--from DATE] [--to DATE] [--dry-run]`: read what is kept anew, by today's rules."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

import boto3
from botocore.exceptions import BotoCoreError
from botocore.exceptions import ClientError as AwsError

from handler import bootstrap_alerts
from handler.domain.errors import RetryLater
from handler.domain.reading.version import READING_VERSION
from handler.domain.replaying.compare import Compared, Kind
from handler.service.replaying.replay_reads import Outcome, Replayed, ReplayReads
from scripts.client import ClientError
from scripts.environment import add_region
from scripts.redrive import SERVICE, Place, place_of

_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TOLD_EVERY: Final = 100

_VARIABLES: Final = {
    "endpoint_url": "AWS_ENDPOINT_URL",
    "region_name": "AWS_DEFAULT_REGION",
    "aws_access_key_id": "AWS_ACCESS_KEY_ID",
    "aws_secret_access_key": "AWS_SECRET_ACCESS_KEY",
}
"""Where AWS is, for the clients that the functions' own code makes."""

_PHOTOS: Final = {
    Outcome.READ_ANEW: "read anew",
    Outcome.NOT_READ: "left alone: failed, in work, or the same as another one",
    Outcome.WITHOUT_DETECTIONS: "left alone: what DetectText saw is not kept any more",
    Outcome.WITHOUT_PHOTO: "left alone: the photo is not kept any more, or cannot be opened",
    Outcome.GONE_MEANWHILE: "deleted or over meanwhile",
    Outcome.CHANGED_MEANWHILE: "not finished: others kept changing them; run the same again",
}
_READS: Final = {
    Kind.SAME: "the same",
    Kind.PLATE_CHANGED: "with another plate",
    Kind.REGION_CHANGED: "with another region",
    Kind.STATUS_CHANGED: "accepted that were not, or the reverse",
    Kind.ADDED: "more than before",
    Kind.GONE: "not read any more: a person looks at them",
    Kind.DECIDED: "left alone: a person decided or typed them",
}


@dataclass
class Report:
    """What was found, or done: how many photos and reads of which kind."""

    photos: Counter[Outcome] = field(default_factory=Counter)
    reads: Counter[Kind] = field(default_factory=Counter)
    changes: list[Compared] = field(default_factory=list)
    uploads: list[str] = field(default_factory=list)

    def add(self, one: Replayed) -> None:
        """Count a photo."""
        self.photos[one.outcome] += 1
        self.reads.update(read.kind for read in one.reads)
        self.changes += one.changes
        self.uploads += [one.upload_id] if one.changes else []

    def as_json(self) -> dict[str, object]:
        """Give it as plain values; no plate is among them."""
        changes = [{"read_id": one.read_id, "kind": one.kind.value} for one in self.changes]
        return {"photos": dict(self.photos), "reads": dict(self.reads), "changes": changes}

    def lines(self) -> Iterable[str]:
        """Give it in words."""
        yield from (f"  photos {words}: {self.photos[one]}" for one, words in _PHOTOS.items() if self.photos[one])
        yield from (f"  reads {words}: {self.reads[one]}" for one, words in _READS.items() if self.reads[one])


def main(arguments: Sequence[str] | None = None) -> int:
    """Tell what the rules of this checkout make of photos that were read before, and let it stand.

    Doing so twice is safe: what stands by these rules is the same. Nothing is asked of Rekognition.

    Parameters
    ----------
    arguments
        Command line without the program's name; that of the process when None.

    Returns
    -------
    int
        0 when all that was asked for was done; 1 otherwise.
    """
    options = _options(arguments)
    try:
        replay = bootstrap_alerts.replay_reads(_use(options.stage, place_of(options.stage, options.region)))
        return _run(replay, options)
    except RetryLater as error:
        print(f"replay: AWS did not answer as it should ({error}). Run the same again.", file=sys.stderr)
    except (ClientError, AwsError, BotoCoreError) as error:
        print(f"replay: {error}", file=sys.stderr)
    return 1


def _run(replay: ReplayReads, options: argparse.Namespace) -> int:
    found = Report()
    for number, upload_id in enumerate(replay.uploads(options.since, options.until), 1):
        found.add(replay.look(upload_id))
        if not number % _TOLD_EVERY:
            print(f"{number} photos looked at", file=sys.stderr, flush=True)
    if not options.json:
        print(f"By the rules {READING_VERSION}, of the photos announced {_span(options)}:", *found.lines(), sep="\n")
    done = None if options.dry_run or not _is_wanted(found, options) else _carried_out(replay, found)
    if options.json:
        about = {"stage": options.stage, "reading_version": READING_VERSION, "would_change": found.as_json()}
        print(json.dumps({**about, "changed": done.as_json() if done else None}, indent=2))
    elif done is None:
        print("Nothing was changed.")
    else:
        print("Changed:", *done.lines(), sep="\n")
    return int(bool(done and done.photos[Outcome.CHANGED_MEANWHILE]))


def _carried_out(replay: ReplayReads, found: Report) -> Report:
    done = Report()
    for upload_id in found.uploads:
        done.add(replay.carry_out(upload_id))
    return done


def _is_wanted(found: Report, options: argparse.Namespace) -> bool:
    if options.yes or not found.changes:
        return bool(found.changes)
    answer = input(f"Let {len(found.changes)} reads in {len(found.uploads)} photos stand so? [y/N] ")
    return answer.strip().lower() in ("y", "yes")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("npm run replay --", description="Read what is kept anew, by today's rules.")
    parser.add_argument("--stage", required=True, help="the deployment, such as prod; local for this laptop")
    parser.add_argument("--from", dest="since", type=_moment, default=_BEGINNING, help="such as 2026-05-01, in UTC")
    parser.add_argument("--to", dest="until", type=_moment, default=datetime.now(UTC), help="without it, until now")
    add_region(parser, "AWS region of the stage")
    parser.add_argument("--dry-run", action="store_true", help="only tell what would change")
    parser.add_argument("--yes", action="store_true", help="change it without asking")
    parser.add_argument("--json", action="store_true", help="tell it as JSON, with the ids of the reads")
    options = parser.parse_args(arguments)
    if not (options.dry_run or options.yes) and (options.json or not sys.stdin.isatty()):
        parser.error("nobody can be asked here. Add --dry-run to only look, or --yes to change what differs.")
    return options


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _span(options: argparse.Namespace) -> str:
    since = "so far" if options.since == _BEGINNING else f"from {options.since:%Y-%m-%d %H:%M}"
    return f"{since}, until {options.until:%Y-%m-%d %H:%M} UTC"


def _use(stage: str, place: Place) -> str:
    """Take the settings of the function that reads photos for this process; gives the name of the photos' bucket."""
    os.environ.update({_VARIABLES[name]: str(value) for name, value in place.items()})
    function = boto3.client("lambda", **place).get_function_configuration(FunctionName=f"{SERVICE}-{stage}-on_upload")
    os.environ.update(function.get("Environment", {}).get("Variables", {}))
    stack = boto3.client("cloudformation", **place).describe_stacks(StackName=f"{SERVICE}-{stage}")["Stacks"][0]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    if "UploadsBucketName" not in outputs:
        raise ClientError(f"the stack {SERVICE}-{stage} has no bucket of photos; deploy it with this version first")
    return outputs["UploadsBucketName"]


if __name__ == "__main__":
    sys.exit(main())
