"""`office demo --network`, from the settings to four nodes in the browser."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import click
from rich.console import Console

from documents.demonstration.ports import Wish
from documents.typefaces.finding import INSTALLED_FONTS, require_typefaces
from integrations.exchange.demonstration.places import PLACES, Place, Site, sites_in, write_ini
from integrations.exchange.demonstration.processes import Process, running
from integrations.exchange.demonstration.provisioning import houses_of, provision
from integrations.exchange.demonstration.story import Story, was_told
from office.directory.demonstration import PASSWORD
from office.directory.kinds import ROLE_NAMES
from office.house import House
from office.kernel.refusals import Refused
from office.settings import Settings

FOLDER = Path("var/network")
"""Beside the ini file of the demonstration."""
LOOK = 1.0
"""Seconds between two looks whether all processes are there."""


def show(settings: Settings, wish: Wish) -> None:
    """Make the nodes ready, run them, have the story happen, and wait to be stopped."""
    with until_told():
        sites = laid_out(settings, web=wish.port)
        with houses_of(sites) as houses:
            _tell(provision(houses, authority=settings.here / FOLDER / "authority"))
            if not wish.serves:
                return
            told = was_told(houses[sites[0]])
            with running(sites) as processes:
                _print_addresses(houses)
                if wish.play or not told:
                    at = {site.place.agency: house for site, house in houses.items()}
                    _tell(Story(at, take=uuid4().hex).tell())
                click.echo("四个节点都在运行，按 Ctrl+C 停止。")
                watch(processes)


def laid_out(settings: Settings, *, places: Sequence[Place] = PLACES, web: int) -> list[Site]:
    """Where each node is, its ini written. Raises Refused where nothing could be typeset."""
    require_typefaces(site=settings.fonts, installed=settings.here / INSTALLED_FONTS)
    sites = sites_in(settings.here / FOLDER, places=places, web=web)
    for site in sites:
        write_ini(
            site,
            ldif=settings.ldif,
            site_fonts=settings.fonts,
            installed_fonts=settings.here / INSTALLED_FONTS,
        )
    return sites


def watch(processes: Iterable[Process]) -> None:
    """Without end. Raises Refused when one of them ended by itself."""
    while True:
        time.sleep(LOOK)
        for each in processes:
            if each.has_ended:
                raise Refused(
                    f"节点“{each.site.place.name}”的一个进程自行停止了，其余的也已停下。"
                    f"原因见 {each.log}。"
                )


class _Told(KeyboardInterrupt):
    """By Ctrl+C or SIGTERM, wherever the program is."""


@contextmanager
def until_told() -> Iterator[None]:
    """The block is left when the program is told to stop; a second time is not heard, so that
    every process is put away."""
    numbers = (signal.SIGINT, signal.SIGTERM)

    def stop(*_: object) -> None:
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
        raise _Told

    before = {each: signal.signal(each, stop) for each in numbers}
    try:
        with suppress(_Told):
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tell(sentences: Iterable[str]) -> None:
    console = Console(stderr=True)
    for sentence in sentences:
        console.print(f"  {sentence}", highlight=False, soft_wrap=True)


def _print_addresses(houses: Mapping[Site, House]) -> None:
    click.echo(f"文枢四节点演示　所有账号的口令都是 {PASSWORD}")
    for site, house in houses.items():
        click.echo(f"\n{site.place.name}　{site.page}　（交换端口 {site.exchange}）")
        for post in house.directory.posts_on(site.place.agency):
            roles = "、".join(ROLE_NAMES[role] for role in post.roles)
            click.echo(f"  {post.person.login:14} {post.person.name}　{post.title}（{roles}）")
    click.echo("")
