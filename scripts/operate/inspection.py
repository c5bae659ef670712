"""What `npm run doctor` asks of AWS, of the page and of this machine."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import Any, Final

import boto3
from botocore.exceptions import ClientError

from hosting.amplify import Amplify
from hosting.backend import PROJECT_ROOT, USABLE, not_deployable
from hosting.headers import Origins, security_headers
from hosting.served import find_wrong
from hosting.site import web_app_config
from local.outputs import web_app_config as config_on_laptop
from scripts.client import load_outputs
from scripts.operate import checkup
from scripts.operate.checkup import Finding, not_asked, right, wrong
from scripts.operate.refusals import TOLD, sentence
from scripts.operate.stage import Outputs, Stage

DETECT_TEXT: Final = "DetectText"


@dataclass(frozen=True)
class Inspection:
    """Looks at a stage from all sides.

    Parameters
    ----------
    stage
        The stage.
    """

    stage: Stage

    def findings(self) -> Iterator[Finding]:
        """Look at one thing after the other; what is refused is a finding, too."""
        yield checkup.of_python((sys.version_info.major, sys.version_info.minor))
        yield checkup.of_node(_node())
        yield checkup.of_packages(*_packages())
        if self.stage.is_laptop:
            yield not_asked("credentials")
            yield from self._of_aws()
        else:
            yield from self._with_credentials()

    def _with_credentials(self) -> Iterator[Finding]:
        """Ask nothing more where AWS knows nobody: each line would say the same."""
        who = self._look("credentials", self._credentials)
        yield who
        if who.state == "right":
            yield from self._of_aws()
        else:
            yield from (not_asked(about, "not asked without credentials") for about in (*self._account(), *self._own()))

    def _of_aws(self) -> Iterator[Finding]:
        for about, ask in self._account().items():
            yield not_asked(about) if self.stage.is_laptop else self._look(about, ask)
        yield from (self._look(about, ask) for about, ask in self._own().items())

    def _account(self) -> Mapping[str, Callable[[], Finding]]:
        """Give what the laptop's AWS has no like of."""
        return {
            "region": self._region,
            "clock": self._clock,
            "Rekognition's rate": self._detections,
            "Lambda's limit": self._concurrency,
            "alarms by mail": self._subscriptions,
            "channels by mail": self._sender,
        }

    def _own(self) -> Mapping[str, Callable[[], Finding]]:
        return {"stack": self._stack, "failure queue": self._queue, "web app": self._page}

    def _look(self, about: str, ask: Callable[[], Finding]) -> Finding:
        try:
            return ask()
        except TOLD as error:
            said, _, remedy = sentence(error, self.stage.region).partition(". ")
            return wrong(about, said.removesuffix("."), remedy or "Put it right and run the command again.")

    @cached_property
    def _identity(self) -> Mapping[str, Any]:
        answer: Mapping[str, Any] = self.stage.client("sts").get_caller_identity()
        return answer

    @cached_property
    def _outputs(self) -> Outputs:
        return self.stage.outputs()

    def _credentials(self) -> Finding:
        return right("credentials", f"account {self._identity['Account']}, {self._identity['Arn']}")

    def _region(self) -> Finding:
        session = boto3.session.Session()
        services = {"Rekognition": "rekognition", "Amplify Hosting": "amplify"}
        known = {name: session.get_available_regions(service) for name, service in services.items()}
        return checkup.of_region(self.stage.region, known)

    def _clock(self) -> Finding:
        there = parsedate_to_datetime(self._identity["ResponseMetadata"]["HTTPHeaders"]["date"])
        return checkup.of_clock(datetime.now(UTC), there)

    def _detections(self) -> Finding:
        function = f"{self.stage.stack_name}-on_upload"
        reserved = self._reserved(function) if self.stage.find_stack() is not None else None
        return checkup.of_detections(self._detections_a_second(), reserved)

    def _detections_a_second(self) -> float | None:
        pages = self.stage.client("service-quotas").get_paginator("list_service_quotas")
        for page in pages.paginate(ServiceCode="rekognition"):
            for quota in page["Quotas"]:
                if DETECT_TEXT in quota["QuotaName"]:
                    return float(quota["Value"])
        return None

    def _reserved(self, function: str) -> int | None:
        try:
            answer = self.stage.client("lambda").get_function_concurrency(FunctionName=function)
        except ClientError as error:
            if error.response["Error"]["Code"] != "ResourceNotFoundException":
                raise
            return None
        reserved: int | None = answer.get("ReservedConcurrentExecutions")
        return reserved

    def _concurrency(self) -> Finding:
        limits = self.stage.client("lambda").get_account_settings()["AccountLimit"]
        return checkup.of_concurrency(limits["ConcurrentExecutions"])

    def _subscriptions(self) -> Finding:
        pages = self.stage.client("sns").get_paginator("list_subscriptions_by_topic")
        found = pages.paginate(TopicArn=self._outputs["FailureTopicArn"])
        arns = [one["SubscriptionArn"] for page in found for one in page["Subscriptions"]]
        confirmed = sum(arn.startswith("arn:") for arn in arns)
        return checkup.of_subscriptions(confirmed, len(arns) - confirmed, self.stage.command("deploy"))

    def _sender(self) -> Finding:
        function = f"{self.stage.stack_name}-delivering"
        configuration = self.stage.client("lambda").get_function_configuration(FunctionName=function)
        sender = configuration.get("Environment", {}).get("Variables", {}).get("PLATEBOOK_MAIL_FROM", "").strip()
        if not sender:
            return checkup.of_sender("", is_verified=False, is_in_sandbox=False)
        client = self.stage.client("sesv2")
        identities = (sender, sender.rpartition("@")[2])
        is_verified = any(_may_send(client, identity) for identity in identities)
        is_in_sandbox = not client.get_account()["ProductionAccessEnabled"]
        return checkup.of_sender(sender, is_verified=is_verified, is_in_sandbox=is_in_sandbox)

    def _stack(self) -> Finding:
        name, stack = self.stage.stack_name, self.stage.find_stack()
        if stack is None:
            return wrong("stack", f"there is no {name} in {self.stage.region}", f"{self.stage.command('deploy')}")
        if stack["StackStatus"] in USABLE:
            return right("stack", f"{name}, {stack['StackStatus']}")
        said, _, remedy = not_deployable(name, stack["StackStatus"], self.stage.region).partition(". ")
        return wrong("stack", said, remedy)

    def _queue(self) -> Finding:
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        answer = self.stage.client("sqs").get_queue_attributes(
            QueueUrl=self._outputs["FailureQueueUrl"], AttributeNames=names
        )
        return checkup.of_queue(sum(int(answer["Attributes"][name]) for name in names), self.stage.command("redrive"))

    def _page(self) -> Finding:
        address, origins, config = self._page_on_laptop() if self.stage.is_laptop else self._page_on_aws()
        if not address:
            return wrong("web app", "Amplify Hosting has no app of this stage", self.stage.command("deploy"))
        found = find_wrong(address, security_headers(origins), config)
        if found:
            return wrong("web app", found, f"{self.stage.command('deploy')} publishes it again.")
        return right("web app", f"{address} has its settings and security headers")

    def _page_on_laptop(self) -> tuple[str, Origins, Mapping[str, str]]:
        outputs: Any = load_outputs()
        return outputs["web_url"], Origins.at(outputs["endpoint_url"]), config_on_laptop(outputs)

    def _page_on_aws(self) -> tuple[str, Origins, Mapping[str, str]]:
        app = Amplify(self.stage.client("amplify")).find(self.stage.stack_name)
        told = self._outputs
        origins = Origins.on_aws(told["ApiUrl"], self.stage.region, told["UploadsBucketName"])
        config = web_app_config(
            stage=self.stage.name,
            aws_region=self.stage.region,
            api_url=told["ApiUrl"],
            user_pool_id=told["UserPoolId"],
            user_pool_client_id=told["UserPoolClientId"],
            sign_up=told["SignUp"],
        )
        return app.web_origin if app is not None else "", origins, config


def _may_send(client: Any, identity: str) -> bool:  # noqa: ANN401 boto3's
    try:
        return bool(client.get_email_identity(EmailIdentity=identity)["VerifiedForSendingStatus"])
    except ClientError as error:
        if error.response["Error"]["Code"] != "NotFoundException":
            raise
        return False


def _node() -> str:
    try:
        done = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip()


def _packages() -> tuple[dict[str, str], dict[str, str]]:
    """Tell the versions that package.json asks for, and those that are there."""
    asked = json.loads((PROJECT_ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    wanted = {name: version.rpartition("@")[2] for name, version in asked.items()}
    return wanted, {name: _version_of(name) for name in wanted}


def _version_of(name: str) -> str:
    path = PROJECT_ROOT / "node_modules" / name / "package.json"
    return str(json.loads(path.read_text(encoding="utf-8"))["version"]) if path.is_file() else ""
