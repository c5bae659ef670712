"""What `npm run doctor` makes of what it found: each line is right, or has its remedy. Asks nothing itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

State = Literal["right", "wrong", "not asked"]

MOST_SECONDS_OFF: Final = 60
"""AWS refuses requests that are five minutes off; a minute says that nobody sets the clock."""

LEAST_DETECTIONS_A_SECOND: Final = 5
LEAST_AT_ONCE: Final = 100
"""An account that is new runs ten functions at once, people's requests and photos together."""

PYTHONS: Final = ((3, 11), (3, 14))
NODES: Final = "20.19, 22.13, 24 or newer"
QUOTAS: Final = "https://console.aws.amazon.com/servicequotas"


@dataclass(frozen=True)
class Finding:
    """One line.

    Attributes
    ----------
    about
        What was looked at.
    state
        Right, wrong, or not asked.
    said
        What was found.
    remedy
        What to do, where it is wrong.
    """

    about: str
    state: State
    said: str
    remedy: str = ""


def right(about: str, said: str) -> Finding:
    """Make a line of something that is as it should be."""
    return Finding(about, "right", said)


def wrong(about: str, said: str, remedy: str) -> Finding:
    """Make a line of something that is not, with what to do."""
    return Finding(about, "wrong", said, remedy)


def not_asked(about: str, why: str = "not asked on the laptop") -> Finding:
    """Make a line of something that cannot be asked here."""
    return Finding(about, "not asked", why)


def lines(findings: Sequence[Finding]) -> list[str]:
    """Write findings for people, with a last line that sums them up."""
    marks = {"right": "right", "wrong": "WRONG", "not asked": "  -  "}
    said = []
    for one in findings:
        said.append(f"{marks[one.state]}  {one.about}: {one.said}")
        said += [f"         -> {one.remedy}"] if one.remedy else []
    number = sum(one.state == "wrong" for one in findings)
    return [*said, "", "All is as it should be." if number == 0 else f"{number} of {len(findings)} need you."]


def of_node(version: str) -> Finding:
    """Judge the version of Node."""
    numbers = _numbers(version)
    major, minor = (*numbers, 0, 0)[:2]
    is_right = (major == 20 and minor >= 19) or (major == 22 and minor >= 13) or major >= 24
    return right("Node", version) if is_right else wrong("Node", version or "not found", f"Install {NODES}.")


def of_python(version: tuple[int, int]) -> Finding:
    """Judge the version of Python."""
    said = ".".join(map(str, version))
    oldest, newest = (".".join(map(str, one)) for one in PYTHONS)
    is_right = PYTHONS[0] <= version <= PYTHONS[1]
    return right("Python", said) if is_right else wrong("Python", said, f"Install Python {oldest} to {newest}.")


def of_packages(wanted: Mapping[str, str], installed: Mapping[str, str]) -> Finding:
    """Judge the Serverless Framework and its plugins: what is installed is what package.json says."""
    off = [f"{name} is {installed.get(name) or 'missing'}" for name in wanted if installed.get(name) != wanted[name]]
    if off:
        return wrong("Serverless Framework", ", ".join(off), "Run any npm command again; it installs what is missing.")
    return right("Serverless Framework", ", ".join(f"{name} {version}" for name, version in installed.items()))


def of_region(region: str, known: Mapping[str, Sequence[str]]) -> Finding:
    """Judge whether a region has the services that not every one has."""
    missing = [service for service, regions in known.items() if region not in regions]
    if missing:
        return wrong(
            "region",
            f"{region} has no {' and no '.join(missing)} by AWS's list",
            "Deploy to another: --region eu-west-1",
        )
    return right("region", f"{region} has {' and '.join(known)}")


def of_detections(a_second: float | None, reserved: int | None) -> Finding:
    """Judge how many DetectText calls the account may make, beside how many photos are read at once."""
    about = "Rekognition's rate"
    if a_second is None:
        return not_asked(about, f"Service Quotas does not list DetectText in this region; look at {QUOTAS}")
    said = f"{a_second:g} DetectText calls a second"
    if a_second < LEAST_DETECTIONS_A_SECOND:
        return wrong(about, said, f"Ask AWS for more: {QUOTAS}, Amazon Rekognition, DetectText.")
    if reserved is not None and reserved > a_second:
        remedy = f"Deploy with --param=reading_concurrency={a_second:.0f}, or ask AWS for more: {QUOTAS}"
        return wrong(about, f"{said}, and {reserved} photos are read at once", remedy)
    at_once = "photos are read as they come; what is too much at once waits and is tried again"
    return right(about, f"{said}; {at_once if reserved is None else f'{reserved} photos are read at once at most'}")


def of_concurrency(at_once: int) -> Finding:
    """Judge how many functions the account runs at once."""
    said = f"{at_once:,} functions at once"
    if at_once < LEAST_AT_ONCE:
        return wrong("Lambda's limit", said, f"Ask AWS for 1,000: {QUOTAS}, AWS Lambda, Concurrent executions.")
    return right("Lambda's limit", said)


def of_subscriptions(confirmed: int, pending: int, deploy: str) -> Finding:
    """Judge whether somebody is told of alarms."""
    about = "alarms by mail"
    if confirmed:
        waits = f"; {pending} more wait to be confirmed" if pending else ""
        return right(about, f"{confirmed} confirmed{waits}")
    if pending:
        return wrong(
            about,
            f"{pending} not confirmed, so nobody is told",
            "Follow the link in AWS's mail; it counts for two days.",
        )
    return wrong(
        about,
        "nobody is told",
        f"{deploy} --param=alarm_mail=YOUR_EMAIL, and follow the link in AWS's mail. If that address was named before, "
        "and the link not followed within two days, subscribe it by hand (docs/operations.md, FailureAlarm).",
    )


def of_sender(sender: str, *, is_verified: bool, is_in_sandbox: bool) -> Finding:
    """Judge whether channels may send mails."""
    about = "channels by mail"
    if not sender:
        return right(about, "none are sent; the parameter mail_from is not set")
    if not is_verified:
        return wrong(about, f"SES does not know {sender}", "Verify the address or its domain in the SES console.")
    if is_in_sandbox:
        return wrong(
            about,
            f"{sender} is verified, and SES still sends only to verified addresses (sandbox)",
            "Ask for production access in the SES console, or verify each address that gets mails.",
        )
    return right(about, f"{sender} may send")


def of_clock(here: datetime, there: datetime) -> Finding:
    """Judge this machine's clock by AWS's."""
    off = abs((here - there).total_seconds())
    if off > MOST_SECONDS_OFF:
        said = f"{off:.0f} s off AWS's"
        return wrong("clock", said, "Set this machine's clock by the network (NTP): AWS refuses what is minutes off.")
    return right("clock", f"within {MOST_SECONDS_OFF} s of AWS's")


def of_queue(waiting: int, redrive: str) -> Finding:
    """Judge the failure queue: it is empty while nothing is wrong."""
    if waiting:
        return wrong(
            "failure queue", f"{waiting} wait", f"See which: {redrive} --dry-run (docs/operations.md says more)"
        )
    return right("failure queue", "empty")


def _numbers(version: str) -> tuple[int, ...]:
    parts = version.strip().removeprefix("v").split(".")
    return tuple(int(part) for part in parts if part.isdecimal())
