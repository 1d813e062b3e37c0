"""Laying out: a 2-page notice and a 50-page report, against LibreOffice, Typst and WeasyPrint.

The peers get the same text in the same typefaces and sizes, without our rules. They are not
dependencies: install `libreoffice-writer-nogui` (Debian), `typst`, `weasyprint` and `python-docx`
(PyPI) first; whoever is missing is left out and named.
"""

from __future__ import annotations

import html
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from documents.layout import Issue, compose
from documents.layout.ofd import write_ofd
from documents.layout.pdf import write_pdf
from documents.manuscript import Manuscript, Paragraph
from documents.typefaces.finding import require_typefaces
from documents.typefaces.role import Role
from documents.typefaces.typeface import Typefaces

FONTS = Path(__file__).parents[1] / "var/fonts"
SENTENCE = (
    "各县（区）人民政府、市政府各部门要把电子公文交换作为转变作风、提高效率的基础工作来抓，明确1名"
    "分管负责同志和2名专职人员，于2026年12月15日前完成设备、证书和印章的准备，做到当天来文当天签收。"
)
PARAGRAPHS_PER_PAGE = 3.9
ISSUE = Issue(
    mark="澜州市人民政府办公室文件",
    number="澜政办发〔2026〕16号",
    printing_office="澜州市人民政府办公室",
    print_date="2026年11月23日",
)
ROUNDS = 5
BATCH = 20


def document(pages: int) -> Manuscript:
    """A report of so many pages, or fewer when it is long; every paragraph differs a little."""
    count = max(1, round(pages * PARAGRAPHS_PER_PAGE) - 3)
    body = tuple(Paragraph(0, f"第{place}项：{SENTENCE}") for place in range(1, count + 1))
    return Manuscript(
        type="通知",
        title="关于做好电子公文交换工作的通知",
        recipients="各县（区）人民政府，市政府各部门",
        body=body,
        signature="澜州市人民政府办公室",
        date="2026年11月22日",
    )


def ours_pdf(manuscript: Manuscript, typefaces: Typefaces) -> float:
    """Seconds for the page model and the PDF."""
    return _timed(lambda: write_pdf(compose(manuscript, issue=ISSUE), typefaces=typefaces))


def ours_ofd(manuscript: Manuscript, typefaces: Typefaces) -> float:
    """Seconds for the page model and the OFD."""
    return _timed(lambda: write_ofd(compose(manuscript, issue=ISSUE), typefaces=typefaces))


def libreoffice(files: list[Path], folder: Path) -> float:
    """Seconds a file for `soffice --convert-to pdf` in one process."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    command += [str(each) for each in files]  # names of our own making
    spent = _timed(lambda: subprocess.run(command, check=True, capture_output=True))  # noqa: S603
    return spent / len(files)


def typst(manuscript: Manuscript, folder: Path) -> float:
    """Seconds for a fresh compile."""
    source = folder / "notice.typ"
    source.write_text("\n\n".join([_TYPST, *_texts(manuscript)]).replace("#1", "\\#1"), "utf-8")
    fonts = [str(FONTS)]
    return _timed(lambda: import_module("typst").compile(str(source), font_paths=fonts))


def weasyprint(manuscript: Manuscript, fangsong: Path) -> float:
    """Seconds for HTML to PDF."""
    paragraphs = "".join(f"<p>{html.escape(each)}</p>" for each in _texts(manuscript))
    page = f"<html lang=zh><style>{_CSS % fangsong.as_uri()}</style>{paragraphs}</html>"
    return _timed(lambda: import_module("weasyprint").HTML(string=page).write_pdf())


_TYPST = (
    '#set page(paper: "a4", margin: (left: 28mm, right: 26mm, top: 37mm, bottom: 35mm))\n'
    '#set text(font: "FandolFang R", size: 15.75pt, lang: "zh")\n'
    "#set par(leading: 13.8pt, first-line-indent: (amount: 2em, all: true), justify: true)"
)
_CSS = (
    "@font-face{font-family:F;src:url(%s)} @page{size:A4;margin:37mm 26mm 35mm 28mm}"
    "body{font:15.75pt/29.6pt F} p{margin:0;text-indent:2em;text-align:justify}"
)


def _texts(manuscript: Manuscript) -> Iterator[str]:
    yield manuscript.title
    yield f"{manuscript.recipients}："
    yield from (each.text for each in manuscript.body if isinstance(each, Paragraph))
    yield manuscript.signature
    yield manuscript.date


def _docx(manuscript: Manuscript, path: Path) -> Path:
    units = import_module("docx.shared")
    millimetres, points = units.Mm, units.Pt
    file = import_module("docx").Document()
    section = file.sections[0]
    section.page_width, section.page_height = millimetres(210), millimetres(297)
    section.left_margin, section.right_margin = millimetres(28), millimetres(26)
    section.top_margin, section.bottom_margin = millimetres(37), millimetres(35)
    style = file.styles["Normal"]
    style.font.name, style.font.size = "FandolFang R", points(15.75)
    style.paragraph_format.line_spacing = points(29.6)
    for text in _texts(manuscript):
        file.add_paragraph(text)
    file.save(str(path))
    return path


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _best_of(measure: Callable[[], float]) -> float:
    measure()  # what is read once in a process is not counted
    return statistics.median(measure() for _ in range(ROUNDS))


def compare(pages: int, typefaces: Typefaces, folder: Path) -> None:
    """One line a peer: milliseconds a document, and how many times ours that is."""
    manuscript = document(pages)
    count = len(compose(manuscript, issue=ISSUE).pages)
    ours = _best_of(lambda: ours_pdf(manuscript, typefaces))
    print(f"\n{count} pages{'':24}ms  times ours")
    _line("ours, PDF", ours, ours)
    _line("ours, OFD", _best_of(lambda: ours_ofd(manuscript, typefaces)), ours)
    if shutil.which("soffice") and _has("docx"):
        files = [_docx(manuscript, folder / f"{pages}-{place}.docx") for place in range(BATCH)]
        _line(
            "LibreOffice, a process each", _best_of(lambda: libreoffice(files[:1], folder)), ours
        )
        _line(f"LibreOffice, a batch of {BATCH}", libreoffice(files, folder), ours)
    if _has("typst"):
        _line("Typst, fresh compile", _best_of(lambda: typst(manuscript, folder)), ours)
    if _has("weasyprint"):
        fangsong = typefaces.chains[Role.FANGSONG][0].path
        _line("WeasyPrint", _best_of(lambda: weasyprint(manuscript, fangsong)), ours)


def growth(typefaces: Typefaces) -> None:
    """Milliseconds a page from 1 to 500 pages: constant if time is linear."""
    print("\npages      ms   ms a page")
    for pages in (1, 5, 20, 100, 500):
        manuscript = replace(document(pages), title="关于增长的通知")
        count = len(compose(manuscript, issue=ISSUE).pages)
        spent = min(ours_pdf(manuscript, typefaces) for _ in range(2))
        print(f"{count:5} {spent * 1000:7.0f} {spent * 1000 / count:11.1f}")


def _line(name: str, spent: float, ours: float) -> None:
    print(f"{name:<30}{spent * 1000:7.1f} {spent / ours:11.1f}")


def _has(module: str) -> bool:
    found = find_spec(module) is not None
    if not found:
        print(f"{module} is not installed and left out")
    return found


def main() -> None:
    """All comparisons."""
    typefaces = require_typefaces(site=FONTS / "none", installed=FONTS)
    with tempfile.TemporaryDirectory() as name:
        for pages in (2, 70):  # the second has 50
            compare(pages, typefaces, Path(name))
    growth(typefaces)


if __name__ == "__main__":
    main()
