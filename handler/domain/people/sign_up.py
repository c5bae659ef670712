"""Who may make an account without being invited."""

from __future__ import annotations

import re
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest

OPEN, CLOSED = "open", "closed"

_DOMAIN: Final = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
"""As it stands in an address: names of other scripts in their form for machines (xn--)."""


@quick_dataclass(frozen=True, slots=True)
class SignUpRule:
    """Whether everybody may sign up, nobody, or those with an address at some domains.

    Attributes
    ----------
    domains : frozenset of str or None
        In small letters; empty: nobody. None: everybody.
    """

    domains: frozenset[str] | None

    @classmethod
    def parse(cls, text: str) -> SignUpRule:
        """Read a rule: ``open``, ``closed``, or domains with commas.

        Raises
        ------
        ValueError
            When it is none of these.
        """
        words = [word.strip().lower() for word in text.split(",")]
        if words == [OPEN]:
            return cls(None)
        if words == [CLOSED]:
            return cls(frozenset())
        if not all(map(_DOMAIN.fullmatch, words)):
            raise ValueError("neither open, nor closed, nor domains such as example.com")
        return cls(frozenset(words))

    def check(self, email: str) -> None:
        """Go on only for an address that may sign up. A domain below one that may is another domain.

        Raises
        ------
        InvalidRequest
            Says by its code which rule it is; the web app has a sentence for each.
        """
        if self.domains is None:
            return
        if not self.domains:
            raise InvalidRequest("Nobody signs up here without an invitation.", code="sign_up_closed")
        if email.rpartition("@")[2].strip().lower() not in self.domains:
            raise InvalidRequest("Addresses of this domain may not sign up here.", code="sign_up_domain")
