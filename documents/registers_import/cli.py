"""`office import registers`: old registers come in from a workbook and a folder of scans."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from documents.permissions import Permission
from documents.registers_import.application import OldPapers, Workbook
from documents.registers_import.checking import Checked, Progress
from documents.registers_import.columns import KIND_WORDS, Kind
from documents.registers_import.template import template
from documents.registers_import.told import report, sentences, summary
from office.access.identity import Identity
from office.cli import config_option
from office.file_faults import why
from office.house import House
from office.kernel.act import Act
from office.kernel.refusals import Refused
from office.maintenance import opened

_File = click.Path(path_type=Path, dir_okay=False)


@click.group(name="import")
def import_() -> None:
    """把本系统启用以前的材料导入进来。

    \b
    示例：
      office import registers 登记簿.xlsx --scans 扫描件 --by duanwen --dry-run
    """


@import_.command()
@click.argument("file", type=_File, required=False)
@click.option("--scans", type=click.Path(path_type=Path), help="扫描件所在的目录。")
@click.option("--by", "login", default="", help="以谁的名义导入（登录名，须有文书职责）。")
@click.option("--dry-run", is_flag=True, help="只核对，不导入。")
@click.option("--report", "to", type=_File, help="把逐行的核对结果写成这个 .xlsx 文件。")
@click.option("--template", "blank", type=_File, help="写出空白模板后结束。")
@config_option
def registers(
    *,
    file: Path | None,
    scans: Path | None,
    login: str,
    dry_run: bool,
    to: Path | None,
    blank: Path | None,
    config: Path,
) -> None:
    """导入旧的收文、发文登记簿：全部导入，或者一件也不导入。

    \b
    示例：
      office import registers --template 模板.xlsx
      office import registers 登记簿.xlsx --scans 扫描件 --by duanwen --dry-run
      office import registers 登记簿.xlsx --scans 扫描件 --by duanwen -c production.ini
    """
    if blank:
        _write(blank, template())
        click.echo(f"模板已写到 {blank}。请按其中的“填写说明”填写。")
        return
    if file is None:
        raise Refused("请写明要导入的 .xlsx 文件；还没有的，用 --template 取得模板。")
    if not login:
        raise Refused("请用 --by 写明以谁的名义导入（登录名）。导入要记到人。")
    book = Workbook(file.name, _read(file))
    with opened(config) as house:
        _run(house, book, scans=scans, login=login, dry_run=dry_run, to=to)


def _run(
    house: House, book: Workbook, *, scans: Path | None, login: str, dry_run: bool, to: Path | None
) -> None:
    identity = _clerk(house, login)
    papers = house.find(OldPapers)
    act = Act(
        agency=identity.agency,
        person=identity.person,
        command=book.command,
        post=identity.post_key,
    )
    if papers.imported_before(act):
        click.echo("这个文件已经导入过，没有再次导入。")
        return
    with _shown() as progress:
        checked = papers.check(identity.agency, book, scans=scans, progress=progress)
    _tell(checked, to)
    if not checked.may_be_imported:
        raise Refused("没有导入。请改正上面列出的地方，再执行一次。")
    if dry_run:
        click.echo("只核对，没有导入。去掉 --dry-run 后执行，即可导入。")
        return
    _must_be_them(house, login)
    with _shown() as progress:
        counts = papers.import_registers(act, book, checked, progress=progress)
    told = "，".join(f"{KIND_WORDS[Kind(kind)]} {count} 件" for kind, count in counts.items())
    click.echo(f"已导入{told}，记在{identity.name}名下。请在“收文”“发文”的“旧登记簿”中查看。")


def _clerk(house: House, login: str) -> Identity:
    """The person in a post in which they may import."""
    person = house.directory.person_by_login(login)
    held = house.people.identities(person=str(person.id)) if person else ()
    if not held:
        raise Refused(f"通讯录中没有登录名“{login}”，或者其人现在没有岗位。请核对 --by。")
    permission = Permission.OldPaper.IMPORT
    may = [each for each in held if house.guard.permits(permission, each, each)]
    if not may:
        house.guard.check(permission, held[0], held[0])
    return may[0]


def _must_be_them(house: House, login: str) -> None:
    """Whoever runs the node acts on no paper; this is the person's own act, so they say so."""
    password = click.prompt(f"{login} 的口令", hide_input=True, err=True)
    if house.people.authenticate(login=login, password=password) is None:
        raise Refused("口令不对，没有导入。请由其本人输入口令。")


def _tell(checked: Checked, to: Path | None) -> None:
    for sentence in sentences(checked):
        click.echo(sentence)
    click.echo(summary(checked))
    if to:
        _write(to, report(checked))
        click.echo(f"逐行的核对结果已写到 {to}。")


@contextmanager
def _shown() -> Iterator[Progress]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), refresh_per_second=4) as bar:
        tasks = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)

        yield show


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise Refused(f"{path} 读不出来：{why(fault)}。请核对文件路径。") from fault


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as fault:
        raise Refused(f"写不进 {path}：{why(fault)}。请换一个位置。") from fault
