"""The same stack as the end-to-end tests, and people of each role."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import stack, tokens_by_group

__all__ = ["stack", "tokens_by_group"]

SLOWEST_TEST_SECONDS = 900


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.timeout(SLOWEST_TEST_SECONDS))
