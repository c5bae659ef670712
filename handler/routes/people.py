"""What administrators ask about people: the part of the HTTP entry that `api` shares out among its functions."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from handler import bootstrap_people
from handler.domain.caller import Audience
from handler.http import Request, Route
from handler.wire.people.person import (
    GroupsInput,
    InvitationInput,
    PeopleQuery,
    PeopleSearch,
    PeopleView,
    PersonSwitchInput,
    PersonView,
)
from handler.wire.sites import NothingElse


def _show_people(request: Request[PeopleQuery]) -> PeopleView:
    show, asked = bootstrap_people.show_people(), request.input
    group = asked.group.value if asked.group else None
    return PeopleView.of(show(request.caller, group, asked.limit, asked.cursor))


def _search_people(request: Request[PeopleSearch]) -> PeopleView:
    search, asked = bootstrap_people.show_people().search, request.input
    return PeopleView.of(search(request.caller, asked.email_begins, asked.limit, asked.cursor))


def _invite(request: Request[InvitationInput]) -> PersonView:
    invite, asked = bootstrap_people.change_people().invite, request.input
    return PersonView.of(invite(request.caller, asked.email, [one.value for one in asked.groups]))


def _invite_again(request: Request[NothingElse]) -> PersonView:
    return PersonView.of(bootstrap_people.change_people().invite_again(request.caller, request.path["person_id"]))


def _set_groups(request: Request[GroupsInput]) -> PersonView:
    set_groups, asked = bootstrap_people.change_people().set_groups, request.input
    chosen, seen = ([one.value for one in groups] for groups in (asked.groups, asked.seen))
    return PersonView.of(set_groups(request.caller, request.path["person_id"], chosen, seen))


def _switch_person(request: Request[PersonSwitchInput]) -> PersonView:
    change, person_id = bootstrap_people.change_people(), request.path["person_id"]
    switch = change.enable if request.input.on else change.disable
    return PersonView.of(switch(request.caller, person_id))


PEOPLE: Final[Mapping[str, Route[Any]]] = {
    "GET /people": Route("Show who may sign in", PeopleQuery, _show_people, PeopleView, Audience.ADMINS),
    "POST /people/search": Route(
        "Find people by their address", PeopleSearch, _search_people, PeopleView, Audience.ADMINS
    ),
    "POST /people": Route("Invite somebody", InvitationInput, _invite, PersonView, Audience.ADMINS, HTTPStatus.CREATED),
    "POST /people/{person_id}/invite": Route(
        "Mail an invitation once more", NothingElse, _invite_again, PersonView, Audience.ADMINS
    ),
    "POST /people/{person_id}/groups": Route(
        "Set somebody's groups", GroupsInput, _set_groups, PersonView, Audience.ADMINS
    ),
    "POST /people/{person_id}/switch": Route(
        "Disable or enable somebody", PersonSwitchInput, _switch_person, PersonView, Audience.ADMINS
    ),
}
"""Of those who may sign in."""
