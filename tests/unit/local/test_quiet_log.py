"""The emulator's log names nobody."""

from __future__ import annotations

import io
import logging

from local.aws.quiet_log import NoAddresses


def test_addresses_are_left_out_of_messages_and_of_what_went_wrong() -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(NoAddresses())
    log = logging.getLogger("of-a-test")
    log.setLevel(logging.INFO)
    log.addHandler(handler)

    log.info("SES %s: %s -> %s | %s", "SendEmail", "no-reply@example.com", ["some.body+1@mail.example"], "Hello")
    try:
        int("nobody@platebook.example")
    except ValueError:
        log.exception("It failed for %(who)s", {"who": "nobody@platebook.example"})

    lines = written.getvalue()
    assert lines.startswith("SES SendEmail: (address left out) -> ['(address left out)'] | Hello\n")
    assert "ValueError: invalid literal for int() with base 10: '(address left out)'" in lines
    assert "@" not in lines
