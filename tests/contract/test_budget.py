"""What is deployed has a size that is meant: `budget.json` says how large it may get; a change says why it raises that.

Counts and bytes alone: seconds belong to the machine that they were measured on (`npm run bench`).
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

from lab.counted.pages import ASSETS, DIST, at_sign_in, largest_page, named, sent, started, with_imports

BUDGET: Final[dict[str, int]] = json.loads((Path(__file__).parent / "budget.json").read_text(encoding="utf-8"))
ICON: Final = re.compile(r'iconName(?:=|: )"([\w-]+)"')


def test_the_package_of_the_functions_is_no_larger_than_it_may_be(package: Path, template: dict[str, Any]) -> None:
    found = {
        "package_bytes": (package / "platebook.zip").stat().st_size,
        "photos_package_bytes": (package / "photos.zip").stat().st_size,
        "template_bytes": (package / "cloudformation-template-update-stack.json").stat().st_size,
        "template_resources": len(template["Resources"]),
    }
    assert_within(found)


def test_who_signs_in_loads_nothing_that_is_for_later() -> None:
    loaded = with_imports(*at_sign_in())
    assert loaded
    assert not [name for name in loaded if name.startswith(("shared-", "around-members-"))]


def test_every_icon_that_is_named_is_sent_and_those_that_nothing_names_are_not() -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in (DIST.parent / "src").rglob("*.tsx"))
    scripts = "".join((ASSETS / name).read_text(encoding="utf-8") for name in with_imports(*started()))
    sent_icons = set(re.findall(r'[{,]"?([\w-]+)"?:\w+\.createElement\(`svg`', scripts))
    assert {"add-plus", "refresh"} <= set(ICON.findall(pages)) <= sent_icons
    # Some that only Cloudscape's own components name.
    assert {"caret-up-filled", "status-positive", "status-warning", "treeview-expand", "close"} <= sent_icons
    assert "thumbs-up" not in sent_icons


def test_no_page_sends_more_than_it_may() -> None:
    found = {
        "sign_in_script_gzip_bytes": sent(*at_sign_in()),
        "largest_page_script_gzip_bytes": largest_page(),
        "style_gzip_bytes": sent(named("style-*.css")),
    }
    assert_within(found)


def assert_within(found: dict[str, int]) -> None:
    over = {name: f"{value:,} of {BUDGET[name]:,}" for name, value in found.items() if value > BUDGET[name]}
    assert over == {}, "make it smaller, or raise tests/contract/budget.json and say why"
    # A budget far above what there is would let the next change grow unseen.
    idle = {name: f"{value:,} of {BUDGET[name]:,}" for name, value in found.items() if value < 0.9 * BUDGET[name]}
    assert idle == {}, "lower tests/contract/budget.json to what it is now"
    assert found
