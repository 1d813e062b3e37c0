from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from documents.layout import Issue, compose
from documents.layout.formats.telegram import Telegram
from documents.layout.formats.telegram_head import USUAL
from documents.layout.issue import Stamp
from documents.layout.pages import BLACK, RED, Element
from documents.layout.pdf import write_pdf
from documents.manuscript import Format
from documents.typefaces.typeface import Typefaces
from tests.specimens.printed import printed
from tests.unit.layout.specimens import runs, short_notice

TELEGRAM = short_notice(
    format=Format.TELEGRAM,
    title="关于做好寒潮天气防范应对工作的通知",
    urgency="特提",
    copies="市委办公室",
)
ISSUE = Issue(
    mark="澜州市人民政府办公室",
    number="澜政办明电〔2026〕3号",
    approved_by="何　祎",
    sealed=True,
    stamps=(Stamp("市长", "沈垚"),),
)
LABELS = ["发往", "签批盖章", "等级", "电报号"]


def test_the_head_names_the_sender_and_the_kind() -> None:
    assert compose(TELEGRAM, issue=ISSUE).text(Element.MARK) == "澜州市人民政府办公室发电明传电报"


@pytest.mark.parametrize(
    "mark",
    ["澜州市人民政府办公室发电", "澜州市人民政府办公室文件", "澜州市人民政府办公室明传电报"],
)
def test_the_sender_is_told_once_however_the_mark_is_given(mark: str) -> None:
    issue = replace(ISSUE, mark=mark)

    assert compose(TELEGRAM, issue=issue).text(Element.MARK) == "澜州市人民政府办公室发电明传电报"


def test_the_box_shows_to_whom_who_approved_how_urgent_and_the_number() -> None:
    pages = compose(TELEGRAM, issue=ISSUE)

    assert [run.text for run in runs(pages, Element.FORM) if run.text in LABELS] == LABELS
    assert "各县（区）人民政府" in pages.text(Element.FORM)
    assert pages.text(Element.SIGNER) == "何　祎"
    assert pages.text(Element.URGENCY) == "特提"
    assert pages.text(Element.NUMBER) == "澜政办明电〔2026〕3号"


def test_the_fields_stand_inside_their_rules(installed: Typefaces) -> None:
    pages = compose(TELEGRAM, issue=ISSUE)
    page = printed(write_pdf(pages, typefaces=installed))[0]
    box = [rule for rule in page.rules if rule.box.top < 150]
    uprights = [rule for rule in pages.pages[0].rules if rule.upright]

    assert len(box) == 3
    assert all(rule.box.left == pytest.approx(28.0, abs=0.01) for rule in box)
    assert all(rule.box.right == pytest.approx(184.0, abs=0.01) for rule in box)
    for run in (each for name in LABELS for each in pages.runs() if each.text == name):
        right = min(rule.x for rule in uprights if rule.x > run.x + 1)
        assert run.x + run.width < right
        assert box[0].box.top < run.y < box[-1].box.top


def test_recipients_too_many_for_the_box_are_looked_up_below_the_title() -> None:
    recipients = "，".join(f"第{place}区人民政府" for place in range(40))
    pages = compose(replace(TELEGRAM, recipients=recipients), issue=ISSUE)

    assert "见主送机关" in pages.text(Element.FORM)
    assert recipients in pages.text(Element.RECIPIENTS, Element.IMPRINT)


def test_it_is_signed_and_dated_without_seal_or_stamp() -> None:
    pages = compose(TELEGRAM, issue=ISSUE)

    assert pages.places == ()
    assert pages.text(Element.SIGNATURE, Element.DATE) == "澜州市人民政府办公室2026年11月22日"
    assert pages.text(Element.SIGNER_TITLE) == ""


def test_title_recipients_text_and_copies_follow_in_this_order() -> None:
    pages = compose(TELEGRAM, issue=ISSUE)
    order = [Element.MARK, Element.NUMBER, Element.TITLE, Element.RECIPIENTS, Element.BODY]
    heights = [runs(pages, each)[0].y for each in [*order, Element.SIGNATURE, Element.IMPRINT]]

    assert all(above < below for above, below in pairwise(heights))


def test_a_site_corrects_the_head_by_its_data() -> None:
    class Local(Telegram):
        head = replace(
            USUAL, kind="传真电报", ending="发电单位", colour=BLACK, rows=USUAL.rows[1:]
        )

    header = Local(TELEGRAM, ISSUE).header()

    assert {run.colour for run in header.runs} == {BLACK}
    assert "".join(r.text for r in header.runs) == (
        "澜州市人民政府办公室发电单位传真电报等级特提电报号澜政办明电〔2026〕3号"
    )


def test_the_mark_is_red_as_usual_and_joint_senders_stand_in_a_stack() -> None:
    issue = replace(ISSUE, mark="文件", joint_marks=("澜州市财政局", "澜州市民政局"))
    marks = runs(compose(TELEGRAM, issue=issue), Element.MARK)

    assert [run.text for run in marks] == ["澜州市财政局", "澜州市民政局", "发电", "明传电报"]
    assert {run.colour for run in marks} == {RED}
