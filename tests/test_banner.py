"""
The banner: what it says, where it links, what it leaves out.
"""

from __future__ import annotations

import datetime
import pickle
import re
import unicodedata

import attrs
import jinja2
import pytest
from strategies_banner import (
    CASES,
    FIXTURES,
    LOCALES,
    build_from_options,
    helpline,
    load_fixture,
    mild_banner,
    read_messages,
    read_messages_file,
    render_fixture,
)

from cwkit.banner import (
    FORMATS,
    Banner,
    HelpGroup,
    Html,
    SupportGroup,
    build_banner,
    support_line,
)
from cwkit.banner.clean import (
    clean_href,
    clean_lang,
    clean_text,
    find_direction,
    make_dial_href,
)
from cwkit.errors import CwkitError, UnknownTopicError
from cwkit.helplines import AgeRange, Channel, ChannelKind, Match
from cwkit.hours import Hours
from cwkit.locales import load_messages
from cwkit.places import Place
from cwkit.resources import read_data

# Words that say nothing, or that frighten; the wording rules stand in en.toml.
VAGUE = ["trigger", "graphic", "disturbing", "distressing", "sensitive", "upsetting"]


def build(**options):
    """
    Build a banner with English words unless others are given.
    """
    return build_banner(**({"messages": read_messages()} | options))


@pytest.fixture(params=CASES, ids=lambda path: path.stem)
def case(request):
    return load_fixture(request.param)


def test_fixtures_hold(case):
    """
    The options of each fixture yield the expected output in each format.
    """
    banner = build_from_options(case["options"])
    expected = {
        name: text.removesuffix("\n") for name, text in case["expected"].items()
    }

    assert expected == render_fixture(banner, case.get("content", ""))


def test_nothing_to_say_is_nothing():
    """
    Without topics and help both parts are false and empty in every format.
    """
    banner = build()

    assert not banner
    assert not banner.warning
    assert not banner.support
    assert ("",) * 5 == tuple(
        render()
        for render in (
            banner.html,
            banner.markdown,
            banner.rst,
            banner.text,
            banner.ansi,
        )
    )
    for style in ("wire", "footer"):
        for part in attrs.astuple(build(style=style), recurse=False):
            assert ("",) * 5 == (
                part.html(),
                part.markdown(),
                part.rst(),
                part.text(),
                part.ansi(),
            )


def test_help_that_cannot_be_reached_is_no_help():
    """
    An emergency service without a voice number makes no sentence.
    """
    text_only = helpline(channels=(Channel(kind=ChannelKind.SMS, dial="112"),))

    assert not build(emergency=[text_only]).support


def test_one_emergency_number_needs_no_name():
    """
    A second service that takes text alone does not make the number ambiguous.
    """
    voice = helpline(
        name="Police", channels=(Channel(kind=ChannelKind.PHONE, dial="1"),)
    )
    text = helpline(name="By text", channels=(Channel(kind=ChannelKind.SMS, dial="2"),))
    fire = attrs.evolve(voice, name="Fire brigade")

    assert "call 1." in build(emergency=[voice, text]).text()
    assert (
        "call 1 (Police) or 1 (Fire brigade)." in build(emergency=[voice, fire]).text()
    )


def test_directory_without_address_is_left_out():
    """
    A directory that leads nowhere is not named.
    """
    assert not build(directories=[helpline(channels=())]).support


def test_ids_are_stable_and_differ():
    """
    The id depends on key, subject and topics, and on nothing else.
    """
    first = build(topics=["death"], key="a")

    assert first.warning.id == build(topics=["death"], key="a", style="wire").warning.id
    assert first.warning.id != build(topics=["death"], key="b").warning.id
    assert first.warning.id != build(topics=["violence"], key="a").warning.id
    assert re.fullmatch("cw-[0-9a-f]{8}", first.warning.id)
    assert f"{first.warning.id}-help" == first.support.id


def test_a_surrogate_in_the_key_is_no_trouble():
    """
    Any string can be a key.
    """
    assert build(topics=["death"], key="\ud800").warning.id


@pytest.mark.parametrize(
    ("options", "cure"),
    [
        ({"style": "standart"}, 'did you mean "standard"?'),
        ({"style": "xyz"}, "known: standard, wire, footer"),
        ({"subject": "artikle"}, 'did you mean "article"?'),
        ({"heading_level": 7}, "use 1 to 6"),
        ({"heading_level": 0}, "use 1 to 6"),
    ],
)
def test_unknown_choices_are_refused(options, cure):
    """
    A wrong option is an error that says what to write instead.
    """
    with pytest.raises(CwkitError) as caught:
        build(topics=["death"], **options)

    assert cure == caught.value.cure


def test_unknown_topics_are_refused():
    """
    A topic without a name is never shown as a bare id.
    """
    with pytest.raises(UnknownTopicError, match='did you mean "suicide"'):
        build(topics=["suicde"])


def test_headings_never_go_below_six():
    """
    Headings of places under a heading of level 6 stay at 6.
    """
    banner = build(
        heading_level=6, groups=[HelpGroup(place="Hereland", matches=(helpline(),))]
    )

    assert "<h6>Support: " in banner.html()
    assert "\n###### Support: " in banner.markdown()


def test_skip_target_may_be_given():
    """
    With a target of its own, a banner links there and marks no end.
    """
    warning = build(topics=["death"], subject="section", skip_to="next").warning

    assert '<a href="#next">Skip this section</a>' in warning.html()
    assert Html() == warning.end_html()


def test_link_to_support_can_be_left_out():
    """
    Where the support block stands on another page, nothing links to it.
    """
    banner = build(topics=["death"], matches=[helpline()], link_support=False)

    assert "#cw-" not in banner.html()
    assert "at the end" not in banner.text()


def test_sections_may_share_a_support_block():
    """
    A warning without support of its own can link to that of the page.
    """
    page = build(topics=["death"], matches=[helpline()], key="page")
    section = build(
        topics=["death"], subject="section", key="1", support_to=page.support.id
    )

    assert f'<a href="#{page.support.id}">Get support</a>' in section.html()
    assert not section.support


def test_date_can_be_left_out():
    """
    Who prints no date of the evidence can say so.
    """
    banner = build(matches=[helpline()], show_checked=False)

    assert "checked" not in banner.text()
    assert "2025-03-01" == banner.support.checked


def test_overdue_records_say_when_they_were_checked():
    """
    A record due for review carries its date; the date of the block is of the others.
    """
    fresh = helpline(name="Fresh", review_by=datetime.date(2026, 1, 1))
    old = helpline(name="Old", checked_on=datetime.date(2024, 1, 1))
    banner = build(matches=[fresh, old], today=datetime.date(2025, 12, 1))

    assert "* Fresh\n" in banner.text()
    assert "* Old (last checked: January 1, 2024)\n" in banner.text()
    assert "\nLast checked: March 1, 2025" in banner.text()


def test_directories_say_all_in_one_bracket():
    """
    Address and date of an overdue directory stand side by side.
    """
    there = helpline(name="Index", url="https://index.example.org/", channels=())
    banner = build(directories=[there], today=datetime.date(2026, 1, 1))

    assert "Index (index.example.org, last checked: March 1, 2025)" in banner.text(
        width=99
    )


def test_parts_of_a_country_are_named():
    """
    A line that serves a part of the country asked for says which.
    """
    country, north, south = (Place(code) for code in ("ZZ", "ZZ-N", "ZZ-S"))
    match = Match(
        helpline=helpline(),
        requested_area=country,
        matched_area=north,
        areas=(north, south),
        requested_topic=None,
        matched_topic="crisis",
        is_fallback=False,
    )
    names = {"ZZ-N": "North", "ZZ-S": "South"}
    line = support_line(
        match, read_messages(), name_place=lambda place: names[place.code]
    )
    whole = support_line(attrs.evolve(match, matched_area=country), read_messages())

    assert "North and South" == line.area
    assert "" == whole.area
    assert (
        "* Mild Line (North and South)\n"
        in build(matches=[match], name_place=lambda place: names[place.code]).text()
    )


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (AgeRange(minimum=5, maximum=25), "ages 5 to 25"),
        (AgeRange(minimum=0), "age 0 and over"),
        (AgeRange(maximum=18), "up to age 18"),
        (AgeRange(), ""),
        (None, ""),
    ],
)
def test_ages_are_said(age, words):
    """
    Whom a line is for includes the ages it serves.
    """
    assert words == support_line(helpline(age=age), read_messages()).audience


def test_names_keep_their_language():
    """
    A name carries its language and direction unless they are those of the banner.
    """
    html = build_from_options({"matches": ["zz.youth-line"], "locale": "en"}).html()
    same = build_from_options({"matches": ["zz.youth-line"], "locale": "ar"}).html()

    assert '<bdi lang="ar" dir="rtl">خط الشباب</bdi>' in html
    assert '<bdi dir="rtl">خط الشباب</bdi>' in same


def test_text_numbers_are_not_dialled():
    """
    A number that only takes text messages has no link for calls.
    """
    html = build(
        matches=[helpline(channels=(Channel(kind=ChannelKind.SMS, dial="5550101"),))]
    ).html()

    assert 'href="sms:5550101"' in html
    assert "tel:" not in html


def test_a_known_page_is_not_repeated():
    """
    The page of a service stands below its contacts unless one of them is a page.
    """
    page = Channel(kind=ChannelKind.WEB, url="https://www.example.org/form/")
    plain = support_line(helpline(url="https://www.example.org/"), read_messages())
    paged = support_line(
        helpline(url="https://www.example.org/", channels=(page,)), read_messages()
    )

    assert ["phone", "web"] == [contact.kind for contact in plain.contacts]
    assert "example.org" == plain.contacts[-1].display
    assert ["example.org/form"] == [contact.display for contact in paged.contacts]


@pytest.mark.parametrize("form", ["html", "markdown", "rst", "text"])
def test_a_service_without_contacts_is_named(form):
    """
    A line that nobody knows how to reach is named without an empty list.
    """
    shown = getattr(build(matches=[helpline(channels=())]), form)()

    assert "Mild Line" in shown
    assert "<ul>\n</ul>" not in shown


def test_a_channel_without_address_still_shows():
    """
    A chat without an address is named without a link.
    """
    chat = Channel(kind=ChannelKind.CHAT, display="in the app")
    (contact,) = support_line(helpline(channels=(chat,)), read_messages()).contacts

    assert ("in the app", "") == (contact.display, contact.href)


def test_hours_without_a_zone_stand_alone():
    """
    The clock that hours go by is named if it is known.
    """
    channel = Channel(
        kind=ChannelKind.PHONE, dial="1", hours=Hours.parse("Mo 09:00-10:00")
    )
    there = helpline(channels=(channel,), tz="America/New_York")
    words = "Monday, 9\u00a0AM to 10\u00a0AM"
    messages = read_messages()

    (with_zone,) = support_line(there, messages).contacts
    (without,) = support_line(attrs.evolve(there, tz=None), messages).contacts

    assert f"{words} (New York time)" == with_zone.hours
    assert words == without.hours


def test_no_help_without_lines_is_a_group_without_blocks():
    """
    A group holds what it was given and no more.
    """
    assert () == SupportGroup().blocks()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("style", ["standard", "wire", "footer"])
def test_every_locale_fills_every_style(locale, style):
    """
    No placeholder and no key is left in any language.
    """
    banner = mild_banner(locale=locale, style=style)
    shown = banner.html() + banner.text() + banner.chip() + banner.warning.end_html()

    assert not re.search(r"[{}]|[a-z]_[a-z]", shown)
    assert {banner.warning.lang, banner.support.lang} == {locale}


@pytest.mark.parametrize(
    "subject", ["article", "page", "section", "post", "video", "audio"]
)
def test_english_is_not_vague(subject):
    """
    The words name topics; none of the vague words stands in them.
    """
    messages = read_messages()
    topics = [topic for topic, _ in messages.topics]
    shown = build(topics=topics, subject=subject, messages=messages).text(width=999)

    assert not [word for word in VAGUE if word in shown.lower()]
    assert all(name in shown for _, name in messages.topics)


def test_engines_trust_the_markup_and_nothing_else():
    """
    Template engines and notebooks get the markup from the object itself.
    """
    banner = build(topics=["death"], matches=[helpline()])
    part = banner.warning

    assert banner.html() == banner.__html__() == banner._repr_html_()
    assert part.html() == part.__html__() == part._repr_html_()
    assert part.html() == part.html()._repr_html_()
    assert str is type(part.html().__html__())


def test_jinja_takes_banners_as_markup():
    """
    A template needs no filter for a banner, and still escapes all else.
    """
    engine = jinja2.Environment(autoescape=True)
    banner = build(topics=["death"], label="<b>", matches=[helpline()])
    template = engine.from_string("{{ banner }}|{{ banner.warning }}|{{ label }}")
    shown = template.render(banner=banner, label="<b>")

    assert [banner.html(), banner.warning.html(), "&lt;b&gt;"] == shown.split("|")


def test_plain_values_hold_the_links_of_a_page():
    """
    A template of one's own can offer what ours offers.
    """
    banner = build(
        topics=["death"],
        subject="section",
        matches=[helpline()],
        exit_to="https://www.example.org/",
    )
    links = banner.dict()["warning"]["links"]

    assert ["skip", "support", "exit"] == [link["kind"] for link in links]
    assert f"#{banner.support.id}" == links[1]["href"]
    assert "Your browsing history still shows this visit." == links[2]["note"]


@pytest.mark.parametrize("target", ["a b", '"><b>', "x\n", ""])
def test_targets_that_are_no_ids_lead_nowhere(target):
    """
    A target that no element can have is no link, and no way out of an attribute.
    """
    html = build(topics=["death"], skip_to=target).warning.html()

    assert "<a" not in html
    assert "<b>" not in html


def test_html_has_no_blank_line():
    """
    A blank line would end an HTML block inside Markdown.
    """
    assert "\n\n" not in mild_banner().html()


def test_banners_are_values():
    """
    Banners hash, compare and travel between processes.
    """
    banner = mild_banner()

    assert banner == pickle.loads(pickle.dumps(banner))  # noqa: S301 -- our own bytes
    assert hash(banner) == hash(mild_banner())


def test_terminal_marks_headings():
    """
    Terminals get bold, and a colour when asked for.
    """
    warning = build(topics=["death"]).warning

    assert "\x1b[1mContent warning:\x1b[0m \x1b[1mdeath\x1b[0m" in warning.ansi()
    assert "\x1b[1;36m" in warning.ansi(color=True)
    assert "\x1b[1;36m" not in warning.ansi()


@pytest.mark.parametrize("width", [1, 12, 20, 40, 80])
@pytest.mark.parametrize("locale", ["en", "ar", "ja"])
def test_text_keeps_its_width(width, locale):
    """
    No line is longer than asked for, unless it holds one word or number only.
    """
    options = load_fixture(FIXTURES / "standard.toml")["options"]
    text = build_from_options(options | {"locale": locale}).text(width=width)
    longest = len("  - (directory.example.org)") + 2

    for line in text.split("\n"):
        wide = sum(unicodedata.east_asian_width(each) in "WF" for each in line)
        unseen = sum(each in "\u2066\u2067\u2068\u2069" for each in line)
        assert len(line) + wide - unseen <= max(width, longest)


def test_wide_characters_count_twice():
    """
    Characters that fill two columns of a terminal are counted so.
    """
    warning = build(topics=["death", "violence"], messages=read_messages("ja")).warning

    assert all(len(line) <= 10 for line in warning.text(width=20).split("\n"))


def test_numbers_stay_whole_in_text():
    """
    A number is not broken over lines.
    """
    options = load_fixture(FIXTURES / "standard.toml")["options"]
    banner = build_from_options(options)

    assert all("555 0100" in banner.text(width=width) for width in range(8, 80))


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://example.org/a?b=c#d", True),
        ("HTTP://example.org", True),
        ("mailto:me@example.org", True),
        ("tel:%2A100%23", True),
        ("sms:555", True),
        ("#place", True),
        ("#", False),
        ("https://", False),
        ("https:///x", False),
        ("tel:", False),
        ("//example.org", False),
        ("/relative", False),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
        ("https://example.org/\u202egro", False),
        ("https://example.org/ x", False),
        ('https://example.org/"x', False),
        ("https://example.org\\x", False),
        ("", False),
    ],
)
def test_links_have_known_schemes(href, expected):
    """
    Only schemes that a banner needs become links.
    """
    assert (href if expected else "") == clean_href(href)


@pytest.mark.parametrize(
    ("dial", "href"),
    [
        ("116123", "tel:116123"),
        ("+49800", "tel:+49800"),
        ("*123#", "tel:%2A123%23"),
        ("13 11 14", ""),
        ("1;phone-context=x", ""),
        ("", ""),
    ],
)
def test_links_dial_what_is_dialled(dial, href):
    """
    The digits of a link are those of the number; what is no number has no link.
    """
    assert href == make_dial_href("tel", dial)


def test_language_tags_have_their_shape():
    """
    What is no language tag is not written into an attribute.
    """
    assert ("zh-Hans", "") == (clean_lang("zh-Hans"), clean_lang('en" onclick="x'))


def test_directions_are_found():
    """
    The first letter decides; digits and signs do not.
    """
    assert ("ltr", "rtl", "rtl", "") == tuple(
        map(find_direction, ["1 a", "(שלום", "عربي abc", "12 34"])
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" a \n b ", "a b"),
        ("a\u00a0b\u202fc", "a\u00a0b\u202fc"),
        ("a\x00 \x01 b", "a b"),
        ("x\u200dy", "x\u200dy"),
    ],
)
def test_text_is_cleaned(text, expected):
    """
    Text stands on one line, with its no-break spaces and joiners.
    """
    assert expected == clean_text(text)


def read_css():
    """
    Return the style sheet without its comments.
    """
    return re.sub(r"/\*.*?\*/", "", read_data("banner.css"), flags=re.DOTALL)


def luminance(colour):
    """
    Return the relative luminance of a colour, as WCAG 2 defines it.
    """
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_style_sheet_loads_nothing():
    """
    The style sheet asks no server for anything and overrides nobody by force.
    """
    assert not re.search(r"url\(|@import|!important|expression", read_css())


def test_style_sheet_mirrors():
    """
    Only logical properties are used, so that right-to-left pages look right.
    """
    assert not re.search(r"[\s-](?:left|right)\b", read_css())


def test_classes_are_styled():
    """
    Each class of the markup stands in the style sheet, or tells the parts apart.
    """
    banners = [mild_banner(), mild_banner(style="wire")]
    shown = "".join(
        banner.html() + banner.chip_html() + banner.warning.end_html()
        for banner in banners
    )
    used = {
        name for found in re.findall('class="([^"]*)"', shown) for name in found.split()
    }
    styled = set(re.findall(r"\.(cwkit[\w-]*)", read_css()))

    assert {"cwkit-warning", "cwkit-support"} == used - styled


def test_colours_have_contrast():
    """
    Text has a contrast of 7 in the light and the dark scheme, and so have links.
    """
    names = ("text", "background", "link")
    found = [re.findall(rf"--cwkit-{name}: (#\w+);", read_css()) for name in names]

    assert [4, 4, 4] == [len(values) for values in found]
    for text, background, link in zip(*found, strict=True):
        for colour in (text, link):
            darker, lighter = sorted(map(luminance, (colour, background)))
            assert (lighter + 0.05) / (darker + 0.05) >= 7


def test_styles_reach_what_is_folded_and_left():
    """
    A fold keeps its content on the page, and its label says what is in it.
    """
    banner = build(topics=["death"], subject="section", fold=True)
    html = banner.warning.fold_html(Html("<p>Mild</p>"))

    assert "<summary" in html
    assert "Section on: death" in html
    assert "<p>Mild</p>" in html
    assert "open" not in re.findall("<details[^>]*>", html)[0]


def test_nothing_is_folded_unasked():
    """
    Without the option, content stands open, as it was.
    """
    warning = build(topics=["death"], subject="section").warning

    assert "<p>Mild</p>" == warning.fold_html(Html("<p>Mild</p>"))
    assert "&lt;p&gt;" == warning.fold_html("<p>")


def test_leaving_says_what_it_does_not_do():
    """
    The link off the page tells no one where it comes from, and the words beside it are
    honest; only pages have it.
    """
    banner = build(topics=["death"], exit_to="https://www.example.org/weather")
    html = banner.html()

    assert (
        '<p class="cwkit-exit"><a href="https://www.example.org/weather" '
        'rel="nofollow noreferrer">Leave this page</a> '
        "Your browsing history still shows this visit.</p>"
    ) in html
    for form in ("markdown", "rst", "text", "mail", "bare"):
        assert "weather" not in banner.render(form)


@pytest.mark.parametrize("target", ["#end", "javascript:x", "tel:1", "https://", "x"])
def test_leaving_leads_to_a_page(target):
    """
    What is no address of a page is refused.
    """
    with pytest.raises(CwkitError, match="no address to leave a page for"):
        build(topics=["death"], exit_to=target)


@pytest.mark.parametrize(
    ("treatment", "words"),
    [
        ("", "This article discusses death."),
        ("mentioned", "This article discusses death. A brief mention only."),
        ("described", "This article discusses death. With detailed descriptions."),
        ("shown", "This article discusses death. With pictures or recordings."),
    ],
)
def test_treatment_is_said_on_request(treatment, words):
    """
    How content treats its topics is said where it is asked for.
    """
    warning = build(topics=["death"], treatment=treatment).warning

    assert words == warning.text().split("\n\n")[1]
    assert treatment == warning.dict()["treatment"]


def test_skip_links_say_what_they_skip():
    """
    A section is a section; anything else is content.
    """
    section = build(topics=["death"], subject="section").warning
    article = build(topics=["death"], skip_to="next").warning

    assert "Skip this section" in section.html()
    assert "Skip this content" in article.html()


def test_banners_in_two_languages_do_not_clash():
    """
    The same banner in two languages can stand on one page.
    """
    ids = {
        build(topics=["death"], messages=read_messages(locale)).warning.id
        for locale in ("en", "fr", "ar")
    }

    assert 3 == len(ids)


def test_every_format_has_a_name():
    """
    Formats are known by name; one that is not is an error with a cure.
    """
    banner = build(topics=["death"])

    assert all(isinstance(banner.render(form), str) for form in FORMATS)
    with pytest.raises(CwkitError, match='did you mean "markdown"'):
        banner.render("markdwon")
    with pytest.raises(CwkitError, match=r"see cwkit\.banner\.FORMATS"):
        banner.render("xyz")


def test_nothing_renders_as_nothing():
    """
    An empty banner is empty in every format; even JSON keeps to its shape.
    """
    banner = build()

    assert {"json"} == {form for form in FORMATS if banner.render(form)}
    assert ("", "") == (banner.warning.mail(), banner.support.bare())


def test_a_topic_without_codes_has_none():
    """
    Without a taxonomy nothing is exported but a general warning.
    """
    banner = build(topics=["death"])

    assert [] == banner.iptc()
    assert "<AudienceCodeValue>02</AudienceCodeValue>" in banner.onix()


def test_labels_have_ids_that_networks_take():
    """
    An id that is no label elsewhere is left out.
    """
    warning = build(topics=["death"]).warning
    odd = attrs.evolve(warning, topics=(attrs.evolve(warning.topics[0], id="A.b"),))

    assert [] == Banner(warning=odd, support=build().support).bluesky()


@pytest.mark.parametrize("form", ["mail", "bare"])
def test_services_without_contacts_travel(form):
    """
    A line that nobody knows how to reach is named in mail, too.
    """
    shown = build(matches=[helpline(channels=())]).render(form)

    assert "Mild Line" in shown
    assert 1 == shown.count("<ul")


def test_places_in_another_language_are_marked():
    """
    A place that is named in another language than the page says so.
    """
    group = HelpGroup(place="Hereland", place_lang="en", matches=(helpline(),))
    arabic = build(groups=[group], messages=read_messages("ar")).html()
    english = build(groups=[group], messages=read_messages("en-GB")).html()

    assert '<bdi lang="en" dir="ltr">Hereland</bdi>' in arabic
    assert '<bdi dir="ltr">Hereland</bdi>' in english


def test_words_are_kept_for_the_same_service_only():
    """
    Services that differ in one field are worded apart, however alike they are.
    """
    one, other = helpline(), helpline(name="Other Line")

    assert "Other Line" in build(matches=[one, other]).text()
    assert build(matches=[one]) != build(matches=[other])
    assert (
        "Phone" not in build(matches=[one], messages=read_messages("fr")).support.text()
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_no_english_stands_in_for_a_missing_message(locale):
    """
    English stands under every language for readers' sake; here it is made visible, and
    no fixture shows it.
    """

    def read(name):
        text = read_messages_file(name)
        if name != "en" or locale.startswith("en"):
            return text
        return (
            re.sub(
                r'^(\S+ = ")(?=[^"]*[A-Za-z])(?![^"]*\bi = 1 and)',
                r"\1⟦",
                text,
                flags=re.MULTILINE,
            )
            .replace('locale = "⟦en"', 'locale = "en"')
            .replace('"⟦ltr"', '"ltr"')
        )

    messages = load_messages(locale, read=read)
    for path in CASES:
        options = load_fixture(path)["options"] | {"locale": locale}
        banner = build_from_options(options, messages=messages)

        assert "⟦" not in "".join(banner.render(form) for form in FORMATS)
        assert "⟦" not in banner.warning.end_html() + banner.warning.fold_html("x")


def test_empty_parts_are_made_of_nothing():
    """
    A part that says nothing has no blocks, and no lines.
    """
    banner = build()

    assert ((), ()) == (banner.warning.blocks(), banner.support.blocks())
    assert ("", "") == (banner.warning.text(), banner.support.ansi())


def test_services_without_contacts_are_organisations():
    """
    JSON-LD names a service that nobody knows how to reach, and no contact points.
    """
    (service,) = build(matches=[helpline(channels=())]).json_ld()["mentions"]

    assert {"@type": "Organization", "name": "Mild Line"} == service


@pytest.mark.parametrize(
    ("label", "locale", "words"),
    [
        (None, "fr", "Avertissement sur le contenu"),
        ("warning", "fr", "Avertissement sur le contenu"),
        ("note", "fr", "Note sur le contenu"),
        ("editor", "en", "Editor’s note"),
        ("Before you read", "fr", "Before you read"),
        ("", "en", ""),
    ],
)
def test_labels_have_names_or_are_words(label, locale, words):
    """
    A label that has a name is said in the language of the banner; others are words.
    """
    warning = build(topics=["death"], label=label, messages=read_messages(locale))

    assert words == warning.warning.label
