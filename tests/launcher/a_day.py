"""What people did in a stack, and whether it is still so later."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from scripts.client import ClientError, Json
from tests.e2e.stack import LocalStack, scene, upload

CORRECTED = "B864XYZ"


@dataclass(frozen=True)
class Day:
    """What was done before the kill, and saved.

    Parameters
    ----------
    kept
        An upload that was left as it was.
    corrected
        An upload whose plate an operator corrected to CORRECTED.
    deleted
        An upload that was deleted.
    """

    kept: Json
    corrected: Json
    deleted: Json


def a_day(stack: LocalStack) -> Day:
    """Upload three photos; one is corrected, one deleted."""
    driver, operator = stack.demo_client(), stack.demo_client(1)
    day = Day(*(upload(driver, scene(plate)) for plate in ("B369XYZ", "B468XYZ", "B579XYZ")))
    read = day.corrected["reads"][0]
    decision = {"decision": "correct", "plate": CORRECTED, "version": read["version"]}
    operator.call("POST", f"/reads/{read['read_id']}/review", decision)
    driver.call("POST", f"/uploads/{day.deleted['upload_id']}/delete", {})
    return day


def is_as_it_was(day: Day, stack: LocalStack) -> None:
    """Require that what people see is what they left."""
    driver, operator = stack.demo_client(), stack.demo_client(1)

    def found(plate: str) -> list[str]:
        return [read["upload_id"] for read in operator.call("POST", "/reads/search", {"plate": plate})["reads"]]

    # A later version may tell more of a read.
    now = driver.get_upload(day.kept["upload_id"])["reads"]
    told = [{name: read[name] for name in before} for read, before in zip(now, day.kept["reads"], strict=True)]
    assert told == day.kept["reads"]
    (read,) = driver.get_upload(day.corrected["upload_id"])["reads"]
    assert (read["status"], read["plate"]) == ("corrected", day.corrected["reads"][0]["plate"])
    assert found(CORRECTED) == [day.corrected["upload_id"]]
    assert found(day.deleted["reads"][0]["plate"]) == []
    with pytest.raises(ClientError):
        driver.get_upload(day.deleted["upload_id"])
    assert not [key for key in photos_of(stack) if key.endswith(day.deleted["upload_id"])]


def photos_of(stack: LocalStack) -> list[str]:
    """List the keys of the photos in the bucket."""
    pages = stack.aws("s3").get_paginator("list_objects_v2").paginate(Bucket=stack.bucket(), Prefix="uploads/")
    return [one["Key"] for page in pages for one in page.get("Contents", [])]
