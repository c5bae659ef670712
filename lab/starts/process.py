"""A fresh process, as Lambda starts one: our function with one event, or a bare one that makes the same calls.

Usage: ``python -B process.py ours HANDLER EVENT CALLS`` or ``python -B process.py bare CALLS``, in the folder of a
package. The first notes the calls that it makes in the file CALLS, where there is a name for one; the second makes
them. Both say `ANSWERED` and the most memory that they took, in MiB.
"""

from __future__ import annotations

import json
import pickle
import re
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

ANSWERED = "answered with MiB:"

Call = tuple[str, str, Mapping[str, Any]]
"""The service, the operation, and what is sent."""


class Context:
    """What our functions use of Lambda's context."""

    aws_request_id = "a-start"

    def get_remaining_time_in_millis(self) -> int:
        """Give the most that Lambda grants."""
        return 900_000


def main() -> None:
    """Answer once."""
    which, *rest = sys.argv[1:]
    if which == "ours":
        _ours(*rest)
    else:
        _bare(*rest)
    print(ANSWERED, _most_mebibytes(), flush=True)


def _most_mebibytes() -> float:
    """Tell the most memory that this process took; what `getrusage` says holds what its parent had as it forked."""
    found = re.search(r"^VmHWM:\s+(\d+) kB$", Path("/proc/self/status").read_text(encoding="utf-8"), re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def _ours(handler: str, event: str, calls: str) -> None:
    noted = _noting() if calls else None
    module, _, name = handler.rpartition(".")
    getattr(import_module(module), name)(json.loads(Path(event).read_text(encoding="utf-8")), Context())
    if noted is not None:
        Path(calls).write_bytes(pickle.dumps(noted))


def _noting() -> tuple[list[str], list[Call]]:
    """Note from now on which clients are made, and what is asked of them."""
    boto3: Any = import_module("boto3")
    made: list[str] = []
    asked: list[Call] = []
    make = boto3.client

    def making(service: str, *others: Any, **more: Any) -> Any:  # noqa: ANN401 (of boto3)
        made.append(service)
        client = make(service, *others, **more)
        call = client._make_api_call  # noqa: SLF001 (what is only signed, such as a form for S3, does not come by)

        def calling(operation: str, parameters: Mapping[str, Any]) -> Any:  # noqa: ANN401 (of botocore)
            asked.append((service, operation, dict(parameters)))
            return call(operation, parameters)

        client._make_api_call = calling  # noqa: SLF001
        return client

    boto3.client = making
    return made, asked


def _bare(calls: str) -> None:
    made, asked = pickle.loads(Path(calls).read_bytes())  # noqa: S301 (our own file)
    if not made:
        return
    boto3: Any = import_module("boto3")
    botocore: Any = import_module("botocore")
    clients = {service: boto3.client(service) for service in made}
    for service, operation, parameters in asked:
        try:
            answer = getattr(clients[service], botocore.xform_name(operation))(**parameters)
        except botocore.exceptions.ClientError:  # what was written once is not written again
            continue
        if "Body" in answer:
            answer["Body"].read()


if __name__ == "__main__":
    main()
