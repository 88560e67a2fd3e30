"""
Places: countries, territories and their subdivisions, and how people name them.

A place is an ISO 3166 code. Which codes there are, what they are called, and what
lies in what is data. Four points of policy are settled here:

- A bare language decides nothing: ``en`` is not the United States.
- What may mean several places is refused by name, never guessed.
- Disputed places are what ISO 3166 makes of them: a code of their own if it gives
  them one. A time zone with two claimants decides nothing. None of this takes sides.
- ``ZZ``, which ISO leaves to its users, is a place without a region, for examples and
  tests; no helpline is there.
"""

from __future__ import annotations

from cwkit.places._gazetteer import Gazetteer
from cwkit.places._place import Country, Place

__all__ = ["Country", "Gazetteer", "Place"]
