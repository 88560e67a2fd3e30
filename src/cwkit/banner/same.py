"""
Keys for what is kept: values that are the same, not just alike.
"""

from __future__ import annotations

from typing import Generic, TypeVar, cast

__all__ = ["Same"]

_T = TypeVar("_T")


class Same(Generic[_T]):
    """
    A value that equals itself alone, as a key of what is kept of it.

    To tell two records apart field by field takes longer than to render one of them.

    >>> one, other = [1], [1]
    >>> Same(one) == Same(one), Same(one) == Same(other)
    (True, False)

    Attributes:
        value: The value.
    """

    __slots__ = ("value",)

    def __init__(self, value: _T) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        """Say whether it is the very same value."""
        same = cast("Same[_T]", other) if isinstance(other, Same) else None
        return same is not None and same.value is self.value

    def __hash__(self) -> int:
        """Go by where the value lies."""
        return id(self.value)
