"""
How tests run: property tests draw the same examples every time, at any speed.
"""

from __future__ import annotations

import os

from hypothesis import settings

# A test that fails now and then teaches people to run it again. Whoever looks for new
# examples asks for them: HYPOTHESIS_PROFILE=explore pytest
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
