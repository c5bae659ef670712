"""What this program has to know of ministack's inside; `tests/e2e/test_local_aws.py` looks whether it is still so."""

import json
import logging
import sys
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any
from uuid import uuid4

import ministack.app
from ministack.core import persistence
from ministack.services import lambda_svc, s3

from local.aws.saving import missed

SWALLOWED = ("Failed to persist S3", "Failed to delete persisted S3")
"""How ministack's log begins to speak of what did not reach the disk, while the answer says that all was well."""

_event_id: ContextVar[str | None] = ContextVar("event_id", default=None)
"""The request id that all attempts at an event have."""


def name_attempts_alike() -> None:
    """Let functions see one request id in all attempts at an event, as on AWS; ministack makes a new one for each."""
    begin, execute = lambda_svc.invoke_async_with_retry, lambda_svc._execute_function_dispatch  # noqa: SLF001

    def begin_named(function: Mapping[str, Any], event: object) -> None:
        before = _event_id.set(str(uuid4()))
        try:
            begin(function, event)  # its thread takes a copy of this context along
        finally:
            _event_id.reset(before)

    def execute_named(
        function: Mapping[str, Any], config: Mapping[str, Any], event: object, request_id: str, started: float
    ) -> object:
        return execute(function, config, event, _event_id.get() or request_id, started)

    lambda_svc.invoke_async_with_retry = begin_named
    lambda_svc._execute_function_dispatch = execute_named  # noqa: SLF001


class MissedWrites(logging.Handler):
    """Hears from ministack's log which objects did not reach the disk."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.objects: set[tuple[str, str]] = set()
        self.reason = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Note an object, and tell the request in hand."""
        if not (isinstance(record.msg, str) and record.msg.startswith(SWALLOWED) and isinstance(record.args, tuple)):
            return
        *names, error = record.args
        self.reason = getattr(error, "strerror", None) or str(error)
        if len(names) == 2:
            self.objects.add((str(names[0]), str(names[1])))
        in_hand = missed.get()
        if in_hand is not None:
            in_hand.append(self.reason)


class Emulated:
    """What ministack knows, to be saved.

    Parameters
    ----------
    missed_writes
        Hears what did not reach the disk.
    """

    def __init__(self, missed_writes: MissedWrites) -> None:
        self._missed = missed_writes

    def is_in_the_making(self) -> bool:
        """Tell whether CloudFormation makes or changes a stack at this moment."""
        cloudformation = sys.modules.get("ministack.services.cloudformation")
        stacks = cloudformation._stacks._data.values() if cloudformation else ()  # noqa: SLF001
        states = {stack.get("StackStatus", "") for stack in stacks} - {"REVIEW_IN_PROGRESS"}  # that one only waits
        return any(state.endswith("_IN_PROGRESS") for state in states)

    def texts(self) -> Mapping[str, str]:
        """Give what ministack would write into its files.

        Called on the event loop, where tables are changed too: no transaction is cut in two.
        """
        states = {name: get_state() for name, get_state in ministack.app._build_persistence_save_dict().items()}  # noqa: SLF001
        return {f"{name}.json": _text(name, state) for name, state in states.items() if state is not None}

    def write_missed(self) -> None:
        """Bring the objects to the disk that did not reach it."""
        again, self._missed.objects = self._missed.objects, set()
        for bucket_name, key in again:
            bucket = s3._buckets.get(bucket_name)  # noqa: SLF001
            if bucket is not None:
                s3._persist_version_state(bucket_name, key, bucket)  # noqa: SLF001
        if self._missed.objects:
            raise OSError(self._missed.reason)


def _text(name: str, state: object) -> str:
    wrapped = {"__ministack_format__": persistence._state_format_version(name), "payload": state}  # noqa: SLF001
    return json.dumps(wrapped, default=persistence._json_default)  # noqa: SLF001
