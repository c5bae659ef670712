"""What commands say when AWS refuses something: one sentence of what is wrong, and one of what to do."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    CredentialRetrievalError,
    LoginError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
)
from botocore.exceptions import ConnectionError as AwsConnectionError

from hosting.errors import DeployError
from scripts.client import ClientError as OurError

INTERRUPTED_STATUS: Final = 130
NO_CREDENTIALS: Final = (
    NoCredentialsError,
    PartialCredentialsError,
    CredentialRetrievalError,
    ProfileNotFound,
    SSOError,
    LoginError,
    TokenRetrievalError,
)
SIGN_IN: Final = "Set AWS_PROFILE, or sign in (aws sso login), and run the command again."
CLOCK: Final = f"Check this machine's clock. {SIGN_IN}"
PERMISSIONS: Final = "docs/operations.md lists the permissions that this takes, at the command."
REMEDIES: Final = {
    "ExpiredToken": SIGN_IN,
    "ExpiredTokenException": SIGN_IN,
    "InvalidClientTokenId": SIGN_IN,
    "UnrecognizedClientException": SIGN_IN,
    "InvalidAccessKeyId": SIGN_IN,
    "InvalidSignatureException": CLOCK,
    "SignatureDoesNotMatch": CLOCK,
    "RequestTimeTooSkewed": CLOCK,
    "AccessDenied": PERMISSIONS,
    "AccessDeniedException": PERMISSIONS,
    "AuthorizationError": PERMISSIONS,
    "UnauthorizedException": PERMISSIONS,
    "NotAuthorizedException": PERMISSIONS,
    "LimitExceededException": "Delete an Amplify app that is not needed, or ask AWS for more (Service Quotas).",
}
"""By AWS's code; what is not here has AWS's own sentence."""

TOLD: Final = (DeployError, OurError, ClientError, BotoCoreError)
"""What a person can put right, or AWS has said no to: told in a sentence, never as a trace."""


def run(command: str, region: str, work: Callable[[], int]) -> int:
    """Run a command's work, and tell what goes wrong in a sentence on stderr.

    Parameters
    ----------
    command
        Its name, such as `user`.
    region
        Where AWS was asked.
    work
        Gives the exit status.

    Returns
    -------
    int
        That of the work; 1 when it could not go on, 130 when somebody stopped it.
    """
    try:
        return work()
    except TOLD as error:
        print(f"\n{command}: {sentence(error, region)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        return INTERRUPTED_STATUS


def sentence(error: Exception, region: str) -> str:
    """Say what is wrong and what to do."""
    if isinstance(error, NO_CREDENTIALS):
        return f"There are no AWS credentials that can be used. {SIGN_IN}"
    if isinstance(error, AwsConnectionError):
        return (
            f"AWS cannot be reached. Check the network, and that {region} has Amplify Hosting and Rekognition, "
            "and run the command again."
        )
    if not isinstance(error, ClientError):
        return str(error)
    told = error.response["Error"]
    why = f"{told.get('Message', '')} Put it right and run the command again.".lstrip()
    remedy = REMEDIES.get(told["Code"]) or why
    return f"AWS refuses {error.operation_name} ({told['Code']}). {remedy}"
