"""
How tests run: property tests draw the same examples every time, at any speed; and how
they run a command.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# A test that fails now and then teaches people to run it again. Whoever looks for new
# examples asks for them: HYPOTHESIS_PROFILE=explore pytest
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture
def run(capsys):
    """
    Run a command; return its status, what it said and what went wrong.
    """
    from cwkit.cli import main  # noqa: PLC0415  # coverage begins after this file

    def run_command(*words):
        try:
            status = main(list(words))
        except SystemExit as end:
            status = end.code
        said = capsys.readouterr()
        return status, said.out, said.err

    return run_command
