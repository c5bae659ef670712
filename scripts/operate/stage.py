"""A stage: where its AWS is, and what its stack says of itself."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import boto3

from hosting.backend import find_stack
from hosting.errors import DeployError
from scripts.environment import add_region
from scripts.redrive import LOCAL_STAGE, SERVICE, Place, place_of

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.type_defs import StackTypeDef

AnyClient = Any
"""boto3's client of some service; botocore checks what it is given against AWS's own description."""

OF_A_DEPLOYED_STACK: Final = "UserPoolId"
"""An output that every stack has that was deployed whole."""


class Outputs(dict[str, str]):
    """What a stack says of itself; what it does not say is a sentence."""

    def __missing__(self, name: str) -> str:
        raise DeployError(f"The stack says no {name}: an older version deployed it. Deploy it with this one first.")


@dataclass(frozen=True)
class Stage:
    """A deployment, by its name.

    Attributes
    ----------
    name
        Such as `prod`.
    region
        AWS region.
    place
        Where its AWS is, as boto3's clients take it.
    """

    name: str
    region: str
    place: Place

    @classmethod
    def of(cls, name: str, region: str) -> Stage:
        """Find where a stage's AWS is; the laptop's has to run."""
        place = place_of(name, region)
        return cls(name, place["region_name"], place)

    @property
    def stack_name(self) -> str:
        """Name of the stack, and of the app at Amplify Hosting."""
        return f"{SERVICE}-{self.name}"

    @property
    def is_laptop(self) -> bool:
        """Whether it is the one of `npm start`."""
        return self.name == LOCAL_STAGE

    def client(self, service: str) -> AnyClient:
        """Make a client of a service of this stage's AWS."""
        make: Any = boto3.client
        return make(service, **self.place)

    def find_stack(self) -> StackTypeDef | None:
        """Get what CloudFormation says of the stack; None where there is none."""
        return find_stack(self.client("cloudformation"), self.stack_name)

    def outputs(self) -> Outputs:
        """Get the stack's outputs.

        Raises
        ------
        DeployError
            There is no stack of that name, or it was never deployed whole.
        """
        stack = self.find_stack()
        if stack is None:
            raise DeployError(self.not_there())
        outputs = Outputs((output["OutputKey"], output["OutputValue"]) for output in stack.get("Outputs", []))
        if OF_A_DEPLOYED_STACK not in outputs:
            raise DeployError(
                f"The stack {self.stack_name} is not deployed whole (state {stack['StackStatus']}). "
                f"Deploy it with: {self.command('deploy')}"
            )
        return outputs

    def not_there(self) -> str:
        """Say that the stack is not there, and what to do."""
        return (
            f"There is no stack {self.stack_name} in {self.region}. Check the stage's name, the region and the account "
            f"(AWS_PROFILE), or deploy it with: {self.command('deploy')}"
        )

    def command(self, name: str) -> str:
        """Write a command for this stage as a person types it."""
        if self.is_laptop:
            return "npm start" if name == "deploy" else f"npm run {name} -- --stage {self.name}"
        return f"npm run {name} -- --stage {self.name} --region {self.region}"


def add_stage(parser: argparse.ArgumentParser) -> None:
    """Give a command the options that say which stage it is about."""
    parser.add_argument("--stage", required=True, help="the deployment, such as prod; local for this laptop")
    add_region(parser, "AWS region of the stage")
