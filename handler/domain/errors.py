"""What can go wrong, as the rest of Platebook names it.

::

    PlatebookError
    ├── RequestError            the caller can do something about it
    │   ├── InvalidRequest
    │   ├── PurposeNeeded
    │   ├── NotSignedIn
    │   ├── Unauthorised
    │   ├── NotAllowed
    │   ├── NotFound
    │   ├── Conflict
    │   └── QuotaExceeded
    ├── BadPhoto                ends an upload as `failed`; never retried
    ├── UploadOver              nobody reads it any more; never retried
    ├── BudgetSpent             lets an upload wait for the next day, or a larger budget
    └── RetryLater              the S3 function raises it, so that Lambda tries again
        ├── UnknownUpload
        ├── UploadBusy
        ├── AlertsChanged
        ├── Throttled
        └── ServiceFailed
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handler.domain.budget.budget import Wait


class PlatebookError(Exception):
    """An error with a code for programs and a sentence for people.

    Parameters
    ----------
    code : str
        Stable, in snake_case.
    message : str
        What is wrong and what to do; holds no plate and no secret.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class RequestError(PlatebookError):
    """The request cannot be carried out as it is."""


class InvalidRequest(RequestError):
    """A field of the request breaks its rule.

    Parameters
    ----------
    message : str
    code : str
    rule : str or None
        Names the rule, for who says it in another language.
    **values : str or int
        What stands in the sentence.
    """

    def __init__(
        self, message: str, code: str = "invalid_request", rule: str | None = None, **values: str | int
    ) -> None:
        super().__init__(code, message)
        self.rule = rule
        self.values = {name: str(value) for name, value in values.items()}


class PurposeNeeded(RequestError):
    """Nobody looks plates up here without saying why."""

    def __init__(self) -> None:
        super().__init__("purpose_needed", "Say why you look this up (purpose). It is kept in the audit.")


class NotSignedIn(RequestError):
    """The token is not one that this API accepts."""

    def __init__(self, message: str) -> None:
        super().__init__("not_signed_in", message)


_NOT_LET_IN = (
    "This camera is not let in. Give it the address and the secret that an administrator gets on the page Cameras."
)


class Unauthorised(RequestError):
    """A camera is not let in. It is told one sentence whatever the cause, so that nobody learns by trying.

    Parameters
    ----------
    cause : str
        For the log; no part of the answer.
    """

    def __init__(self, cause: str) -> None:
        super().__init__("unauthorised", _NOT_LET_IN)
        self.cause = cause


class NotAllowed(RequestError):
    """The caller is in none of the groups that this is for."""

    def __init__(self, message: str) -> None:
        super().__init__("not_allowed", message)


class NotFound(RequestError):
    """There is no such thing, or it is somebody else's: the caller cannot tell which."""

    def __init__(self, message: str) -> None:
        super().__init__("not_found", message)


CONFLICT_SENTENCES = {
    "read_changed": "Somebody else was faster: this read has changed. Look at it again.",
    "read_rejected": "This read is rejected already: it counts for no plate.",
    "decided_meanwhile": "Somebody has decided on this read meanwhile. Look at it again; if it is still wrong, say so "
    "again.",
    "doubted_enough": "Operators have looked at this read each time you reported it as wrong. Ask one of them.",
    "nothing_to_take_back": "You have nothing to take back here.",
    "no_repeat": "This photo is no repeat, or is being read already. Look at it again.",
    "photo_changed": "Somebody else was faster: this photo has changed. Look at it again.",
    "photo_busy": "The photo is being read or deleted just now. Look again in a minute.",
    "photo_not_read": "You can type plates once the photo has been read. Look again in a moment.",
    "plate_there": "This photo has that plate already: look at its reads.",
    "many_typing": "Other people are typing plates in this photo right now. Look at it again.",
    "upload_held": "This photo is held: it is kept until its hold ends or an operator releases it, and cannot be "
    "deleted before.",
    "hold_changed": "Somebody else was faster: this photo, or what holds it, has changed. Look at it again.",
    "hold_too_late": "This photo is about to end: it is too late to hold it.",
    "settings_changed": "Somebody else was faster: the settings have changed. Load them again, then decide.",
    "site_changed": "Somebody else was faster: this site has changed. Load the page again, then decide.",
    "site_removed": "This site was removed meanwhile. Choose another one.",
    "site_has_cameras": "This site still has cameras. Remove them first.",
    "camera_changed": "Somebody else was faster: this camera has changed. Load the page again, then decide.",
    "list_changed": "Somebody else was faster: this list has changed. Load the page again, then decide.",
    "list_removed": "This list was removed meanwhile. Choose another one.",
    "many_lists": "There are 100 lists already, the most that there can be. Remove one that is not needed first.",
    "entry_there": "This plate is on the list already. Change its entry instead.",
    "entry_changed": "Somebody else was faster: this entry has changed. Load the list again, then decide.",
    "entries_alike": "1,000 entries that look alike, or lie one edit apart, are the most that lists can have. Remove "
    "some of them first, or give them the tolerance look-alike.",
    "group_full": "50 plates are the most that share a permit. Name another group for the others.",
    "alert_changed": "This alert has changed since you saw it. Look at it again, then decide.",
    "two_secrets": "This camera has two secrets already, the most that it can have. Revoke one of them first.",
    "channel_changed": "Somebody else was faster: this channel has changed. Load the page again, then decide.",
    "channel_kind": "A channel stays of its kind. Remove it, and make another one.",
    "channel_off": "This channel is off. Switch it on first.",
    "two_signing_secrets": "The old secret of this channel is still valid beside the new one. Wait until it has ended.",
    "visit_changed": "This visit has changed since you saw it. Look at it again, then decide.",
    "parking_changed": "Somebody else was faster: what is set for parking here has changed. Load the page again, then "
    "decide.",
    "many_tags": "A plate has 10 tags at most. Remove one that is not needed first.",
    "many_notes": "A plate has 50 notes at most. Take one back that is not needed, and add this one an hour later.",
    "note_there": "This note was written already. Load the page again.",
    "notes_changed": "Others are writing about this plate just now. Try again.",
    "plate_unseen": "No read counts for this plate, so nothing can be noted of it: notes end with the last read.",
    "delivery_waiting": "This event waits to be sent already.",
    "person_there": "Somebody has this address already. Search for it under People.",
    "person_changed": "Somebody else was faster: this person's groups have changed. Load the page again, then decide.",
    "not_invited": "This person has signed in already, or is disabled: there is no invitation to send again.",
    "own_account": "Nobody takes the administrators' rights from themself. Ask another administrator to do it.",
    "last_admin": "Nobody else would be left who can sign in as an administrator. Make somebody else one first.",
}
"""Why things do not stand as a caller took them to, by code: each has a sentence in the web app's languages, too."""


class Conflict(RequestError):
    """What the caller saw has changed since, or does not go with what is asked.

    Parameters
    ----------
    code : str
        A key of `CONFLICT_SENTENCES`.
    message : str or None
        Its sentence, if more is known about this case than the code's own sentence says.
    """

    def __init__(self, code: str, message: str | None = None) -> None:
        super().__init__(code, message or CONFLICT_SENTENCES[code])


class QuotaExceeded(RequestError):
    """The caller has sent as much as one person may.

    Parameters
    ----------
    message : str
    retry_after_seconds : int
        When it makes sense to try again.
    """

    def __init__(self, message: str, retry_after_seconds: int) -> None:
        super().__init__("quota_exceeded", message)
        self.retry_after_seconds = retry_after_seconds


class UploadOver(PlatebookError):
    """An upload has expired: it counts as gone, though the database has not removed it yet."""

    def __init__(self, upload_id: str) -> None:
        super().__init__("upload_over", f"Upload {upload_id} has expired.")


class BudgetSpent(PlatebookError):
    """No DetectText call is left for a photo today: it waits, and nobody was asked.

    Parameters
    ----------
    wait : Wait
        For which budget, and until when.
    """

    def __init__(self, wait: Wait) -> None:
        super().__init__("budget_spent", "The day's budget of DetectText calls is used up.")
        self.wait = wait


class RetryLater(PlatebookError):
    """Nothing is wrong with the photo; another attempt may succeed."""


class UnknownUpload(RetryLater):
    """An object is where uploads are kept, but no upload was promised for it."""

    def __init__(self, upload_id: str) -> None:
        super().__init__("unknown_upload", f"No upload {upload_id} was promised for this object.")


class UploadBusy(RetryLater):
    """Another invocation works on the same upload."""

    def __init__(self, upload_id: str) -> None:
        super().__init__("upload_busy", f"Upload {upload_id} is being read by another invocation.")


class AlertsChanged(RetryLater):
    """Another read changed the same alerts between the look at them and the writing; nothing was written."""

    def __init__(self) -> None:
        super().__init__("alerts_changed", "Other reads change the same alerts just now.")


class Throttled(RetryLater):
    """AWS asked to slow down, and kept asking until the retries were used up."""

    def __init__(self, operation: str) -> None:
        super().__init__("throttled", f"AWS throttles {operation}.")


class ServiceFailed(RetryLater):
    """AWS refused or failed in a way that a photo cannot be blamed for."""

    def __init__(self, operation: str, reason: str) -> None:
        super().__init__("service_failed", f"{operation} failed: {reason}.")


FAILURE_SENTENCES = {
    "not_received": "The photo did not arrive. Upload it again.",
    "processing_failed": "Reading this photo keeps failing on our side. We keep the photo and will read it again; "
    "you do not need to upload it again.",
    "photo_missing": "The photo was removed before it could be read. Upload it again.",
    "empty": "The file is empty. Choose the photo again.",
    "too_large": "The photo is larger than 15 MB. Make it smaller and upload it again.",
    "size_differs": "The file's size differs from what was announced. Upload it again.",
    "not_an_image": "The file is not a JPEG or PNG photo. Upload one of these.",
    "wrong_type": "The file's content does not match the announced type. "
    "Save it as a real JPEG or PNG and upload that.",
    "damaged": "The photo is damaged or incomplete. Upload the original again.",
    "too_small": "The photo is too small: each side needs at least 80 pixels. Upload a larger one.",
    "side_too_long": "A side of the photo has more than 10,000 pixels. Make it smaller and upload it again.",
    "too_many_pixels": "The photo has more than 64 million pixels. Make it smaller and upload it again.",
    "unreadable": "Rekognition could not open the photo. Save it again as JPEG and upload that.",
}
"""Why an upload failed, by code: what is wrong, and what to do."""


class BadPhoto(PlatebookError):
    """The photo itself is at fault: the upload ends as ``failed`` and is not tried again.

    Parameters
    ----------
    code : str
        A key of `FAILURE_SENTENCES`.
    message : str or None
        Its sentence, if more is known about this photo than the code's own sentence says.
    """

    def __init__(self, code: str, message: str | None = None) -> None:
        super().__init__(code, message or FAILURE_SENTENCES[code])
