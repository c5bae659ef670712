from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest

from scripts.operate import user
from scripts.operate.people import GROUPS, Done, invitation_is_over, sentences
from tests.support.stacks import Stacks, refused
from tests.unit.scripts.operate.conftest import STAGE

WHO = "ann@example.com"
OPERATOR = ["--email", WHO, "--group", "operators"]


@pytest.fixture
def pool(stacks: Stacks) -> str:
    pool = stacks.deploy()["UserPoolId"]
    for name in GROUPS.values():
        boto3.client("cognito-idp").create_group(UserPoolId=pool, GroupName=name)
    return pool


def groups_of(pool: str, who: str = WHO) -> list[str]:
    answer = boto3.client("cognito-idp").admin_list_groups_for_user(UserPoolId=pool, Username=who)
    return sorted(one["GroupName"] for one in answer["Groups"])


def test_who_has_no_account_is_invited_and_put_into_the_group(pool: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert user.main([*STAGE, *OPERATOR]) == 0
    assert groups_of(pool) == ["operators"]
    account = boto3.client("cognito-idp").admin_get_user(UserPoolId=pool, Username=WHO)
    attributes = {one["Name"]: one["Value"] for one in account["UserAttributes"]}
    assert (attributes["email"], attributes["email_verified"]) == (WHO, "true")
    out = capsys.readouterr().out
    assert f"{WHO} was invited: a mail brings them a password that counts for 7 days" in out
    assert f"{WHO} is in the group operators now and may search all reads" in out


def test_a_second_time_changes_nothing_and_says_so(pool: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert user.main([*STAGE, *OPERATOR]) == 0
    capsys.readouterr()
    assert user.main([*STAGE, *OPERATOR]) == 0
    out = capsys.readouterr().out
    assert "was invited before and has not signed in yet" in out
    assert "is in the group operators already" in out
    assert groups_of(pool) == ["operators"]


def test_administrators_are_the_pool_s_admins_and_keep_their_other_group(pool: str) -> None:
    assert user.main([*STAGE, *OPERATOR]) == 0
    assert user.main([*STAGE, "--email", WHO.upper(), "--group", "administrators"]) == 0
    assert groups_of(pool) == ["admins", "operators"]


def test_who_signed_up_by_themselves_is_not_invited(pool: str, capsys: pytest.CaptureFixture[str]) -> None:
    cognito = boto3.client("cognito-idp")
    cognito.admin_create_user(UserPoolId=pool, Username=WHO, MessageAction="SUPPRESS")
    cognito.admin_set_user_password(UserPoolId=pool, Username=WHO, Password="Long-enough-2026", Permanent=True)
    assert user.main([*STAGE, *OPERATOR]) == 0
    assert "invited" not in capsys.readouterr().out
    assert groups_of(pool) == ["operators"]


def test_who_is_taken_out_keeps_their_account(pool: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert user.main([*STAGE, *OPERATOR]) == 0
    assert user.main([*STAGE, *OPERATOR, "--remove"]) == 0
    assert groups_of(pool) == []
    assert "was taken out of the group operators. It counts within 15 minutes." in capsys.readouterr().out
    assert user.main([*STAGE, *OPERATOR, "--remove"]) == 0
    assert "is not in the group operators: nothing was changed" in capsys.readouterr().out


def test_nobody_is_invited_to_be_taken_out(pool: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert user.main([*STAGE, *OPERATOR, "--remove"]) == 0
    assert f"Nobody has an account with the address {WHO}" in capsys.readouterr().out
    assert boto3.client("cognito-idp").list_users(UserPoolId=pool)["Users"] == []


def test_a_stage_that_is_not_there_is_a_sentence(stacks: Stacks, capsys: pytest.CaptureFixture[str]) -> None:
    assert user.main([*STAGE, *OPERATOR]) == 1
    said = capsys.readouterr().err
    assert "user: There is no stack platebook-prod in eu-central-1. Check the stage's name, the region" in said
    assert "npm run deploy -- --stage prod --region eu-central-1" in said


def test_what_is_no_address_is_refused_before_aws_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        user.main([*STAGE, "--email", "ann", "--group", "operators"])
    assert "'ann' is no e-mail address" in capsys.readouterr().err


class Refusing:
    """Stands where Cognito's client is; refuses everything."""

    def admin_get_user(self, **_request: Any) -> None:
        raise refused("AdminGetUser", "no", "AccessDeniedException")


def test_a_missing_permission_is_a_sentence(
    pool: str, stand_ins: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    stand_ins["cognito-idp"] = Refusing()
    assert user.main([*STAGE, *OPERATOR]) == 1
    said = capsys.readouterr().err
    assert "AWS refuses AdminGetUser (AccessDeniedException). docs/operations.md lists the permissions" in said


@pytest.mark.parametrize(
    ("status", "days", "is_over"),
    [("FORCE_CHANGE_PASSWORD", 7, True), ("FORCE_CHANGE_PASSWORD", 6, False), ("CONFIRMED", 70, False)],
)
def test_an_invitation_ends_after_a_week(status: str, days: int, is_over: bool) -> None:
    now = datetime(2026, 11, 29, tzinfo=UTC)
    assert invitation_is_over(status, now - timedelta(days=days), now) is is_over


def test_what_keeps_a_person_out_is_said() -> None:
    done = Done(WHO, "operators", removed=False, changed=True)
    assert len(sentences(done)) == 1
    assert "switched off" in sentences(replace(done, disabled=True))[-1]
    assert "confirmed their address" in sentences(replace(done, unconfirmed=True))[-1]
    assert "invited again" in sentences(replace(done, invitation="again"))[0]
    assert "npm start" in sentences(replace(done, invitation="first", is_laptop=True))[0]
