"""
Plural rules: a small evaluator of the CLDR plural-rule language.
"""

from __future__ import annotations

import re
from typing import Final

import attrs

__all__ = ["CATEGORIES", "Operands", "PluralRules", "parse_condition"]

CATEGORIES: Final = ("zero", "one", "two", "few", "many", "other")
"""Every plural category of CLDR, in its order."""

_NUMBER: Final = re.compile(
    r"""
    -?+ (?P<whole>[0-9]++)
    (?: \. (?P<fraction>[0-9]++) )?+
    (?: [ce] (?P<exponent>[0-9]++) )?+
    """,
    re.VERBOSE,
)
_RELATION: Final = re.compile(
    r"""
    (?P<operand>[nivwftce])
    (?: \s* % \s* (?P<modulus>[1-9][0-9]*+) )?+
    \s* (?P<sign> != | = ) \s*
    (?P<ranges> [0-9]++ (?:\.\.[0-9]++)?+ (?: \s*,\s* [0-9]++ (?:\.\.[0-9]++)?+ )*+ )
    """,
    re.VERBOSE,
)


@attrs.frozen(kw_only=True)
class Operands:
    """
    What a plural rule may ask about a number.

    >>> operands = Operands.of("1.50")
    >>> operands.i, operands.v, operands.w, operands.f, operands.t
    (1, 2, 1, 50, 5)

    Attributes:
        n: The absolute value, or None where it is no whole number.

        i: Its whole digits.

        v: How many fraction digits are written.

        w: How many of them are left without the trailing zeros.

        f: The written fraction digits as a number.

        t: The same without the trailing zeros.

        e: The power of ten of a compact form such as 2 million.
    """

    n: int | None
    i: int
    v: int = 0
    w: int = 0
    f: int = 0
    t: int = 0
    e: int = 0

    @property
    def c(self) -> int:
        """
        Return the same as ``e``, under its newer name.
        """
        return self.e

    @classmethod
    def of(cls, number: int | str) -> Operands:
        """
        Take a number apart.

        Args:
            number: A whole number, or a decimal as it will be written: ``"1.50"``,
                ``"2c6"`` for 2 million.

        Raises:
            ValueError: If it is no number.
        """
        found = _NUMBER.fullmatch(str(number))
        if found is None:
            raise ValueError(f"not a number: {number!r}")
        exponent = int(found["exponent"] or 0)
        written = found["fraction"] or ""
        # 1.5c6 is 1500000: the exponent moves digits over the point.
        whole = int(found["whole"] + written[:exponent].ljust(exponent, "0"))
        fraction = written[exponent:]
        bare = fraction.rstrip("0")
        return cls(
            n=None if bare else whole,
            i=whole,
            v=len(fraction),
            w=len(bare),
            f=int(fraction or 0),
            t=int(bare or 0),
            e=exponent,
        )


@attrs.frozen
class _Relation:
    """One comparison, such as ``i % 10 != 2..4``."""

    operand: str
    modulus: int
    negated: bool
    ranges: tuple[tuple[int, int], ...]

    def holds(self, operands: Operands) -> bool:
        """Say whether the comparison is true of a number."""
        value = getattr(operands, self.operand)
        if value is None:
            # A broken number equals no whole one and lies in no range of them.
            return self.negated
        if self.modulus:
            value %= self.modulus
        inside = any(low <= value <= high for low, high in self.ranges)
        return inside is not self.negated


Condition = tuple[tuple[_Relation, ...], ...]
"""Alternatives (or) of comparisons that hold together (and)."""


def parse_condition(rule: str) -> Condition:
    """
    Parse the condition of one plural category.

    >>> len(parse_condition("i = 1 and v = 0 or n = 5..9, 11"))
    2

    Args:
        rule: The condition in the language of CLDR; samples (``@integer``) are
            left out beforehand.

    Raises:
        ValueError: If it is not in that language.
    """
    return tuple(
        tuple(_parse_relation(part) for part in re.split(r"\s+and\s+", alternative))
        for alternative in re.split(r"\s+or\s+", rule)
    )


def _parse_relation(part: str) -> _Relation:
    """Parse one comparison."""
    found = _RELATION.fullmatch(part.strip())
    if found is None:
        raise ValueError(f'"{part.strip()}" is not a plural condition')
    ranges: list[tuple[int, int]] = []
    for item in found["ranges"].split(","):
        low, _, high = item.strip().partition("..")
        ranges.append((int(low), int(high or low)))
    return _Relation(
        found["operand"],
        int(found["modulus"] or 0),
        found["sign"] == "!=",
        tuple(ranges),
    )


@attrs.frozen
class PluralRules:
    """
    The plural rules of one language.

    >>> rules = PluralRules.parse({"one": "i = 1 and v = 0"})
    >>> rules.select(1), rules.select("1.0"), rules.select(2)
    ('one', 'other', 'other')

    Attributes:
        conditions: Categories other than ``other`` with their conditions, in the
            order of CLDR.
    """

    conditions: tuple[tuple[str, Condition], ...] = ()

    @classmethod
    def parse(cls, rules: dict[str, str]) -> PluralRules:
        """
        Parse the rules of a language.

        Args:
            rules: The condition of each category but ``other``.

        Raises:
            ValueError: If a category or a condition is not one.
        """
        for category in rules:
            if category not in CATEGORIES[:-1]:
                raise ValueError(f'"{category}" is no plural category with a rule')
        return cls(
            tuple(
                (category, parse_condition(rules[category]))
                for category in CATEGORIES
                if category in rules
            )
        )

    @property
    def categories(self) -> tuple[str, ...]:
        """
        Return the categories that this language tells apart, ``other`` last.
        """
        return (*(category for category, _ in self.conditions), "other")

    def select(self, number: int | str) -> str:
        """
        Return the category of a number.

        Args:
            number: As `Operands.of` takes it.

        Raises:
            ValueError: If it is no number.
        """
        operands = Operands.of(number)
        for category, alternatives in self.conditions:
            if any(
                all(relation.holds(operands) for relation in together)
                for together in alternatives
            ):
                return category
        return "other"
