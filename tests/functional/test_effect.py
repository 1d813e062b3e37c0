"""撤销 reaches everybody who got the document, on the network and on paper, and comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from webtest import TestResponse

from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from tests.functional.handled import assign
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    LDIF,
    LEADER,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    OfficeApp,
    issue,
    offered,
    office_app,
    page_text,
    sentence,
    table_lines,
)

DISTRICTS = ("东屏", "西泽", "南桥", "北岭", "云汀", "石湾", "竹溪", "麦岗")
"""Eight more districts of the city; with 清河 and a newspaper office they are ten recipients."""
NEWSPAPER = "云川日报社"
TITLE = "关于印发临时通行办法的通知"
BASIS, REASON = "市政府第 12 次常务会议纪要", "所依据的规定已经废止"


def code_of(number: int) -> str:
    return f"9901{80 + number}001"


def login_of(number: int) -> str:
    return f"clerk{number}"


def directory_with_ten(folder: Path) -> Path:
    """The demonstration's directory with the further districts, each with one clerk."""
    text = LDIF.read_text(encoding="utf-8")
    password = re.search(r"(?m)^uid: wangqing\n(?:.*\n)*?(userPassword: .*)$", text)
    assert password is not None
    entries = [text.rstrip("\n")]
    for number, district in enumerate(DISTRICTS):
        name = f"{district}区人民政府办公室"
        entries.append(
            f"""dn: ou={name},ou=机关,o=云川省
objectClass: organizationalUnit
objectClass: wenshuAgency
ou: {name}
wenshuAgencyCode: {code_of(number)}
wenshuShortName: {district}区政府办公室
wenshuLevel: county
wenshuKind: government
wenshuSuperior: 990100001
wenshuRank: {50 + number}
wenshuValidFrom: 2019-01-01

dn: uid={login_of(number)},ou=人员,o=云川省
objectClass: inetOrgPerson
uid: {login_of(number)}
cn: {district[0]}文书
sn: {district[0]}
employeeNumber: {38001 + number}
{password[1]}

dn: wenshuKey={38001 + number}-1,uid={login_of(number)},ou=人员,o=云川省
objectClass: wenshuPost
wenshuKey: {38001 + number}-1
wenshuPerson: {38001 + number}
wenshuAgencyCode: {code_of(number)}
title: 文书
wenshuRole: clerk
wenshuRank: 30
wenshuValidFrom: 2024-01-01"""
        )
    path = folder / "ten.ldif"
    path.write_text("\n\n".join(entries) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    folder = tmp_path_factory.mktemp("office")
    with office_app(folder, ldif=directory_with_ten(folder)) as running:
        yield running


def mark(page: TestResponse) -> str:
    """What stands beside the pages."""
    found = page.html.select_one(".effect")
    return " ".join(found.get_text(" ", strip=True).split()) if found else ""


def of_ten(office: OfficeApp, title: str) -> UUID:
    """A document dispatched to ten recipients by its list: nine over the network, one posted."""
    document = issue(office, title, to=[])
    clerk = office.log_in(CLERK)
    clerk.open(f"/documents/{document}/distribution?do=correct")
    clerk.press(
        "correct",
        settled="各区人民政府",
        add_agency=[QINGHE, *(code_of(number) for number in range(len(DISTRICTS)))],
    )
    clerk.open(f"/documents/{document}/distribution?do=correct")
    clerk.press("correct", add_other=f"{NEWSPAPER}，新华路 1 号", add_channel="post")
    clerk.open(f"/documents/{document}")
    clerk.press("dispatch")
    office.deliver()
    return document


def clerks(office: OfficeApp) -> list[tuple[str, str]]:
    """Login and agency of every receiving clerk."""
    others = [(login_of(number), code_of(number)) for number in range(len(DISTRICTS))]
    return [(QINGHE_CLERK, QINGHE), *others]


def stored_pdf(office: OfficeApp, document: UUID) -> bytes:
    """The stored pages, into which nothing is ever printed."""
    it = office.house.find(Documents).load(Document, document)
    return office.house.node.content.get(it.agency, it.original["pages"])


def annul(office: OfficeApp, document: UUID) -> str:
    """The clerk proposes, the signer decides, the courier carries; gives what the signer was told
    before it was done."""
    clerk, leader = office.log_in(CLERK), office.log_in(LEADER)
    clerk.open(f"/documents/{document}/effect?do=propose")
    clerk.press("propose", change="annul", basis=BASIS, opinion=REASON, to=office.person(LEADER))
    assert "决定撤销" in leader.open("/").text
    assert offered(leader.open(f"/documents/{document}/effect")) == ["decline", "decide"]
    before = office.events()
    page = leader.press("decide", opinion="同意撤销", status=200)
    assert len(page.html.select(".decided-on #page-1")) == 1, "what is decided on is looked at"
    assert "签发 周怀远" in page.html.select_one(".said").get_text()
    asked = page.html.select_one("form.act")
    assert office.events() == before, "nothing is done before it was looked at"
    assert "同意撤销" in asked.textarea.get_text()
    leader.press("decide")
    office.deliver()
    return str(asked.get_text())


def test_a_period_that_nobody_stated_is_not_shown(office: OfficeApp) -> None:
    plain = issue(office, "关于没有期限的通知", to=[QINGHE])
    stated = {"regulatory": True, "legality_reviewer": "程远"}
    owed = issue(office, "关于规范性文件的通知", to=[QINGHE], particulars=stated)
    clerk = office.log_in(CLERK)
    assert "有效期至" not in clerk.open(f"/documents/{plain}/effect").html.select_one(".said").text
    told = clerk.open(f"/documents/{owed}/effect").html.select_one(".said").get_text(" ")
    assert " ".join(told.split()).endswith("施行 未载明 有效期至 未载明")
    listed = {row.split()[0]: row for row in table_lines(clerk.open("/effects"))}
    assert "长期" not in listed["关于没有期限的通知"]
    assert "2026年11月20日" not in listed["关于没有期限的通知"]
    assert "未载明 未载明" in listed["关于规范性文件的通知"]
    clerk.open(f"/documents/{plain}/effect?do=period")
    clerk.press("period", since="2026-11-20")
    told = clerk.open(f"/documents/{plain}/effect").html.select_one(".said").get_text(" ")
    assert " ".join(told.split()).endswith("施行 2026年11月20日 有效期至 长期")


@pytest.mark.slow
def test_revocation_reaches_ten_recipients_and_is_confirmed_by_each(office: OfficeApp) -> None:
    document = of_ten(office, TITLE)
    sender = office.log_in(CLERK)
    for login, agency in clerks(office):
        clerk = office.log_in(login)
        clerk.open(f"/incoming/{office.arrived(TITLE, at=agency)}")
        clerk.press("sign_for")
    handled = office.log_in(QINGHE_CLERK)
    handled.press("register", track="handling")
    paper = f"/incoming/{office.arrived(TITLE, at=QINGHE)}"
    assign(office, handled, paper, to=QINGHE_DEPUTY, opinion="请办")
    before = stored_pdf(office, document)
    asked = annul(office, document)
    assert "将向收到此件的 10 家发出通知：经网络 9 家，纸质 1 家" in asked
    assert "撤销，通知 10 家" in asked

    told = table_lines(sender.open(f"/documents/{document}/effect"))
    assert len(told) == 10
    assert sum("已送达" in row for row in told) == 9
    for login, agency in clerks(office):
        clerk = office.log_in(login)
        assert TITLE in clerk.open("/reading").text
        said = mark(clerk.open(f"/incoming/{office.arrived(TITLE, at=agency)}"))
        assert all(words in said for words in ("已撤销", "自始无效", BASIS, REASON))
        clerk.press("note_effect")
        assert TITLE not in clerk.open("/reading").text
    assert TITLE in office.log_in(QINGHE_DEPUTY).open("/reading").text
    office.deliver()

    page = sender.open(f"/documents/{document}/effect")
    (posted,) = (row for row in page.html.select("tbody tr") if NEWSPAPER in row.get_text())
    button = posted.select_one("a.btn")
    assert button is not None
    sender.open(str(button["href"]))
    sender.press("sign", person="沈编辑")
    told = table_lines(sender.open(f"/documents/{document}/effect"))
    assert sum("已签收" in row for row in told) == 10

    page = sender.open(f"/documents/{document}")
    assert "已撤销" in mark(page)
    assert "已撤销" not in page_text(page)
    assert stored_pdf(office, document) == before


def badges(page: TestResponse, words: str) -> str:
    """The badges beside this title, in whatever list the page shows."""
    rows = [each for each in page.html.select("tbody tr, a.item") if words in each.get_text(" ")]
    assert rows, f"{words} is not listed"
    return " ".join(badge.get_text(strip=True) for badge in rows[0].select(".badge"))


def history(page: TestResponse) -> str:
    return " ".join(page.html.select_one(".slip").get_text(" ", strip=True).split())


@pytest.mark.slow
def test_what_was_annulled_is_marked_wherever_it_is_listed(office: OfficeApp) -> None:
    title = "关于标明效力的通知"
    document = issue(office, title, to=[QINGHE])
    sender, receiver = office.log_in(CLERK), office.log_in(QINGHE_CLERK)
    paper = office.arrived(title, at=QINGHE)
    lists = ("/documents", "/publication", "/distributions")
    assert not [each for each in lists if "已撤销" in badges(sender.open(each), title)]
    annul(office, document)

    for each in ("/documents", "/publication?of=not", "/distributions"):
        assert "已撤销" in badges(sender.open(each), title), each
    assert title not in sender.open("/publication").text
    assert offered(sender.open(f"/publication/{document}")) == []
    entry = sender.get("/publication/feed.atom").text.partition(f"urn:uuid:{document}")[2]
    assert "<gw:state>不公开</gw:state><gw:force>已撤销</gw:force>" in entry
    book = next(
        line for line in sender.get("/registers/issues.csv").text.splitlines() if title in line
    )
    assert book.endswith("已撤销")
    for each in ("/", "/reading", "/incoming"):
        assert "已撤销" in badges(receiver.open(each), title), each
    shown = receiver.open(f"/?item={paper}").html.select_one("#view .badge")
    assert shown is not None
    assert shown.get_text(strip=True) == "已撤销"


@pytest.mark.slow
def test_the_history_names_the_act_and_before_it_the_document_was_in_force(
    office: OfficeApp,
) -> None:
    title = "关于经过的通知"
    document = issue(office, title, to=[QINGHE])
    office.clock.advance(minutes=1)
    annul(office, document)
    office.clock.advance(minutes=1)
    sender, receiver = office.log_in(CLERK), office.log_in(QINGHE_CLERK)
    page = sender.open(f"/documents/{document}")
    assert f"周怀远 撤销，自始无效。依据：{BASIS}。理由：{REASON}" in history(page)
    track = page.html.select_one(".track")
    assert "撤销" in track.get_text()
    last = len(track.select("a[href*=as_of]"))
    assert "已撤销" in mark(page)
    before = sender.open(f"/documents/{document}?as_of={last - 1}")
    assert mark(before) == ""
    assert "自始无效" not in history(before)

    paper = office.arrived(title, at=QINGHE)
    page = receiver.open(f"/incoming/{paper}")
    assert "告知撤销，自始无效" in history(page)
    assert mark(receiver.open(f"/incoming/{paper}?as_of=1")) == ""
    receiver.open(f"/incoming/{paper}")
    receiver.press("sign_for")
    assert "已撤销" in mark(receiver.open(f"/incoming/{paper}?as_of=2"))


def test_the_register_tells_how_documents_stood_on_a_day(office: OfficeApp) -> None:
    title = "关于防汛值守的通知"
    document = issue(office, title, to=[QINGHE])
    clerk, leader = office.log_in(CLERK), office.log_in(LEADER)
    clerk.open(f"/documents/{document}/effect?do=propose")
    clerk.press(
        "propose",
        change="repeal",
        day="2026-12-01",
        basis=BASIS,
        opinion=REASON,
        to=office.person(LEADER),
    )
    leader.open(f"/documents/{document}/effect")
    leader.press("decide", opinion="", status=200)
    leader.press("decide")
    assert "将废止" in mark(clerk.open(f"/documents/{document}"))
    in_force = clerk.open("/effects?force=in-force&on=2026-11-30").text
    assert title in in_force
    assert title not in clerk.open("/effects?force=in-force&on=2026-12-01").text
    assert title in clerk.open("/effects?force=repealed&on=2026-12-01").text
    assert title not in clerk.open("/effects?force=repealed&on=2026-11-30").text
    assert clerk.open("/effects?on=yesterday&force=x").status_int == 200


def test_a_refused_proposal_keeps_what_was_typed(office: OfficeApp) -> None:
    document = issue(office, "关于拟稿的通知", to=[QINGHE])
    clerk = office.log_in(CLERK)
    clerk.open(f"/documents/{document}/effect?do=propose")
    answer = clerk.press(
        "propose",
        status=422,
        change="repeal",
        day="",
        basis=BASIS,
        opinion=REASON,
        to=office.person(LEADER),
    )
    assert "请填写日期" in sentence(answer)
    assert BASIS in answer.text
    assert REASON in answer.text


def test_a_proposal_is_withdrawn_and_laid_before_another_signer(office: OfficeApp) -> None:
    title = "关于撤回提请的通知"
    document = issue(office, title, to=[QINGHE])
    clerk, leader = office.log_in(CLERK), office.log_in(LEADER)
    here = f"/documents/{document}/effect"
    clerk.open(f"{here}?do=propose")
    clerk.press("propose", change="annul", basis=BASIS, opinion=REASON, to=office.person(LEADER))
    assert offered(leader.open(f"{here}?do=withdraw")) == ["decline", "decide"]
    assert "撤回提请" in clerk.open(here).text
    clerk.open(f"{here}?do=withdraw")
    assert "撤回须写明原因" in sentence(clerk.press("withdraw", status=422))
    clerk.press("withdraw", opinion="签发人出差")
    assert title not in leader.open("/").text
    assert "撤回提请：签发人出差" in clerk.open(here).text
    assert offered(clerk.open(f"{here}?do=propose")) == ["propose"]


def test_who_only_drafts_changes_no_effect(office: OfficeApp) -> None:
    document = issue(office, "关于权限的通知", to=[QINGHE])
    drafter = office.log_in(DRAFTER)
    page = drafter.open(f"/documents/{document}/effect?do=propose")
    assert offered(page) == []
    fields = [("csrf_token", drafter.token()), ("command", "x1"), ("seen", "0")]
    fields += [("act", "propose"), ("change", "annul"), ("basis", BASIS), ("opinion", REASON)]
    fields += [("to", office.person(LEADER))]
    answer = drafter.send(f"/documents/{document}/effect", fields, status=403)
    assert "提请撤销" in sentence(answer)


@pytest.mark.slow
def test_linked_documents_lead_to_each_other(office: OfficeApp) -> None:
    old, new = (
        issue(office, "关于旧事的通知", to=[QINGHE]),
        issue(office, "关于新事的通知", to=[QINGHE]),
    )
    number = office.house.find(Documents).load(Document, old).number
    clerk = office.log_in(CLERK)
    clerk.open(f"/documents/{new}/effect?do=link")
    clerk.press("link", relation="replaces", words=number)
    page = clerk.open(f"/documents/{old}/effect")
    assert "被代替，见" in table_lines(page)[0]
    assert page.html.select_one(f'a[href="/documents/{new}"]') is not None
