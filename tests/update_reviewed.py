"""
Propose numbers for the reviewed list of ``numbering.toml``, with their evidence.

Run it as ``python tests/update_reviewed.py``. It prints a row for each number that the
library phonenumbers does not know and that an operator or a government prints, or two
sources. Compare each with its sources before you paste it.
"""

from __future__ import annotations

import sys

from cwkit.cli._witness import load_witness, question
from cwkit.front._data import all_helplines, numbering
from cwkit.helplines import Proof, SourceKind

NUMBERS = {Proof.PHONE, Proof.SMS, Proof.WHATSAPP}


def judge(line):
    """
    Return who prints the numbers of a record, if that is enough.
    """
    sources = [s for s in line.sources if not NUMBERS.isdisjoint(s.proves)]
    kinds = {source.kind for source in sources}
    if SourceKind.OPERATOR in kinds:
        return "as its operator prints it"
    if SourceKind.GOVERNMENT in kinds:
        return "as a government prints it"
    return "as two sources print it" if len(sources) > 1 else None


def main():
    """
    Print the rows, and what is left without enough evidence on standard error.
    """
    witness = load_witness()
    for line in all_helplines():
        for problem in question([line], numbering(), witness):
            dial = problem.message.split('"')[1]
            why = judge(line)
            if why is None or "is not known" not in problem.message:
                print(problem, file=sys.stderr)  # noqa: T201  # it speaks to people
                continue
            short = "short code" if len(dial) <= 6 else "number"
            print(  # noqa: T201  # as above
                f'  {{ country = "{line.country}", dial = "{dial}", '
                f'why = "{short}, {why}" }},  # '
                f"{' '.join(source.url for source in line.sources)}"
            )


if __name__ == "__main__":
    main()
