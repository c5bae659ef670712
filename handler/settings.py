"""What Lambda tells a function. The environment, typed: read when first needed, checked once."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from datetime import timedelta
from functools import cache

from handler.domain.classes.quick import quick_dataclass
from handler.domain.people.sign_up import SignUpRule
from handler.domain.quota import Quota
from handler.domain.reading.acceptance import DEFAULT_ERROR_RATE


class LambdaContext:
    """What we use of Lambda's context: an id that stays the same when it tries an event again, and the time left."""

    aws_request_id: str

    def get_remaining_time_in_millis(self) -> int:
        """Tell how long the invocation may still run; Lambda's own name."""
        raise NotImplementedError


class SettingsError(Exception):
    """An environment variable is missing or makes no sense."""


@quick_dataclass(frozen=True, slots=True)
class Settings:
    """What the functions are told by their environment; administrators may decide otherwise on all but the table.

    Attributes
    ----------
    table : str
        Name of the DynamoDB table.
    retention : timedelta
        How long uploads are kept at most.
    expected_regions : frozenset of str
        Whose plates are expected; empty means anywhere.
    second_look : bool
        Whether a photo that the first look leaves in doubt may cost a second DetectText call.
    accept_error_rate : float
        Of the reads that count without a person's look at them, the share that may be wrong, 0-1.
    reading_time : timedelta
        How long the S3 function may run.
    policy_kept : timedelta
        How long a function goes by what administrators decided before it asks again.
    outbox : str
        Name of the table that what others are told is put into; empty for functions that change no read.
    own_reader : str
        Name of the function that finds text; empty where Rekognition does.
    """

    table: str
    retention: timedelta
    expected_regions: frozenset[str]
    second_look: bool
    accept_error_rate: float
    reading_time: timedelta
    policy_kept: timedelta
    outbox: str = ""
    own_reader: str = ""

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Settings:
        """Take the settings from an environment.

        Parameters
        ----------
        environment : mapping of str to str

        Returns
        -------
        Settings

        Raises
        ------
        SettingsError
            Names the variable and what it should hold.
        """
        return cls(
            table=_required(environment, "PLATEBOOK_TABLE"),
            retention=timedelta(days=_whole(environment, "PLATEBOOK_RETENTION_DAYS", "days")),
            expected_regions=_codes(environment.get("PLATE_REGIONS", "")),
            second_look=_switch(environment, "PLATE_SECOND_LOOK"),
            accept_error_rate=_share(environment, "PLATE_ACCEPT_ERROR", DEFAULT_ERROR_RATE),
            reading_time=timedelta(seconds=_whole(environment, "PLATEBOOK_READING_SECONDS", "seconds")),
            policy_kept=timedelta(seconds=_whole(environment, "PLATEBOOK_SETTINGS_KEPT_SECONDS", "seconds")),
            outbox=environment.get("PLATEBOOK_OUTBOX_TABLE", ""),
            own_reader=environment.get("PLATEBOOK_OWN_READER", ""),
        )


@cache
def settings() -> Settings:
    """Get the settings of this process."""
    return Settings.read(os.environ)


@cache
def stage() -> str:
    """Get the stage that the stack was deployed as: by it, its metrics are told from another one's.

    That it is not known is no reason to read no photo.
    """
    return os.environ.get("PLATEBOOK_STAGE") or "unknown"


@cache
def bucket() -> str:
    """Get the name of the bucket of photos, for the functions that no event tells it.

    Raises
    ------
    SettingsError
        When the environment does not say it.
    """
    return _required(os.environ, "PLATEBOOK_BUCKET")


@cache
def audit_inbox() -> str:
    """Get the name of the table that who did what is written into, for the functions that people call.

    Raises
    ------
    SettingsError
        When the environment does not say it.
    """
    return _required(os.environ, "PLATEBOOK_AUDIT_INBOX")


@cache
def outbox_table() -> str:
    """Get the name of the table of events and channels, for the functions that have to do with them.

    Raises
    ------
    SettingsError
        When the environment does not say it.
    """
    return _required(os.environ, "PLATEBOOK_OUTBOX_TABLE")


@cache
def audit_table() -> str:
    """Get the name of the table where who did what is kept, for the function that reads it and the one that writes it.

    Raises
    ------
    SettingsError
        When the environment does not say it.
    """
    return _required(os.environ, "PLATEBOOK_AUDIT_TABLE")


@cache
def audit_retention() -> timedelta:
    """Get how long it is kept who did what, for the function that writes it.

    Raises
    ------
    SettingsError
        When the environment does not say it.
    """
    return timedelta(days=_whole(os.environ, "PLATEBOOK_AUDIT_RETENTION_DAYS", "days"))


@cache
def user_pool() -> str:
    """Get the id of the user pool, for the functions that have to do with people.

    Raises
    ------
    SettingsError
        When the environment does not say it.
    """
    return _required(os.environ, "PLATEBOOK_USER_POOL")


@cache
def web_origin() -> str:
    """Get where the web app is, without a slash at its end, for the function that writes links to it.

    Raises
    ------
    SettingsError
        When the environment does not say it.
    """
    return _required(os.environ, "PLATEBOOK_WEB_ORIGIN").rstrip("/")


@cache
def call_queue() -> str:
    """Get the address of the queue that calls for events to be sent.

    Raises
    ------
    SettingsError
        When the environment does not say it.
    """
    return _required(os.environ, "PLATEBOOK_CALL_QUEUE")


@cache
def event_bus() -> str:
    """Get the name of the bus that events may go to, for the function that sends them.

    Raises
    ------
    SettingsError
        When the environment does not say it.
    """
    return _required(os.environ, "PLATEBOOK_EVENT_BUS")


@cache
def mail_addresses() -> tuple[str, tuple[str, ...]]:
    """Get whose mails are sent, and which administrators get one when a channel goes off; nothing means none."""
    to = os.environ.get("PLATEBOOK_ADMIN_MAIL", "").split(",")
    return os.environ.get("PLATEBOOK_MAIL_FROM", "").strip(), tuple(one.strip() for one in to if one.strip())


@cache
def parking_table() -> str:
    """Get the name of the table of parking, for the functions that derive or show visits.

    Raises
    ------
    SettingsError
        When the environment does not say it.
    """
    return _required(os.environ, "PLATEBOOK_PARKING_TABLE")


@cache
def loopback_allowed() -> bool:
    """Get whether webhooks may go to the machine itself, as they may on a laptop.

    Raises
    ------
    SettingsError
        When the environment says neither on nor off.
    """
    return _switch(os.environ, "PLATEBOOK_LOOPBACK", "off")


@cache
def upload_quota() -> Quota:
    """Get how much one person may send, for the function that promises places.

    Raises
    ------
    SettingsError
        When the environment does not say it.
    """
    uploads = _whole(os.environ, "PLATEBOOK_UPLOADS_AN_HOUR", "uploads")
    return Quota(uploads, _whole(os.environ, "PLATEBOOK_MEBIBYTES_A_DAY", "mebibytes") * 1024**2)


@cache
def reading_function() -> str:
    """Get the name of the S3 function, for the function that may start it.

    Raises
    ------
    SettingsError
        When the environment does not say it.
    """
    return _required(os.environ, "PLATEBOOK_READING_FUNCTION")


@cache
def look_back_span() -> timedelta:
    """Get how far it is looked back for entries that are added; nothing where it is not.

    Raises
    ------
    SettingsError
        When the environment does not say it.
    """
    return timedelta(hours=_whole(os.environ, "PLATEBOOK_LOOK_BACK_HOURS", "hours", least=0))


@cache
def retracing_function() -> str:
    """Get the name of the function that looks back, for the function that may start it.

    Raises
    ------
    SettingsError
        When the environment does not say it.
    """
    return _required(os.environ, "PLATEBOOK_RETRACING_FUNCTION")


@cache
def sign_up_rule() -> SignUpRule:
    """Get who may make an account without being invited, for the function that Cognito asks.

    Raises
    ------
    SettingsError
        When the environment says nothing of it, or nothing that makes sense.
    """
    try:
        return SignUpRule.parse(_required(os.environ, "PLATEBOOK_SIGN_UP"))
    except ValueError as error:
        raise SettingsError(
            "The environment variable PLATEBOOK_SIGN_UP must be open, closed, or domains such as example.com."
        ) from error


def _required(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "")
    if not value:
        raise SettingsError(f"The environment variable {name} is not set; serverless.yml sets it for every function.")
    return value


def _whole(environment: Mapping[str, str], name: str, unit: str, least: int = 1) -> int:
    value = _required(environment, name)
    if not value.isdecimal() or int(value) < least:
        raise SettingsError(f"The environment variable {name} must be a whole number of {unit}, at least {least}.")
    return int(value)


def _codes(text: str) -> frozenset[str]:
    return frozenset(code.strip().lower() for code in text.split(",") if code.strip())


def _switch(environment: Mapping[str, str], name: str, default: str = "on") -> bool:
    value = environment.get(name, "").strip().lower() or default  # set to nothing is not set
    if value not in ("on", "off"):
        raise SettingsError(f"The environment variable {name} must be on or off.")
    return value == "on"


def _share(environment: Mapping[str, str], name: str, default: float) -> float:
    try:
        value = float(environment.get(name, "").strip() or default)  # set to nothing is not set
    except ValueError:
        value = math.nan
    if not 0 <= value <= 1:  # not a number is no share either
        raise SettingsError(f"The environment variable {name} must be a share between 0 and 1, such as 0.01.")
    return value
