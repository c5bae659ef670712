"""The emulator's log without the addresses of people."""

import logging
import re

ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(\.[\w-]+)+")
INSTEAD = "(address left out)"


class NoAddresses(logging.Filter):
    """Takes everything that looks like an e-mail address out of a message and out of what went wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; let it through."""
        record.msg, record.args = ADDRESS.sub(INSTEAD, record.getMessage()), ()
        if record.exc_info:
            record.exc_text = ADDRESS.sub(INSTEAD, logging.Formatter().formatException(record.exc_info))
        return True
