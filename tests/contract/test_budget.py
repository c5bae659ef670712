"""What is deployed has a size that is meant: `budget.json` says how large it may get; a change says why it raises that.

Counts and bytes alone: seconds belong to the machine that they were measured on (`npm run bench`).
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any, Final

from tests.contract.conftest import ROOT

BUDGET: Final[dict[str, int]] = json.loads((Path(__file__).parent / "budget.json").read_text(encoding="utf-8"))
ASSETS: Final = ROOT / "frontend" / "dist" / "assets"
EVERYWHERE: Final = ("rolldown-runtime-*.js", "start-*.js")
AT_SIGN_IN: Final = (*EVERYWHERE, "forms-*.js", "SignInPage-*.js")
OTHER_PAGES: Final = (*EVERYWHERE, "shared-*.js")


def sent(*patterns: str) -> int:
    """Add up what files take on their way to a browser."""
    return sum(len(gzip.compress(the_one(each).read_bytes(), 9)) for each in patterns)


def the_one(pattern: str) -> Path:
    (found,) = ASSETS.glob(pattern)
    return found


def largest_page() -> int:
    return max(len(gzip.compress(page.read_bytes(), 9)) for page in ASSETS.glob("*Page-*.js"))


def test_the_package_of_the_functions_is_no_larger_than_it_may_be(package: Path, template: dict[str, Any]) -> None:
    found = {
        "package_bytes": (package / "platebook.zip").stat().st_size,
        "template_bytes": (package / "cloudformation-template-update-stack.json").stat().st_size,
        "template_resources": len(template["Resources"]),
    }
    assert_within(found)


def test_no_page_sends_more_than_it_may() -> None:
    found = {
        "sign_in_script_gzip_bytes": sent(*AT_SIGN_IN),
        "largest_page_script_gzip_bytes": sent(*OTHER_PAGES) + largest_page(),
        "style_gzip_bytes": sent("style-*.css"),
    }
    assert_within(found)


def assert_within(found: dict[str, int]) -> None:
    over = {name: f"{value:,} of {BUDGET[name]:,}" for name, value in found.items() if value > BUDGET[name]}
    assert over == {}, "make it smaller, or raise tests/contract/budget.json and say why"
    # A budget far above what there is would let the next change grow unseen.
    idle = {name: f"{value:,} of {BUDGET[name]:,}" for name, value in found.items() if value < 0.9 * BUDGET[name]}
    assert idle == {}, "lower tests/contract/budget.json to what it is now"
    assert found
