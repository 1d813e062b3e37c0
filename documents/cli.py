"""The commands `office typeset` and `office fonts`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from documents.layout import Issue, compose, issue_as_printed
from documents.layout.glyphs import missing_characters
from documents.layout.pdf import write_pdf
from documents.manuscript import Manuscript, texts_of
from documents.reading import decode, read_text
from documents.typefaces.finding import (
    INSTALLED_FONTS,
    find_typefaces,
    how_to_get,
    require_typefaces,
)
from documents.typefaces.installing import install_fonts
from documents.typefaces.typeface import ROLE_NAMES, Typefaces
from office.classification import Ceiling
from office.cli import config_option
from office.kernel.refusals import Refused
from office.settings import Settings, load_settings

_PACKAGES = Path("var")


@click.command()
@click.argument("source", metavar="INPUT", type=click.Path(path_type=Path))
@click.option("--pdf", type=click.Path(path_type=Path), help="版面写入这个 PDF 文件。")
@click.option(
    "--json", "structure", type=click.Path(path_type=Path), help="结构写入这个 JSON 文件。"
)
@click.option("--proof", is_flag=True, help="排成送审稿：每页注明送审稿，没有红头和发文字号。")
@click.option("--printed-by", default="", help="版记中的印发机关。")
@click.option("--printed-on", default="", help="版记中的印发日期，如 2026年11月23日。")
@config_option
def typeset(  # one parameter for each option
    *,
    source: Path,
    pdf: Path | None,
    structure: Path | None,
    proof: bool,
    printed_by: str,
    printed_on: str,
    config: Path,
) -> None:
    """把公文文本（.txt）或文稿（.json）识别成结构，并按 GB/T 9704-2012 排版。

    没有识别出来的内容逐行列在标准错误输出上，并写入 JSON 的 unrecognised，不会丢失。

    \b
    示例：
      office typeset 通知.txt --pdf 通知.pdf --json 通知.json
      office typeset 通知.txt --pdf 送审稿.pdf --proof
    """
    if pdf is None and structure is None:
        raise Refused(
            "没有指定输出。请用 --pdf 指明版面文件，或用 --json 指明结构文件，也可以两个都给。"
        )
    manuscript = read_manuscript(source)
    _refuse_secrets(manuscript, config=config)
    _tell_unrecognised(manuscript)
    if structure:
        text = json.dumps(manuscript.to_json(), ensure_ascii=False, indent=2)
        _write(structure, f"{text}\n".encode())
    if pdf:
        issue = issue_as_printed(manuscript)
        issue = replace(issue, printing_office=printed_by, print_date=printed_on)
        typefaces = _typefaces(load_settings(config))
        _write(pdf, _pages(manuscript, issue=None if proof else issue, typefaces=typefaces))


@click.command()
@click.option("--install", is_flag=True, help="取得并转换开源字体（需要能访问软件源）。")
@config_option
def fonts(*, install: bool, config: Path) -> None:
    """列出公文各字体由哪个文件提供，或安装开源字体。

    \b
    示例：
      office fonts
      office fonts --install -c production.ini
    """
    settings = load_settings(config)
    site, installed = settings.fonts, settings.here / INSTALLED_FONTS
    refusals = _install(settings) if install else []
    typefaces = find_typefaces(site=site, installed=installed)
    _list(typefaces)
    for refusal in refusals:
        click.echo(refusal, err=True)
    if missing := typefaces.missing():
        raise Refused(how_to_get(missing, site=site, installed=installed))


def _refuse_secrets(manuscript: Manuscript, *, config: Path) -> None:
    """涉密不上网 holds on the command line too; without an ini the ceiling is none."""
    ceiling = Ceiling(load_settings(config).classification) if config.is_file() else Ceiling()
    ceiling.check(manuscript.classification)
    ceiling.check_text("\n".join([*texts_of(manuscript), *manuscript.unrecognised]))


def read_manuscript(source: Path) -> Manuscript:
    """The manuscript in a .txt (any usual Chinese encoding) or .json file. Raises Refused."""
    readers = {".txt": _read_plain, ".json": _read_structure}
    reader = readers.get(source.suffix.lower())
    if reader is None:
        raise Refused(
            f"不能排版 {source.name}：只认 .txt（公文文本）和 .json（文稿结构）两种文件。"
            "请把内容另存为纯文本（.txt）后重试。"
        )
    try:
        content = source.read_bytes()
    except OSError as fault:
        raise Refused(f"读不了文件 {source}：{fault.strerror}。请检查文件名和权限。") from fault
    return reader(content)


def _read_plain(content: bytes) -> Manuscript:
    return read_text(decode(content))


def _read_structure(content: bytes) -> Manuscript:
    try:
        return Manuscript.from_json(json.loads(content))
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise Refused(
            f"这个 JSON 文件不是文稿结构：{fault}。请使用 office typeset --json 写出的格式。"
        ) from fault


def _pages(manuscript: Manuscript, *, issue: Issue | None, typefaces: Typefaces) -> bytes:
    pages = compose(manuscript, issue=issue)
    for role, characters in missing_characters(pages, typefaces=typefaces).items():
        click.echo(
            f"{ROLE_NAMES[role]}字体中没有这些字：{_named(characters)}，版面上以空框代替。"
            "请换用收字更全的字体后重排。",
            err=True,
        )
    if issue and not issue.mark:
        click.echo("没有识别出发文机关，版面上没有发文机关标志。", err=True)
    return write_pdf(pages, typefaces=typefaces)


def _named(characters: str) -> str:
    """With their code points: some of them show nothing by themselves."""
    return "、".join(f"{each}（U+{ord(each):04X}）" for each in characters)


def _tell_unrecognised(manuscript: Manuscript) -> None:
    if manuscript.unrecognised:
        click.echo(f"以下 {len(manuscript.unrecognised)} 行没有识别，未排入版面：", err=True)
        for line in manuscript.unrecognised:
            click.echo(f"  {line}", err=True)


def _typefaces(settings: Settings) -> Typefaces:
    return require_typefaces(site=settings.fonts, installed=settings.here / INSTALLED_FONTS)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise Refused(f"写不了文件 {path}：{fault.strerror}。请检查目录和权限。") from fault
    click.echo(f"已写入 {path}")


def _install(settings: Settings) -> list[str]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("检查字体", total=None)

        def show(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total or None)

        return install_fonts(
            site=settings.fonts,
            installed=settings.here / INSTALLED_FONTS,
            packages=settings.here / _PACKAGES,
            progress=show,
        )


def _list(typefaces: Typefaces) -> None:
    for role, name in ROLE_NAMES.items():
        chain = typefaces.chains[role]
        click.echo(f"{name}：{chain[0].family}  {chain[0].path}" if chain else f"{name}：缺少")
        for stand_in in chain[1:]:
            click.echo(f"    生僻字补充：{stand_in.family}  {stand_in.path}")
