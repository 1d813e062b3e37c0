"""More people than the invented province has: readers of an agency, who can log in."""

from __future__ import annotations

import re
from pathlib import Path

from tests.functional.office_app import LDIF
from tests.functional.prepared import cheap_passwords

SURNAMES = "安白蔡岑邓范方葛龚顾郝洪胡纪姜康孔赖黎廖凌骆毛孟倪潘庞秦阮邵盛汤"
"""One for each; none of them needs a second character."""

ENTRY = """
dn: uid={login},ou=人员,o=云川省
objectClass: inetOrgPerson
uid: {login}
cn: {name}
sn: {surname}
employeeNumber: {key}
{password}

dn: wenshuKey={key}-1,uid={login},ou=人员,o=云川省
objectClass: wenshuPost
wenshuKey: {key}-1
wenshuPerson: {key}
wenshuAgencyCode: {agency}
title: 科长
wenshuRole: drafter
wenshuRank: {rank}
wenshuValidFrom: 2024-01-01
"""


def login_of(number: int) -> str:
    """The login of one of them, counted from 1."""
    return f"reader{number:02}"


def name_of(number: int) -> str:
    """As pages name them."""
    return f"{SURNAMES[number - 1]}若澄"


def crowded(folder: Path, *, agency: str, count: int) -> Path:
    """The invented province's directory with so many readers more in the agency, by rank."""
    text = cheap_passwords(folder, ldif=LDIF).read_text("utf-8")
    password = re.search(r"(?m)^userPassword: .*$", text)
    assert password is not None
    entries = [
        ENTRY.format(
            login=login_of(number),
            name=name_of(number),
            surname=SURNAMES[number - 1],
            key=80000 + number,
            password=password.group(),
            agency=agency,
            rank=500 + number,
        )
        for number in range(1, count + 1)
    ]
    path = folder / "crowded.ldif"
    path.write_text(text.rstrip() + "\n" + "".join(entries), "utf-8")
    return path
