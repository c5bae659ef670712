"""Which rules a reading was made by."""

from __future__ import annotations

from typing import Final

READING_VERSION: Final = "2026-11-30.12"
"""Raised with every change by which the same text boxes may give other reads: rules, tables, weights. Kept with each
read, so that it is known which of them later rules may read otherwise (`npm run replay`)."""
