"""
How something is said: asserted, alleged, denied, quoted, or that it did not happen.
"""

import pytest

import cwkit

SAID = {
    "alleged": [
        # The cue stands before the words, among them, or behind them.
        ("en", "She was allegedly raped."),
        ("en", "An alleged rapist was held."),
        ("en", "He was charged with attempted murder."),
        ("en", "The murder suspect fled."),
        ("en", "Prosecutors say he raped her."),
        ("en", "She was raped, prosecutors say."),
        ("en", "He murdered her, she alleged."),
        ("en", "He is on trial for rape."),
        ("en", "Two men were indicted for murder."),
        ("es", "Fue acusado de violación."),
        ("fr", "Un viol présumé a été signalé."),
        ("fr", "Le violeur présumé est en fuite."),
        ("de", "Er wird der Vergewaltigung beschuldigt."),
        ("de", "Sie ist wegen Mordes angeklagt."),
        ("de", "Eine mutmaßliche Vergewaltigung wird untersucht."),
        ("pt", "Ele é acusado de estupro."),
    ],
    "denied": [
        ("en", "He denied the murder."),
        ("en", "The murder, he denies."),
        ("en", "It was not murder."),
        ("en", "He denied bullying her."),
        ("en", "He denies killing his wife."),
        ("en", "It wasn't suicide."),
    ],
    "quoted": [
        ("en", '"He raped me," she said.'),
        ("en", "'He raped me,' she said."),
        ("en", "‘He raped me,’ she said."),
        ("en", "'It's murder,' he said, and left."),
        ("en", "They'd come late.\n\n'He raped me,' she said."),
    ],
    "asserted": [
        # The cue is of another sentence, or the words between take it back.
        ("en", "He was charged. The murder shocked them."),
        ("en", "He was not only murdered."),
        ("en", "The flood claimed three lives."),
        # An apostrophe quotes nothing.
        ("en", "The victims' families said he was murdered. It's hard."),
        ("en", "She said the 'rape' was real."),
        ("en", "'He left,' she said, and he was murdered."),
    ],
}


@pytest.mark.parametrize(
    ("modality", "language", "text"),
    [(name, *row) for name, rows in SAID.items() for row in rows],
)
def test_modality(modality, language, text):
    """
    A finding says how the text says it.
    """
    findings = cwkit.scan(text, languages=[language]).findings

    assert {modality} == {finding.modality.value for finding in findings}


@pytest.mark.parametrize(
    ("media_type", "text"),
    [
        ("text/html", "<p>She wrote:</p><blockquote><p>He raped me.</p></blockquote>"),
        ("text/html", "<p>She said <q>he raped me</q> and left.</p>"),
        ("text/markdown", "She wrote:\n\n> He raped me.\n"),
        ("text/plain", "She wrote:\n\n> He raped me.\n\nAnd left."),
        ("text/x-rst", "She wrote:\n\n    He raped me.\n"),
    ],
)
def test_quotations_that_a_page_sets_apart(media_type, text):
    """
    What stands in a quotation is somebody else's words; what stands beside it is not.
    """
    beside = {"text/html": "<p>It was murder.</p>"}.get(
        media_type, "\n\nIt was murder."
    )

    report = cwkit.scan(text + beside, media_type=media_type, languages=["en"])

    assert [("sexual-violence", "quoted"), ("homicide", "asserted")] == [
        (finding.topic, finding.modality.value) for finding in report.findings
    ]


def test_a_turn_ends_what_a_cue_says():
    """
    Who denies one thing and admits another denies the first.
    """
    report = cwkit.scan("He denies murder but admits manslaughter.")

    assert ["denied", "asserted"] == [f.modality.value for f in report.findings]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("He was accused of murder.", "alleged"),
        ('"It was murder," she said.', "quoted"),
        ("It was murder.", "asserted"),
    ],
)
def test_how_denied_words_are_said(text, modality):
    """
    What a caller denies is said somehow, too.
    """
    decisions = cwkit.explain(text, languages=["en"], deny=["en.homicide.murder"])

    assert {modality} == {d.finding.modality.value for d in decisions if d.accepted}


@pytest.mark.parametrize(
    "text",
    [
        "No one has ever been murdered here.",
        "The town has not had a murder in forty years.",
    ],
)
def test_what_did_not_happen(text):
    """
    What the text says did not happen is no finding.
    """
    assert not cwkit.scan(text, languages=["en"]).findings


@pytest.mark.parametrize(
    ("text", "reason", "by"),
    [
        ("There was no murder.", "absent", "no"),
        ("They planted oilseed rape in spring.", "blocked", "oilseed"),
        ("He was raped.", "sure", None),
    ],
)
def test_explained_by_the_words_that_decided(text, reason, by):
    """
    A decision names the words near it that decided.
    """
    decision = cwkit.explain(text, languages=["en"])[0]

    assert (reason, by) == (decision.reason.value, decision.by)
