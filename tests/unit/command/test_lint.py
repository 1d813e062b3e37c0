"""`office lint`: what it prints, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from documents.writing import write_docx
from office.cli import main
from tests.unit.rules.pairs import NOTICE, REQUEST, request

GOOD = """---
签发人: 程远
---
澜数〔2026〕8号
澜州市大数据局关于建设数据共享平台的请示
澜州市人民政府：
为推进数据共享，我局拟建设数据共享平台。
妥否，请批示。
澜州市大数据局
2026年3月4日
（联系人：程远，电话：0999-6600123）
"""
KEYS = {"rule", "clause", "severity", "message", "position"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["lint", *words])


def written(folder: Path, text: str, name: str = "请示.txt") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return name


def rules(result: Result) -> dict[str, str]:
    return {each["rule"]: each["severity"] for each in json.loads(result.stdout)}


def test_a_good_document_has_nothing_to_tell(folder: Path) -> None:
    name = written(folder, GOOD)
    told, as_json = run(name), run(name, "--json")
    assert (told.exit_code, told.stdout) == (0, "没有发现问题。\n")
    assert told.stderr.startswith("按“"), "what it was taken for stands beside the answer"
    assert as_json.stderr == ""
    assert (as_json.exit_code, json.loads(as_json.stdout)) == (0, [])


def test_an_error_is_told_with_place_and_clause_and_ends_in_status_1(folder: Path) -> None:
    result = run(written(folder, GOOD.replace("2026年3月4日", "2026年03月04日")))
    assert result.exit_code == 1
    assert "错误  成文日期  [date-form]" in result.stdout
    assert "GB/T 9704—2012 7.3.5.4" in result.stdout
    assert "共 1 处错误，0 处提醒。" in result.stdout


def test_the_number_is_judged_as_it_was_typed(folder: Path) -> None:
    text = GOOD.replace("〔2026〕8号", "[2026]第08号")
    assert rules(run(written(folder, text), "--json")) == {"number-form": "error"}
    given = GOOD.replace("签发人", "文号: 澜数〔2026〕08号\n签发人")
    assert rules(run(written(folder, given), "--json")) == {"number-form": "error"}


def test_a_warning_ends_in_status_0(folder: Path) -> None:
    result = run(written(folder, GOOD.replace("，电话：0999-6600123", "")), "--json")
    assert (result.exit_code, rules(result)) == (0, {"contact-note": "warning"})


def test_json_is_a_list_of_findings(folder: Path) -> None:
    text = GOOD.replace("为推进", "根据云政发〔2026〕8号文件，为推进")
    found = json.loads(run(written(folder, text), "--json").stdout)
    assert [set(each) for each in found] == [KEYS]
    assert found[0]["position"] == {"element": "body", "item": 0, "start": 2, "end": 13}


def test_an_issued_upward_document_names_its_signer(folder: Path) -> None:
    result = run(
        written(folder, GOOD.partition("---\n澜数")[1][4:] + GOOD.partition("---\n澜数")[2])
    )
    assert (result.exit_code, "[signer-upward]" in result.stdout) == (1, True)


def test_what_was_abolished_is_found_in_a_text(folder: Path) -> None:
    text = (
        GOOD.replace("签发人: 程远", "签发人: 程远\n紧急程度: 急件") + "抄报：省委\n主题词：数据\n"
    )
    assert set(rules(run(written(folder, text), "--json"))) == {
        "abolished-report-copies",
        "abolished-subject-words",
        "abolished-urgency",
    }


def test_a_docx_and_a_structure_are_checked_too(folder: Path) -> None:
    (folder / "a.docx").write_bytes(write_docx(NOTICE))
    structure = json.dumps(request(title="关于建设平台的请示报告").to_json())
    written(folder, structure, "a.json")
    assert run("a.docx").exit_code == 0
    assert set(rules(run("a.json", "--json"))) >= {"title-one-type", "title-issuer"}
    written(folder, json.dumps(REQUEST.to_json()), "b.json")
    assert run("b.json").stdout == "没有发现问题。\n"


def test_site_rules_of_the_ini_hold(folder: Path) -> None:
    written(folder, "[app:main]\nuse = egg:wenshu\nwenshu.rules = site.toml\n", "a.ini")
    name = written(folder, GOOD.replace("（联系人", "（经办"))
    written(folder, 'off = ["contact-note"]\n', "site.toml")
    assert run(name, "-c", "a.ini").stdout == "没有发现问题。\n"
    written(folder, 'of = ["contact-note"]\n', "site.toml")
    refused = run(name, "-c", "a.ini")
    assert refused.exit_code == 1
    assert "不认识的项：of" in refused.stderr
    (folder / "site.toml").unlink()
    assert "wenshu.rules" in run(name, "-c", "a.ini").stderr


def test_a_classified_text_is_refused_before_it_is_looked_at(folder: Path) -> None:
    result = run(written(folder, GOOD.replace("签发人", "密级: 秘密★1年\n签发人")))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "不得在本系统处理" in result.stderr


@pytest.mark.parametrize("name", ["没有.txt", "坏.json"])
def test_what_cannot_be_read_is_refused(folder: Path, name: str) -> None:
    written(folder, "{", "坏.json")
    result = run(name)
    assert result.exit_code == 1
    assert name in result.stderr or "不是文稿结构" in result.stderr
