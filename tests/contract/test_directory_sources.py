"""What every source of the directory must answer, asked of the LDIF file and of a real slapd."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from integrations.ldap.source import LDAPSource
from office.directory.entries import Term
from office.directory.kinds import AgencyKind, Level, Role
from office.directory.ldif import LDIFSource
from office.directory.ports import DirectorySource
from office.settings import LDAPSettings
from tests.servers.slapd import RunningSlapd


@pytest.fixture(scope="module")
def ldif_source(
    tmp_path_factory: pytest.TempPathFactory, directory_files: list[Path]
) -> LDIFSource:
    file = tmp_path_factory.mktemp("ldif") / "directory.ldif"
    texts = [each.read_text(encoding="utf-8") for each in directory_files]
    file.write_text("\n".join(texts), encoding="utf-8")
    return LDIFSource(file)


@pytest.fixture(scope="module")
def ldap_source(slapd: RunningSlapd) -> LDAPSource:
    settings = LDAPSettings(
        urls=(slapd.ldap,),
        base=slapd.base,
        bind_dn=slapd.bind_dn,
        bind_password_file=slapd.bind_password_file,
        ca=slapd.ca,
    )
    return LDAPSource(settings, page_size=7)


@pytest.fixture(params=["ldif_source", "ldap_source"])
def source(request: pytest.FixtureRequest) -> DirectorySource:
    found: DirectorySource = request.getfixturevalue(request.param)
    return found


def test_both_sources_yield_the_same_entries(
    ldif_source: LDIFSource, ldap_source: LDAPSource
) -> None:
    assert ldap_source.entries() == ldif_source.entries()


def test_an_agency_is_read_with_its_level_kind_and_superior(source: DirectorySource) -> None:
    agency = next(each for each in source.entries().agencies if each.code == "990100001")

    assert agency.name == "澜州市人民政府办公室"
    assert agency.short_name == "市政府办公室"
    assert (agency.level, agency.kind) == (Level.CITY, AgencyKind.GOVERNMENT)
    assert agency.superior == "990000001"
    assert agency.rank == 20


def test_one_office_issues_in_two_names(source: DirectorySource) -> None:
    government, office = (
        each for each in source.entries().identities if each.agency == "990100001"
    )

    assert government.mark == "澜州市人民政府文件"
    assert office.mark == "澜州市人民政府办公室文件"
    assert government.printing_office == office.printing_office == "澜州市人民政府办公室"
    assert [each.word for each in office.series if "通知" in each.types] == ["澜政办发"]
    assert office.types == ("意见", "通知", "通报", "报告", "请示", "函")
    assert office.signers == ("20002", "20003")


def test_a_former_post_keeps_its_term(source: DirectorySource) -> None:
    posts = [each for each in source.entries().posts if each.person == "20012"]

    assert [(each.agency, each.term) for each in posts] == [
        ("990100001", Term(since=date(2025, 7, 1))),
        ("990100011", Term(since=date(2024, 3, 1), until=date(2025, 7, 1))),
    ]
    assert posts[0].roles == (Role.DRAFTER, Role.CLERK)


def test_odd_names_are_read_as_they_are(source: DirectorySource) -> None:
    people = {each.key: each for each in source.entries().people}

    assert (people["90001"].login, people["90001"].name) == ("李四(代)*", "李四(代)*")
    assert people["90002"].login == "#zhang,san\\"
    assert (people["90003"].login, people["90003"].name) == ("wangwu", "王　五")


def test_telephones_are_read_all_of_them(source: DirectorySource) -> None:
    telephones = {each.key: each.telephone for each in source.entries().people}

    assert telephones["20014"] == "0999-6620014"
    assert telephones["90003"] == "0999-5550101、0999-5550102"
    assert telephones["90004"] == ""


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("hewanqing", "wenshu-2026"),
        ("HeWanqing", "wenshu-2026"),
        (" hewanqing ", "wenshu-2026"),
        ("李四(代)*", "with stars *"),
        ("#zhang,san\\", "口令，二〇二六"),
        ("wangwu", " blanks count "),
    ],
)
def test_the_right_password_is_recognised(
    source: DirectorySource, login: str, password: str
) -> None:
    assert source.check_password(login, password) is True


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("hewanqing", "wenshu-2027"),
        ("hewanqing", "wenshu-2026 "),
        ("hewanqing", "ｗｅｎｓｈｕ-2026"),  # normalising would let it pass
        ("hewanqing", "wenshu-2026\0"),
        ("hewanqing", "x" * 5000),
        ("hewanqing", ""),
        ("hewanqing", "\udcff"),
        ("", "wenshu-2026"),
        (" ", "wenshu-2026"),
        ("nobody", "wenshu-2026"),
        ("*", "wenshu-2026"),
        ("hewanqin*", "wenshu-2026"),
        ("*)(uid=*", "wenshu-2026"),
        ("hewanqing)(uid=*", "wenshu-2026"),
        ("hewanqing\\2a", "wenshu-2026"),
        ("hewanqing\0", "wenshu-2026"),
        ("hewanqing\n", "wenshu-2026"),
        ("hewanqing,ou=人员,o=云川省", "wenshu-2026"),
        ("uid=hewanqing", "wenshu-2026"),
        ("何婉清", "wenshu-2026"),
        ("李四", "with stars *"),
        ("李四(代)", "with stars *"),
        ("李四(代)x", "with stars *"),
        ("wangwu", "blanks count"),
        ("nopassword", "wenshu-2026"),
        ("nopassword", ""),
        ("文枢", "reader-of-the-test"),  # the account of the office is nobody's desk
    ],
)
def test_anything_else_is_not(source: DirectorySource, login: str, password: str) -> None:
    assert source.check_password(login, password) is False
