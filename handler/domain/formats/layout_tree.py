"""Layouts of one length as a tree, so that what many of them begin with is compared with a text once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from handler.domain.formats.region import Layout


@dataclass(slots=True)
class Branch:
    """Layouts that begin alike.

    Parameters
    ----------
    after : dict of str to Branch
        By the characters that they allow at their next place.
    layout : Layout or None
        The one that ends here.
    """

    after: dict[str, Branch] = field(default_factory=dict)
    layout: Layout | None = None


def tree_of(layouts: Iterable[Layout]) -> Branch:
    """Sort layouts of one length into a tree."""
    root = Branch()
    for layout in layouts:
        branch = root
        for allowed in layout.places:
            branch = branch.after.setdefault(allowed, Branch())
        branch.layout = layout
    return root


def layouts_that_allow(text: str, tree: Branch) -> list[Layout]:
    """Give the layouts of a tree that have a text just as it stands, A-Z0-9 and as long as they are."""
    found = [tree]
    for character in text:
        found = [after for branch in found for allowed, after in branch.after.items() if character in allowed]
    return [branch.layout for branch in found if branch.layout]
