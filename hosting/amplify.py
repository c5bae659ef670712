"""Amplify Hosting: an app for each stage, which takes the web app as one ZIP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import requests
from botocore.exceptions import ClientError
from tenacity import RetryCallState, RetryError, Retrying, retry_if_result, stop_after_attempt, wait_fixed

from hosting.errors import DeployError
from hosting.headers import Origins, amplify_custom_headers, amplify_custom_rules

AmplifyClient = Any
"""boto3's `amplify` client; botocore checks what it is given against AWS's own description."""

BRANCH: Final = "main"
WEB_ORIGIN: Final = "PLATEBOOK_WEB_ORIGIN"
ENDED: Final = frozenset({"SUCCEED", "FAILED", "CANCELLED"})
POLL_SECONDS: Final = 2.0
TOLD_EVERY_POLLS: Final = 5
MOST_POLLS: Final = 450
"""A quarter of an hour, at `POLL_SECONDS`."""

UPLOAD_TIMEOUT_SECONDS: Final = 60
"""How long the connection may stand still, not how long the upload may take."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class App:
    """A stage's app at Amplify Hosting.

    Attributes
    ----------
    app_id
        As Amplify calls it.
    address
        Where Amplify serves it.
    web_origin
        Where people find it: the own domain that was named last, else `address`.
    """

    app_id: str
    address: str
    web_origin: str

    @classmethod
    def of(cls, answer: dict[str, Any]) -> App:
        """Read what Amplify says of an app."""
        address = f"https://{BRANCH}.{answer['defaultDomain']}"
        return cls(answer["appId"], address, answer.get("environmentVariables", {}).get(WEB_ORIGIN, address))


@dataclass(frozen=True, slots=True)
class Amplify:
    """Amplify Hosting in one region.

    Parameters
    ----------
    client
        boto3's.
    tell
        Takes a line on what is going on.
    """

    client: AmplifyClient
    tell: Tell = print

    def find_or_create(self, name: str) -> App:
        """Get the app of a name with its branch; a second call changes nothing.

        Raises
        ------
        DeployError
            There are several, or the one there is belongs to something else.
        """
        app = self.find(name) or App.of(self._create(name))
        self._require_branch(app)
        return app

    def find(self, name: str) -> App | None:
        """Get the app of a name; None where there is none.

        Raises
        ------
        DeployError
            There are several, or the one there is belongs to something else.
        """
        found = [app for app in self._apps() if app["name"] == name]
        if len(found) > 1:
            ids = ", ".join(app["appId"] for app in found)
            raise DeployError(
                f"Amplify has {len(found)} apps of the name {name} ({ids}). Delete or rename all but one."
            )
        if found and found[0].get("repository"):
            raise DeployError(f"The Amplify app {name} is built from a repository, so it is not ours. Rename it.")
        return App.of(found[0]) if found else None

    def delete(self, app: App) -> None:
        """Take an app away, with all that was published there."""
        self.client.delete_app(appId=app.app_id)

    def configure(self, app: App, web_origin: str, origins: Origins) -> None:
        """Set headers and rules, and remember where people find the app.

        Headers count from the next publication on.
        """
        self.client.update_app(
            appId=app.app_id,
            customHeaders=amplify_custom_headers(origins),
            customRules=amplify_custom_rules(),
            environmentVariables={WEB_ORIGIN: web_origin},
        )

    def publish(self, app: App, package: bytes) -> None:
        """Send a ZIP of the web app and wait until it is served.

        Raises
        ------
        DeployError
            The ZIP was refused, or Amplify could not publish it.
        """
        self._end_earlier_jobs(app)
        place = {"appId": app.app_id, "branchName": BRANCH}
        job = self.client.create_deployment(**place)
        self.tell(f"Sending the web app ({len(package) / 1e6:.1f} MB) ...")
        _send(job["zipUploadUrl"], package)
        self.client.start_deployment(**place, jobId=job["jobId"])
        ended = self._wait(app, job["jobId"])
        if ended["summary"]["status"] != "SUCCEED":
            raise DeployError(_failure(app, ended))

    def _apps(self) -> Iterator[dict[str, Any]]:
        for page in self.client.get_paginator("list_apps").paginate():
            yield from page["apps"]

    def _create(self, name: str) -> dict[str, Any]:
        app: dict[str, Any] = self.client.create_app(
            name=name,
            description="The web app of Platebook; made and updated by npm run deploy",
            platform="WEB",
            tags={"project": "platebook"},
        )["app"]
        return app

    def _require_branch(self, app: App) -> None:
        place = {"appId": app.app_id, "branchName": BRANCH}
        try:
            self.client.get_branch(**place)
        except ClientError as error:
            if error.response["Error"]["Code"] != "NotFoundException":
                raise
            self.client.create_branch(**place, stage="PRODUCTION", enableAutoBuild=False)

    def _end_earlier_jobs(self, app: App) -> None:
        """Stop what a command that was broken off left behind: Amplify takes no new deployment before."""
        jobs = self.client.list_jobs(appId=app.app_id, branchName=BRANCH)["jobSummaries"]
        for job in jobs:
            if job["status"] not in ENDED:
                self.tell(f"Stopping deployment {job['jobId']}, which was not ended ({job['status'].lower()}) ...")
                self.client.stop_job(appId=app.app_id, branchName=BRANCH, jobId=job["jobId"])
                self._wait(app, job["jobId"])

    def _wait(self, app: App, job_id: str) -> dict[str, Any]:
        until_ended = Retrying(
            retry=retry_if_result(lambda job: job["summary"]["status"] not in ENDED),
            wait=wait_fixed(POLL_SECONDS),
            stop=stop_after_attempt(MOST_POLLS),
            before_sleep=self._tell_how_it_stands,
        )
        try:
            return until_ended(self._job, app, job_id)
        except RetryError as error:
            raise DeployError(
                f"Amplify has not ended deployment {job_id} of app {app.app_id} within "
                f"{MOST_POLLS * POLL_SECONDS / 60:.0f} minutes. Look at it in the Amplify console "
                "and run the command again."
            ) from error

    def _job(self, app: App, job_id: str) -> dict[str, Any]:
        job: dict[str, Any] = self.client.get_job(appId=app.app_id, branchName=BRANCH, jobId=job_id)["job"]
        return job

    def _tell_how_it_stands(self, polls: RetryCallState) -> None:
        waited = polls.attempt_number - 1
        if waited % TOLD_EVERY_POLLS or polls.outcome is None:
            return
        job = polls.outcome.result()["summary"]
        self.tell(f"Amplify: deployment {job['jobId']} is {job['status'].lower()} ({waited * POLL_SECONDS:.0f} s) ...")


def _send(url: str, package: bytes) -> None:
    """PUT the ZIP. The address is a secret while it lives, and the errors' own texts hold it."""
    try:
        answer = requests.put(
            url, data=package, headers={"Content-Type": "application/zip"}, timeout=UPLOAD_TIMEOUT_SECONDS
        )
    except requests.RequestException as error:
        raise DeployError(
            f"The web app could not be sent to Amplify ({type(error).__name__}). Check the network (a proxy?) "
            "and run the command again."
        ) from None
    if not answer.ok:
        raise DeployError(
            f"Amplify's storage refused the web app (HTTP {answer.status_code}). Check this machine's clock and run "
            "the command again."
        )


def _failure(app: App, job: dict[str, Any]) -> str:
    summary = job["summary"]
    reasons = [step["statusReason"] for step in job.get("steps", []) if step.get("statusReason")]
    return (
        f"Amplify could not publish the web app: deployment {summary['jobId']} of app {app.app_id} ended as "
        f"{summary['status']} ({'; '.join(reasons) or 'it gives no reason'}). What was served before is served still. "
        "Put that right, or look at it in the Amplify console, and run the command again."
    )
