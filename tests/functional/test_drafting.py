"""Drafting through the real pages: types, templates, what the rules say, what is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlencode
from uuid import UUID

import pytest
from bs4 import Tag
from webtest import TestResponse

from documents.drafting.guides import guides
from documents.outgoing.document import Document
from documents.outgoing.particulars import Particulars
from office.directory.kinds import DOCUMENT_TYPES
from office.kernel.refusals import Refused
from tests.functional.office_app import (
    DRAFTER,
    LDIF,
    OFFICE,
    REVIEWER,
    OfficeApp,
    Visitor,
    draft,
    filled,
    form_with,
    office_app,
    sentence,
    value_of,
)
from tests.quick import first_quick
from tests.unit.drafting.test_guides import WORDS

GOVERNMENT = "990100001-M1"
EVERY = [(guide.type, each.name) for guide in guides().values() for each in guide.templates]
ELSEWHERE = ("报告", "请示", "批复", "函")
"""Types that have a series of their own."""
GOOD = {
    "title": "澜州市人民政府关于做好寒潮防范应对工作的通知",
    "recipients": "清河区人民政府",
    "body": "现将有关事项通知如下。",
    "identity": GOVERNMENT,
    "openness": "主动公开",
    "necessity": "寒潮将至",
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    """The city's government may issue all fifteen here."""
    folder = tmp_path_factory.mktemp("office")
    ldif = folder / "directory.ldif"
    text = LDIF.read_text("utf-8")
    types = ",".join(each for each in DOCUMENT_TYPES if each not in ELSEWHERE)
    several = f"wenshuSeries: 澜政发={types}"
    ldif.write_text(
        text.replace("wenshuSeries: 澜政发=决定,意见,通知,通报", several), encoding="utf-8"
    )
    with office_app(folder, ldif=ldif) as running:
        yield running


def findings(page: TestResponse) -> list[Tag]:
    return list(page.html.select("#checked .finding"))


def musts(page: TestResponse) -> list[str]:
    """What must be put right, as the page says it."""
    return [each.get_text(" ", strip=True) for each in page.html.select("#checked .finding.must")]


def reviewed(office: OfficeApp, **changes: str) -> dict[str, str]:
    """A good draft with its secrecy review, changed."""
    return {**GOOD, "secrecy_reviewer": office.person(REVIEWER), **changes}


def stated(office: OfficeApp, id: UUID) -> Particulars:
    return Particulars.from_json(office.player.documents.load(Document, id).particulars)


def saved(visitor: Visitor, fields: dict[str, str], *, act: str = "save") -> UUID:
    visitor.open("/documents/draft")
    return UUID(visitor.press(act, **fields).location.rpartition("/")[2])


def without_act(fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [each for each in fields if each[0] not in ("act", "reason-R13")]


def without_blanks(text: str) -> str:
    """The template's text with words in its blanks."""
    return re.sub("〖([^〗]*)〗", lambda found: WORDS.get(found[1], found[1]), text)


@pytest.mark.parametrize(
    ("type", "template"),
    [
        pytest.param(*each, marks=() if each[0] in ("通知", "请示", "函") else pytest.mark.slow)
        for each in EVERY
    ],
)
def test_a_draft_of_every_template_can_be_filled_in_saved_and_keeps_the_rules(
    office: OfficeApp, type: str, template: str
) -> None:
    drafter = office.log_in(DRAFTER)
    by_office = "办公厅" in template
    query = {"type": type, "template": template, "identity": OFFICE if by_office else GOVERNMENT}
    page = drafter.open(f"/documents/draft?{urlencode(query)}")
    assert value_of(page, "type") == type
    assert findings(page) == [], "nothing was written yet"
    form = form_with(page, "save")
    typed = {
        name: without_blanks(str(form[name].value or ""))
        for name in form.fields
        if name and name not in ("act", "csrf_token", "command", "seen")
    }
    typed |= {
        "openness": "依申请公开",
        "openness_reason": "第十五条",
        "secrecy_reviewer": office.person(REVIEWER),
        "necessity": "年度工作安排",
    }
    typed.pop("regulatory", None)
    id = UUID(drafter.press("save", **typed).location.rpartition("/")[2])
    again = drafter.open(f"/documents/{id}/draft")
    assert musts(again) == []
    assert value_of(again, "title") == typed["title"]
    assert value_of(again, "openness") == "依申请公开"


def test_the_choice_of_types_offers_what_the_name_may_issue_and_says_why_not(
    office: OfficeApp,
) -> None:
    drafter = office.log_in(DRAFTER)
    page = drafter.open(f"/documents/draft/types?identity={OFFICE}")
    cards = {each.h2.find(string=True): each for each in page.html.select(".type-card")}
    assert set(cards) == set(DOCUMENT_TYPES)
    assert "请求批准" in cards["请示"].get_text()
    assert "不以自己的名义批复请示" in cards["批复"].get_text()
    assert "不是有权发布命令的机关" in cards["命令"].get_text()
    assert not cards["批复"].select("a")
    assert "没有为“公告”设置编号序列" in cards["公告"].get_text()
    government = drafter.open(f"/documents/draft/types?identity={GOVERNMENT}")
    assert len(government.html.select(".type-card.off")) == 0


def test_fields_are_those_of_the_type(office: OfficeApp) -> None:
    drafter = office.log_in(DRAFTER)

    def fields(type: str) -> set[str]:
        query = urlencode({"type": type, "identity": GOVERNMENT})
        page = drafter.open(f"/documents/draft?{query}")
        return {each for each in form_with(page, "save").fields if each}

    assert "recipients" not in fields("公告")
    assert "attendance" in fields("纪要")
    assert "attendance" not in fields("通知")
    assert {"special_reason", "assigned_by_leader"} <= fields("请示")
    assert "is_important" in fields("通知")
    page = drafter.open(f"/documents/draft?{urlencode({'type': '请示', 'identity': OFFICE})}")
    assert "签发后自动标注" in page.html.select_one("#f-signers").get_text()
    assert value_of(page, "recipients") == "澜州市人民政府"


def test_a_broken_draft_keeps_its_text_and_shows_what_is_wrong(office: OfficeApp) -> None:
    drafter = office.log_in(DRAFTER)
    drafter.open("/documents/draft")
    typed = reviewed(
        office,
        type="报告",
        title="澜州市人民政府关于节水的报告",
        recipients="云川省人民政府",
        copies="清河区人民政府",
        body="一、现状\n平台已经建成。  \n妥否，请批示。",
        openness="",
    )
    before = office.events()
    page = drafter.press("check", status=200, **typed)
    told = " ".join(musts(page))
    assert "没有写明公开属性" in told
    assert "夹带了请示事项" in told
    assert "抄送了下级机关" in told
    assert {name: value_of(page, name) for name in typed} == typed
    assert office.events() == before
    anchors = {each["href"] for each in page.html.select("#checked .finding a")}
    assert {"#f-openness", "#f-body", "#f-copies"} <= anchors
    assert "须改" in page.html.select_one("#tally").get_text()


def test_the_findings_come_alone_while_somebody_writes(office: OfficeApp) -> None:
    drafter = office.log_in(DRAFTER)
    page = drafter.open("/documents/draft")
    address = page.html.select_one("form#draft")["data-check"]
    form = form_with(page, "save")
    fields = filled(form, act="check", typed=reviewed(office, body=""))
    part = drafter.post(address, fields, status=200)
    assert "没有正文" in part.text
    assert 'id="tally"' in part.text
    assert "<main" not in part.text
    broken = filled(form, act="check", typed={**GOOD, "attachments": "没有名称"})
    assert "缺少附件名称" in drafter.post(address, broken, status=200).text
    nobodys = filled(form, act="check", typed={**GOOD, "identity": "none"})
    assert "请选择发文名义" in drafter.post(address, nobodys, status=200).text


def test_a_fix_is_made_in_the_text_and_saved_with_it(office: OfficeApp) -> None:
    drafter = office.log_in(DRAFTER)
    drafter.open("/documents/draft")
    title = "澜州市人民政府关于补正的通知"
    page = drafter.press("check", status=200, **reviewed(office, title=f"{title}。"))
    button = page.html.select_one("#checked button[value^='fix:']")
    fields = filled(form_with(page, "save"), act="save", typed={})
    page = drafter.send(
        "/documents/draft",
        [*without_act(fields), ("act", button["value"])],
        status=200,
    )
    assert value_of(page, "title") == title
    assert "已按建议改好一处" in page.text
    assert not page.html.select("#checked button[value^='fix:']")
    gone = drafter.send(
        "/documents/draft",
        [
            *(
                (n, v)
                for n, v in filled(form_with(page, "save"), act="save", typed={})
                if n != "act"
            ),
            ("act", button["value"]),
        ],
        status=200,
    )
    assert "这一处不在了" in gone.text
    drafter.press("save")
    assert office.outgoing(title)


@pytest.mark.slow
def test_a_warning_is_kept_with_a_reason_by_who_reviews_and_by_nobody_else(
    office: OfficeApp,
) -> None:
    drafter, reviewer = office.log_in(DRAFTER), office.log_in(REVIEWER)
    id = saved(drafter, reviewed(office, title="澜州市人民政府关于保留的通知", necessity=""))
    page = drafter.open(f"/documents/{id}/draft")
    assert "行文应当确有必要" in page.text
    assert not page.html.select("button[value^='keep:']")
    fields = filled(form_with(page, "save"), act="save", typed={})
    forged = [
        *without_act(fields),
        ("act", "keep:R13"),
        ("reason-R13", "急"),
    ]
    page = drafter.send(f"/documents/{id}/draft", forged, status=422)
    assert "由核稿人或者文书写明理由后保留" in sentence(page)

    drafter.open(f"/documents/{id}")
    drafter.press("submit", to=office.person(REVIEWER))
    page = reviewer.open(f"/documents/{id}/draft")
    fields = filled(form_with(page, "save"), act="save", typed={})
    plain = without_act(fields)
    page = reviewer.send(
        f"/documents/{id}/draft", [*plain, ("act", "keep:R13"), ("reason-R13", " ")], status=422
    )
    assert "须写明理由" in sentence(page)
    page = reviewer.open(f"/documents/{id}/draft")
    fields = filled(form_with(page, "save"), act="save", typed={})
    plain = without_act(fields)
    keeping = [*plain, ("act", "keep:R13"), ("reason-R13", "年度例行工作")]
    answer = reviewer.send(f"/documents/{id}/draft", keeping)
    assert answer.location.endswith(f"/documents/{id}/draft")
    kept = stated(office, id).kept("R13")
    assert kept is not None
    assert (kept.reason, kept.by) == ("年度例行工作", office.person(REVIEWER))
    page = reviewer.page
    assert page is not None
    assert "许明：年度例行工作" in page.html.select_one(".finding.kept").get_text()
    assert not page.html.select("button[value='keep:R13']")


def test_what_is_stated_is_saved_and_comes_back(office: OfficeApp) -> None:
    drafter = office.log_in(DRAFTER)
    fields = reviewed(
        office,
        title="澜州市人民政府关于规范的通知",
        regulatory="yes",
        legality_reviewer=office.person(DRAFTER),
        effective_from="2027-01-01",
        valid_until="2031-12-31",
        is_important="yes",
        is_agreed="no",
        partners="澜州市大数据局",
    )
    id = saved(drafter, fields)
    found = stated(office, id)
    assert found.regulatory
    assert (found.effective_from, found.valid_until) == ("2027-01-01", "2031-12-31")
    assert (found.is_important, found.is_agreed) == (True, False)
    assert found.partners == ("990100011",)
    page = drafter.open(f"/documents/{id}/draft")
    assert value_of(page, "partners") == "澜州市大数据局"
    assert "不是同级机关，不得联合行文" in page.text
    drafter.press("save", body="改过的正文。")
    assert stated(office, id) == found


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"partners": "没有这个局"}, "通讯录中没有“没有这个局”"),
        ({"valid_until": "五年"}, "有效期应当是 2026-11-20 这样的日期"),
        ({"openness": "公开"}, "公开属性应当是主动公开、依申请公开、不予公开之一"),
        ({"type": "命令", "identity": OFFICE}, "不能制发“命令”"),
    ],
)
def test_what_cannot_be_stated_is_refused_with_all_that_was_typed(
    office: OfficeApp, wrong: dict[str, str], words: str
) -> None:
    drafter = office.log_in(DRAFTER)
    drafter.open("/documents/draft")
    page = drafter.press("save", status=422, **reviewed(office, **wrong))
    assert words in sentence(page)
    assert value_of(page, "body") == GOOD["body"]
    assert value_of(page, "necessity") == GOOD["necessity"]


def test_a_revision_cannot_become_a_type_that_its_name_may_not_issue(office: OfficeApp) -> None:
    id = draft(office, "关于改文种的通知")
    drafter = office.log_in(DRAFTER)
    page = drafter.open(f"/documents/{id}/draft")
    fields = filled(form_with(page, "save"), act="save", typed={"type": "命令"})
    page = drafter.send(f"/documents/{id}/draft", fields, status=422)
    assert "不能制发“命令”" in sentence(page)


def test_templates_that_are_not_there_open_an_empty_editor(office: OfficeApp) -> None:
    drafter = office.log_in(DRAFTER)
    for query in ({"type": "通告函"}, {"type": "请示", "identity": "none"}):
        page = drafter.open(f"/documents/draft?{urlencode(query)}")
        assert value_of(page, "title") == ""
    query = {"type": "请示", "identity": GOVERNMENT, "template": "没有"}
    page = drafter.open(f"/documents/draft?{urlencode(query)}")
    assert "妥否，请批示。" in value_of(page, "body")


def test_the_heading_of_the_editor_is_the_title_as_it_is_typed(office: OfficeApp) -> None:
    drafter = office.log_in(DRAFTER)
    page = drafter.open(f"/documents/draft?{urlencode({'type': '通知', 'identity': GOVERNMENT})}")
    assert "〖" in value_of(page, "title")
    heading = page.html.select_one("h1#heading")
    assert heading.get_text() == "拟稿（通知）", "a template's words are no title yet"
    form = form_with(page, "save")
    fields = filled(form, act="check", typed=reviewed(office))
    address = page.html.select_one("form#draft")["data-check"]
    part = drafter.post(address, fields, status=200)
    assert part.html.select_one("h1#heading").get_text() == GOOD["title"]


@pytest.mark.parametrize("type", first_quick(DOCUMENT_TYPES))
def test_an_untouched_template_is_guided_kept_as_a_draft_and_never_handed_on(
    office: OfficeApp, type: str
) -> None:
    """Of each of the fifteen types: guidance, fields, rules, and 〖…〗 is an error."""
    drafter = office.log_in(DRAFTER)
    query = {"type": type, "identity": GOVERNMENT}
    page = drafter.open(f"/documents/draft?{urlencode(query)}")
    guide = page.html.select_one("#checked details.guide")
    assert guide.summary.find(string=True) == type
    assert len(guide.select("li")) >= 2
    assert {"title", "body", "openness", "secrecy_reviewer", "necessity"} <= set(
        form_with(page, "save").fields
    )
    id = UUID(drafter.press("save").location.rpartition("/")[2])
    blanks = [each for each in musts(drafter.open(f"/documents/{id}/draft")) if "〖" in each]
    assert blanks
    before = office.events()
    with pytest.raises(Refused, match="〖") as refused:
        office.player.documents.submit(
            office.by(DRAFTER), id, to=[office.person(REVIEWER)], seen=1
        )
    assert "还没有填写" in str(refused.value)
    assert office.events() == before
