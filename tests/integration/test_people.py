from __future__ import annotations

from typing import TYPE_CHECKING

import boto3
import pytest

from handler.adapters.people import CognitoPeople
from handler.domain.errors import ServiceFailed

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient


@pytest.fixture
def cognito(_aws: None) -> CognitoIdentityProviderClient:
    return boto3.client("cognito-idp")


@pytest.fixture
def people(cognito: CognitoIdentityProviderClient) -> CognitoPeople:
    pool = cognito.create_user_pool(PoolName="people", UsernameAttributes=["email"])["UserPool"]["Id"]
    return CognitoPeople(cognito, pool)


def add(people: CognitoPeople, email: str, *, confirmed: str | None = "true") -> str:
    """Make somebody and give the id."""
    attributes = {"email": email} | ({"email_verified": confirmed} if confirmed else {})
    made = people.client.admin_create_user(
        UserPoolId=people.user_pool_id,
        Username=email,
        UserAttributes=[{"Name": name, "Value": value} for name, value in attributes.items()],
    )
    return next(one["Value"] for one in made["User"]["Attributes"] if one["Name"] == "sub")


def test_people_are_known_by_their_addresses_while_they_are_there(people: CognitoPeople) -> None:
    known = {add(people, f"{number}@platebook.example"): f"{number}@platebook.example" for number in range(20)}
    assert people.emails({*known, "somebody-gone"}) == known
    assert people.emails([]) == {}


def test_a_pool_that_cannot_be_asked_is_no_empty_one(cognito: CognitoIdentityProviderClient) -> None:
    with pytest.raises(ServiceFailed):
        CognitoPeople(cognito, "eu-central-1_nowhere").emails({"x"})


def test_somebody_is_found_by_the_address(people: CognitoPeople) -> None:
    person = add(people, "driver@platebook.example")
    add(people, "operator@platebook.example")
    assert people.id_of("driver@platebook.example") == person
    assert people.id_of("Driver@Platebook.example") == person
    assert people.id_of("nobody@platebook.example") is None


@pytest.mark.parametrize(
    "asked",
    ['x@" or email ^= "', 'driver@platebook.example" or sub ^= "', "*@*", "\\@\\", "é@é", "a b@c", "\0@\0", "@" * 500],
)
def test_an_address_is_never_taken_for_a_query(people: CognitoPeople, asked: str) -> None:
    add(people, "driver@platebook.example")
    assert people.id_of(asked) is None


def test_an_id_is_no_address(people: CognitoPeople) -> None:
    person = add(people, "driver@platebook.example")
    assert people.id_of(person) is None


@pytest.mark.parametrize("confirmed", [None, "false"])
def test_an_address_that_nobody_confirmed_is_nobodys(people: CognitoPeople, confirmed: str | None) -> None:
    person = add(people, "boss@platebook.example", confirmed=confirmed)
    assert people.emails([person]) == {}
    assert people.id_of("boss@platebook.example") is None


def test_who_takes_another_address_is_known_by_none_until_it_is_confirmed(people: CognitoPeople) -> None:
    person = add(people, "driver@platebook.example")
    change(people, person, {"email": "boss@platebook.example", "email_verified": "false"})
    assert people.emails([person]) == {}
    assert people.id_of("boss@platebook.example") is None
    change(people, person, {"email_verified": "true"})
    assert people.emails([person]) == {person: "boss@platebook.example"}
    assert people.id_of("boss@platebook.example") == person


def change(people: CognitoPeople, person: str, attributes: dict[str, str]) -> None:
    """Bring somebody into the state that Cognito brings people into who change their own address."""
    people.client.admin_update_user_attributes(
        UserPoolId=people.user_pool_id,
        Username=person,
        UserAttributes=[{"Name": name, "Value": value} for name, value in attributes.items()],
    )
