"""
The page of topics is in step with the data.
"""

from __future__ import annotations

from topics_table import PAGE, fill

import cwkit


def test_the_page_of_topics_is_that_of_the_data():
    """
    The tables of topics are made from the data.
    """
    page = PAGE.read_text("utf-8")

    assert fill(page) == page, "make it anew: python docs/topics_table.py"


def test_every_topic_is_in_the_page():
    """
    Each topic has its row.
    """
    page = PAGE.read_text("utf-8")

    assert [] == [t.id for t in cwkit.taxonomy() if f"| `{t.id}` |" not in page]


def test_a_page_without_tables_stays():
    """
    Other pages are left alone.
    """
    assert "# A page\n" == fill("# A page\n")
