"""Which nodes there are, and where each has its things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from socket import create_server
from string import Template

from documents.demonstration.cast import CITY, PROVINCE, QINGHE, WANGJIANG
from integrations.exchange.contract import PATH
from office.kernel.durable import make_folder, write_whole
from signing.issuing.tls import TLSFiles

HOST = "127.0.0.1"
WEB, EXCHANGE = 6543, 8443
"""The ports of the first node; those of the others follow."""


@dataclass(frozen=True, slots=True)
class Place:
    """`key`: its folder and its name in the browser; `name`: among nodes."""

    key: str
    name: str
    agency: str


PLACES = (
    Place("yunchuan", "云川省政务", PROVINCE),
    Place("lanzhou", "澜州市政务", CITY),
    Place("qinghe", "清河区政务", QINGHE),
    Place("wangjiang", "望江区政务", WANGJIANG),
)
"""From the top: a province, a city, two districts."""


@dataclass(frozen=True, slots=True)
class Site:
    """A node's folder, with everything that is its own, and its two ports."""

    place: Place
    folder: Path
    web: int
    exchange: int

    @property
    def ini(self) -> Path:
        """By which every command finds the node."""
        return self.folder / "node.ini"

    @property
    def tls(self) -> TLSFiles:
        """What it shows to the others."""
        return TLSFiles(self.folder / "tls")

    @property
    def page(self) -> str:
        """In the browser. A name of its own: cookies know hosts and no ports, and logging in
        at one node would log out at another."""
        return f"http://{self.place.key}.localhost:{self.web}"


def sites_in(folder: Path, *, places: Sequence[Place] = PLACES, web: int = WEB) -> list[Site]:
    """With ports that nobody listens on: the usual ones where they are free."""
    taken: set[int] = set()
    found = []
    for number, place in enumerate(places):
        ports = _free(web + number, taken), _free(EXCHANGE + number, taken)
        found.append(Site(place, folder / place.key, *ports))
    return found


def write_ini(site: Site, *, ldif: Path, site_fonts: Path, installed_fonts: Path) -> None:
    """Whoever reads it knows how such a node is set up. The fonts are those of this machine."""
    make_folder(site.folder / "var")
    link = site.folder / "var" / "fonts"
    if not link.is_symlink():
        link.symlink_to(installed_fonts.resolve(), target_is_directory=True)
    text = _INI.substitute(
        agency=site.place.agency,
        name=site.place.name,
        ldif=_escaped(ldif),
        fonts=_escaped(site_fonts),
        listen=f"{HOST}:{site.exchange}",
        address=f"https://{HOST}:{site.exchange}{PATH}",
    )
    write_whole(site.ini, text.encode(), draft=".node.ini-")


def _free(port: int, taken: set[int]) -> int:
    """This one, or else any. A node that is known at another port says so in a new snapshot."""
    for wanted in (port, 0):
        try:
            with create_server((HOST, wanted)) as listening:
                found = int(listening.getsockname()[1])
        except OSError:
            continue
        if found not in taken:
            taken.add(found)
            return found
    return _free(0, taken)


def _escaped(path: Path) -> str:
    return str(path.resolve()).replace("%", "%%")


_INI = Template("""\
# 由 office demo --network 写出，每次启动时重写。各项设置的说明见 development.ini。
[app:main]
use = egg:wenshu
wenshu.node = $name
wenshu.rooms = documents exchange
wenshu.agencies = $agency
wenshu.database = sqlite:///wenshu.db
wenshu.content = content
wenshu.key_secret = key-secret
wenshu.ldif = $ldif
wenshu.fonts = $fonts
wenshu.secure_cookies = no
wenshu.demonstration = yes
exchange.listen = $listen
exchange.addresses = $address
exchange.tls_certificate = tls/certificate.pem
exchange.tls_key = tls/key.pem
exchange.tls_authorities = tls/authorities.pem
exchange.encrypt = yes
exchange.staging = staging
""")
