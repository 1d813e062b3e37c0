"""Two people changed the same text: what is taken over, and what somebody must decide."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from documents.manuscript import Manuscript, Paragraph
from documents.revisions.merging import (
    Choice,
    Conflict,
    Merge,
    StatedConflict,
    Taken,
    merged,
    merged_statements,
)
from documents.revisions.pieces import taken_apart
from tests.property.test_revisions import manuscripts, pairs
from tests.quick import examples

BASE = Manuscript(
    type="通知",
    title="关于森林防火的通知",
    recipients="各区人民政府",
    body=(
        Paragraph(1, "一、加强火源管控，严禁野外用火。"),
        Paragraph(1, "二、加强值班备勤，严格执行制度。"),
        Paragraph(1, "三、加强督促检查，及时报告情况。"),
    ),
)


def body(*changed: tuple[int, str]) -> Manuscript:
    texts = [each.text for each in BASE.body if isinstance(each, Paragraph)]
    for place, text in changed:
        texts[place] = text
    return replace(BASE, body=tuple(Paragraph(1, text) for text in texts))


def test_changes_in_different_places_need_no_decision() -> None:
    mine = replace(
        body((0, "一、加强火源管控，一律禁止野外用火。")), title="关于做好森林防火的通知"
    )
    theirs = body((2, "三、加强督促检查，随时报告情况。"))
    merge = merged(BASE, mine=mine, theirs=theirs)
    assert not merge.conflicts
    both = replace(mine, body=(mine.body[0], mine.body[1], theirs.body[2]))
    assert merge.decided({}) == both


def one(merge: Merge) -> Conflict:
    (conflict,) = merge.conflicts
    return conflict


def test_two_changes_of_one_paragraph_are_decided_by_a_person() -> None:
    mine = body((1, "二、加强值班备勤，严格落实制度。"))
    theirs = body((1, "二、加强值守备勤，严格执行制度。"))
    merge = merged(BASE, mine=mine, theirs=theirs)
    conflict = one(merge)
    assert conflict.choices == (Choice.TOGETHER, Choice.BOTH, Choice.MINE, Choice.THEIRS)
    assert merge.decided({conflict.id: Choice.MINE}) == mine
    assert merge.decided({conflict.id: Choice.THEIRS}) == theirs
    together = merge.decided({conflict.id: Choice.TOGETHER})
    assert together == body((1, "二、加强值守备勤，严格落实制度。"))
    both = merge.decided({conflict.id: Choice.BOTH}).body
    assert both == (BASE.body[0], theirs.body[1], mine.body[1], BASE.body[2])


def test_changes_of_the_same_words_are_not_offered_together() -> None:
    merge = merged(
        BASE,
        mine=body((1, "二、加强值班备勤，严格落实制度。")),
        theirs=body((1, "二、加强值班备勤，严格遵守制度。")),
    )
    assert Choice.TOGETHER not in one(merge).choices


def test_a_field_that_both_changed_is_one_or_the_other() -> None:
    merge = merged(
        BASE,
        mine=replace(BASE, recipients="各县人民政府"),
        theirs=replace(BASE, recipients="各乡人民政府"),
    )
    assert one(merge).choices == (Choice.MINE, Choice.THEIRS)


def test_a_paragraph_that_one_changed_and_the_other_struck_is_decided() -> None:
    changed = body((1, "二、加强值班备勤，严格落实制度。"))
    struck = replace(BASE, body=(BASE.body[0], BASE.body[2]))
    merge = merged(BASE, mine=struck, theirs=changed)
    conflict = one(merge)
    assert conflict.choices == (Choice.MINE, Choice.THEIRS)
    assert merge.decided({conflict.id: Choice.MINE}) == struck


def test_what_both_added_in_one_place_is_decided_and_both_can_stay() -> None:
    mine = replace(BASE, body=(*BASE.body, Paragraph(1, "四、甲。")))
    theirs = replace(BASE, body=(*BASE.body, Paragraph(1, "四、乙。")))
    merge = merged(BASE, mine=mine, theirs=theirs)
    conflict = one(merge)
    assert conflict.choices[0] is Choice.BOTH
    outcome = merge.decided({conflict.id: Choice.BOTH})
    assert outcome.body[3:] == (theirs.body[3], mine.body[3])


@settings(max_examples=examples(40))
@given(pairs())
def test_where_only_one_changed_anything_that_is_the_outcome(
    pair: tuple[Manuscript, Manuscript],
) -> None:
    base, changed = pair
    assert merged(base, mine=changed, theirs=base).decided({}) == changed
    assert merged(base, mine=base, theirs=changed).decided({}) == changed
    assert merged(base, mine=changed, theirs=changed).decided({}) == changed


@settings(max_examples=examples(40))
@given(pairs(), manuscripts)
def test_every_word_that_somebody_typed_is_in_the_outcome_or_to_be_chosen(
    pair: tuple[Manuscript, Manuscript], theirs: Manuscript
) -> None:
    base, mine = pair
    merge = merged(base, mine=mine, theirs=theirs)
    old = taken_apart(base)
    for who, text in ((Choice.MINE, mine), (Choice.THEIRS, theirs)):
        for section, pieces in taken_apart(text).items():
            there = [
                piece
                for part in merge.sections[section]
                for piece in ((part.piece,) if isinstance(part, Taken) else part.outcome(who))
            ]
            assert set(pieces) - set(old[section]) <= set(there)


@settings(max_examples=examples(40))
@given(pairs(), manuscripts)
def test_every_choice_makes_a_manuscript(
    pair: tuple[Manuscript, Manuscript], theirs: Manuscript
) -> None:
    merge = merged(pair[0], mine=pair[1], theirs=theirs)
    for rank in range(4):
        choices = {
            each.id: each.choices[min(rank, len(each.choices) - 1)] for each in merge.conflicts
        }
        outcome = merge.decided(choices)
        assert Manuscript.from_json(outcome.to_json()) == outcome


def test_what_is_stated_beside_the_text_is_merged_by_name() -> None:
    base = {"openness": "主动公开", "necessity": "例行部署", "valid_until": "长期"}
    mine = {"openness": "主动公开", "necessity": "上级部署", "is_major": True}
    theirs = {"openness": "不予公开", "necessity": "迎检", "valid_until": "长期"}
    agreed, conflicts = merged_statements(base, mine=mine, theirs=theirs)
    assert agreed == {"openness": "不予公开", "is_major": True}
    assert conflicts == (StatedConflict("necessity", "上级部署", "迎检"),)
