"""An office changes the rulebook by data; what it writes wrong is named."""

from __future__ import annotations

import pytest

from documents.manuscript import Paragraph
from documents.rules import RULEBOOK, Element, Position, Severity, check, read_site
from office.kernel.refusals import Refused
from tests.unit.rules.pairs import PAIRS, case, notice

KNOWN = [each.id for each in RULEBOOK]
PHRASE = """
[[phrase]]
words = "据说"
clause = "本机关公文处理办法第八条"
message = "请写明依据"
severity = "error"
"""


def test_a_rule_that_is_off_says_nothing() -> None:
    about = PAIRS["title-issuer"][0]
    site = read_site('off = ["title-issuer"]', known=KNOWN)
    assert [each.rule for each in check(about)] == ["title-issuer"]
    assert check(about, site=site) == ()


def test_a_site_changes_how_serious_a_rule_is() -> None:
    about = PAIRS["title-issuer"][0]
    site = read_site('[severity]\ntitle-issuer = "error"', known=KNOWN)
    assert [each.severity for each in check(about)] == [Severity.WARNING]
    assert [each.severity for each in check(about, site=site)] == [Severity.ERROR]


def test_a_forbidden_phrase_is_found_wherever_it_stands() -> None:
    about = case(notice(body=(Paragraph(level=0, text="据说有雨，又据说有风。"),)))
    found = check(about, site=read_site(PHRASE, known=KNOWN))
    assert [each.position for each in found] == [
        Position(Element.BODY, 0, 0, 2),
        Position(Element.BODY, 0, 6, 8),
    ]
    assert found[0].severity is Severity.ERROR
    assert found[0].message == "出现了“据说”（本机关公文处理办法第八条）。请写明依据。"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("of = []", "不认识的项：of"),
        ('off = ["R99"]', "R99"),
        ('off = "R13"', "一列规则名"),
        ('[severity]\nR99 = "error"', "R99"),
        ('[severity]\nR13 = "hint"', "hint"),
        ("severity = 1", "一行一条"),
        ("phrase = 1", "每条写一节"),
        ('[[phrase]]\nwords = "a"', "没有写明 clause"),
        (PHRASE + 'fix = "b"', "不认识的项：fix"),
        ("off = [", "不合 TOML"),
    ],
)
def test_what_is_written_wrong_is_refused_by_its_name(text: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_site(text, known=KNOWN)
