"""
Score the detector on labelled JSONL: topic precision, recall, F1, and false alarms.

Run it as ``python bench/quality.py PATH [--errors] [--topic TOPIC]``. Each line of PATH
is an object with ``text``, ``topics`` (gold) and ``also`` (scored neither way). A
predicted topic in ``topics`` is a hit; one in ``also``, or an ancestor of a gold topic,
is neither hit nor error; any other is an error; a gold topic not predicted is a miss.
"""

from __future__ import annotations

import argparse
import collections
import json
import pathlib

import cwkit

_PACKS = pathlib.Path(__file__).parent.parent / "src" / "cwkit" / "data" / "packs"


def main() -> None:
    """
    Score one file and print the figures, and the errors if asked for.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=pathlib.Path)
    parser.add_argument("--errors", action="store_true", help="print every error")
    parser.add_argument("--topic", help="print the errors of one topic only")
    options = parser.parse_args()
    taxonomy = cwkit.taxonomy()
    # From the packs as they are edited, not as they were last compiled.
    packs = sorted(_PACKS.rglob("*.toml"))
    texts = {str(path): path.read_text(encoding="utf-8") for path in packs}
    detector = cwkit.Detector(cwkit.load_pack(texts), taxonomy=taxonomy)
    tally: dict[str, collections.Counter[str]] = collections.defaultdict(
        collections.Counter
    )
    clean = alarms = 0
    with options.path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            gold, also = set(row["topics"]), set(row["also"])
            findings = cwkit.scan(row["text"], detector=detector).findings
            found = {finding.topic for finding in findings}
            free = also | {a for topic in gold for a in taxonomy.ancestors(topic)}
            if not gold | also:
                clean += 1
                alarms += bool(found)
            wrong, missed = found - gold - free, gold - found
            for kind, topics in (
                ("hit", found & gold),
                ("error", wrong),
                ("miss", missed),
            ):
                for topic in topics:
                    tally[topic][kind] += 1
            shown = (wrong | missed) & (
                {options.topic} if options.topic else wrong | missed
            )
            if options.errors and shown:
                rules = sorted({f.rule for f in findings if f.topic in wrong})
                print(f"+{sorted(wrong)} -{sorted(missed)} {row['text']}  {rules}")
    print(f"{'topic':<22}{'hits':>6}{'errors':>8}{'misses':>8}")
    for topic, counts in sorted(tally.items()):
        print(f"{topic:<22}{counts['hit']:>6}{counts['error']:>8}{counts['miss']:>8}")
    hit, error, miss = (
        sum(counts[kind] for counts in tally.values())
        for kind in ("hit", "error", "miss")
    )
    precision = hit / max(hit + error, 1)
    recall = hit / max(hit + miss, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"topic precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    print(
        f"alarms on {alarms} of {clean} rows without topics "
        f"({alarms / max(clean, 1):.2%})"
    )


if __name__ == "__main__":
    main()
