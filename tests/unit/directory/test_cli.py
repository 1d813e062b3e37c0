"""office directory: preview, record, and again nothing to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from office.directory.cli import directory
from office.directory.passwords import Verifier
from office.directory.source import directory_source
from office.kernel.refusals import Refused
from office.settings import load_settings
from tests.servers.slapd import ROOT


@pytest.fixture
def ini(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "office/directory/data/demonstration.ldif", tmp_path / "people.ldif")
    path = tmp_path / "office.ini"
    path.write_text(
        "[app:main]\nuse = egg:wenshu\n"
        "wenshu.database = sqlite:///office.db\nwenshu.ldif = people.ldif\n",
        encoding="utf-8",
    )
    return path


def run(ini: Path, *words: str) -> Result:
    return CliRunner().invoke(directory, ["sync", "-c", str(ini), *words], catch_exceptions=False)


def test_a_preview_then_the_record_then_nothing(ini: Path) -> None:
    preview = run(ini, "--dry-run").output.splitlines()
    recorded = run(ini).output.splitlines()

    assert preview[:-1] == recorded[:-1]
    assert preview[-1] == "共 91 处变更（预览，尚未记录）。"
    assert recorded[-1] == "共 91 处变更（已记录）。"
    assert run(ini).output == "目录与来源一致，没有变更。\n"


def test_changes_count_from_the_day_that_is_given(ini: Path) -> None:
    run(ini)
    people = ini.parent / "people.ldif"
    text = people.read_text(encoding="utf-8").replace("cn: 何婉清", "cn: 何婉青")
    people.write_text(text, encoding="utf-8")

    told = run(ini, "--effective", "2026-12-01").output

    assert "人员“何婉青”（20012）更名：名称由“何婉清”改为“何婉青”，2026-12-01 起。" in told


def test_the_hash_of_a_password_serves_for_the_file() -> None:
    told = CliRunner().invoke(directory, ["password"], input="one two\none two\n")

    value = told.output.splitlines()[-1].encode()
    assert Verifier().matches([value], "one two")
    assert not Verifier().matches([value], "one  two")


def test_the_ini_chooses_between_file_and_server(ini: Path) -> None:
    assert type(directory_source(load_settings(ini))).__name__ == "LDIFSource"

    with ini.open("a", encoding="utf-8") as file:
        file.write(
            "wenshu.directory = ldap\nldap.urls = ldap://one.example ldaps://two.example\n"
            "ldap.base = o=云川省\n"
        )
    assert type(directory_source(load_settings(ini))).__name__ == "LDAPSource"


def test_without_the_part_for_servers_the_ini_is_refused(
    ini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ini.open("a", encoding="utf-8") as file:
        file.write("wenshu.directory = ldap\nldap.urls = ldap://one.example\nldap.base = o=x\n")
    monkeypatch.setattr("office.directory.source.entry_points", lambda **_: ())

    with pytest.raises(Refused, match=r"wenshu\.directory 为 ldap"):
        directory_source(load_settings(ini))
