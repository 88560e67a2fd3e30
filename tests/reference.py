"""
A slow, obvious matcher that the scanner is compared with.

It walks every text word by word and tries every pattern everywhere. It knows nothing
of disguises; texts with odd tokens are not its business.
"""

from __future__ import annotations

import re

from cwkit.text import fold_word

__all__ = ["crosses", "find_all", "split"]

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?;][ \n]|\n ?\n")
_ABBREVIATION = re.compile(
    r"(?i)(?<![a-z])(?:mr|mrs|ms|dr|st|jr|sr|rev|gen|lt|sgt|col|capt|no|vs|ca|mio|mrd"
    r"|sra|srta|dra|prof|nr|bzw|usw|av|mme|mlle|[a-z])$|(?<![0-9.,:])[0-9]{1,2}$"
)
_PLAIN = str.maketrans("‘’“”–—…\u00a0«»•", '\'\'""--. "" ')


def find_all(patterns, text):
    """
    Return (start, end, pattern number) of every match, for every anchor one.

    A pattern matches at each place where its words stand in order, in one sentence,
    with no more words between them than its gaps allow; of the matches around the same
    words the shortest counts.
    """
    plain = text.translate(_PLAIN)
    tokens = split(text)
    found = set()
    for number, pattern in enumerate(patterns):
        for at in range(len(tokens)):
            for chain in _chains(pattern, tokens, at):
                start, end = tokens[chain[0]][0], tokens[chain[-1]][1]
                if not crosses(plain, start, end):
                    found.add((start, end, number))
    return found


def split(text):
    """
    Return start, end and folded text of each word.
    """
    return [
        (found.start(), found.end(), fold_word(found[0]))
        for found in _WORD.finditer(text.translate(_PLAIN))
    ]


def _chains(pattern, tokens, at):
    """Yield all ways in which *pattern* fits from token *at* on."""
    if tokens[at][2] not in pattern[0].words:
        return
    if len(pattern) == 1:
        yield (at,)
        return
    for skipped in range(pattern[1].gap + 1):
        after = at + 1 + skipped
        if after < len(tokens):
            for rest in _chains(pattern[1:], tokens, after):
                yield (at, *rest)


def crosses(text, start, end):
    """Say whether a sentence ends between *start* and *end*."""
    return any(
        not (text[mark.start()] == "." and _ABBREVIATION.search(text[: mark.start()]))
        for mark in _SENTENCE_END.finditer(text, start, end)
    )
