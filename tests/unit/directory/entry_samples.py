"""Small entries that the directory's tests share."""

from __future__ import annotations

from datetime import UTC, date, datetime

from office.directory.entries import (
    AgencyEntry,
    Entries,
    IssuingIdentityEntry,
    NumberSeries,
    PersonEntry,
    PostEntry,
    Term,
    UnitEntry,
)
from office.directory.kinds import AgencyKind, Level, Role

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
MAY = date(2026, 5, 1)
JUNE = date(2026, 6, 1)

OFFICE = AgencyEntry(
    code="city",
    name="澜州市人民政府办公室",
    short_name="市政府办公室",
    level=Level.CITY,
    kind=AgencyKind.GOVERNMENT,
    rank=10,
)
DISTRICT = AgencyEntry(
    code="district",
    name="清河区人民政府办公室",
    short_name="清河区政府办公室",
    level=Level.COUNTY,
    kind=AgencyKind.GOVERNMENT,
    superior="city",
    rank=20,
)
IDENTITY = IssuingIdentityEntry(
    key="city-1",
    agency="city",
    name="澜州市人民政府",
    mark="澜州市人民政府文件",
    signature="澜州市人民政府",
    printing_office="澜州市人民政府办公室",
    series=(NumberSeries("澜政发", ("意见", "通知")),),
    signers=("1", "2"),
)
UNIT = UnitEntry(key="city-01", agency="city", name="秘书科")
HE = PersonEntry(key="1", login="hewanqing", name="何婉清")
ZHOU = PersonEntry(key="2", login="zhouhuaiyuan", name="周怀远")
CLERK = PostEntry(
    key="1-1",
    person="1",
    agency="city",
    unit="city-01",
    title="副科长",
    roles=(Role.DRAFTER, Role.CLERK),
    rank=30,
    term=Term(since=date(2025, 7, 1)),
)
MAYOR = PostEntry(
    key="2-1",
    person="2",
    agency="city",
    title="副市长",
    roles=(Role.SIGNER, Role.LEADER),
    rank=20,
    term=Term(since=date(2023, 2, 1)),
)
ENTRIES = Entries(
    agencies=(OFFICE, DISTRICT),
    identities=(IDENTITY,),
    units=(UNIT,),
    people=(HE, ZHOU),
    posts=(CLERK, MAYOR),
)
