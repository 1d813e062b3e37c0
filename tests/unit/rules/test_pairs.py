"""Each rule finds what breaks it, and leaves alone what keeps it."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace

import pytest

import documents.rules
from documents.rules import RULEBOOK, Case, Organ, Rule, Severity, check
from tests.unit.rules.organs import CITY, DATA
from tests.unit.rules.pairs import NOTICE, PAIRS, REQUEST, case, request

RULES = {each.id: each for each in RULEBOOK}


def found(id: str, about: Case) -> list[str]:
    return [each.message for each in check(about) if each.rule == id]


def test_every_rule_has_a_pair_and_an_id_of_its_own() -> None:
    assert len(RULES) == len(RULEBOOK) == len(PAIRS)
    assert set(RULES) == set(PAIRS)


def test_every_rule_that_was_written_is_in_the_rulebook() -> None:
    written: set[str] = set()
    for module in pkgutil.iter_modules(documents.rules.__path__):
        names = vars(importlib.import_module(f"documents.rules.{module.name}"))
        written |= {each.id for each in names.values() if isinstance(each, Rule)}
    assert written == set(RULES)


@pytest.mark.parametrize("id", sorted(PAIRS))
def test_what_breaks_a_rule_is_found_and_what_keeps_it_is_not(id: str) -> None:
    breaking, keeping = PAIRS[id]
    assert found(id, breaking)
    assert not found(id, keeping)


@pytest.mark.parametrize("id", sorted(PAIRS))
def test_a_finding_says_what_is_wrong_under_which_clause_and_what_to_do(id: str) -> None:
    for message in found(id, PAIRS[id][0]):
        wrong, clause, remedy = message.partition(f"（{RULES[id].clause}）。")
        assert wrong
        assert clause
        assert remedy.endswith("。")
        assert "。。" not in message


@pytest.mark.parametrize("id", sorted(PAIRS))
def test_a_fix_is_safe_and_takes_the_finding_away(id: str) -> None:
    breaking = PAIRS[id][0]
    findings = [each for each in check(breaking) if each.rule == id]
    for finding in findings:
        if finding.fix:
            fixed = finding.fix(breaking.manuscript)
            assert len(found(id, replace(breaking, manuscript=fixed))) < len(findings)


@pytest.mark.parametrize("good", [case(REQUEST, issuer=DATA), case(NOTICE, issuer=CITY)])
def test_a_good_document_is_left_alone(good: Case) -> None:
    assert check(good) == ()


@pytest.mark.parametrize(
    ("issuer", "recipients"),
    [(DATA, "云川省水利厅"), (CITY, "中共澜州市委员会"), (DATA, "中共澜州市委员会")],
)
def test_what_the_line_of_superiors_cannot_tell_is_left_open(
    issuer: Organ, recipients: str
) -> None:
    assert check(case(request(recipients=recipients), issuer=issuer)) == ()


@pytest.mark.parametrize("id", [each for each in PAIRS if each.startswith("R")])
def test_rules_of_the_routes_say_nothing_where_nothing_is_known(id: str) -> None:
    """Of the bare text only what it says itself can be judged, never whom it goes to."""
    breaking = PAIRS[id][0]
    told = {"R15a", "R15d", "R15e", "R15f", "R15g", "R15h", "R16b", "R17d"}
    bare = Case(manuscript=breaking.manuscript)
    assert not found(id, bare) or id in told


def test_errors_come_from_the_regulation_and_customs_only_warn() -> None:
    customs = [each for each in RULEBOOK if "惯例" in each.clause]
    assert customs
    assert {each.severity for each in customs} == {Severity.WARNING}
