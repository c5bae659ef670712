"""The same stack as the end-to-end tests, and its driver."""

from __future__ import annotations

from tests.e2e.conftest import driver, stack

__all__ = ["driver", "stack"]
