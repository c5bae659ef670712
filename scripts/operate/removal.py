"""What `npm run remove` says before it asks, and in the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from scripts.operate.data import BUCKET, CALLED, GIBIBYTE, HOLDS, KEEPING, POOL, TABLE, Measured
from scripts.operate.prices import prices

UNITS: Final = {BUCKET: "objects", TABLE: "items", POOL: "accounts"}
MEBIBYTE: Final = 1024**2
LEAST_DOLLARS: Final = 0.01


@dataclass(frozen=True)
class Plan:
    """What is about to be removed, and what is not.

    Attributes
    ----------
    stage, region, account
        Where.
    stack, status
        The stack's name, and its state; empty where there is none any more.
    web_app
        The Amplify app's id and address; empty where there is none.
    data
        What the stage keeps.
    deletes_data
        Whether that is deleted, too.
    deploy, remove
        The commands, as a person types them.
    """

    stage: str
    region: str
    account: str
    stack: str
    status: str
    web_app: str
    data: Sequence[Measured]
    deletes_data: bool
    deploy: str
    remove: str

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that this would remove."""
        return not (self.status or self.web_app or (self.deletes_data and self.data))


def announcement(plan: Plan) -> str:
    """Say what will be removed, what stays, what it is called and what it costs."""
    return "\n".join([_place(plan), *_goes(plan), *(_stays(plan) if not plan.deletes_data else []), *_prices(plan)])


def nothing(plan: Plan) -> str:
    """Say that there is nothing to remove; what an earlier removal left is told."""
    said = f"There is no stack and no web app of the stage {plan.stage} in {plan.region}, account {plan.account}."
    return "\n".join([said, *_stays(plan), *_prices(plan)]) if plan.data else f"{said} Nothing was removed."


def farewell(plan: Plan) -> str:
    """Say what was done."""
    if plan.deletes_data:
        return f"The stage {plan.stage} is removed with all its data."
    if not plan.data:
        return f"The stage {plan.stage} is removed. It had kept nothing."
    return f"The stage {plan.stage} is removed. Its data stayed, under the names above."


def _place(plan: Plan) -> str:
    return f"Stage {plan.stage} in {plan.region}, account {plan.account}.\n"


def _goes(plan: Plan) -> list[str]:
    said = ["This will be removed:"]
    if plan.status:
        said.append(f"  the stack {plan.stack} ({plan.status}): API, functions and their logs, queues, alarms")
    if plan.web_app:
        said.append(f"  the web app: {plan.web_app}")
    if plan.deletes_data:
        said += [f"  FOR GOOD, with all that is in it: {_line(one)}" for one in plan.data]
    return said


def _stays(plan: Plan) -> list[str]:
    if not plan.data:
        return ["\nNothing stays: this stage holds no data."]
    return [
        f"\nThis stays, and costs {_about(sum(one.dollars_a_month for one in plan.data))} a month:",
        *(f"  {_line(one)}: {_dollars(one.dollars_a_month)}" for one in plan.data),
        "Photos and records still end there when their time is over. Accounts stay; their groups go with the stack.",
        f"To use it again, deploy the stage again: {plan.deploy}",
        f"To delete it, too: {plan.remove} --delete-data",
    ]


def _prices(plan: Plan) -> list[str]:
    if not plan.data or plan.deletes_data:
        return []
    as_of = prices().as_of(*chain.from_iterable(KEEPING.values()))
    source = f"List prices of {prices().region} as of {as_of}, docs/prices.json"
    return [f"({source}; other regions differ. Objects were counted now; DynamoDB counts its tables every six hours.)"]


def _line(one: Measured) -> str:
    kept = one.kept
    size = f", {_size(one.size_bytes)}" if kept.kind != POOL else ""
    return f"{CALLED[kept.kind]} {kept.name}: {HOLDS[kept.logical_id]} ({one.number:,} {UNITS[kept.kind]}{size})"


def _size(size_bytes: int) -> str:
    if size_bytes >= GIBIBYTE:
        return f"{size_bytes / GIBIBYTE:,.1f} GiB"
    return f"{size_bytes / MEBIBYTE:,.1f} MiB"


def _about(dollars: float) -> str:
    return f"about {_dollars(dollars)}" if dollars >= LEAST_DOLLARS else _dollars(dollars)


def _dollars(dollars: float) -> str:
    if dollars == 0:
        return "nothing"
    return f"${dollars:,.2f}" if dollars >= LEAST_DOLLARS else f"less than ${LEAST_DOLLARS}"
