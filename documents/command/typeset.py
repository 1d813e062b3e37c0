"""The command `office typeset`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from mimetypes import guess_type
from pathlib import Path
from typing import Any

import click

from documents.command.elements import NAMES, Values, filled_in, named
from documents.command.outputs import write_all
from documents.command.sources import read_source
from documents.command.work import Typesetting
from documents.layout.attached import Attached
from documents.layout.issue import Issue
from documents.manuscript import Format, Manuscript, texts_of
from documents.reading.imported import Imported
from documents.reading.phrases import folded
from documents.reading.printed import printed_elements, without_text
from documents.typefaces.finding import INSTALLED_FONTS, require_typefaces
from documents.typefaces.typeface import Typefaces
from office.classification import Ceiling
from office.cli import config_option
from office.file_faults import why
from office.kernel.refusals import Refused
from office.settings import load_settings

_HELP = {
    "mark": "发文机关标志；联合行文写几次，主办机关在前。",
    "signer": "签发人，上行文用；可以写几次。",
    "signature": "发文机关署名；联合行文写几次。",
    "format": "格式：document、letter、order、minutes、telegram、note，或文件、信函等。",
    "printed-by": "版记中的印发机关。",
    "printed-on": "版记中的印发日期，如 2026年11月23日。",
    "date": "成文日期，如 2026年11月22日。",
    "approved-by": "电报的签批盖章。",
}
_UNTITLED = (Format.ORDER, Format.MINUTES)
"""Their mark says what a title would (GB/T 9704-2012 10.2, 10.3)."""
_PATH = click.Path(path_type=Path)


def _element_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """An option for each element that a file can be given."""
    for each in reversed(NAMES):
        if each.option == "sealed":
            words: dict[str, Any] = {"default": None, "help": "为印章留出位置。"}
            command = click.option("--sealed/--unsealed", "sealed", **words)(command)
        else:
            text = _HELP.get(each.option, f"{each.words[0]}。")
            command = click.option(f"--{each.option}", multiple=True, help=text)(command)
    return command


@click.command()
@click.argument("source", metavar="INPUT", type=_PATH)
@click.option("--pdf", type=_PATH, help="版面写入这个 PDF 文件。")
@click.option("--ofd", type=_PATH, help="版面写入这个 OFD 文件。")
@click.option("--svg", type=_PATH, help="版面写入这个目录，一页一个 SVG。")
@click.option("--docx", type=_PATH, help="按公文样式写成这个 .docx 文件。")
@click.option("--json", "structure", type=_PATH, help="结构写入这个 JSON 文件。")
@click.option("--watermark", default="", help="每页衬底的水印，如收文机关名称。")
@click.option("--attach", type=_PATH, multiple=True, help="放进 PDF 和 OFD 的文件；可以几次。")
@click.option("--archive", is_flag=True, help="OFD 按归档要求（OFD-A）写。")
@click.option("--proof", is_flag=True, help="排成送审稿：每页注明送审稿，没有红头和发文字号。")
@_element_options
@config_option
def typeset(  # one parameter for each kind of output
    *,
    source: Path,
    pdf: Path | None,
    ofd: Path | None,
    svg: Path | None,
    docx: Path | None,
    structure: Path | None,
    watermark: str,
    attach: tuple[Path, ...],
    archive: bool,
    proof: bool,
    config: Path,
    **given: Any,
) -> None:
    """把公文（.txt、.docx、.pdf、.ofd）或文稿结构（.json）按 GB/T 9704-2012 排版。

    要素值可以写在选项里，也可以写在 .txt 开头的两行“---”之间，一行一项，如“签发人: [甲, 乙]”；
    两处都有的，以选项为准。没有识别出来的内容逐行列在标准错误输出上，并写入 JSON 的
    unrecognised，不会丢失。要写的文件一起写成，有一个写不成就都不写。

    \b
    示例：
      office typeset 通知.txt --pdf 通知.pdf --ofd 通知.ofd --docx 通知.docx
      office typeset 通知.docx --pdf 送审稿.pdf --proof
      office typeset 请示.txt --signer 周怀远 --number 澜政〔2026〕8号 --pdf 请示.pdf
    """
    wanted = [each for each in (pdf, ofd, svg, docx, structure) if each]
    _check_outputs(wanted)
    imported, front = read_source(source)
    elements = {**named(front), **_typed(given)}
    whole, issue = filled_in(imported.whole(), elements)
    _refuse_secrets(imported, whole, elements, config=config)
    _tell_unrecognised(whole, None if proof else issue)
    _tell_what_to_ask(whole)
    work = Typesetting(
        whole,
        None if proof else issue,
        imported.files,
        watermark=watermark,
        attached=[_attached(each) for each in attach],
        archive=archive,
    )
    files: dict[Path, bytes] = {}
    if pdf or ofd or svg:
        work.lay_out(_typefaces(config))
        files |= work.pages_as(pdf=pdf, ofd=ofd, svg=svg)
    if docx:
        files[docx] = work.docx()
    if structure:
        files |= work.structure(structure)
    write_all(files, folders=work.folders)
    for each in wanted:
        click.echo(f"已写入 {each}")


def _check_outputs(wanted: list[Path]) -> None:
    if not wanted:
        raise Refused(
            "没有指定输出。请用 --pdf、--ofd、--svg、--docx 指明版面文件，"
            "或用 --json 指明结构文件，可以一起给。"
        )
    if len({each.absolute() for each in wanted}) < len(wanted):
        raise Refused("有两种输出写往同一个文件。请给每种输出各自的文件名。")


def _typed(given: Mapping[str, Any]) -> dict[str, Values]:
    """The options that were given, by their names."""
    elements: dict[str, Values] = {}
    for name, value in given.items():
        if isinstance(value, bool):
            elements[name] = ("是" if value else "否",)
        elif value:
            elements[name.replace("_", "-")] = tuple(value)
    return named(elements)


def _attached(path: Path) -> Attached:
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise Refused(f"读不了文件 {path}：{why(fault)}。请检查文件名和权限。") from fault
    kind = guess_type(path.name)[0] or "application/octet-stream"
    return Attached(path.name, content, media_type=kind)


def _typefaces(config: Path) -> Typefaces:
    settings = load_settings(config)
    return require_typefaces(site=settings.fonts, installed=settings.here / INSTALLED_FONTS)


def _refuse_secrets(
    imported: Imported, whole: Manuscript, elements: Mapping[str, Values], *, config: Path
) -> None:
    """涉密不上网 holds on the command line too; without an ini the ceiling is none."""
    ceiling = Ceiling(load_settings(config).classification) if config.is_file() else Ceiling()
    imported.check(ceiling)
    ceiling.check(whole.classification)
    given = (value for values in elements.values() for value in values)
    ceiling.check_text("\n".join([*texts_of(whole), *given]))


def _tell_unrecognised(manuscript: Manuscript, issue: Issue | None) -> None:
    printed = {"", *printed_elements(manuscript.unrecognised).lines} if issue else {""}
    lines = [
        line
        for line in manuscript.unrecognised
        if line not in printed and not (issue and folded(line) == folded(issue.mark))
    ]
    if lines:
        click.echo(f"以下 {len(lines)} 行没有识别，未排入版面：", err=True)
        for line in lines:
            click.echo(f"  {line}", err=True)


def _tell_what_to_ask(manuscript: Manuscript) -> None:
    if not manuscript.title and manuscript.format not in _UNTITLED:
        click.echo("没有识别出标题，版面上没有标题。请核对原文，或用 --title 给出。", err=True)
    for sentence in without_text(manuscript):
        click.echo(sentence, err=True)
