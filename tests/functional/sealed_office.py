"""An office whose seal is on record, with keys of a development authority made once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from uuid import UUID

from documents.demonstration.sealed import drawn, make_trial_seal
from documents.outgoing.application import Documents
from documents.typefaces.finding import INSTALLED_FONTS, require_typefaces
from signing.issuing.application import Certificates
from tests.functional.office_app import CLERK, OFFICE, OfficeApp, rechecked

PIN = "852741"
SEALING_ROUTES = """
[[route]]
issuing = ["rechecking", "numbering", "typesetting", "sealing", "releasing", "dispatching"]
[[route.step]]
stage = "reviewing"
[[route.step]]
stage = "signing"
"""


def register_seal(office: OfficeApp, *, pin: str = PIN) -> UUID:
    """The seal of the city's office, kept by its clerk."""
    certificates = office.house.find(Certificates)
    if not certificates.has_authority:
        certificates.make_authority(name="云川省", by="operator:test")
    identity = office.house.directory.identity(OFFICE)
    assert identity is not None
    return make_trial_seal(
        office.house,
        (office.by(CLERK), office.by(CLERK)),
        identity,
        record="99010000100001",
        picture=picture(office.house.settings.here),
        pin=pin,
    )


@cache
def picture(folder: Path) -> bytes:
    """A drawn seal."""
    typefaces = require_typefaces(site=folder / "none", installed=folder / INSTALLED_FONTS)
    return drawn("澜州市人民政府办公室", typefaces=typefaces)


def before_sealing(office: OfficeApp, title: str, *, lines: int = 1) -> UUID:
    """A document of the city's office that waits to be sealed, at version 7. Each page takes
    twenty `lines`."""
    id = rechecked(office, title, body=("请各区做好迎接检查的准备。",) * lines)
    rooms = office.house.find(Documents)
    rooms.take_number(office.by(CLERK), id, seen=5)
    rooms.typeset(office.by(CLERK), id, seen=6)
    return id
