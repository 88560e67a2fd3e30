"""
The catalogue of checks in the documentation, written from the data.

Run it as ``python tests/update_checks.py`` after a change to ``data/checks.toml`` or a
profile of wording.
"""

from __future__ import annotations

import re
from pathlib import Path

from cwkit.front import catalogue, profiles

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "checks.md"

HEAD = """\
# Checks

What `cwkit audit` looks for, by family.
`cwkit checks` lists the same.
This page is written from the data by `tests/update_checks.py`.

Each check has a name that never changes and a level: an *error* misleads a reader or leaves them without what they need, a *warning* serves them badly, a *note* asks somebody to look.
Levels, and whether a check runs, can be set in a [file of settings](settings.md).

To live with a problem, say why, in a comment of the page:

```html
<!-- cwkit: allow CHECK until 2027-01-31: the reason -->
```

In Markdown the same comment serves, in reStructuredText it is `.. cwkit: allow CHECK: the reason`.
In plain text it is `[cwkit: allow CHECK: the reason]`, on a line of its own, which readers do see.
Several checks are parted by commas.
In front matter (YAML, TOML or JSON, of Markdown or of HTML pages that a generator makes) it is a key, at the top or below `params`:

```yaml
cwkit_allow: "CHECK until 2027-01-31: the reason"
```

The day may be left out.
A waiver holds for the whole page; instead of a check it may name one rule of wording, or one retired number, by its id.
"""  # noqa: E501  # one sentence a line
TITLES = {
    "warnings": "Warnings",
    "support": "Support",
    "numbers": "Numbers",
    "blocks": "Blocks",
    "wording": "Wording",
    "waivers": "Waivers",
}


def write_checks() -> str:
    """
    Return the page.
    """
    lines = [HEAD]
    family = ""
    for check in catalogue():
        if check.family != family:
            family = check.family
            lines.append(f"## {TITLES[family]}\n")
        state = f"{check.level}" if check.on else f"{check.level}, off by itself"
        lines += [
            f"### `{check.code}`\n",
            f"{check.title}\n",
            f"Level\n: {state}\n",
            f"Why\n: {_quote(check.why)}\n",
            f"Example\n: {_quote(check.example)}\n",
            f"Cure\n: {_quote(check.cure)}\n",
            f"`--fix`\n: {check.mended[0].upper()}{check.mended[1:]}.\n",
            f"Waive\n: `<!-- cwkit: allow {check.code}: the reason -->`\n",
        ]
        if check.topics:
            topics = ", ".join(f"`{topic}`" for topic in check.topics)
            lines.append(f"Topics\n: {topics}\n")
    lines.append("## Profiles of wording\n")
    lines.append(
        "Off by themselves; choose one with `--wording` or in the settings.\n"
        "Each follows a published guideline; the rules and their reasons are told in "
        "our words.\n"
    )
    for profile in profiles().values():
        source = ", ".join(part for part in (profile.publisher, profile.year) if part)
        lines += [
            f"### `{profile.name}`\n",
            f"[{profile.title}]({profile.url}) ({source}), for `{profile.language}`.\n",
            "| rule | why | better |\n|---|---|---|",
            *(f"| `{p.rule.id}` | {p.why} | {p.instead} |" for p in profile.phrases),
            "",
        ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _quote(text: str) -> str:
    """Return text in which markup is shown and not read, one sentence a line."""
    lines = re.sub(r"(?<=[a-z][.!?]) (?=[A-Z])", "\n  ", text)
    return lines.replace("<", "\\<")


if __name__ == "__main__":
    PAGE.write_text(write_checks(), encoding="utf-8")
