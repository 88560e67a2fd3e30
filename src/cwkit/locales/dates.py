"""
Dates in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

    from cwkit.locales.messages import Messages

__all__ = ["describe_date"]


def describe_date(date: datetime.date, messages: Messages) -> str:
    """
    Say a date in full, with the month in letters: in figures, half of the world would
    take it for another.

    Args:
        date: The date.
        messages: The words.
    """
    return messages.text(
        "date",
        day=str(date.day),
        month=messages.text(f"month_{date.month}"),
        year=str(date.year),
    )
