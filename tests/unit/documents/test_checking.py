"""The rules held against a draft with all that the directory knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from documents.demonstration import demonstration_manuscripts
from documents.manuscript import Manuscript, Paragraph
from documents.outgoing.checking import Checking
from documents.outgoing.particulars import Override, Particulars
from documents.rules import NO_CHANGES, Severity, site_rules
from office.directory.application import Directory, directory_act
from office.directory.entries import IssuingIdentityEntry
from office.directory.ldif import LDIFSource
from office.directory.registers import directory_register
from office.kernel.clock import SetClock
from office.kernel.node import Node
from office.kernel.refusals import Refused

ROOT = Path(__file__).parents[3]
DAY = date(2026, 11, 22)
GOVERNMENT, BUREAU = "990100001-M1", "990100011-M1"
STATED = Particulars(
    openness="主动公开",
    secrecy_reviewer="somebody",
    necessity="入冬以来最强寒潮将至",
)
NOTICE = Manuscript(
    type="通知",
    title="澜州市人民政府关于做好寒潮防范应对工作的通知",
    recipients="清河区人民政府",
    body=(Paragraph(0, "现将有关事项通知如下。"),),
    issuer="澜州市人民政府",
)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    folder = tmp_path_factory.mktemp("directory")
    node = Node(
        database=f"sqlite:///{folder}/wenshu.db",
        content=folder / "content",
        clock=SetClock(datetime(2026, 11, 22, 1, 0, tzinfo=UTC)),
        registers=[directory_register],
        guard=lambda act, permission, subject: None,
    )
    node.create()
    found = Directory(node)
    entries = LDIFSource(ROOT / "office/directory/data/demonstration.ldif").entries()
    found.synchronise(entries, effective=DAY, act=directory_act("sync", str(uuid4())))
    yield found
    node.close()


def identity(directory: Directory, key: str) -> IssuingIdentityEntry:
    found = directory.identity(key, DAY)
    assert found
    return found


def refusal(directory: Directory, manuscript: Manuscript, stated: Particulars) -> str:
    """What submitting it is refused with; empty when it is not."""
    try:
        Checking(directory).must_keep_rules(
            manuscript, stated, identity=identity(directory, GOVERNMENT), day=DAY
        )
    except Refused as refused:
        return str(refused)
    return ""


def test_a_document_that_keeps_the_rules_passes(directory: Directory) -> None:
    assert refusal(directory, NOTICE, STATED) == ""


def test_without_openness_or_secrecy_review_nothing_is_handed_on(directory: Directory) -> None:
    told = refusal(directory, NOTICE, replace(STATED, openness="", secrecy_reviewer=""))
    assert "文稿有 2 处须改" in told
    assert "没有写明公开属性（《政府信息公开条例》第十三条）" in told
    assert "《保守国家秘密法》" in told


def test_every_error_is_told_with_its_place_and_what_to_do(directory: Directory) -> None:
    told = refusal(directory, replace(NOTICE, body=(), recipients=""), STATED)
    assert "正文：没有正文（条例第九条第（九）项）。请写明正文。" in told
    assert "主送机关：通知没有主送机关" in told


def test_the_directory_tells_who_stands_where(directory: Directory) -> None:
    told = refusal(
        directory,
        replace(
            NOTICE,
            type="请示",
            title="澜州市人民政府关于建设水厂的请示",
            recipients="澜州市大数据局",
            note="（联系人：程远，电话：0999-6600123）",
            body=(Paragraph(0, "妥否，请批示。"),),
        ),
        STATED,
    )
    assert "不是本机关的上级机关，不能用请示" in told


def test_a_department_needs_consent_before_it_commands_governments(
    directory: Directory,
) -> None:
    checking = Checking(directory)
    bureau = identity(directory, BUREAU)
    notice = replace(NOTICE, title="澜州市大数据局关于数据的通知", issuer="澜州市大数据局")
    for consent, wanted in ((None, True), (True, False)):
        found = checking.findings(
            notice, replace(STATED, has_consent=consent), identity=bureau, day=DAY
        )
        assert ("R16b" in {each.rule for each in found}) is wanted


def test_partners_are_judged_as_issuers(directory: Directory) -> None:
    told = refusal(directory, NOTICE, replace(STATED, partners=("990100011",)))
    assert "不是同级机关，不得联合行文" in told


def test_a_warning_waits_for_a_reason_and_not_longer(directory: Directory) -> None:
    checking, of = Checking(directory), identity(directory, GOVERNMENT)
    stated = replace(STATED, necessity="")
    asked = {"identity": of, "day": DAY, "by": "xuming"}
    checking.must_keep_rules(NOTICE, stated, identity=of, day=DAY)
    with pytest.raises(Refused, match="1 处提醒没有处理"):
        checking.answered(NOTICE, stated, reason=" ", **asked)
    answered = checking.answered(NOTICE, stated, reason="例行工作", **asked)
    assert answered.kept("R13") == Override("R13", reason="例行工作", by="xuming")
    assert checking.answered(NOTICE, answered, reason="", **asked) == answered


def test_an_error_is_not_answered_with_a_reason(directory: Directory) -> None:
    stated = replace(STATED, openness="").keeping(
        Override("openness-stated", reason="以后再说", by="xuming")
    )
    assert "没有写明公开属性" in refusal(directory, NOTICE, stated)


def test_the_sites_changes_hold(directory: Directory, tmp_path: Path) -> None:
    own = tmp_path / "rules.toml"
    own.write_text('[severity]\nopenness-stated = "warning"\n', encoding="utf-8")
    checking = Checking(directory, site_rules(own))
    of = identity(directory, GOVERNMENT)
    checking.must_keep_rules(NOTICE, replace(STATED, openness=""), identity=of, day=DAY)
    assert site_rules(None) == NO_CHANGES
    with pytest.raises(Refused, match=r"wenshu\.rules"):
        site_rules(tmp_path / "none.toml")


@pytest.mark.parametrize("manuscript", demonstration_manuscripts(), ids=lambda it: it.title[:20])
def test_the_demonstrations_drafts_keep_the_rules(
    directory: Directory, manuscript: Manuscript
) -> None:
    issuers = (
        each
        for agency in directory.agencies_on(DAY)
        for each in directory.identities(agency.code, DAY)
        if each.signature == manuscript.issuer
    )
    found = Checking(directory).findings(manuscript, STATED, identity=next(issuers), day=DAY)
    assert [each.message for each in found if each.severity is Severity.ERROR] == []
