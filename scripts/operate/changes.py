"""What a deployment would change, in words; CloudFormation says what, nothing is asked here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final, Literal

from scripts.operate.data import BUCKET, HOLDS, POOL, TABLE
from scripts.operate.packaged import Template

How = Literal["added", "stays", "perhaps changed", "changed", "perhaps replaced", "replaced", "removed"]

ORDER: Final[tuple[How, ...]] = ("added", "changed", "perhaps changed", "perhaps replaced", "replaced", "removed")
HEADINGS: Final = {
    "added": "Would be added:",
    "changed": "Would be changed in place:",
    "perhaps changed": "Would change only if what they refer to does:",
    "perhaps replaced": "May be replaced, that is made anew and the old one removed:",
    "replaced": "Would be replaced, that is made anew and the old one removed:",
    "removed": "Would be removed:",
}
FUNCTION: Final = "AWS::Lambda::Function"
KINDS: Final = {
    FUNCTION: "function",
    TABLE: "table",
    BUCKET: "bucket",
    POOL: "user pool",
    "AWS::Cognito::UserPoolClient": "client of the user pool",
    "AWS::Cognito::UserPoolGroup": "group of people",
    "AWS::IAM::Role": "role",
    "AWS::Lambda::Permission": "permission",
    "AWS::Lambda::EventSourceMapping": "stream or queue of a function",
    "AWS::Lambda::EventInvokeConfig": "rule for failed events",
    "AWS::ApiGatewayV2::Route": "address of the API",
    "AWS::ApiGatewayV2::Integration": "way from the API to a function",
    "AWS::ApiGatewayV2::Api": "API",
    "AWS::Logs::LogGroup": "log",
    "AWS::CloudWatch::Alarm": "alarm",
    "AWS::CloudWatch::Dashboard": "dashboard",
    "AWS::SNS::Topic": "topic",
    "AWS::SNS::Subscription": "mail of alarms",
    "AWS::SQS::Queue": "queue",
    "AWS::Events::Rule": "schedule",
    "AWS::Events::EventBus": "event bus",
    "AWS::S3::BucketPolicy": "policy of a bucket",
}
"""By CloudFormation's kinds; others keep the last part of its name."""

WITH_DATA: Final = (TABLE, BUCKET, POOL)
RANKS: Final[tuple[How, ...]] = ("stays", "perhaps changed", "changed", "perhaps replaced", "replaced")
"""Of what is modified, from least to most."""

BY_REFERENCE: Final = frozenset({"ResourceReference", "ResourceAttribute"})
STABLE: Final = frozenset({"", "Arn", "QueueName"})
"""What a resource is called changes only when it is replaced; its other attributes may change with it."""

NAMED: Final = 6
"""Of more things of one kind, only so many are named."""


@dataclass(frozen=True)
class Change:
    """What would become of one resource.

    Attributes
    ----------
    how
        What.
    kind, name
        As CloudFormation and the template call it.
    properties
        Which of its properties change.
    """

    how: How
    kind: str
    name: str
    properties: tuple[str, ...] = ()


def of_change_set(changes: Sequence[Mapping[str, Any]]) -> list[Change]:
    """Read the changes of a change set.

    CloudFormation lists everything that refers to a changed resource, too, as it does not know yet whether what they
    refer to will be called otherwise. That is so only where the resource is replaced, which it does say.
    """
    resources = {one["ResourceChange"]["LogicalResourceId"]: one["ResourceChange"] for one in changes}
    stands = {name: _directly(change) for name, change in resources.items()}
    while True:
        then = {name: _with_references(change, stands) for name, change in resources.items()}
        if then == stands:
            return [_change(change, stands) for change in resources.values()]
        stands = then


def of_new_stack(template: Template) -> Iterator[Change]:
    """Take all of a template for added: there is no stack yet."""
    for name, resource in template["Resources"].items():
        yield Change("added", resource["Type"], name)


def sentences(changes: Sequence[Change]) -> list[str]:
    """Say what would change, grouped, with a warning where people's data is concerned."""
    if all(one.how == "stays" for one in changes):
        return ["The back end would stay as it is."]
    said = []
    for how in ORDER:
        of_this = [one for one in changes if one.how == how]
        if of_this:
            said += [HEADINGS[how], *_by_kind(of_this)]
    stay = sum(one.how == "stays" for one in changes)
    said += [f"{stay} others refer to what changes, and stay as they are."] if stay else []
    return said + [_warning(one) for one in changes if _is_risky(one)]


def with_deployed_code(template: Template, deployed: Template, same: set[str]) -> Template:
    """Leave the code of some functions as it is deployed: each package is put under a name of its own, even the same.

    Parameters
    ----------
    template, deployed
        What would be deployed, and what is.
    same
        Functions whose code would not change, by their names in the template.
    """
    adjusted = deepcopy(template)
    for name in same:
        adjusted["Resources"][name]["Properties"]["Code"] = deployed["Resources"][name]["Properties"]["Code"]
    return adjusted


def _directly(change: Mapping[str, Any]) -> How:
    """Tell what becomes of a resource by what changes of itself."""
    by_action: dict[str, How] = {"Add": "added", "Remove": "removed", "Import": "added"}
    if change["Action"] in by_action:
        return by_action[change["Action"]]
    if change.get("Replacement") == "True":
        return "replaced"
    details = change.get("Details", [])
    if not details:
        return "perhaps replaced" if change.get("Replacement") == "Conditional" else "changed"
    direct = [one for one in details if one.get("ChangeSource") not in BY_REFERENCE]
    if any(_recreates(one) for one in direct):
        return "perhaps replaced"
    return "changed" if direct else "stays"


def _with_references(change: Mapping[str, Any], stands: Mapping[str, How]) -> How:
    """Add what follows from what it refers to."""
    now = stands[change["LogicalResourceId"]]
    if now not in RANKS:
        return now
    follows = [one for one in _by_reference(change) if _reaches(one, stands)]
    ranks = [
        RANKS.index(now),
        *(RANKS.index("perhaps replaced" if _recreates(one) else "perhaps changed") for one in follows),
    ]
    return RANKS[max(ranks)]


def _by_reference(change: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for one in change.get("Details", []) if one.get("ChangeSource") in BY_REFERENCE]


def _reaches(detail: Mapping[str, Any], stands: Mapping[str, How]) -> bool:
    """Tell whether what a detail refers to may be another than before."""
    cause, _, attribute = str(detail.get("CausingEntity", "")).partition(".")
    of_cause = stands.get(cause, "perhaps replaced")
    if of_cause in {"perhaps replaced", "replaced"}:
        return True
    return attribute not in STABLE and of_cause in {"changed", "perhaps changed"}


def _recreates(detail: Mapping[str, Any]) -> bool:
    return bool(detail.get("Target", {}).get("RequiresRecreation", "Never") != "Never")


def _change(change: Mapping[str, Any], stands: Mapping[str, How]) -> Change:
    told = [
        one for one in change.get("Details", []) if one.get("ChangeSource") not in BY_REFERENCE or _reaches(one, stands)
    ]
    properties = sorted({_target(one) for one in told} - {""})
    name = change["LogicalResourceId"]
    return Change(stands[name], change["ResourceType"], name, tuple(properties))


def _target(detail: Mapping[str, Any]) -> str:
    target = detail.get("Target", {})
    return str(target.get("Name") or target.get("Attribute") or "")


def _by_kind(changes: Sequence[Change]) -> Iterator[str]:
    kinds: dict[str, list[Change]] = defaultdict(list)
    for one in changes:
        kinds[one.kind].append(one)
    for kind, those in sorted(kinds.items(), key=lambda pair: _called(pair[0])):
        named = ", ".join(_named(one) for one in those[:NAMED])
        more = f" and {len(those) - NAMED} more" if len(those) > NAMED else ""
        yield f"  {len(those)} x {_called(kind)}: {named}{more}"


def _called(kind: str) -> str:
    return KINDS.get(kind, kind.rpartition("::")[2])


def _named(one: Change) -> str:
    name = one.name.removesuffix("LambdaFunction") if one.kind == FUNCTION else one.name
    return f"{name} ({', '.join(one.properties)})" if one.properties else name


def _is_risky(one: Change) -> bool:
    return one.kind in WITH_DATA and one.name in HOLDS and one.how in {"perhaps replaced", "replaced", "removed"}


def _warning(one: Change) -> str:
    what = f"WARNING: the {_called(one.kind)} {one.name} ({HOLDS[one.name]})"
    if one.how == "removed":
        return f"{what} would no longer belong to the stack, and nothing would use it."
    may = "may" if one.how == "perhaps replaced" else "would"
    return f"{what} {may} be replaced by an EMPTY one. Do not deploy this before it is copied."
