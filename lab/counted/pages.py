"""What a browser loads of the built web app, in bytes as they are sent (`gzip -9`)."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Final

DIST: Final = Path(__file__).parents[2] / "frontend" / "dist"
ASSETS: Final = DIST / "assets"
SCRIPT: Final = re.compile(r'<script[^>]*src="/assets/([^"]+)"')
IMPORT: Final = re.compile(r'\b(?:from|import)"\./([^"]+\.js)"')


def named(pattern: str) -> str:
    """Find the one file that is called so."""
    (found,) = ASSETS.glob(pattern)
    return found.name


def started() -> list[str]:
    """Tell the scripts that every page starts with."""
    return SCRIPT.findall((DIST / "index.html").read_text(encoding="utf-8"))


def with_imports(*names: str) -> set[str]:
    """Follow what files import, as a browser does before it runs any of them."""
    loaded: set[str] = set()
    left = list(names)
    while left:
        name = left.pop()
        if name not in loaded:
            loaded.add(name)
            left += IMPORT.findall((ASSETS / name).read_text(encoding="utf-8"))
    return loaded


def sent(*names: str) -> int:
    """Add up what files take on their way to a browser, with all that they import."""
    return sum(len(gzip.compress((ASSETS / name).read_bytes(), 9)) for name in with_imports(*names))


def at_sign_in() -> list[str]:
    """Tell the scripts of the sign-in page."""
    return [*started(), named("SignInPage-*.js"), named("entering-*.js")]


def largest_page() -> int:
    """Add up the script of the page that takes the most, for who is signed in."""
    around = named("around-members-*.js")
    return max(sent(*started(), around, page.name) for page in ASSETS.glob("*Page-*.js"))
