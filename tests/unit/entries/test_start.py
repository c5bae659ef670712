"""What a function takes in before it answers for the first time: somebody waits for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

# What only reading needs: tables of a quarter of a megabyte each, and Pillow.
OF_READING = ("handler.domain.formats.region_table", "handler.domain.words.vocabulary", "PIL")


ENTRIES = (
    "api",
    "routes.lists",
    "routes.gates",
    "routes.parking",
    "routes.sign_up",
    "doors",
    "on_audit",
    "on_outbox",
    "on_reads",
    "on_call",
    "on_entries",
    "on_schedule",
)


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_function_that_reads_no_photo_starts_without_what_reading_needs(entry: str) -> None:
    program = f"import sys, handler.{entry}; print(sorted(sys.modules.keys() & {set(OF_READING)!r}))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
