"""What was read, who was there and how they got in stands in no log. Runs last: it looks at what all others left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest

from scripts.client import Json, PlatebookClient, sign_in
from tests.e2e.stack import NEW_PASSWORD, PLATES_SHOWN, LocalStack, scene, upload

SHORTEST_PLATE: Final = 5
PLATE_NAMES: Final = frozenset({"plate", "raw_text", "corrected_plate", "current_plate", "text"})
TOKENS: Final = (
    r"eyJ[\w-]{8,}",
    r"[Xx]-[Aa]mz-([Ss]ignature|[Ss]ecurity-[Tt]oken|[Cc]redential)[=\"':]",
    r"[Bb]earer ",
)
ADDRESS: Final = r"[^\s<>'\"]@[\w-]+\.\w"


def pages(paged: Any, key: str) -> Iterator[Any]:
    for page in paged:
        yield from page[key]


def texts_of(value: Json) -> Iterator[str]:
    """The values of everything that may hold a plate in a typed item, however deep."""
    for name, typed in value.items():
        if name in PLATE_NAMES and "S" in typed:
            yield typed["S"]
        parts = [typed.get("M", {}), *(one.get("M", {}) for one in typed.get("L", []))]
        for part in parts:
            yield from texts_of(part)


def normal(text: str) -> str:
    return re.sub(r"[\W_]", "", text).upper()


@pytest.fixture(scope="module")
def plates(stack: LocalStack) -> set[str]:
    """What the tests showed and everything that came back; without what could as well be a part of an id or a time."""
    items = pages(stack.aws("dynamodb").get_paginator("scan").paginate(TableName=stack.table()), "Items")
    found = PLATES_SHOWN | {text for item in items for text in texts_of(item)}
    spellings = found | {normal(text) for text in found}
    return {
        one for one in spellings if len(one) >= SHORTEST_PLATE and re.search(r"\d", one) and re.search(r"[G-Z]", one)
    }


@pytest.fixture(scope="module")
def people(stack: LocalStack) -> set[str]:
    listed = stack.aws("cognito-idp").get_paginator("list_users").paginate(UserPoolId=stack.outputs["user_pool_id"])
    return {about["Value"] for user in pages(listed, "Users") for about in user["Attributes"] if "@" in about["Value"]}


@pytest.fixture(scope="module")
def logs(stack: LocalStack, newcomer: PlatebookClient) -> Mapping[str, str]:
    """Every log of the stack by its name; after a photo was read, a plate looked up and a wrong request refused."""
    done = upload(newcomer, scene("B975XYZ"))
    operator = stack.demo_client(1)
    operator.call("POST", "/reads/search", {"plate": "B975XYZ"})
    operator.call("POST", "/plates/show", {"plate": "B975XYZ"})
    operator.call("GET", f"/reads/{done['upload_id']}-0")
    client = stack.aws("logs")
    groups = pages(client.get_paginator("describe_log_groups").paginate(), "logGroups")
    names = [group["logGroupName"] for group in groups]
    found = {name: _messages(client, name) for name in names}
    found |= {path.name: path.read_text(errors="replace") for path in stack.log_files()}
    assert done["upload_id"] in found["/aws/lambda/platebook-local-on_upload"]
    return found


def _messages(client: Any, group: str) -> str:
    events = pages(client.get_paginator("filter_log_events").paginate(logGroupName=group), "events")
    return "\n".join(event["message"] for event in events)


def holding(logs: Mapping[str, str], pattern: str) -> list[tuple[str, str]]:
    """The lines in which a pattern stands, with the log they are in."""
    wanted = re.compile(pattern)
    lines = [(name, line) for name, text in logs.items() for line in text.splitlines()]
    return [(name, line) for name, line in lines if wanted.search(line)]


def any_of(texts: set[str]) -> str:
    return r"(?<![0-9A-Za-z])(" + "|".join(re.escape(one) for one in sorted(texts)) + r")(?![0-9A-Za-z])"


def test_the_functions_say_what_they_do(logs: Mapping[str, str]) -> None:
    """Without it the other tests would be content with empty logs."""
    for function in ("uploading", "reading", "reviewing"):
        assert '"message": "request answered"' in logs[f"/aws/lambda/platebook-local-{function}"]
    assert '"message": "upload is finished"' in logs["/aws/lambda/platebook-local-on_upload"]
    assert {"local-aws.log", "plate-reading-engine.log"} <= set(logs)


def test_one_id_leads_from_the_request_to_the_last_line_about_the_photo(logs: Mapping[str, str]) -> None:
    asked, ended = (
        set(re.findall(rf'"message": "{said}".*"correlation_id": "([0-9a-f]{{16,32}})"', logs[f"/aws/lambda/{name}"]))
        for name, said in (
            ("platebook-local-uploading", "request answered"),
            ("platebook-local-on_upload", "upload is finished"),
        )
    )
    assert asked & ended


def test_no_plate_stands_in_a_log(logs: Mapping[str, str], plates: set[str]) -> None:
    assert "B975XYZ" in plates
    assert holding(logs, any_of(plates)) == []


def test_nobodys_address_or_password_stands_in_a_log(
    stack: LocalStack, logs: Mapping[str, str], people: set[str]
) -> None:
    demo = stack.outputs["demo_users"]
    assert {user["email"] for user in demo} <= people
    secrets = {NEW_PASSWORD, *(user["password"] for user in demo)}
    assert holding(logs, any_of(people | secrets)) == []


def test_no_address_at_all_stands_in_the_laptops_awss_log(logs: Mapping[str, str]) -> None:
    """It notes each mail that it takes in, like the one to the newcomer: without the addresses."""
    assert " INFO [ses] SES " in logs["local-aws.log"]
    assert holding({"local-aws.log": logs["local-aws.log"]}, ADDRESS) == []


def test_nothing_that_opens_a_door_stands_in_a_log(stack: LocalStack, logs: Mapping[str, str]) -> None:
    user = stack.outputs["demo_users"][0]
    tokens = sign_in(stack.outputs, user["email"], user["password"])
    assert all(re.search(TOKENS[0], tokens[kind]) for kind in ("AccessToken", "IdToken"))
    assert holding(logs, "|".join(TOKENS)) == []
