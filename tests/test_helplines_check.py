"""
Checks over helpline records: each rule finds its fault, and only that.
"""

from __future__ import annotations

import datetime
import re

import attrs
import pytest
import strategies_directory as invented
from strategies_directory import DAY, LINE, SOURCE, make_line, make_web
from test_helplines import SMALL

from cwkit.helplines import (
    Channel,
    ChannelKind,
    Cost,
    Ended,
    Kind,
    Level,
    Numbering,
    Problem,
    Proof,
    Retired,
    RetiredReason,
    SourceKind,
    Standing,
    check_file,
    check_helplines,
)

GAZETTEER = invented.make_gazetteer()
THIRD = attrs.evolve(SOURCE, kind=SourceKind.DATED_THIRD_PARTY)
LATER = DAY + datetime.timedelta(days=1)


def check(*lines, **options):
    return [
        str(problem)
        for problem in check_helplines(lines, **({"gazetteer": GAZETTEER} | options))
    ]


def phone(dial="0800100200", display=None, **more):
    return Channel(kind=ChannelKind.PHONE, dial=dial, display=display or dial, **more)


def change(**changes):
    return attrs.evolve(LINE, **changes)


def test_a_good_record_has_no_problem():
    """
    A record that is as it should be is left alone.
    """
    assert [] == check(LINE, today=DAY)
    assert [] == check(make_web("list", areas=("001",)), today=DAY)
    assert [] == check(LINE, gazetteer=None)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": "bb.line"}, 'does not begin with "aa."'),
        ({"kind": Kind.EMERGENCY}, "kind and the only topic"),
        ({"topics": ("emergency",)}, "kind and the only topic"),
        ({"status": Standing.DISPUTED}, "does not say why"),
        ({"name": "Line "}, "outer spaces"),
        ({"operator": "A\u200bB"}, "invisible characters"),
        ({"channels": (phone(display="0800 100 201"),)}, "it shows"),
        ({"channels": (phone(display="0800 100 200 / 300"),)}, "it shows"),
        ({"channels": (phone(display="0800 (100 200)"),)}, None),
        ({"channels": (phone("139276", "13 YARN (13 92 76)"),)}, None),
        ({"channels": (phone("139276", "13 YARN"),)}, None),
        ({"channels": (phone("139276", "13 YARN (13 92 77)"),)}, "it shows"),
        ({"channels": (phone("+441234", "+44 (1234)"),)}, None),
        ({"channels": (phone("*123#", "*123#"),)}, None),
        ({"channels": (phone("123", "*123#"),)}, "it shows"),
        ({"sources": (THIRD,)}, "only source is a third party"),
        ({"sources": (THIRD, THIRD)}, None),
        ({"sources": (attrs.evolve(SOURCE, proves=()),)}, "proves its phone"),
        ({"checked_on": LATER}, "its newest source is of 2025-03-01"),
        ({"review_by": DAY}, "write 2025-05-30"),
        ({"review_by": DAY + datetime.timedelta(days=91)}, "write 2025-05-30"),
        (
            {
                "review_by": DAY + datetime.timedelta(days=180),
                "topics": ("weather",),
            },
            None,
        ),
        ({"areas": ("BB",)}, "serves BB, which is not in AA"),
        ({"areas": ("AA", "CC")}, None),
        ({"areas": ("AA", "AA-C")}, "AA and AA-C, which is a part of it"),
        ({"areas": ("AA-E", "AA-C")}, "AA-E and AA-C, which is a part of it"),
        ({"tz": "Australia/Sydney"}, "kept in Australia/Sydney"),
        ({"tz": None}, None),
        ({"channels": (phone("0901234"),)}, "costs more than a common call"),
        ({"pairs_with": ("aa.line",)}, 'no other helpline "aa.line"'),
        ({"pairs_with": ("aa.none",)}, 'no other helpline "aa.none"'),
        ({"replaces": ("aa.none",)}, 'no other helpline "aa.none"'),
        ({"replaced_by": "aa.none"}, 'no other helpline "aa.none"'),
    ],
)
def test_each_fault_of_a_record_is_found(changes, message):
    """
    A fault gives one problem that names file, row and cure; what is right gives none.
    """
    problems = check(change(**changes))

    assert (0 if message is None else 1) == len(problems), problems
    if message is not None:
        (problem,) = problems
        assert message in problem
        assert problem.startswith(("error: AA.toml, ", "warning: AA.toml, "))


def test_the_world_has_no_numbers():
    """
    What belongs to no country is a directory on the web, whatever the file says.
    """
    message = "can only be a directory on the web"

    (kind,) = check(make_web("a", kind=Kind.SUPPORT))
    (dials,) = check(make_web("b", channels=(phone(),)))

    assert message in kind
    assert message in dials


def test_hours_and_cost_need_evidence():
    """
    Hours and costs that no source proves are errors.
    """
    line = make_line("a", hours="24/7", cost="free")
    source = attrs.evolve(SOURCE, proves=(Proof.PHONE,))

    problems = check(attrs.evolve(line, sources=(source,)))

    assert ["hours", "cost"] == [
        p.split("proves its ")[1][:5].strip("; ") for p in problems
    ]


def test_a_cost_that_is_known_may_be_high():
    """
    A costly number that says so is right.
    """
    costly = phone("0901234", cost=Cost.PREMIUM)

    assert [] == check(change(channels=(costly,)))


def test_nothing_is_checked_in_the_future():
    """
    The day of the evidence cannot be after today.
    """
    (problem,) = check(LINE, today=DAY - datetime.timedelta(days=1))

    assert "checked in the future" in problem


def test_an_id_stands_once():
    """
    Two records cannot share an id.
    """
    (problem,) = check(LINE, LINE)

    assert "the id stands twice" in problem


def test_pairs_name_each_other():
    """
    A service that belongs to another is named by it in return.
    """
    one = make_line("one", pairs_with=("aa.two",))
    two = make_line("two")

    (problem,) = check(one, two)

    assert '"aa.two" does not name it in return' in problem
    assert [] == check(one, attrs.evolve(two, pairs_with=("aa.one",)))


def test_a_number_is_one_service():
    """
    One number under two names is an error, unless something tells them apart.
    """
    one, two = (
        make_line("one", channels=(phone(),)),
        make_line("two", channels=(phone(),)),
    )

    (problem,) = check(one, two)
    assert 'aa.one dials "0800100200" under another name' in problem

    pressed = attrs.evolve(two, channels=(phone(post_dial="press 1"),))
    assert [] == check(one, pressed)
    assert [] == check(
        attrs.evolve(one, operator="Same"), attrs.evolve(two, operator="Same")
    )
    assert [] == check(one, attrs.evolve(two, status=Standing.CLOSED))
    assert [] == check(attrs.evolve(one, channels=(phone(), phone(post_dial="2"))))


def test_a_number_belongs_to_one_country():
    """
    A long number in two countries is doubtful; short codes are everywhere.
    """
    one = make_line("one", channels=(phone(),))
    two = make_line("two", channels=(phone(),), country="BB", tz=None)
    short = (phone("113"),)

    (problem,) = check(one, two)

    assert "warning" in problem
    assert 'aa.one in AA dials "0800100200" as well' in problem
    assert [] == check(
        attrs.evolve(one, channels=short), attrs.evolve(two, channels=short)
    )


def test_an_emergency_number_is_no_helpline():
    """
    A helpline that dials the emergency number is an error, in either order.
    """
    emergency = make_line(
        "sos", kind=Kind.EMERGENCY, topics=("emergency",), channels=(phone("112"),)
    )
    police = attrs.evolve(emergency, id="aa.police", name="Police")
    line = make_line("line", channels=(phone("112"),))

    for lines in ((emergency, line), (line, emergency)):
        (problem,) = check(*lines)
        assert "aa.line, dial: it dials the emergency number" in problem
    assert [] == check(emergency, police)


def test_numbers_that_look_alike_need_a_second_source():
    """
    A number one digit from another, or with a pattern, wants more evidence.
    """
    one = make_line("one", channels=(phone("0801234"),))
    two = make_line("two", channels=(phone("0801294"),))
    sure = {"sources": (SOURCE, SOURCE)}

    assert 2 == len(check(one, two))
    assert 1 == len(check(one, attrs.evolve(two, **sure)))
    assert [] == check(one, make_line("two", channels=(phone("0801295"),)))
    assert [] == check(make_line("one", channels=(phone("0801234"), phone("0801235"))))

    pattern = make_line("pattern", channels=(phone("0803333"),))
    (problem,) = check(pattern)
    assert '"0803333" looks like a pattern' in problem
    assert [] == check(attrs.evolve(pattern, **sure))


def retire(**changes):
    values = {
        "id": "aa.old",
        "country": "AA",
        "number": "0800 100 200",
        "dial": "0800100200",
        "was": "Line",
        "reason": RetiredReason.SUPERSEDED,
        "sources": (SOURCE,),
    }
    return Retired(**(values | changes))


def written(dial):
    return {"dial": dial, "number": dial}


def test_a_retired_number_does_not_come_back():
    """
    A number that must not be printed is in no record; one miscopied may be another's.
    """
    (problem,) = check(LINE, retired=[retire()])
    assert 'dials "0800100200", which is retired as aa.old' in problem

    assert 1 == len(check(LINE, retired=[retire(**written("+44800100200"))]))
    assert 1 == len(check(LINE, retired=[retire(**written("00800100200"))]))
    assert [] == check(LINE, retired=[retire(**written("+44800100201"))])
    assert [] == check(LINE, retired=[retire(**written("100200"))])
    assert [] == check(LINE, retired=[retire(**written("8800100200"))])

    elsewhere = retire(reason=RetiredReason.ELSEWHERE)
    assert 1 == len(check(LINE, retired=[elsewhere]))
    assert [] == check(LINE, retired=[attrs.evolve(elsewhere, was="Other Line")])
    assert [] == check(LINE, retired=[retire(id="bb.old", country="BB")])


def test_retired_numbers_point_to_records():
    """
    A replacement is there, and an id stands once.
    """
    other = retire(number="1", dial="1", replaced_by="aa.none")

    problems = check(LINE, retired=[other, attrs.evolve(other, replaced_by="aa.line")])

    missing, twice = problems
    assert 'aa.old, replaced_by: there is no helpline "aa.none"' in missing
    assert "error: retired/AA.toml, aa.old, id: the id stands twice; keep one" == twice


def test_a_country_that_never_sleeps_is_doubted():
    """
    Where every line says 24/7, somebody filled in what was not known.
    """
    lines = [make_line(f"x{i * 37}y{i}", hours="24/7") for i in range(6)]

    assert 1 == sum("all lines of AA say 24/7" in p for p in check(*lines))
    assert [] == [p for p in check(*lines[:5]) if "24/7" in p]
    assert [] == [p for p in check(*lines, make_line("day")) if "24/7" in p]


def test_a_file_is_checked_on_after_a_fault():
    """
    A row that cannot be read does not hide the problems of the next.
    """
    bad = SMALL.replace('kind = "support"', 'kind = "suport"')
    text = bad + SMALL.split('country = "AA"\n')[1].replace("aa.line", "bb.line")

    unread, wrong = check_file(
        text,
        file="AA.toml",
        taxonomy=invented.make_taxonomy(),
        gazetteer=GAZETTEER,
        today=DAY,
    )

    assert Level.ERROR == unread.level
    assert str(unread).startswith('error: AA.toml, line 4, helpline "aa.line", kind')
    assert "bb.line" == wrong.row


def test_a_file_that_is_no_file_is_a_problem():
    """
    What cannot be read at all is one problem, with its line if it has one.
    """
    (broken,) = check_file("schema = 1\n=", file="AA.toml")
    (empty,) = check_file("schema = 1\nhelpline = 1", file="AA.toml")

    assert "AA.toml, line 2" in str(broken)
    assert str(empty).startswith("error: AA.toml")


NUMBERING = Numbering(
    emergency=frozenset({"112"}),
    shared=(re.compile("116[0-9]{3}"),),
    ended=(
        Ended(
            country="AA",
            pattern=re.compile("18[59]0[0-9]*"),
            since=DAY,
            cure="look for the new one",
            source="https://example.org/",
        ),
    ),
)


def test_an_emergency_number_is_none_anywhere():
    """
    What calls the police everywhere is no helpline, whether a record says so or not.
    """
    line = change(channels=(phone("112"),))
    emergency = attrs.evolve(line, kind=Kind.EMERGENCY, topics=("emergency",))

    (problem,) = check(line, numbering=NUMBERING)
    assert "calls for the police or an ambulance" in problem
    assert [] == check(emergency, numbering=NUMBERING)
    assert [] == check(line)


def test_a_number_that_ended_cannot_be_dialled():
    """
    A range that a regulator closed is in no record that is in service.
    """
    line = change(channels=(phone("1850609090"),))

    (problem,) = check(line, numbering=NUMBERING)
    assert f"cannot be dialled since {DAY}; look for the new one" in problem
    closed = attrs.evolve(line, status=Standing.CLOSED)
    assert [] == check(closed, numbering=NUMBERING)
    abroad = make_line("b", country="BB", tz=None, channels=line.channels)
    assert [] == check(abroad, numbering=NUMBERING)


def test_a_list_is_a_lead():
    """
    A record that rests on lists alone is told of, whatever they agree on.
    """
    numbering = Numbering(leads=("lists.example",))
    gathered = attrs.evolve(THIRD, url="https://www.Lists.example/numbers.md")
    other = attrs.evolve(THIRD, url="https://mylists.example/lists.example")
    own = attrs.evolve(gathered, kind=SourceKind.OPERATOR)
    line = change(sources=(gathered, gathered))

    (problem,) = check(line, numbering=numbering)
    assert "warning: AA.toml, aa.line, sources: it rests on lists" in problem
    assert [] == check(change(sources=(gathered, other)), numbering=numbering)
    assert [] == check(change(sources=(own,)), numbering=numbering)
    assert [] == check(line)


def test_a_shared_number_has_an_operator_in_each_country():
    """
    Numbers that countries agreed on are in several; others of their length are not.
    """

    def look(dial):
        one = make_line("one", channels=(phone(dial),))
        two = make_line("two", channels=(phone(dial),), country="BB", tz=None)
        return check(one, two, numbering=NUMBERING)

    assert [] == look("116123")
    (problem,) = look("118123")
    assert "as well" in problem


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": "bb.old"}, 'does not begin with "aa."'),
        ({"number": "0800 100 201"}, "it shows"),
        ({"sources": (attrs.evolve(SOURCE, seen_on=LATER),)}, "is of the future"),
        ({}, None),
    ],
)
def test_each_fault_of_a_retired_number_is_found(changes, message):
    """
    Numbers that must not be printed are checked like those that may.
    """
    problems = check(retired=[retire(**changes)], today=DAY)

    assert (0 if message is None else 1) == len(problems)
    assert message is None or message in problems[0]


def test_every_problem_has_a_cure():
    """
    Whoever is told what is wrong is told what to do about it.
    """
    with pytest.raises(TypeError, match="cure"):
        Problem(level=Level.ERROR, file="AA.toml", row="aa.line", message="wrong")
