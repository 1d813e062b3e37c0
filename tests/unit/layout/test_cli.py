from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from documents.command import fonts
from documents.manuscript import Manuscript
from office.cli import main
from tests.unit.layout.specimens import NOTICE, short_notice

TEXT = """澜州市人民政府办公室关于做好电子公文交换工作的通知
澜政办发〔2026〕16号
各县（区）人民政府：
请按照要求做好电子公文交换工作。
澜州市人民政府办公室
2026年11月22日
"""


@pytest.fixture
def folder(tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an ini whose site fonts are the drawn ones."""
    (tmp_path / "office.ini").write_text(
        f"[app:main]\nuse = egg:wenshu\nwenshu.fonts = {site}\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, [*words, "-c", "office.ini"])


def test_a_text_becomes_a_pdf_and_its_structure(folder: Path) -> None:
    (folder / "通知.txt").write_text(TEXT, encoding="utf-8")

    result = run("typeset", "通知.txt", "--pdf", "通知.pdf", "--json", "通知.json")

    assert result.exit_code == 0, result.output
    structure = json.loads((folder / "通知.json").read_text(encoding="utf-8"))
    assert structure["number"] == "澜政办发〔2026〕16号"
    assert structure["body"] == [{"level": 0, "text": "请按照要求做好电子公文交换工作。"}]
    text = PdfReader(folder / "通知.pdf").pages[0].extract_text()
    assert "澜州市人民政府办公室文件" in text
    assert "送审稿" not in text


def test_a_proof_carries_no_red_head(folder: Path) -> None:
    (folder / "通知.txt").write_text(TEXT, encoding="utf-8")

    assert run("typeset", "通知.txt", "--pdf", "稿.pdf", "--proof").exit_code == 0

    text = PdfReader(folder / "稿.pdf").pages[0].extract_text()
    assert "送审稿" in text
    assert "文件" not in text


def test_a_structure_is_typeset_as_well_as_a_text(folder: Path) -> None:
    (folder / "a.json").write_text(json.dumps(NOTICE.to_json()), encoding="utf-8")

    result = run("typeset", "a.json", "--pdf", "a.pdf", "--json", "b.json")

    assert result.exit_code == 0, result.output
    written = json.loads((folder / "b.json").read_text(encoding="utf-8"))
    assert Manuscript.from_json(written) == NOTICE


def test_the_imprint_is_printed_as_told(folder: Path) -> None:
    (folder / "a.json").write_text(json.dumps(short_notice().to_json()), encoding="utf-8")

    run(
        "typeset",
        "a.json",
        "--pdf",
        "a.pdf",
        "--printed-by",
        "澜州市人民政府办公室",
        "--printed-on",
        "2026年11月23日",
    )

    pages = PdfReader(folder / "a.pdf").pages
    assert len(pages) == 2
    assert "2026年11月23日印发" in pages[1].extract_text()


def test_what_was_not_recognised_is_told(folder: Path) -> None:
    (folder / "a.json").write_text(
        json.dumps(short_notice(unrecognised=("来源：某网站",)).to_json()), encoding="utf-8"
    )

    result = run("typeset", "a.json", "--json", "b.json")

    assert "以下 1 行没有识别" in result.stderr
    assert "来源：某网站" in result.stderr


def test_characters_without_a_font_are_told_with_their_code_points(folder: Path) -> None:
    (folder / "a.json").write_text(json.dumps(NOTICE.to_json()), encoding="utf-8")

    assert (
        "仿宋字体中没有这些字：堃（U+5803）" in run("typeset", "a.json", "--pdf", "a.pdf").stderr
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("通知.doc", "--pdf", "a.pdf"), "请在文字处理软件中另存为 .docx"),
        (("通知.txt", "--pdf", "a.pdf", "--json", "a.pdf"), "两种输出写往同一个文件"),
        (("通知.txt", "--pdf", "a.pdf", "--format", "诗"), "没有“诗”这种格式"),
        (("通知.txt", "--pdf", "a.pdf", "--urgency", "火急"), "紧急程度不能是“火急”"),
        (("没有.txt", "--pdf", "a.pdf"), "读不了文件 没有.txt"),
        (("错.json", "--pdf", "a.pdf"), "不是文稿结构"),
        (("错.json",), "没有指定输出"),
        (("通知.txt", "--json", "没有/a.json"), "写不了文件"),
    ],
)
def test_what_cannot_be_done_is_refused_in_chinese(
    folder: Path, words: tuple[str, ...], sentence: str
) -> None:
    (folder / "错.json").write_text('{"type": "通知", "titel": "x"}', encoding="utf-8")
    (folder / "通知.txt").write_text(TEXT, encoding="utf-8")
    (folder / "通知.doc").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))

    result = run("typeset", *words)

    assert result.exit_code == 1
    assert sentence in result.stderr


def test_fonts_lists_which_file_serves_which_role(folder: Path, site: Path) -> None:
    result = run("fonts")

    assert result.exit_code == 0, result.output
    assert f"仿宋：仿宋_GB2312  {site / 'fangsong.ttf'}" in result.stdout


def test_without_fonts_both_commands_say_what_is_missing(folder: Path) -> None:
    (folder / "office.ini").write_text("[app:main]\nuse = egg:wenshu\n", encoding="utf-8")
    (folder / "通知.txt").write_text(TEXT, encoding="utf-8")

    for result in (run("fonts"), run("typeset", "通知.txt", "--pdf", "a.pdf")):
        assert result.exit_code == 1
        assert "缺少小标宋、仿宋、楷体、黑体、宋体字体" in result.stderr
    assert not (folder / "a.pdf").exists()


def test_install_tells_what_could_not_be_had(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "install_fonts", lambda **_: ["取不到 Debian 软件包。"])

    result = run("fonts", "--install")

    assert "取不到 Debian 软件包。" in result.stderr


def test_help_shows_an_example() -> None:
    for command in ("typeset", "fonts"):
        assert "示例：" in CliRunner().invoke(main, [command, "--help"]).output
