"""For whom a certificate is, found in the directory of record."""

from __future__ import annotations

from office.directory.entries import AgencyEntry
from office.directory.lookup import Lookup
from office.kernel.refusals import Refused
from signing.certificates.building import Purpose
from signing.issuing.application import Holder
from signing.keys.algorithms import Algorithm
from signing.keys.owners import Owner, OwnerKind

KINDS = {
    "person": Purpose.PERSON,
    "agency": Purpose.AGENCY,
    "seal": Purpose.SEAL,
    "seal-maker": Purpose.SEAL_MAKER,
    "time": Purpose.TIME,
    "node": Purpose.NODE,
    "exchange": Purpose.EXCHANGE,
    "encryption": Purpose.ENCRYPTION,
}
"""As commands and forms call them."""
WORDS = {
    "person": "个人签名",
    "agency": "机关",
    "seal": "印章",
    "seal-maker": "制章",
    "time": "时间戳服务",
    "node": "本节点（日志检查点）",
    "exchange": "公文交换",
    "encryption": "接收加密公文",
}
_OF_AGENCIES = {
    "agency": "",
    "seal-maker": "（制章）",
    "exchange": "（公文交换）",
    "encryption": "（加密）",
}
"""What stands behind an agency's name in its certificates."""


def holder(directory: Lookup, *, kind: str, whose: str, name: str = "", node: str = "") -> Holder:
    """`whose`: a login, an agency's code, a seal's id as `agency/seal`; nothing for the node,
    whose certificate has to name it as other nodes know it: `node`, and nothing besides.

    Raises Refused when there is nobody of that name.
    """
    purpose = KINDS[kind]
    if kind == "person":
        return _person(directory, whose)
    if kind in _OF_AGENCIES:
        agency = _agency(directory, whose)
        owner = Owner(OwnerKind.AGENCY, agency.code)
        return Holder(
            owner=owner,
            purpose=purpose,
            name=f"{agency.name}{_OF_AGENCIES[kind]}",
            organization=agency.name,
            agency=agency.code,
        )
    if kind == "seal":
        return _seal(directory, whose, name=name)
    if kind == "time":
        return Holder(owner=Owner(OwnerKind.TIME), purpose=purpose, name=f"文枢{WORDS[kind]}")
    if not node:
        raise Refused(
            "本节点还没有名称：设置 wenshu.node 没有写，日志中也还没有事件可以取名，"
            "而节点证书上写的是节点的名称。请先写明 wenshu.node，或者导入目录之后再办理。"
        )
    return Holder(owner=Owner(OwnerKind.NODE), purpose=purpose, name=node)


def _person(directory: Lookup, login: str) -> Holder:
    known = directory.person_by_login(login)
    if known is None:
        raise Refused(f"目录中今天没有登录名为“{login}”的人。请核对登录名。", field="whose")
    posts = directory.posts_of(known.id)
    agency = directory.agency_on(posts[0].agency) if posts else None
    return Holder(
        owner=Owner(OwnerKind.PERSON, str(known.id)),
        purpose=Purpose.PERSON,
        name=known.name,
        organization=agency.name if agency else "",
        agency=agency.code if agency else "",
    )


def _agency(directory: Lookup, code: str) -> AgencyEntry:
    found = directory.agency_on(code)
    if found is None:
        raise Refused(f"目录中今天没有代码为“{code}”的机关。请核对机关代码。", field="whose")
    return found


def _seal(directory: Lookup, whose: str, *, name: str) -> Holder:
    code, _, seal = whose.partition("/")
    agency = _agency(directory, code)
    if not seal:
        raise Refused("印章请写作“机关代码/印章编号”。", field="whose")
    return Holder(
        owner=Owner(OwnerKind.SEAL, seal),
        purpose=Purpose.SEAL,
        name=name or agency.name,
        organization=agency.name,
        agency=agency.code,
    )


def usual_for(purpose: Purpose) -> tuple[Algorithm, ...]:
    """Of which kinds its certificates are where nobody says otherwise: national and general."""
    if purpose is Purpose.ENCRYPTION:
        return Algorithm.SM2, Algorithm.RSA
    return Algorithm.SM2, Algorithm.ECDSA
