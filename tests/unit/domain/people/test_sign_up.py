"""Who may make an account without being invited."""

from __future__ import annotations

import pytest

from handler.domain.errors import InvalidRequest
from handler.domain.people.sign_up import SignUpRule
from handler.routes import sign_up


def refused_as(rule: str, email: str) -> str | None:
    try:
        SignUpRule.parse(rule).check(email)
    except InvalidRequest as error:
        return error.code
    return None


@pytest.mark.parametrize("email", ["ann@example.com", "ann@anywhere.example", ""])
def test_open_is_open_and_closed_is_closed(email: str) -> None:
    assert refused_as("open", email) is None
    assert refused_as(" Closed ", email) == "sign_up_closed"


@pytest.mark.parametrize(
    ("email", "code"),
    [
        ("ann@example.com", None),
        ("Ann@EXAMPLE.org", None),
        ("ann@mail.example.com", "sign_up_domain"),
        ("ann@example.com.evil.net", "sign_up_domain"),
        ("ann@evilexample.com", "sign_up_domain"),
        ('"ann@example.com"@evil.net', "sign_up_domain"),
        ('"ann@evil.net"@example.com', None),
        ("example.com", None),  # Cognito takes no address without an @
        ("ann@", "sign_up_domain"),
        ("", "sign_up_domain"),
    ],
)
def test_domains_are_compared_whole(email: str, code: str | None) -> None:
    assert refused_as("example.com, Example.org", email) == code


@pytest.mark.parametrize("rule", ["", "opened", "open,closed", "example", "@example.com", "*.example.com", "a..b", ","])
def test_a_rule_that_makes_no_sense_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match="neither open"):
        SignUpRule.parse(rule)


def event(source: str, email: str) -> dict[str, object]:
    return {"triggerSource": source, "request": {"userAttributes": {"email": email}}, "response": {}}


def test_cognito_is_told_by_an_error_that_names_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_up, "sign_up_rule", lambda: SignUpRule.parse("example.com"))
    asked = event("PreSignUp_SignUp", "ann@example.com")
    assert sign_up.admitting(asked, None) is asked
    with pytest.raises(InvalidRequest, match=r"^sign_up_domain: [^@]+$"):
        sign_up.admitting(event("PreSignUp_SignUp", "ann@evil.net"), None)


def test_whom_an_administrator_invites_is_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_up, "sign_up_rule", lambda: SignUpRule.parse("closed"))
    invited = event("PreSignUp_AdminCreateUser", "ann@evil.net")
    assert sign_up.admitting(invited, None) is invited
    with pytest.raises(InvalidRequest, match="sign_up_closed"):
        sign_up.admitting(event("PreSignUp_ExternalProvider", "ann@evil.net"), None)
