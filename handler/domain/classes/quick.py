"""Dataclasses that are made in a third of the time: a function makes some two hundred of them as it starts.

Python's own writes the source of up to eight methods for each class and compiles it; here that is the constructor's
alone. See docs/adr/0041-quick-dataclasses.md.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["quick_dataclass"]

if TYPE_CHECKING:
    # So type checkers refuse whatever would change a field, which at run time nothing does.
    from dataclasses import dataclass as quick_dataclass
else:

    def quick_dataclass(*, frozen: bool, slots: bool):  # noqa: ANN201, ARG001
        """Say how a dataclass is made.

        Parameters
        ----------
        frozen : bool
            Always true, and what type checkers go by: nobody changes a field.
        slots : bool
            Always true.

        Returns
        -------
        callable
            It makes the dataclass.
        """
        return _made


def _made(cls: type[Any]) -> type[Any]:
    made = dataclass(slots=True, eq=False, repr=False)(cls)
    for name, method in (*_comparing(made), ("__repr__", _repr_of(made))):
        if name not in cls.__dict__:
            setattr(made, name, method)
    return made


def _comparing(made: type[Any]) -> tuple[tuple[str, object], ...]:
    compared = _values_of([one.name for one in fields(made) if one.compare])
    hashed = _values_of([one.name for one in fields(made) if (one.compare if one.hash is None else one.hash)])

    def is_equal(self: object, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def hash_of(self: object) -> int:
        return hash(hashed(self))

    return ("__eq__", is_equal), ("__hash__", hash_of)


def _values_of(names: list[str]) -> Any:  # noqa: ANN401 (a value, or a tuple of several)
    return attrgetter(*names) if names else lambda _: ()


def _repr_of(made: type[Any]) -> object:
    shown = [one.name for one in fields(made) if one.repr]

    def show(self: object) -> str:
        return f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    return show
