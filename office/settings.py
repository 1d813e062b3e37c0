"""Every setting of the ini file, once. What is not named here is refused with its name.

The ini says `wenshu.<field>`, `ldap.<field>`, `exchange.<field>`; relative paths count from its
folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, get_type_hints

import plaster

from office.calendar.hours import USUAL as USUAL_HOURS
from office.kernel.refusals import Refused
from office.reading import BadValue, DatabaseAddress, read

# What [app:main] may hold for Pyramid, its includes and PasteDeploy; they check it themselves.
_FOREIGN_PREFIXES = ("pyramid.", "jinja2.")
LISTEN = "127.0.0.1:6543"
_FOREIGN = frozenset({"use", "here", "__file__"})


class SettingsRefused(Refused):
    """The ini file cannot be used: which setting, what is wrong with it, how to put it right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LDAPSettings:
    """How the organisation's LDAP servers are reached, with `wenshu.directory = ldap`."""

    urls: tuple[str, ...] = ()
    base: str = ""
    bind_dn: str = ""
    bind_password_file: Path | None = None
    ca: Path | None = None
    start_tls: bool = True
    timeout: int = 3  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeSettings:
    """How other nodes reach this one, and by what both sides know each other."""

    listen: str = ""
    addresses: tuple[str, ...] = ()
    tls_certificate: Path | None = None
    next_tls_certificate: Path | None = None
    tls_key: Path | None = None
    tls_authorities: Path | None = None
    threads: int = 16
    requests_per_minute: int = 1200
    largest_consignment: int = 1024  # MiB
    encrypt: bool = False
    staging: Path = Path("var/exchange")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One node's settings; development.ini explains each."""

    here: Path
    # Not in the repr: it may hold a password.
    database: DatabaseAddress = field(
        default=DatabaseAddress("sqlite:///var/wenshu.db"), repr=False
    )
    content: Path = Path("var/content")
    key_secret: Path = Path("var/key-secret")
    ca: Path = Path("var/ca")
    ca_list_days: int = 30
    pkcs11: Path | None = None
    node: str = ""
    checkpoint_minutes: int = 60
    time_service: str = ""
    rooms: tuple[str, ...] = ("documents",)
    agencies: tuple[str, ...] = ()
    directory: Literal["ldif", "ldap"] = "ldif"
    ldif: Path = Path("var/directory.ldif")
    classification: Literal["无", "秘密", "机密", "绝密"] = "无"
    session_idle_minutes: int = 30
    session_hours: int = 12
    session_limit: int = 3
    secure_cookies: bool = True
    fonts: Path = Path("var/site-fonts")
    rules: Path | None = None
    routes: Path | None = None
    incoming_series: Path | None = None
    supervision: Path | None = None
    circulation: Path | None = None
    working_days: Path | None = None
    deadlines: Path | None = None
    archive: Path | None = None
    working_hours: tuple[str, ...] = USUAL_HOURS
    followers: bool = True
    silence_consents: bool = False
    refusable_days: int = 1
    identifier_root: str = "1.2.156.10"
    origin: str = ""
    demonstration: bool = False
    ldap: LDAPSettings = field(default_factory=LDAPSettings)
    exchange: ExchangeSettings = field(default_factory=ExchangeSettings)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, str], *, here: str | Path) -> Settings:
        """Read [app:main] as text; `here` is the ini's folder. Raises SettingsRefused."""
        own = {key: text for key, text in mapping.items() if not _is_foreign(key)}
        _refuse_unknown(own)
        folder = Path(here).resolve()
        ldap = LDAPSettings(**_values(LDAPSettings, prefix="ldap.", texts=own, here=folder))
        exchange = ExchangeSettings(
            **_values(ExchangeSettings, prefix="exchange.", texts=own, here=folder)
        )
        values = _values(cls, prefix="wenshu.", texts=own, here=folder)
        settings = cls(here=folder, ldap=ldap, exchange=exchange, **values)
        _refuse_half_an_ldap(settings)
        _refuse_half_an_exchange(settings.exchange)
        return settings


_PARTS: dict[str, type[LDAPSettings | ExchangeSettings]] = {
    "ldap": LDAPSettings,
    "exchange": ExchangeSettings,
}
"""What stands in the ini under a prefix of its own."""


def load_settings(path: str | Path) -> Settings:
    """The settings in [app:main] of an ini file. Raises SettingsRefused, also if there is none."""
    path = Path(path)
    if not path.is_file():
        raise SettingsRefused(
            f"找不到配置文件 {path}。请用 -c 指明配置文件，或在含有 development.ini 的目录中执行。"
        )
    try:
        mapping = plaster.get_settings(str(path), "app:main")
    except Exception as fault:  # whatever the ini parser makes of a broken file
        raise SettingsRefused(f"配置文件 {path} 无法读取：{fault}。请改正后重试。") from fault
    if not mapping:
        raise SettingsRefused(
            f"配置文件 {path} 没有 [app:main] 一节。请对照 development.ini 补上。"
        )
    return Settings.from_mapping(mapping, here=path.parent)


def listens_at(path: str | Path) -> tuple[str, int]:
    """Where the ini has its pages served: the first address of [server:main] `listen`, else
    127.0.0.1:6543. Raises SettingsRefused."""
    try:
        said = plaster.get_settings(str(path), "server:main").get("listen", "").split()
    except Exception as fault:  # whatever the ini parser makes of a broken file
        raise SettingsRefused(f"配置文件 {path} 无法读取：{fault}。请改正后重试。") from fault
    address = said[0] if said else LISTEN
    host, _, port = address.rpartition(":")
    if not host or not (port.isascii() and port.isdigit()):
        raise SettingsRefused(
            f"配置文件 {path} 中 [server:main] 的 listen“{address}”不能用，"
            "应为“地址:端口”，如 127.0.0.1:6543。请改正后重试。"
        )
    return host.removeprefix("[").removesuffix("]"), int(port)


def setting_defaults() -> dict[str, Any]:
    """Every setting's full name with its default, in the order of the classes."""
    own = {f"wenshu.{each.name}": each.default for each in fields(Settings)}
    del own["wenshu.here"]
    for name, kind in _PARTS.items():
        del own[f"wenshu.{name}"]
        own |= {f"{name}.{each.name}": each.default for each in fields(kind)}
    return own


def _values(
    of: type[Settings | LDAPSettings | ExchangeSettings],
    *,
    prefix: str,
    texts: Mapping[str, str],
    here: Path,
) -> dict[str, Any]:
    kinds = get_type_hints(of)
    values = {}
    for each in fields(of):
        name = prefix + each.name
        if name == "wenshu.here" or name not in setting_defaults():
            continue
        values[each.name] = each.default
        if text := texts.get(name, _as_text(each.default)).strip():
            try:
                values[each.name] = read(text, kind=kinds[each.name], here=here)
            except BadValue as fault:
                raise SettingsRefused(f"设置 {name} 的值“{text}”不能用：{fault}。") from fault
    return values


def _as_text(default: Any) -> str:
    """Only what depends on the ini's folder is read again: paths and the database's address."""
    return str(default) if isinstance(default, Path | str) else ""


def _is_foreign(key: str) -> bool:
    return key in _FOREIGN or key.startswith(_FOREIGN_PREFIXES)


def _refuse_unknown(mapping: Mapping[str, str]) -> None:
    known = list(setting_defaults())
    for name in mapping:
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0)[0]
            raise SettingsRefused(
                f"没有名为 {name} 的设置，最接近的是 {near}。"
                "请在配置文件的 [app:main] 中改正或删去；全部设置及说明见 development.ini。"
            )


def _refuse_half_an_ldap(settings: Settings) -> None:
    if settings.directory == "ldap" and not (settings.ldap.urls and settings.ldap.base):
        raise SettingsRefused(
            "wenshu.directory 设为 ldap 时，必须同时设置 ldap.urls（服务器地址）和 ldap.base"
            "（检索起点）。请补上，或把 wenshu.directory 改为 ldif。"
        )


def _refuse_half_an_exchange(exchange: ExchangeSettings) -> None:
    files = (exchange.tls_certificate, exchange.tls_key, exchange.tls_authorities)
    if any((exchange.listen, *files)) and not all(files):
        raise SettingsRefused(
            "设置公文交换时，必须同时设置 exchange.tls_certificate（证书）、exchange.tls_key"
            "（私钥）和 exchange.tls_authorities（受信任的发证机构）。请补上，"
            "或者把 exchange. 开头的各项都去掉。"
        )
