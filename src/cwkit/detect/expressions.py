"""
Expressions: regular expressions, for the few things that patterns of words cannot say.

They are searched with a time limit. Running out of it is an error, never a silent skip.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cwkit.errors import LimitError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cwkit.packs import Rule
    from cwkit.text import Limits

__all__ = ["Expressions"]


class Expressions:
    """
    The regular expressions of rules.

    Args:
        rules: The rules; most have none.

    Attributes:
        owners: For each expression the number of its rule.
    """

    __slots__ = ("_compiled", "_rules", "owners")

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self.owners = tuple(
            number for number, rule in enumerate(rules) for _ in rule.expressions
        )
        self._compiled: tuple[Any, ...] | None = None

    def find(self, text: str, limits: Limits) -> Iterator[tuple[int, int, int]]:
        """
        Return start, end and number of each match that is not empty.

        Args:
            text: The text.
            limits: How long one expression may take.

        Raises:
            LimitError: If one takes longer.
        """
        compiled = self._compiled
        if compiled is None:
            compiled = self._compiled = tuple(
                _compile(expression)
                for rule in self._rules
                for expression in rule.expressions
            )
        for number, expression in enumerate(compiled):
            try:
                for match in expression.finditer(text, timeout=limits.seconds):
                    if match.end() > match.start():
                        yield match.start(), match.end(), number
            except TimeoutError:
                rule = self._rules[self.owners[number]].id
                raise LimitError(
                    f'a regular expression of the rule "{rule}" took longer than '
                    f"{limits.seconds} s",
                    cure="write it without repeats inside of repeats, "
                    "or pass Limits(seconds=…)",
                ) from None


def _compile(expression: str) -> Any:
    """Compile an expression; it was checked when the pack was read."""
    import regex  # noqa: PLC0415  # only packs with expressions pay for it

    return regex.compile(expression, regex.IGNORECASE | regex.VERSION1)
