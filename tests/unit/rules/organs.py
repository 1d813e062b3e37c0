"""The organs of the invented province, as a directory would know them."""

from __future__ import annotations

from dataclasses import replace

from documents.rules import Organ, OrganStanding
from office.directory.kinds import AgencyKind, Level

GOVERNMENT = AgencyKind.GOVERNMENT


def _organ(
    name: str, code: str, standing: OrganStanding, level: Level, *superiors: str, dual: str = ""
) -> Organ:
    return Organ(
        name=name,
        code=code,
        standing=standing,
        kind=GOVERNMENT,
        level=level,
        superiors=superiors,
        dual_superior=dual,
    )


PROVINCE = _organ("云川省人民政府", "1", OrganStanding.GOVERNMENT, Level.PROVINCE)
PROVINCIAL_BUREAU = _organ("云川省水利厅", "12", OrganStanding.DEPARTMENT, Level.PROVINCE, "1")
CITY = _organ("澜州市人民政府", "10", OrganStanding.GOVERNMENT, Level.CITY, "1")
CITY_OFFICE = _organ("澜州市人民政府办公室", "10", OrganStanding.OFFICE, Level.CITY, "1")
COMMITTEE = _organ("中共澜州市委员会", "11", OrganStanding.COMMITTEE, Level.CITY)
COMMITTEE_OF_THE_PARTY = replace(COMMITTEE, kind=AgencyKind.PARTY_COMMITTEE)
DATA = _organ("澜州市大数据局", "101", OrganStanding.DEPARTMENT, Level.CITY, "10", "1")
EMERGENCY = _organ("澜州市应急管理局", "102", OrganStanding.DEPARTMENT, Level.CITY, "10", "1")
WATER = _organ("澜州市水务局", "103", OrganStanding.DEPARTMENT, Level.CITY, "10", "1", dual="12")
DISTRICT = _organ("清河区人民政府", "20", OrganStanding.GOVERNMENT, Level.COUNTY, "10", "1")
DISTRICT_WATER = _organ(
    "清河区水务局", "201", OrganStanding.DEPARTMENT, Level.COUNTY, "20", "10", dual="103"
)
DISTRICT_DATA = _organ(
    "清河区大数据局", "202", OrganStanding.DEPARTMENT, Level.COUNTY, "101", "10"
)
TOWN = _organ("柳溪镇人民政府", "301", OrganStanding.GOVERNMENT, Level.TOWN, "20", "10", "1")
SECTION = _organ("澜州市大数据局综合科", "101", OrganStanding.UNIT, Level.CITY, "10", "1")

ORGANS = {
    each.name: each
    for each in (
        *(PROVINCE, PROVINCIAL_BUREAU, CITY, CITY_OFFICE, COMMITTEE, DATA, EMERGENCY, WATER),
        *(DISTRICT, DISTRICT_WATER, DISTRICT_DATA, TOWN, SECTION),
    )
}
