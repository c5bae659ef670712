"""What all wire models have in common, and how every error is said."""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from handler.domain.budget.budget import Spending
from handler.service.budget.show_budget import ShownBudget

T = TypeVar("T", bound=date)
Ratio = Annotated[float, Field(ge=0, le=1)]
Confidence = Annotated[float, Field(ge=0, le=1, description="Probability that the text is right, 0 to 1.")]


FIRST_YEAR, LAST_YEAR = 1970, 9998
"""No vehicle was seen outside of these, and a day more or another zone's offset does not leave the calendar."""


def _text(value: object) -> object:
    if isinstance(value, int | float):
        raise ValueError("give a text such as 2026-05-04, not a number")  # noqa: TRY004 what pydantic reports
    return value


def _possible(value: T) -> T:
    if not FIRST_YEAR < value.year <= LAST_YEAR:
        raise ValueError(f"choose a year from {FIRST_YEAR + 1} to {LAST_YEAR}")
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_text), AfterValidator(_possible)]
"""A time with its UTC offset."""

Day = Annotated[date, BeforeValidator(_text), AfterValidator(_possible)]
"""A day of the calendar."""

Cursor = Annotated[str, StringConstraints(max_length=1024)]


class Wire(BaseModel):
    """What every wire model has in common: nothing unknown is taken."""

    # An error's text may come into a log: it names the field, never what stood in it. A cold start serves one route, so
    # a model is built when it is first used.
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, defer_build=True)


class ErrorBody(Wire):
    """What went wrong."""

    code: str = Field(description="Stable, for programs.")
    message: str = Field(description="For people: what is wrong, and what to do.")
    request_id: str = Field(description="Names this request in the log.")


class ErrorAnswer(Wire):
    """Every error of the API."""

    error: ErrorBody


class GatewayAnswer(Wire):
    """What API Gateway says itself, before a function is called: a token it refuses, too many requests."""

    message: str


class BudgetView(Wire):
    """How today's budget of DetectText calls stands, the stage's or a camera's."""

    calls_a_day: int
    calls_today: int = Field(description="In UTC; counted while there is a budget.")
    spending: Spending = Field(description="`warning` from four fifths of it on; `spent`: photos wait.")

    @classmethod
    def of(cls, shown: ShownBudget) -> BudgetView:
        """Write a budget as the API sends it."""
        return cls(calls_a_day=shown.calls_a_day, calls_today=shown.calls_today, spending=shown.spending)
