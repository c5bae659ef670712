"""The same stack as the end-to-end tests, and people of each role."""

from __future__ import annotations

from tests.e2e.conftest import stack, tokens_by_group

__all__ = ["stack", "tokens_by_group"]
