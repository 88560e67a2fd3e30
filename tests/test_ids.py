"""
Ids are never renamed, never reused: a list of all that were given out may only grow.
"""

from __future__ import annotations

from update_ids import collect_ids, read_golden


def test_no_id_is_taken_away():
    """
    Every id that was ever given out is still there.
    """
    gone = sorted(read_golden() - collect_ids())

    assert not gone, f"these ids are gone from the data; put them back: {gone}"


def test_every_id_is_on_the_list():
    """
    Every id in the data stands in the list.
    """
    new = sorted(collect_ids() - read_golden())

    assert not new, f"add these ids with `python tests/update_ids.py`: {new}"
