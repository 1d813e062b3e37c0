"""`office typeset`: one file in, several out, all of them or none."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from documents.command.outputs import write_all
from documents.manuscript import Manuscript
from documents.reading.docx import read_docx
from documents.reading.importing import read_ofd
from documents.typefaces.typeface import Typefaces
from documents.writing import write_docx
from office.cli import main
from office.kernel.refusals import Refused
from tests.unit.layout.conftest import ROOT
from tests.unit.layout.conftest import installed as installed  # noqa: PLC0414 # a fixture
from tests.unit.layout.specimens import NOTICE
from tests.unit.reading.word_files import docx_of, drawing, image, p

TEXT = """---
签发人: [周怀远, 程远]
文号: 云水〔2026〕8号
format: document
---
云川省水利厅关于节约用水的请示
省政府：
现请示如下。
云川省水利厅
2026年11月22日
"""


@pytest.fixture
def folder(tmp_path: Path, installed: Typefaces, monkeypatch: pytest.MonkeyPatch) -> Path:
    fonts = tmp_path / "var/fonts"
    fonts.parent.mkdir()
    fonts.symlink_to(ROOT / "var/fonts")
    (tmp_path / "office.ini").write_text("[app:main]\nuse = egg:wenshu\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["typeset", *words, "-c", "office.ini"])


def test_every_format_is_written_from_one_text(folder: Path) -> None:
    (folder / "请示.txt").write_text(TEXT, encoding="gb18030")

    result = run(
        *("请示.txt", "--pdf", "a.pdf", "--ofd", "a.ofd", "--svg", "pages"),
        *("--docx", "a.docx", "--json", "a.json", "--number", "云水〔2026〕9号"),
    )

    assert result.exit_code == 0, result.output
    words = "".join(PdfReader(folder / "a.pdf").pages[0].extract_text().split())
    assert "签发人：周怀远" in words
    assert "云水〔2026〕9号" in words, "the option counts more than the front part"
    assert read_ofd((folder / "a.ofd").read_bytes()).manuscript.number == "云水〔2026〕9号"
    assert "现请示如下" in (folder / "pages/page-001.svg").read_text(encoding="utf-8")
    word = read_docx((folder / "a.docx").read_bytes()).manuscript
    stored = Manuscript.from_json(json.loads((folder / "a.json").read_text(encoding="utf-8")))
    assert (word.body, word.title, word.number) == (stored.body, stored.title, stored.number)


def test_a_copy_bears_its_watermark_and_carries_files(folder: Path) -> None:
    (folder / "请示.txt").write_text(TEXT, encoding="utf-8")
    (folder / "名单.csv").write_text("单位\n", encoding="utf-8")
    marks = ("--watermark", "清河区人民政府办公室", "--attach", "名单.csv", "--archive")

    plain = run("请示.txt", "--pdf", "a.pdf", "--svg", "a")
    marked = run("请示.txt", "--pdf", "b.pdf", "--ofd", "b.ofd", "--svg", "b", *marks)

    assert (plain.exit_code, marked.exit_code) == (0, 0), marked.output
    assert PdfReader(folder / "b.pdf").attachments == {"名单.csv": ["单位\n".encode()]}
    with ZipFile(folder / "b.ofd") as archive:
        assert b'DocType="OFD-A"' in archive.read("OFD.xml")
    pages = [(folder / each / "page-001.svg").read_text("utf-8") for each in "ab"]
    assert len(pages[1]) > len(pages[0]) + 5000, "outlines of the words"


def test_an_absent_file_to_attach_is_refused_and_nothing_written(folder: Path) -> None:
    (folder / "请示.txt").write_text(TEXT, encoding="utf-8")

    result = run("请示.txt", "--pdf", "a.pdf", "--attach", "没有.csv")

    assert result.exit_code != 0
    assert "读不了文件 没有.csv：没有这个文件或目录" in result.output
    assert not (folder / "a.pdf").exists()


def test_a_word_file_with_an_image_is_typeset_and_its_image_lies_beside_the_json(
    folder: Path,
) -> None:
    data = docx_of(
        p("云川省水利厅关于节约用水的通知") + p("各市：") + p("如图。") + p(drawing("i")),
        parts={"word/media/a.png": image()},
        links={"i": ("image", "media/a.png")},
    )
    (folder / "a.docx").write_bytes(data)

    assert run("a.docx", "--json", "b.json").exit_code == 0
    result = run("b.json", "--pdf", "b.pdf", "--docx", "b.docx")

    assert result.exit_code == 0, result.output
    assert len(PdfReader(folder / "b.pdf").pages[0].images) == 1
    assert list(read_docx((folder / "b.docx").read_bytes()).files.values()) == [image()]


def test_a_figure_without_its_file_is_refused_and_nothing_is_written(folder: Path) -> None:
    body = [{"digest": "0" * 64, "width": 30, "height": 20}]
    (folder / "a.json").write_text(
        json.dumps({"type": "通知", "title": "通知", "body": body}), encoding="utf-8"
    )
    result = run("a.json", "--pdf", "a.pdf", "--docx", "a.docx")
    assert "1 幅插图没有图片文件" in result.stderr
    assert not list(folder.glob("a.[dp]*"))


def test_an_attachment_that_stands_by_itself_has_files_of_its_own(folder: Path) -> None:
    first, second = NOTICE.attachments
    manuscript = replace(NOTICE, attachments=(first, replace(second, bound=False)))
    (folder / "a.docx").write_bytes(write_docx(replace(manuscript, number="云水〔2026〕8号")))
    result = run("a.docx", "--pdf", "a.pdf", "--svg", "pages")
    assert result.exit_code == 0, result.output
    assert "附件2" in PdfReader(folder / "a-附件2.pdf").pages[0].extract_text()
    assert (folder / "pages/附件2/page-001.svg").is_file()


def test_when_one_file_cannot_be_written_none_is(folder: Path) -> None:
    (folder / "请示.txt").write_text(TEXT, encoding="utf-8")
    (folder / "a.pdf").write_bytes(b"before")
    before = sorted(folder.rglob("*"))

    result = run("请示.txt", "--pdf", "a.pdf", "--svg", "new", "--json", "missing/a.json")

    assert result.exit_code == 1
    assert "没有写出任何文件" in result.stderr
    assert (folder / "a.pdf").read_bytes() == b"before"
    assert sorted(folder.rglob("*")) == before


def test_a_folder_in_the_way_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    with pytest.raises(Refused, match="写不了文件"):
        write_all({tmp_path / "a": b"x", tmp_path / "b": b"y"})
    assert [each.name for each in tmp_path.iterdir()] == ["b"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", docx_of(p("正文"))[:-40], "已损坏或不完整"),
        ("a.txt", "---\n颜色: 红\n---\n正文".encode(), "不认识的要素：颜色"),
        ("a.txt", b"", "文件里没有文字"),
        ("a.txt", " \n\u3000\ufeff\n".encode(), "文件里没有文字"),
        ("a.docx", b"", "文件里没有文字"),
        ("a.docx", docx_of(p("")), "文件里没有文字"),
        ("a.docx", "关于节水的通知".encode(), "内容却不是 .docx 文件"),
        ("a.ofd", "关于节水的通知".encode(), "内容却不是 .ofd 文件"),
        ("a.txt", "---\n附注: 机密★1年\n---\n正文".encode(), "超过本系统允许的最高密级"),
        (
            "a.docx",
            docx_of(p("通知") + p("<w:del><w:r><w:delText>机密★1年</w:delText></w:r></w:del>")),
            "超过本系统允许的最高密级",
        ),
    ],
)
def test_what_is_refused_leaves_nothing_behind(
    folder: Path, name: str, content: bytes, words: str
) -> None:
    (folder / name).write_bytes(content)
    result = run(name, "--pdf", "out.pdf", "--json", "out.json")
    assert result.exit_code == 1
    assert words in result.stderr
    assert not list(folder.glob("out*"))


@pytest.mark.parametrize(
    ("structure", "words"),
    [
        ({"type": "通知", "title": 5}, "字段 title 应当是文字"),
        ({"type": "通知", "title": "标题\ud800"}, "字段 title 含有不完整的字符"),
        (
            {"type": "通知", "title": "标题", "body": [{"level": 9, "text": "文"}]},
            "字段 body[0].level 应当是 0 至 4 的整数",
        ),
        (
            {"type": "通知", "title": "标题", "body": [{"rows": [["甲"]], "heads": "x"}]},
            "字段 body[0].heads 应当是 0 至 1 的整数",
        ),
    ],
)
def test_a_structure_with_a_wrong_value_is_refused_by_its_field(
    folder: Path, structure: object, words: str
) -> None:
    (folder / "a.json").write_text(json.dumps(structure), encoding="utf-8")
    result = run("a.json", "--docx", "a.docx", "--pdf", "a.pdf")
    assert result.exit_code == 1
    assert f"这个 JSON 文件不是文稿结构：{words}" in result.stderr
    assert not list(folder.glob("a.[dp]*"))


def test_a_file_beside_a_structure_that_is_no_image_stands_for_none(folder: Path) -> None:
    image = b"no image at all"
    digest = sha256(image).hexdigest()
    body = [{"digest": digest, "width": 30, "height": 20}]
    structure = {"type": "通知", "title": "通知", "body": body}
    (folder / "a.json").write_text(json.dumps(structure), encoding="utf-8")
    (folder / "a.files").mkdir()
    (folder / "a.files" / digest).write_bytes(image)
    result = run("a.json", "--pdf", "a.pdf")
    assert result.exit_code == 1
    assert "1 幅插图没有图片文件" in result.stderr


PRINTED = """澜州市人民政府文件
澜政〔2026〕8号　　签发人：陆承钧
澜州市人民政府关于节水的请示
省人民政府：
请批示。
附件：1.甲
2.乙
澜州市人民政府
2026年11月21日
附件1
甲
内容
澜州市人民政府办公室　　2026年11月22日印发
"""


def test_signer_and_imprint_of_a_printed_text_are_printed_again(folder: Path) -> None:
    (folder / "a.txt").write_text(PRINTED, encoding="utf-8")

    result = run("a.txt", "--pdf", "a.pdf", "--docx", "a.docx")

    assert result.stderr.splitlines() == ["附件2“乙”只有名称，没有找到它的内容，请核对是否遗漏。"]
    for name in ("a.pdf", "a.docx"):
        again = run(name, "--pdf", "b.pdf")
        assert "签发人" not in again.stderr
        assert "印发" not in again.stderr
        words = "".join(
            "".join(each.extract_text().split()) for each in PdfReader(folder / "b.pdf").pages
        )
        assert "签发人：陆承钧" in words
        assert "澜州市人民政府办公室2026年11月22日印发" in words


def test_a_proof_tells_what_it_does_not_print(folder: Path) -> None:
    (folder / "a.txt").write_text(PRINTED, encoding="utf-8")
    result = run("a.txt", "--pdf", "a.pdf", "--proof")
    assert "  签发人：陆承钧" in result.stderr.splitlines()


def test_a_text_without_title_is_told_and_the_option_replaces_its_line(folder: Path) -> None:
    (folder / "a.txt").write_text("节水好处多\n各区要节水。\n", encoding="utf-8")

    assert "没有识别出标题" in run("a.txt", "--json", "a.json").stderr
    result = run("a.txt", "--json", "a.json", "--title", "节水好处多")

    assert "没有识别出标题" not in result.stderr
    stored = Manuscript.from_json(json.loads((folder / "a.json").read_text(encoding="utf-8")))
    assert (stored.title, len(stored.body)) == ("节水好处多", 1)
