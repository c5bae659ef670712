"""The headers of the web app's answers: one table for the laptop's web server and for Amplify Hosting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

import yaml

YEAR_SECONDS: Final = 365 * 24 * 60 * 60

CACHE_CONTROL: Final = {
    "**/*": "no-cache",
    "/config.json": "no-store",
    # Vite names what it puts in assets/ by content: under one name it never changes.
    "/assets/*": f"public, max-age={YEAR_SECONDS}, immutable",
}
"""By path, as Amplify writes patterns; of those that fit, the last one counts.

Were it the first, browsers would ask each time, which is slower and still right.
"""

PAGE_PATHS: Final = r"^(?!\/assets\/)[^.]+$"
"""Paths of the web app's own, which its page answers; all others are files, or nothing."""


@dataclass(frozen=True, slots=True)
class Origins:
    """The only other places that the page may talk to.

    Attributes
    ----------
    api
        Of the HTTP API.
    sign_in
        Of Cognito.
    photos
        Of the bucket, which photos are sent to and shown from.
    """

    api: str
    sign_in: str
    photos: str

    @classmethod
    def on_aws(cls, api_url: str, aws_region: str, bucket: str) -> Origins:
        """Give those of a deployed stack; all regions that have Amplify Hosting share the domain.

        Parameters
        ----------
        api_url, bucket
            The stack's outputs.
        aws_region
            Where the stack is.
        """
        return cls(
            api=api_url,
            sign_in=f"https://cognito-idp.{aws_region}.amazonaws.com",
            photos=f"https://{bucket}.s3.{aws_region}.amazonaws.com",
        )

    @classmethod
    def at(cls, endpoint_url: str) -> Origins:
        """Give those of a laptop's AWS, where one address is everything."""
        return cls(endpoint_url, endpoint_url, endpoint_url)


def security_headers(origins: Origins) -> dict[str, str]:
    """Return the headers of every answer.

    Parameters
    ----------
    origins
        Whom the page may talk to.
    """
    policy = {
        "default-src": "'self'",
        "style-src": "'self'",
        "script-src": "'self'",
        "img-src": _sources("'self'", "blob:", origins.photos),
        "connect-src": _sources("'self'", origins.api, origins.sign_in, origins.photos),
        "worker-src": "'self' blob:",
        "frame-ancestors": "'none'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {sources}" for name, sources in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        # Browsers heed it where there is TLS, that is on AWS.
        "Strict-Transport-Security": f"max-age={YEAR_SECONDS}; includeSubDomains",
    }


def cache_control(path: str) -> str:
    """Tell how long an answer may be kept.

    Parameters
    ----------
    path
        Of the request, with its leading slash.
    """
    return next(value for pattern, value in reversed(CACHE_CONTROL.items()) if fnmatchcase(path, pattern))


def is_page(path: str) -> bool:
    """Tell whether a path that is no file is one of the web app's own.

    Parameters
    ----------
    path
        Of the request, with its leading slash.
    """
    return re.match(PAGE_PATHS, path) is not None


def amplify_custom_rules() -> list[dict[str, str]]:
    """Write the same rule as Amplify Hosting takes it."""
    return [{"source": f"</{PAGE_PATHS}/>", "target": "/index.html", "status": "200"}]


def amplify_custom_headers(origins: Origins) -> str:
    """Write the same headers as Amplify Hosting takes them: YAML, from the widest pattern to the narrowest."""
    headers = {pattern: {"Cache-Control": value} for pattern, value in CACHE_CONTROL.items()}
    headers["**/*"] |= security_headers(origins)
    rules = [
        {"pattern": pattern, "headers": [{"key": key, "value": value} for key, value in of_pattern.items()]}
        for pattern, of_pattern in headers.items()
    ]
    return yaml.safe_dump({"customHeaders": rules}, sort_keys=False, width=10_000)


def _sources(*sources: str) -> str:
    return " ".join(dict.fromkeys(sources))
