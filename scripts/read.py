"""`npm run read -- PHOTO... [--json]`: read the plates of photos through the running stack, as a signed-in user."""

import argparse
import io
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path

from botocore.exceptions import BotoCoreError
from botocore.exceptions import ClientError as AwsError
from requests import RequestException

from handler.domain.errors import FAILURE_SENTENCES
from handler.domain.file_type import file_type_of
from handler.domain.logged import REGION_SURE_FROM
from handler.domain.upload import MAX_SIZE_BYTES
from scripts.client import ClientError, Json, NotRunning, PlatebookClient, image_type, load_outputs

AT_ONCE = 4  # as the web app
TIMEOUT_SECONDS = 180.0  # retries of the S3 function included


@dataclass(frozen=True)
class Outcome:
    """What became of one photo.

    Parameters
    ----------
    file
        As it was named on the command line.
    upload_id, status
        None when it was not sent.
    plate, confidence, region, region_confidence
        Of the first read; None when there is none.
    seconds
        From the announcement to the answer.
    reads
        All reads, as the API gives them.
    failure
        code and message, when the photo could not be read.
    """

    file: str
    upload_id: str | None = None
    status: str | None = None
    plate: str | None = None
    confidence: float | None = None
    region: str | None = None
    region_confidence: float | None = None
    seconds: float | None = None
    reads: list[Json] = field(default_factory=list)
    failure: Json | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Read photos and print one line for each, in their order; then, beside them (stderr), how many were read.

    Parameters
    ----------
    arguments
        Command line without the program's name; that of the process when None.

    Returns
    -------
    int
        Exit status: 1 when a photo could not be read, 0 otherwise (a photo without a plate was read).
    """
    options = _parse(arguments)
    _let_every_name_be_printed()
    not_read = list(options.photos)
    try:
        for outcome in _outcomes(_client(), options.photos):
            print(json.dumps(asdict(outcome)) if options.json else line(outcome), flush=True)
            if outcome.failure is None:
                not_read.remove(outcome.file)
    except NotRunning as error:
        print(error, file=sys.stderr)
        if len(not_read) == len(options.photos):
            return 1
    except BrokenPipeError:  # who reads our lines, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains when it ends
        return 1
    if len(options.photos) > 1:
        print(_sum(len(options.photos), not_read), file=sys.stderr)
    return 1 if not_read else 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="npm run read --", description="Reads the number plates in photos.")
    parser.add_argument("photos", nargs="+", metavar="PHOTO", help="a JPEG or PNG file")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    return parser.parse_args(arguments)


def _let_every_name_be_printed() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what is no Unicode, such as names in Latin-1, is shown escaped
            stream.reconfigure(errors="backslashreplace")


def _client() -> PlatebookClient:
    outputs = load_outputs()
    user = outputs["demo_users"][0]
    return PlatebookClient(outputs, user["email"], user["password"])


def _outcomes(client: PlatebookClient, photos: Sequence[str]) -> Iterator[Outcome]:
    """Read photos side by side; give what became of them in their order."""
    shows_progress = sys.stderr.isatty() and len(photos) > 1
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            for number, outcome in enumerate(pool.map(lambda photo: _read(client, photo), photos), start=1):
                if shows_progress:
                    print("\r\x1b[K", end="", file=sys.stderr, flush=True)
                yield outcome
                if shows_progress and number < len(photos):
                    print(f"{number} of {len(photos)} read", end="", file=sys.stderr, flush=True)
        finally:  # whatever ended it, photos that nobody waits for are not sent
            pool.shutdown(cancel_futures=True)


def _read(client: PlatebookClient, photo: str) -> Outcome:
    started = time.monotonic()
    try:
        content, content_type = _load(photo)
        name = os.fsencode(Path(photo).name).decode("utf-8", "replace")
        promise = client.create_upload(name, content_type, len(content))
        client.send(promise, content)
        upload = client.wait_for(promise["upload_id"], TIMEOUT_SECONDS)
    except NotRunning:
        raise
    except (ClientError, AwsError, BotoCoreError, RequestException) as error:
        return Outcome(photo, failure={"code": "not_read", "message": str(error)})
    return _outcome(photo, upload, time.monotonic() - started)


def _load(photo: str) -> tuple[bytes, str]:
    path = Path(photo)
    try:
        content = _at_most(path, MAX_SIZE_BYTES)
    except FileNotFoundError as error:
        raise ClientError("there is no such file") from error
    except IsADirectoryError as error:
        raise ClientError("it is a folder: name the photos in it") from error
    except OSError as error:
        raise ClientError(f"it cannot be opened ({error.strerror})") from error
    content_type = image_type(content)
    if content_type is None:
        kind = file_type_of(content)
        what = f"it is {kind}: save it as JPEG or PNG" if kind else "it is not a JPEG or PNG photo"
        raise ClientError(what)
    return content, content_type


def _at_most(path: Path, size_bytes: int) -> bytes:
    with path.open("rb") as file:
        content = file.read(size_bytes + 1)
    if not content:
        raise ClientError(FAILURE_SENTENCES["empty"])
    if len(content) > size_bytes:
        raise ClientError(FAILURE_SENTENCES["too_large"])
    return content


def _outcome(photo: str, upload: Json, seconds: float) -> Outcome:
    first = upload["reads"][0] if upload["reads"] else {}
    return Outcome(
        file=photo,
        upload_id=upload["upload_id"],
        status=upload["status"],
        plate=first.get("plate"),
        confidence=first.get("confidence"),
        region=first.get("region"),
        region_confidence=first.get("region_confidence"),
        seconds=round(seconds, 2),
        reads=upload["reads"],
        failure=upload["failure"],
    )


def line(outcome: Outcome) -> str:
    """Say in a line what became of a photo, for people."""
    if outcome.failure:
        return f"{outcome.file}: not read: {outcome.failure['message']}"
    took = f"{outcome.seconds:.1f} s"
    if not outcome.reads:
        return f"{outcome.file}: no plate  {took}"
    shown = "   ".join(f"{read['plate']}  {read['confidence']:.2f}  {_region(read)}" for read in outcome.reads)
    return f"{outcome.file}: {shown}  {took}"


def _region(read: Json) -> str:
    region = read["region"]
    if region is None:
        return "region unknown"
    return f"{region}" if (read["region_confidence"] or 0.0) >= REGION_SURE_FROM else f"perhaps {region}"


def _sum(count: int, not_read: Sequence[str]) -> str:
    read_count = count - len(not_read)
    were_read = f"{read_count} of {count} photos {'was' if read_count == 1 else 'were'} read."
    return f"{were_read} Not read: {', '.join(not_read)}" if not_read else were_read


if __name__ == "__main__":
    sys.exit(main())
