"""通讯录: the people of one's own agency by unit, with title and telephone, by rank."""

from __future__ import annotations

from pyramid.request import Request

from office.directory.answers import Incumbent
from office.directory.permissions import Permission
from office.web.models import Ledger, LedgerPage, LedgerRow

TITLE = "通讯录"


def people_page(request: Request) -> LedgerPage:
    """Whoever holds a post today; first those of no unit, then unit by unit."""
    identity, directory = request.identity, request.house.directory
    request.check(Permission.AddressList.VIEW, identity)
    held: list[Incumbent] = directory.posts_on(identity.agency)
    telephones = directory.telephones_of({each.person.id for each in held})
    names = {"": identity.agency_name} | {
        each.key: each.name for each in directory.units(identity.agency)
    }

    def row(each: Incumbent) -> LedgerRow:
        return LedgerRow(each.person.name, (each.title, telephones.get(each.person.id, "—")))

    rows = {key: tuple(row(each) for each in held if each.unit == key) for key in names}
    return LedgerPage(
        title=TITLE,
        note="人员、职务和电话取自组织目录，按排序号排列。有误的，请告知系统管理员在目录中更正。",
        ledgers=tuple(
            Ledger(name, ("姓名", "职务", "电话"), rows[key])
            for key, name in names.items()
            if rows[key]
        ),
    )
