"""Amplify Hosting, CloudFormation and STS in this process, behind boto3's own clients.

botocore checks each request against AWS's description of the service; only what would go over the network is answered
here. What was published is served as Amplify's documentation says: patterns of headers from wide to narrow, a rewrite
for paths that are no file.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from io import BytesIO
from types import SimpleNamespace
from typing import Any, Final
from zipfile import ZipFile

import boto3
import requests
import yaml

REGION: Final = "eu-central-1"
UPLOAD_URL: Final = "https://storage.example/artifacts.zip?X-Amz-Signature=very-secret"
COMPLETE: Final = "UPDATE_COMPLETE"
OUTPUTS: Final = {
    "ApiUrl": f"https://abc123.execute-api.{REGION}.amazonaws.com",
    "UserPoolId": f"{REGION}_Pool",
    "UserPoolClientId": "web-client",
    "SignUp": "open",
    "UploadsBucketName": "platebook-prod-uploads-123456789012-eu-central-1",
    "FailureTopicArn": f"arn:aws:sns:{REGION}:123456789012:failures",
}

Json = dict[str, Any]


class Refused(Exception):
    """AWS answers with an error."""

    def __init__(self, code: str, message: str = "It is so.") -> None:
        super().__init__(code)
        self.error = {"Code": code, "Message": message}


@dataclass
class FakeAws:
    """One account in one region.

    Attributes
    ----------
    apps, branches, jobs
        What Amplify holds.
    job_ends_as
        What becomes of a deployment, and why.
    stack
        The state of the stack; None when there is none.
    refusals
        Operations that fail.
    calls
        Every operation, in its order.
    buckets
        Names of those that the account has.
    """

    apps: list[Json] = field(default_factory=list)
    branches: set[str] = field(default_factory=set)
    jobs: list[Json] = field(default_factory=list)
    job_ends_as: tuple[str, str] = ("SUCCEED", "")
    stack: str | None = COMPLETE
    outputs: Json = field(default_factory=lambda: dict(OUTPUTS))
    refusals: dict[str, Refused] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    buckets: set[str] = field(default_factory=set)
    uploaded: bytes = b""
    served: bytes = b""
    served_headers: str = "customHeaders: []"

    def client(self, service: str, region_name: str = REGION) -> Any:
        """Make a client that is boto3's but for the network."""
        client = _session().client(service, region_name=region_name)  # type: ignore[call-overload]
        client.meta.events.register("before-parameter-build", self._keep_parameters)
        client.meta.events.register("before-call", self._answer)
        return client

    def put(self, url: str, data: bytes, **_options: Any) -> requests.Response:
        """Stand where `requests.put` is."""
        assert url == UPLOAD_URL
        self.uploaded = data
        return _response(200, b"", {})

    def get(self, url: str, **_options: Any) -> requests.Response:
        """Stand where `requests.get` is: a browser that looks at what is published."""
        address, _, path = url.removeprefix("https://").partition("/")
        assert address == f"main.{self.apps[0]['defaultDomain']}"
        return self.answer(f"/{path}")

    def answer(self, path: str) -> requests.Response:
        """Answer as Amplify serves what was published."""
        files = ZipFile(BytesIO(self.served))
        name = self._target(path, files.namelist()).removeprefix("/")
        if name not in files.namelist():
            return _response(404, b"", self._headers(path, ok=False))
        return _response(200, files.read(name), self._headers(path, ok=True))

    def _target(self, path: str, names: list[str]) -> str:
        if path == "/" or path.removeprefix("/") in names:
            return path if path != "/" else "/index.html"
        for rule in self.apps[0]["customRules"]:
            if re.search(rule["source"].removeprefix("</").removesuffix("/>"), path) and rule["status"] == "200":
                return str(rule["target"])
        return path

    def _headers(self, path: str, *, ok: bool) -> dict[str, str]:
        headers: dict[str, str] = {}
        for rule in yaml.safe_load(self.served_headers)["customHeaders"]:
            if fnmatchcase(path, rule["pattern"]):
                headers |= {one["key"]: one["value"] for one in rule["headers"]}
        # Amplify sends a Cache-Control of one's own only with what it has.
        return {key: value for key, value in headers.items() if ok or key != "Cache-Control"}

    def _keep_parameters(self, params: Json, context: Json, **_rest: Any) -> None:
        context["parameters"] = params

    def _answer(self, model: Any, context: Json, **_rest: Any) -> tuple[Any, Json]:
        self.calls.append(f"{model.service_model.service_name}:{model.name}")
        try:
            if refused := self.refusals.get(model.name):
                raise refused
            return SimpleNamespace(status_code=200), getattr(self, f"_{model.name}")(**context["parameters"])
        except Refused as refused:
            return SimpleNamespace(status_code=400), {"Error": refused.error, "ResponseMetadata": {}}

    # Operations, by AWS's names.

    def _GetCallerIdentity(self) -> Json:  # noqa: N802
        return {"Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/deployer", "UserId": "A"}

    def _DescribeStacks(self, StackName: str) -> Json:  # noqa: N802, N803
        if self.stack is None:
            raise Refused("ValidationError", f"Stack with id {StackName} does not exist")
        outputs = [{"OutputKey": key, "OutputValue": value} for key, value in self.outputs.items()]
        return {"Stacks": [{"StackName": StackName, "StackStatus": self.stack, "Outputs": outputs}]}

    def _HeadBucket(self, Bucket: str) -> Json:  # noqa: N802, N803
        if Bucket not in self.buckets:
            raise Refused("404")
        return {}

    def _ListTables(self, **_page: Any) -> Json:  # noqa: N802
        return {"TableNames": ["of-somebody-else"]}

    def _ListUserPools(self, **_page: Any) -> Json:  # noqa: N802
        return {"UserPools": []}

    def _ListApps(self, nextToken: str = "0") -> Json:  # noqa: N802, N803
        at = int(nextToken)
        page: Json = {"apps": self.apps[at : at + 1]}  # one a page, so that pages matter
        return page | ({"nextToken": str(at + 1)} if at + 1 < len(self.apps) else {})

    def _CreateApp(self, **parameters: Any) -> Json:  # noqa: N802
        app_id = f"d{len(self.apps) + 1}abc"
        self.apps.append({"appId": app_id, "defaultDomain": f"{app_id}.amplifyapp.com", **parameters})
        return {"app": self.apps[-1]}

    def _UpdateApp(self, appId: str, **parameters: Any) -> Json:  # noqa: N802, N803
        self._app(appId).update(parameters)
        return {"app": self._app(appId)}

    def _DeleteApp(self, appId: str) -> Json:  # noqa: N802, N803
        app = self._app(appId)
        self.apps.remove(app)
        return {"app": app}

    def _GetBranch(self, appId: str, branchName: str) -> Json:  # noqa: N802, N803
        if f"{appId}/{branchName}" not in self.branches:
            raise Refused("NotFoundException")
        return {"branch": {"branchName": branchName}}

    def _CreateBranch(self, appId: str, branchName: str, **_rest: Any) -> Json:  # noqa: N802, N803
        self.branches.add(f"{appId}/{branchName}")
        return {"branch": {"branchName": branchName}}

    def _ListJobs(self, **_place: str) -> Json:  # noqa: N802
        return {"jobSummaries": [job["summary"] for job in reversed(self.jobs)]}

    def _StopJob(self, jobId: str, **_place: str) -> Json:  # noqa: N802, N803
        self._job(jobId)["coming"] = ["CANCELLING", "CANCELLED"]
        return {"jobSummary": self._job(jobId)["summary"]}

    def _CreateDeployment(self, **_place: str) -> Json:  # noqa: N802
        unfinished = [job for job in self.jobs if job["summary"]["status"] not in {"SUCCEED", "FAILED", "CANCELLED"}]
        if unfinished:
            raise Refused("BadRequestException", f"The last job {unfinished[0]['summary']['jobId']} was not finished")
        self.jobs.append(a_job(str(len(self.jobs) + 1), "CREATED"))
        return {"jobId": self.jobs[-1]["summary"]["jobId"], "zipUploadUrl": UPLOAD_URL, "fileUploadUrls": {}}

    def _StartDeployment(self, appId: str, jobId: str, **_place: str) -> Json:  # noqa: N802, N803
        job, (end, reason) = self._job(jobId), self.job_ends_as
        job["coming"] = ["PENDING", "RUNNING", end]
        job["steps"] = [{"stepName": "DEPLOY", "statusReason": reason}]
        if end == "SUCCEED":
            self.served, self.served_headers = self.uploaded, self._app(appId)["customHeaders"]
        return {"jobSummary": job["summary"]}

    def _GetJob(self, jobId: str, **_place: str) -> Json:  # noqa: N802, N803
        job = self._job(jobId)
        if job["coming"]:
            job["summary"]["status"] = job["coming"].pop(0)
        return {"job": job}

    def _app(self, app_id: str) -> Json:
        return next(app for app in self.apps if app["appId"] == app_id)

    def _job(self, job_id: str) -> Json:
        return next(job for job in self.jobs if job["summary"]["jobId"] == job_id)


@cache
def _session() -> boto3.session.Session:
    """One for all tests: what takes its time is reading AWS's descriptions of the services."""
    return boto3.session.Session("of-a-test", "of-a-test")


def a_job(job_id: str, status: str) -> Json:
    """Make a deployment in a state."""
    return {"summary": {"jobId": job_id, "status": status}, "steps": [], "coming": []}


def _response(status: int, content: bytes, headers: dict[str, str]) -> requests.Response:
    response = requests.Response()
    response.status_code = status
    response._content = content
    response.headers.update(headers)
    return response


def config_of(package: bytes) -> Json:
    """Read the settings out of a published ZIP."""
    config: Json = json.loads(ZipFile(BytesIO(package)).read("config.json"))
    return config
