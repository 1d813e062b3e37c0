"""证书和 PIN 码: what somebody signs and seals with, and the form to change its PIN."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyramid.request import Request

from office.web.form_acts import marked, written
from office.web.frame import now
from office.web.models import (
    Act,
    ActForm,
    Choice,
    Field,
    Ledger,
    LedgerPage,
    Weight,
)
from signing.issuing.application import Certificates
from signing.issuing.page import KEYS, key_row
from signing.issuing.states import state_of
from signing.keys.owners import HeldKey, Owner, OwnerKind
from signing.seals.application import Seals
from signing.seals.kinds import SealState

TITLE = "我的证书和 PIN 码"
NOTE = "PIN 码由本人设定和保管，系统不保存，也不能找回。忘记的，请系统管理员重新签发或者导入证书。"
NONE = "您没有签名证书，也没有监管的印章。需要的，请系统管理员签发或者导入证书。"


@dataclass(frozen=True, slots=True)
class Whose:
    """The person's own keys, or a seal's: one PIN opens them all."""

    owner: Owner
    name: str

    @property
    def key(self) -> str:
        """As the form sends it."""
        return f"{self.owner.kind.value}:{self.owner.id}"


def whose_of(request: Request) -> tuple[Whose, ...]:
    """Their own, then the seals in their keeping."""
    person, seals = request.identity.person, request.house.find(Seals)
    return (
        Whose(Owner(OwnerKind.PERSON, person), "本人的签名证书"),
        *(
            Whose(Owner(OwnerKind.SEAL, str(row.subject)), f"印章“{row.name}”")
            for row in seals.rows(request.identity.agency)
            if row.keeper == person and row.state != SealState.DEREGISTERED
        ),
    )


def pins_page(request: Request, *, refusal: str = "") -> LedgerPage:
    """Every key, and the form for those that have a PIN of ours."""
    room: Certificates = request.house.find(Certificates)
    moment, trust = now(request), room.trusted.trust()
    held = dict(_held(request))
    rows = tuple(
        key_row(request, each, state_of(each, trust=trust, now=moment))
        for found in held.values()
        for each in found
    )
    opened = [whose for whose, found in held.items() if any(map(_has_pin, found))]
    return LedgerPage(
        title=TITLE,
        note=NOTE,
        ledgers=(Ledger("在用的证书", KEYS, rows, empty=NONE),),
        forms=(_form(request, opened, refusal=refusal),) if opened else (),
        refusal="" if opened else refusal,
    )


def _held(request: Request) -> Iterator[tuple[Whose, list[HeldKey]]]:
    room: Certificates = request.house.find(Certificates)
    for whose in whose_of(request):
        yield whose, room.keys.in_use(whose.owner)


def _has_pin(held: HeldKey) -> bool:
    return held.has_pin and not held.token


def _form(request: Request, opened: list[Whose], *, refusal: str) -> ActForm:
    chosen = written(request, "whose")
    choices = tuple(Choice(each.key, each.name, chosen=each.key == chosen) for each in opened)
    fields = (
        Field("whose", "证书", kind="select", choices=choices),
        Field("pin", "现在的 PIN 码", kind="password", required=True),
        Field(
            "new_pin",
            "新的 PIN 码",
            kind="password",
            required=True,
            hint="至少 6 位，不能是 111111、123456 这样容易猜到的。",
        ),
        Field("new_pin_again", "再输一遍新的 PIN 码", kind="password", required=True),
    )
    return ActForm(
        action=request.route_path("pins"),
        heading="修改 PIN 码",
        acts=(Act("change_pin", "修改", Weight.PRIMARY),),
        refusal=refusal,
        fields=tuple(marked(each, request) for each in fields),
    )
