"""全宗: under which number an agency's records stand, and the codes of its units, as site data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from office.kernel.refusals import Refused

_NUMBER = re.compile(r"[A-Z0-9]{4}")
_CODE = re.compile(r"[A-Z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class Fonds:
    """One agency's: the number that its archive gave it, and the codes of its units."""

    number: str
    name: str
    office: str
    units: Mapping[str, str]

    def code_of(self, unit: str) -> str:
        """机构代码 of a unit by its code in the directory; the office's for any other."""
        return self.units.get(unit, self.office)


@dataclass(frozen=True, slots=True)
class FondsTable:
    """By agency code, and the archive to which they hand over."""

    archive_name: str
    archive_code: str
    by_agency: Mapping[str, Fonds]

    def of(self, agency: str) -> Fonds:
        """Refused where the archive has given the agency no number."""
        if agency not in self.by_agency:
            raise Refused(
                "本机关还没有登记全宗号，不能编档号（DA/T 22-2015）。"
                "请向接收档案的档案馆问明全宗号，由系统管理员写入归档设置，再归档。"
            )
        return self.by_agency[agency]


@cache
def fonds_table(path: Path | None = None) -> FondsTable:
    """The site's table, else that of the demonstration. Refused for what cannot be in a 档号."""
    told = tomllib.loads(path.read_text("utf-8")) if path else {}
    if "fonds" not in told:
        source = files("documents.archive") / "data" / "fonds.toml"
        told = tomllib.loads(source.read_text("utf-8"))
    archive = told.get("archive", {})
    return FondsTable(
        archive_name=archive.get("name", ""),
        archive_code=archive.get("code", ""),
        by_agency={code: _fonds(code, each) for code, each in told.get("fonds", {}).items()},
    )


def _fonds(agency: str, told: Mapping[str, str | Mapping[str, str]]) -> Fonds:
    units = told.get("units", {})
    assert isinstance(units, Mapping)
    fonds = Fonds(
        number=str(told.get("number", "")),
        name=str(told.get("name", "")),
        office=str(told.get("office", "BGS")),
        units=units,
    )
    codes = (fonds.office, *fonds.units.values())
    if not _NUMBER.fullmatch(fonds.number) or not all(map(_CODE.fullmatch, codes)):
        raise Refused(
            f"机关 {agency} 的全宗号“{fonds.number}”或者机构代码不能用："
            "全宗号为4位大写字母或数字，"
            "机构代码为1至8位大写字母或数字（DA/T 22-2015）。请改正归档设置。"
        )
    return fonds
