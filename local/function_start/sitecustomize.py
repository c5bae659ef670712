"""Runs first in every function on the laptop: its log becomes what Lambda's runtime makes of it.

The emulator's workers have no log handler, so without this INFO lines would vanish, and whatever is told beside the
message with them. Python imports a module of this name at its start; `emulator.py` puts the folder on the path.
"""

import json
import logging
import os
from typing import Final

USUAL: Final = {*vars(logging.makeLogRecord({})), "message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """A line of JSON for each message, as Lambda's log format JSON has it."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the message, and all that is told beside it."""
        line: dict[str, object] = {
            "timestamp": self.formatTime(record, "%Y-%m-%dT%H:%M:%SZ"),
            "level": record.levelname,
            "message": record.getMessage(),
            "logger": record.name,
        }
        line |= {name: value for name, value in vars(record).items() if name not in USUAL}
        if record.exc_info:
            line["stackTrace"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
