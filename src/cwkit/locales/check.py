"""
Checking translations against English.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cwkit.locales.messages import Messages

__all__ = ["check_messages"]


def check_messages(
    messages: Messages, english: Messages, *, topics: Iterable[str]
) -> tuple[str, ...]:
    """
    Return what is wrong with a translation; nothing, if all is well.

    >>> from cwkit.locales import Messages
    >>> english = Messages(locale="en", texts=(("greeting", "Hello {name}"),))
    >>> check_messages(Messages(locale="xx"), english, topics=())
    ('xx: message "greeting" is missing',)

    Args:
        messages: The messages to check, with all that they inherit from their own
            language, but without the English ones below.
        english: The English messages.
        topics: The topic ids that need a name.
    """
    problems = [
        *_compare("message", dict(messages.texts), dict(english.texts)),
        *_compare_counted(messages, english),
        *_compare_lists(messages, english),
        *_compare_topics(messages, set(topics)),
    ]
    return tuple(f"{messages.locale}: {problem}" for problem in problems)


def _placeholders(text: str) -> frozenset[str]:
    """Return the placeholders of a message."""
    return frozenset(re.findall(r"\{([a-z_]+)\}", text))


def _differ(kind: str, found: Iterable[str], wanted: Iterable[str]) -> list[str]:
    """Tell what is missing and what nobody asks for."""
    have, need = set(found), set(wanted)
    missing = [f'{kind} "{key}" is missing' for key in sorted(need - have)]
    unknown = [f'{kind} "{key}" is unknown' for key in sorted(have - need)]
    return missing + unknown


def _compare(kind: str, texts: dict[str, str], wanted: dict[str, str]) -> list[str]:
    """Compare keys and placeholders of messages."""
    problems = _differ(kind, texts, wanted)
    for key in sorted(texts.keys() & wanted.keys()):
        have, need = _placeholders(texts[key]), _placeholders(wanted[key])
        if have != need:
            names = ", ".join(sorted(need)) or "none"
            problems.append(f'{kind} "{key}" has other placeholders than: {names}')
    return problems


def _compare_counted(messages: Messages, english: Messages) -> list[str]:
    """Compare counted messages; each needs all the forms of its own language."""
    mine, theirs = dict(messages.counted), dict(english.counted)
    problems = _differ("counted message", mine, theirs)
    wanted = messages.plurals.categories if messages.plurals else ("other",)
    for key in sorted(mine.keys() & theirs.keys()):
        forms = dict(mine[key])
        problems += _differ(f'counted message "{key}", form', forms, wanted)
        need = _placeholders(dict(theirs[key])["other"])
        for category, text in forms.items():
            # "An hour" and the Arabic dual say their number without a digit.
            if not need - {"count"} <= _placeholders(text) <= need | {"count"}:
                problems.append(
                    f'counted message "{key}", form "{category}" '
                    f"has other placeholders than: {', '.join(sorted(need))}"
                )
    return problems


def _compare_lists(messages: Messages, english: Messages) -> list[str]:
    """Compare the kinds of lists."""
    return _differ("list", dict(messages.lists), dict(english.lists))


def _compare_topics(messages: Messages, wanted: set[str]) -> list[str]:
    """Compare topic names; no two topics may share one."""
    names = dict(messages.topics)
    problems = _differ("topic", names, wanted)
    if len(set(names.values())) < len(names):
        problems.append("two topics have the same name")
    return problems
