"""
A slow, obvious detector that the real one is compared with.

It tries every pattern everywhere, reads the words around each match one by one, and
lets every candidate meet every other. Like `reference` it knows nothing of disguises.
"""

from __future__ import annotations

import re

from reference import crosses, find_all, split

__all__ = ["explain"]

_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")


def explain(pack, outranks, text):
    """
    Return (start, end, rule, reason, accepted) of every candidate, in reading order.

    Args:
        pack: The pack.
        outranks: For each topic those that give way to it in the same words.
        text: The text: words, and what stands between them.
    """
    words = split(text)
    cues = [(name, pattern) for name, group in pack.cues for pattern in group]
    harmless = [
        (start, end, row)
        for row in pack.benign
        for start, end in shortest(row.patterns, text)
    ]
    decided, fit, pending = [], [], []
    for rule in pack.rules:
        for start, end in shortest(rule.patterns, text):
            reason = judge(rule, cues, words, (start, end), text)
            if reason == "unconfirmed":
                pending.append((start, end, rule, reason))
            elif reason in {"absent", "blocked"}:
                decided.append((start, end, rule.id, reason, False))
            else:
                fit.append((start, end, rule, reason))
    settled = settle(fit, harmless, outranks)
    sure = {
        rule.topic
        for _, _, rule, _, accepted in settled
        if accepted and rule.sureness == 2
    }
    helped = [c for c in pending if c[2].sureness and c[2].topic in sure]
    if helped:
        fit += [(start, end, rule, "corroborated") for start, end, rule, _ in helped]
        settled = settle(fit, harmless, outranks)
    decided += [(*c[:2], c[2].id, c[3], False) for c in pending if c not in helped]
    decided += [(s, e, rule.id, why, accepted) for s, e, rule, why, accepted in settled]
    return sorted(decided)


def shortest(patterns, text):
    """
    Return the places of patterns of one row, each once.
    """
    return sorted({(start, end) for start, end, _ in find_all(patterns, text)})


def judge(rule, cues, words, place, text):
    """
    Say what the words around a place tell of it.
    """
    start, end = place
    first = next(n for n, word in enumerate(words) if word[0] == start)
    last = next(n for n, word in enumerate(words) if word[1] == end)
    paragraphs = [(0, 0), *((m.start(), m.end()) for m in _PARAGRAPH.finditer(text))]
    low = max(after for _, after in paragraphs if after <= start)
    high = min(
        [before for before, _ in paragraphs[1:] if before >= end], default=len(text)
    )
    before = [word for word in words[:first] if word[0] >= low]
    after = [word for word in words[last + 1 :] if word[1] <= high]
    if is_absent(cues, before[-5:], text, start):
        return "absent"
    sides = [cut(before[-rule.within :], text), cut(after[: rule.within], text)]
    if any(find_all(rule.blocks, side) for side in sides):
        return "blocked"
    if rule.requires:
        near = any(find_all(rule.requires, side) for side in sides)
        return "confirmed" if near else "unconfirmed"
    return "sure" if rule.sureness == 2 else "plain"


def cut(words, text):
    """
    Return the text from the first to the last of some words.
    """
    return text[words[0][0] : words[-1][1]] if words else ""


def is_absent(cues, before, text, start):
    """
    Say whether a word for absence stands right before a place, or one word further.
    """
    for name, pattern in cues:
        if name == "absent" and before:
            offset = before[0][0]
            for _, end, _ in find_all([pattern], cut(before, text)):
                between = [word for word in before if word[0] >= offset + end]
                if len(between) <= 1 and not crosses(text, offset + end, start):
                    return True
    return False


def settle(candidates, harmless, outranks):
    """
    Let candidates that overlap meet: harmless words first, then more specific topics,
    then longer words of the same topic.
    """
    everyone = [(*c, False) for c in candidates] + [
        (start, end, row, "", True) for start, end, row in harmless
    ]
    everyone.sort(key=rank)
    verdicts = []

    def rule_out(left, wins, *, gradually):
        kept = []
        for candidate in left:
            rivals = kept if gradually else left
            rival = next(
                (r for r in rivals if overlap(r, candidate) and wins(r, candidate)),
                None,
            )
            if rival is None:
                kept.append(candidate)
            elif not candidate[4]:
                reason = "benign" if rival[4] else "outranked"
                verdicts.append((*candidate[:3], reason, False))
        return kept

    left = rule_out(everyone, speaks_against, gradually=True)
    left = rule_out(
        left,
        lambda r, c: r[4] and not c[4] and speaks_against(r, c),
        gradually=False,
    )
    left = rule_out(
        left,
        lambda r, c: (
            not r[4] and not c[4] and c[2].topic in outranks.get(r[2].topic, ())
        ),
        gradually=False,
    )
    left = rule_out(
        left,
        lambda r, c: not r[4] and not c[4] and r[2].topic == c[2].topic,
        gradually=True,
    )
    return verdicts + [(*c[:4], True) for c in left if not c[4]]


def speaks_against(rival, candidate):
    """
    Say whether harmless words win, or lose to longer words around them.
    """
    if not rival[4]:
        around = rival[0] <= candidate[0] and candidate[1] <= rival[1]
        return candidate[4] and around
    topics = rival[2].topics
    return candidate[4] or not topics or candidate[2].topic in topics


def overlap(one, other):
    """
    Say whether two candidates share a letter.
    """
    return one[0] < other[1] and other[0] < one[1]


def rank(candidate):
    """
    Sort the longest first, and of those equally long the harmless ones.
    """
    start, end, row, _, harmless = candidate
    sureness, severity = (0, 0) if harmless else (row.sureness, row.severity)
    return start - end, not harmless, -sureness, -severity, start, row.id
