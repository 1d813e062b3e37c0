from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

import documents.layout.forms
from office.cli import main
from tests.unit.layout.drawn_fonts import draw_site

OURS = Path(documents.layout.forms.__path__[0], "data")

CHARACTERS = "发文稿纸澜州市人民政府办公室密级缓急特加平件签会审核标题主送抄附公开属性"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an ini whose site fonts are drawn ones."""
    fonts = draw_site(tmp_path / "fonts", characters=CHARACTERS)
    ini = f"[app:main]\nuse = egg:wenshu\nwenshu.fonts = {fonts}\n"
    (tmp_path / "office.ini").write_text(ini, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["forms", *words])


def test_the_forms_are_listed_with_their_files(folder: Path) -> None:
    result = run("list", "-c", "office.ini")

    assert result.exit_code == 0
    assert "draft_sheet：发文稿纸  " in result.stdout
    assert len(result.stdout.splitlines()) == len(list(OURS.glob("*.toml")))


def test_the_fields_of_a_form_are_listed_with_what_they_take(folder: Path) -> None:
    result = run("list", "circulation_slip", "-c", "office.ini")

    lines = result.stdout.splitlines()
    assert "agency：机关名称，文字" in lines
    assert "proposal：拟办意见，意见" in lines
    assert "  who：传阅人，文字" in lines


def test_a_form_is_copied_changed_checked_and_printed(folder: Path) -> None:
    assert run("copy", "draft_sheet", "-c", "office.ini").exit_code == 0
    own = folder / "var/site-forms/draft_sheet.toml"
    own.write_text(own.read_text("utf-8").replace('name = "发文稿纸"', 'name = "发文签"'), "utf-8")

    assert "可以使用：发文签，空表 1 页。" in run("check", str(own)).stdout
    assert "draft_sheet：发文签（本单位）" in run("list", "-c", "office.ini").stdout
    values = json.dumps({"agency": "澜州市人民政府办公室", "title": "公开属性"})
    (folder / "内容.json").write_text(values, "utf-8")
    words = ("draft_sheet", "--pdf", "稿.pdf", "--values", "内容.json", "-c", "office.ini")
    result = run("print", *words)

    assert result.exit_code == 0, result.output
    assert "澜州市人民政府办公室发文签" in PdfReader(folder / "稿.pdf").pages[0].extract_text()


def test_a_copy_never_overwrites_what_the_site_changed(folder: Path) -> None:
    assert run("copy", "draft_sheet", "-c", "office.ini").exit_code == 0
    own = folder / "var/site-forms/draft_sheet.toml"
    own.write_text("# 正在修改\n" + own.read_text("utf-8"), "utf-8")

    result = run("copy", "draft_sheet", "-c", "office.ini")

    assert result.exit_code == 1
    assert "没有覆盖" in result.stderr
    assert own.read_text("utf-8").startswith("# 正在修改")


def test_a_mistake_in_a_changed_form_is_told_with_its_place(folder: Path) -> None:
    (folder / "签报.toml").write_text('name = "签报"\n[[parts]]\nkind = "tabel"\n', "utf-8")

    result = run("check", "签报.toml")

    assert result.exit_code == 1
    assert "表单文件 签报.toml 不能用：第 1 部分：没有这一种（kind）" in result.stderr


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "不是 UTF-8 编码的 JSON 文件"),
        ("[1]", "应当是字段名到内容的对照"),
        ('{"titel": "通知"}', "没有这些字段：titel"),
        ('{"title": "机密★1年 关于机要工作的通知"}', "超过本系统允许的最高密级"),
    ],
)
def test_contents_that_cannot_be_filled_in_are_refused(
    folder: Path, content: str, told: str
) -> None:
    (folder / "内容.json").write_text(content, "utf-8")

    words = ("draft_sheet", "--pdf", "稿.pdf", "--values", "内容.json", "-c", "office.ini")
    result = run("print", *words)

    assert result.exit_code == 1
    assert told in result.stderr
    assert not (folder / "稿.pdf").exists()
