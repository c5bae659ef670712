from __future__ import annotations

from decimal import Decimal
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from hypothesis import given
from hypothesis import strategies as st

from handler.adapters.dynamodb.values import untagged

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=6)
ALONE: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), NUMBERS, st.text(), st.binary(min_size=1), st.sets(st.text(), min_size=1)
)
ANYTHING = st.recursive(ALONE, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@given(ANYTHING)
def test_values_come_back_as_boto3_gives_them(value: object) -> None:
    typed = TypeSerializer().serialize(value)
    assert untagged(typed) == TypeDeserializer().deserialize(typed)


def test_a_number_is_exact() -> None:
    assert untagged({"N": "0.12345678901234567890"}) == Decimal("0.12345678901234567890")
