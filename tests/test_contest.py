"""
Contests: large groups are settled as small ones are.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cwkit.detect import Modality, Reason
from cwkit.detect.contest import HARMLESS, Contest, Owner

OWNERS = [
    Owner("zz.hail", "hail", sureness=2, severity=1),
    Owner("zz.sea", "sea", sureness=1, severity=2),
    Owner("zz.tea", HARMLESS),
    Owner("zz.weather", "weather", sureness=2, severity=1),
    Owner("zz.wave", HARMLESS, topics=frozenset({"sea"})),
]
OUTRANKS = {"hail": frozenset({"weather"})}

candidates = st.lists(
    st.tuples(st.integers(0, 1_200), st.integers(1, 700), st.integers(0, 4)),
    min_size=3,
    max_size=30,
    unique=True,
)


@given(candidates)
def test_size_makes_no_difference(found):
    """
    Candidates kept by place compete as those that are all looked at.
    """
    ready = sorted(
        (start, start + size, owner, False, Reason.SURE, Modality.ASSERTED)
        for start, size, owner in found
    )
    settle = Contest(OWNERS, OUTRANKS).settle
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cwkit.detect.contest._SMALL", 0)
        by_place = settle(ready)
        patch.setattr("cwkit.detect.contest._SMALL", 1_000)
        by_looking = settle(ready)

    assert {v[0][:3]: v[1:3] for v in by_place} == {
        v[0][:3]: v[1:3] for v in by_looking
    }


@given(candidates.map(lambda found: found[:2]))
def test_a_pair_is_a_group_like_others(found):
    """
    Two candidates compete as they do beside a third that overlaps neither.
    """
    ready = sorted(
        (start, start + size, owner, False, Reason.SURE, Modality.ASSERTED)
        for start, size, owner in found
    )
    arena = Contest(OWNERS, OUTRANKS)
    alone = arena.settle(ready)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cwkit.detect.contest._PAIR", 0)
        as_others = arena.settle(ready)

    assert sorted(v[0][:3] + v[1:3] for v in alone) == sorted(
        v[0][:3] + v[1:3] for v in as_others
    )


@pytest.mark.parametrize("pair", [0, 2])
@pytest.mark.parametrize(
    ("longer", "shorter", "reason"),
    [
        # A finding that holds but a part of harmless words.
        ((0, 9, 0), (7, 12, 2), Reason.BENIGN),
        # One that stands around them.
        ((0, 9, 0), (3, 7, 2), Reason.SURE),
        # Harmless words that speak for another topic, and for this one.
        ((0, 9, 0), (7, 12, 4), Reason.SURE),
        ((0, 9, 1), (7, 12, 4), Reason.BENIGN),
        # What the caller denies.
        ((0, 9, 5), (7, 12, 2), Reason.SURE),
    ],
)
def test_harmless_words_win_against_a_part(longer, shorter, reason, pair):
    """
    Harmless words rule out longer ones that do not stand around them.
    """
    owners = [*OWNERS, Owner("deny 'gust'", "weather", sureness=2, voice=1)]
    found = [(*c, False, Reason.SURE, Modality.ASSERTED) for c in (longer, shorter)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cwkit.detect.contest._PAIR", pair)
        (verdict,) = Contest(owners, OUTRANKS).settle(found)

    assert reason is verdict[1]
