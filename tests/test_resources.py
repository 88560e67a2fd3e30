"""
Package data: what is there can be read, and only data is listed.
"""

from __future__ import annotations

import pytest

from cwkit.resources import list_data, read_bytes, read_data


def test_read():
    """
    A file is read as text or as bytes.
    """
    assert read_data("topics.toml").encode("utf-8") == read_bytes("topics.toml")


def test_list():
    """
    A folder's data files are listed by the path that reads them, sorted.
    """
    paths = list_data("messages")

    assert sorted(paths) == list(paths)
    assert all(read_data(path) for path in paths)


def test_only_data_is_listed():
    """
    Tables of places are read by name and are no part of a list of data.
    """
    assert () == list_data("places")


@pytest.mark.parametrize("read", [read_data, read_bytes])
def test_what_is_not_there(read):
    """
    A path that names no file is an error.
    """
    with pytest.raises(FileNotFoundError):
        read("messages/tlh.toml")
