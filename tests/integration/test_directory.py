"""People as administrators see and change them, against Cognito's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.stub import Stubber

from handler.adapters.directory import CognitoDirectory
from handler.domain.caller import ADMINS, OPERATORS
from handler.domain.errors import Conflict, InvalidRequest, ServiceFailed
from handler.domain.people.person import PersonState
from handler.service.ports.people import PeopleSlice

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient


@pytest.fixture
def cognito(_aws: None) -> CognitoIdentityProviderClient:
    return boto3.client("cognito-idp")


@pytest.fixture
def directory(cognito: CognitoIdentityProviderClient) -> CognitoDirectory:
    pool = cognito.create_user_pool(PoolName="people", UsernameAttributes=["email"])["UserPool"]["Id"]
    for group in (OPERATORS, ADMINS, "others"):
        cognito.create_group(UserPoolId=pool, GroupName=group)
    return CognitoDirectory(cognito, pool)


def emails(found: PeopleSlice) -> set[str]:
    return {one.email for one in found.people}


def test_all_are_shown_page_by_page_with_the_groups_that_count(directory: CognitoDirectory) -> None:
    made = [directory.invite(f"p{n}@platebook.example") for n in range(5)]
    for group in (OPERATORS, ADMINS, "others"):
        directory.add_to_group(made[0].person_id, group)
    first = directory.page(3, None)
    assert first.cursor
    rest = directory.page(3, first.cursor)
    assert (len(first.people), len(rest.people), rest.cursor) == (3, 2, None)
    assert emails(first) | emails(rest) == {one.email for one in made}
    (found,) = (one for one in (*first.people, *rest.people) if one.person_id == made[0].person_id)
    assert found.groups == {OPERATORS, ADMINS}


def test_people_are_found_by_how_their_address_begins(directory: CognitoDirectory) -> None:
    for name in ("ann", "anna", "bob"):
        directory.invite(f"{name}@platebook.example")
    assert emails(directory.page(10, None, "ann")) == {"ann@platebook.example", "anna@platebook.example"}
    assert emails(directory.page(10, None, "ann@")) == {"ann@platebook.example"}


@pytest.mark.parametrize("begins", ['a" or sub ^= "', "a\\", "é", 'x"'])
def test_what_is_looked_for_is_never_a_part_of_the_query(directory: CognitoDirectory, begins: str) -> None:
    with pytest.raises(InvalidRequest, match="email_begins"):
        directory.page(10, None, begins)


def test_a_group_is_shown_alone(directory: CognitoDirectory) -> None:
    made = [directory.invite(f"p{n}@platebook.example") for n in range(3)]
    for one in made[:2]:
        directory.add_to_group(one.person_id, OPERATORS)
    assert emails(directory.page_of_group(OPERATORS, 10, None)) == {one.email for one in made[:2]}
    assert {one.person_id for one in directory.members(OPERATORS)} == {one.person_id for one in made[:2]}


@pytest.mark.parametrize("made_up", ["x", "e30="])
def test_a_cursor_of_another_list_is_refused(directory: CognitoDirectory, made_up: str) -> None:
    for n in range(3):
        directory.invite(f"p{n}@platebook.example")
    cursor = directory.page(1, None).cursor
    for after in (made_up, cursor):
        with pytest.raises(InvalidRequest, match="cursor"):
            directory.page(1, after, "p")
        with pytest.raises(InvalidRequest, match="cursor"):
            directory.page_of_group(OPERATORS, 1, after)


def test_how_somebody_stands_is_told(directory: CognitoDirectory, cognito: CognitoIdentityProviderClient) -> None:
    person_id = directory.invite("ann@platebook.example").person_id

    def state() -> PersonState | None:
        found = directory.one(person_id)
        return found.state if found else None

    assert state() is PersonState.INVITED
    cognito.admin_set_user_password(
        UserPoolId=directory.user_pool_id, Username=person_id, Password="Drive-in-2026", Permanent=True
    )
    assert state() is PersonState.ACTIVE
    directory.disable(person_id)
    assert state() is PersonState.DISABLED
    directory.enable(person_id)
    assert state() is PersonState.ACTIVE


def test_an_invited_address_counts_as_confirmed(
    directory: CognitoDirectory, cognito: CognitoIdentityProviderClient
) -> None:
    person_id = directory.invite("ann@platebook.example").person_id
    user = cognito.admin_get_user(UserPoolId=directory.user_pool_id, Username=person_id)
    assert {"Name": "email_verified", "Value": "true"} in user["UserAttributes"]


def test_nobody_is_invited_twice_and_an_invitation_is_mailed_again(directory: CognitoDirectory) -> None:
    directory.invite("ann@platebook.example")
    with pytest.raises(Conflict, match="person_there"):
        directory.invite("ann@platebook.example")
    directory.invite_again("ann@platebook.example")


def test_who_came_meanwhile_is_not_invited_again(
    directory: CognitoDirectory, cognito: CognitoIdentityProviderClient
) -> None:
    with Stubber(cognito) as refusing:  # moto takes it
        refusing.add_client_error("admin_create_user", "UnsupportedUserStateException")
        with pytest.raises(Conflict, match="not_invited"):
            directory.invite_again("ann@platebook.example")


def test_somebody_leaves_a_group(directory: CognitoDirectory) -> None:
    person_id = directory.invite("ann@platebook.example").person_id
    directory.add_to_group(person_id, ADMINS)
    directory.add_to_group(person_id, ADMINS)
    directory.remove_from_group(person_id, ADMINS)
    found = directory.one(person_id)
    assert found
    assert found.groups == frozenset()


@pytest.mark.parametrize("asked", ["ann@platebook.example", "nobody", "", "\0", "é", "x" * 500])
def test_what_is_no_id_is_nobodys(directory: CognitoDirectory, asked: str) -> None:
    directory.invite("ann@platebook.example")
    assert directory.one(asked) is None


def test_a_pool_that_cannot_be_asked_is_no_empty_one(cognito: CognitoIdentityProviderClient) -> None:
    with pytest.raises(ServiceFailed):
        CognitoDirectory(cognito, "eu-central-1_nowhere").page(10, None)
