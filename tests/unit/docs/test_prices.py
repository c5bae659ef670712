"""Prices stand in one table; what repeats them for people says the same."""

from __future__ import annotations

import re
from pathlib import Path

from scripts.operate.prices import prices

DOCUMENT = Path(__file__).parents[3] / "docs" / "cost.md"
ROW = re.compile(r"^\| ([\d.]+) \| (one|a million) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
MONTH_OR_YEAR = re.compile(r"20\d\d(-(0[1-9]|1[0-2]))?")


def test_the_document_tells_all_prices_of_the_table_and_no_others() -> None:
    told = ROW.findall(DOCUMENT.read_text(encoding="utf-8").split("## The prices")[1])
    calls = {1: "one", 1_000_000: "a million"}
    table = [(f"{one.dollars:g}", calls[one.per], one.of, one.as_of or "not known") for one in prices().prices.values()]
    assert told == table


def test_each_price_says_of_when_it_is_and_where_it_stands() -> None:
    rows = prices().prices.values()
    assert all(one.as_of is None or MONTH_OR_YEAR.fullmatch(one.as_of) for one in rows)
    assert all(one.source.startswith("https://aws.amazon.com/") for one in rows)


def test_prices_are_of_one_and_add_up() -> None:
    assert prices().of_one("detect_text_call") == 0.001
    assert prices().of_one("dynamodb_gibibyte_month", "dynamodb_recovery_gibibyte_month") == 0.45
    assert prices().of_one() == 0
    assert prices().as_of("s3_gibibyte_month", "detect_text_call", "sqs_request") == "2025-06"
