"""Where what is measured goes."""

from __future__ import annotations

from typing import Protocol

from handler.domain.telemetry.metrics import Values


class Measure(Protocol):
    """Writes down what was measured; never fails because of what cannot be written."""

    def __call__(self, message: str, values: Values, code: str | None = None) -> None:
        """Tell what happened, what was measured by names of `METRICS`, and the code of an error."""


def unmeasured(message: str, values: Values, code: str | None = None) -> None:
    """Write nothing down, where nobody asks."""
