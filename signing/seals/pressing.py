"""A seal pressed on stored files: signed with its keys, its picture where it belongs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from uuid import uuid4

from office.kernel.content import ContentStore
from office.kernel.refusals import Refused
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.keys.algorithms import Algorithm
from signing.keys.keystore import Keystore
from signing.keys.owners import Owner, OwnerKind
from signing.keys.signer import Signer
from signing.ofd.seal import read_seal
from signing.ofd.sealing import Stamp, seal_ofd
from signing.ofd.seam import seam_stamps
from signing.seals.seal import Seal
from signing.seals.sealing import Outcome
from signing.timestamps.asking import NoAnswer, NoTimeStamp, TimeAuthority

log = logging.getLogger(__name__)

PDF, OFD = "pdf", "ofd"
FOR_PDF = (Algorithm.ECDSA, Algorithm.RSA)
SEAL_CHANGED = (
    "用印期间印章“{}”有了变更（如移交、换领、停用），没有用印。请刷新页面，核对后重新用印。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Where a seal belongs: `page` from 0, mm from the page's upper left corner."""

    page: int
    x: float
    y: float
    width: float
    height: float

    def around(self, *, width: float, height: float) -> Box:
        """A box of this size with the same middle: a seal is as large as it is made."""
        x, y = self.x + (self.width - width) / 2, self.y + (self.height - height) / 2
        return replace(self, x=x, y=y, width=width, height=height)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A stored file of the agency: `form` is pdf or ofd."""

    form: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hand:
    """Who presses which seal, why and when; `seam`: over the edges of the pages too."""

    seal: Seal
    signer: Signer
    seam: bool
    reason: str
    at: datetime


class Press:
    """Over the keystore and the content store; with a `time_service` each seal is stamped.

    A service that gives no time stamp holds up no seal: the paper is sealed without (PAdES B-B),
    the outcome says why, and the next file of the same act does not wait for it again.
    """

    def __init__(
        self, keys: Keystore, content: ContentStore, *, time_service: TimeAuthority | None = None
    ) -> None:
        self._keys = keys
        self._content = content
        self._time_service = time_service

    def on(
        self,
        seal: Seal,
        *,
        files: Sequence[File],
        boxes: Sequence[Box],
        seam: bool,
        pin: str,
        reason: str,
        at: datetime,
    ) -> list[Outcome]:
        """Every file sealed and stored, with `seam` over the edges of its pages too (骑缝章). An
        OFD is left out where the seal cannot seal any: it has no electronic seal or no SM2 key,
        and an unsealed one must not go out beside."""
        boxes = [each.around(width=seal.made.width, height=seal.made.height) for each in boxes]
        if not boxes:
            raise Refused("没有找到用印的位置，不能用印。请核对版面。")
        with_hand = partial(_Hand, seal=seal, seam=seam, reason=reason, at=at)
        return list(self._each(seal, files, boxes, pin=pin, with_hand=with_hand))

    def _each(
        self,
        seal: Seal,
        files: Sequence[File],
        boxes: Sequence[Box],
        *,
        pin: str,
        with_hand: Callable[..., _Hand],
    ) -> Iterator[Outcome]:
        service, unstamped = self._time_service, ""
        for each in files:
            if each.form == OFD and not self._seals_ofd(seal):
                continue
            data = self._content.get(seal.agency, each.digest)
            algorithm = Algorithm.SM2 if each.form == OFD else self._pdf_algorithm(seal)
            signer = self._keys.signer(
                _owner(seal), algorithm=algorithm, purpose=Purpose.SEAL, pin=pin
            )
            press = self._ofd if each.form == OFD else self._pdf
            hand = with_hand(signer=signer)
            try:
                sealed, why_not = press(hand, data, boxes, service), unstamped
            except NoTimeStamp as fault:
                log.warning("sealed without a time stamp: %s", fault)
                sealed, why_not = press(hand, data, boxes, None), str(fault)
                if isinstance(fault, NoAnswer):
                    service, unstamped = None, why_not
            yield Outcome(
                form=each.form,
                of=each.digest,
                digest=self._content.put(seal.agency, sealed),
                length=len(sealed),
                certificate=Certificate(signer.certificate).fingerprint,
                unstamped=why_not,
                seal_version=seal.version,
            )

    def must_stand(self, seal: Seal, outcomes: Sequence[Outcome]) -> None:
        """Inside the act that notes them: nothing happened to the seal or its keys since they
        were made. Raises Refused."""
        if any(each.seal_version != seal.version for each in outcomes):
            raise Refused(SEAL_CHANGED.format(seal.name))
        for fingerprint in {each.certificate for each in outcomes}:
            self._keys.must_serve(_owner(seal), fingerprint=fingerprint)

    def _pdf(
        self, hand: _Hand, data: bytes, boxes: Sequence[Box], time: TimeAuthority | None
    ) -> bytes:
        # pyHanko takes a second to import, and few processes ever seal.
        from signing.pdf.sealing import Pressed, sign_pdf  # noqa: PLC0415
        from signing.pdf.seam import Seam  # noqa: PLC0415
        from signing.pdf.stamping import Stamper  # noqa: PLC0415

        made = hand.seal.made
        picture = self._content.get(hand.seal.agency, made.picture)
        seam = Seam(width=made.width, height=made.height, picture=picture) if hand.seam else None
        # One for all boxes: it learns how long the service's time stamps are.
        stamper = Stamper(time) if time is not None else None
        for box in boxes:
            pressed = Pressed(
                page=box.page,
                x=box.x,
                y=box.y,
                width=box.width,
                height=box.height,
                picture=picture,
            )
            data = sign_pdf(
                data,
                signer=hand.signer,
                field=f"Seal-{uuid4().hex[:12]}",
                at=hand.at,
                pressed=pressed,
                seam=seam,
                reason=hand.reason,
                time_stamper=stamper,
            )
            seam = None  # the first signature covers it
        return data

    def _ofd(
        self, hand: _Hand, data: bytes, boxes: Sequence[Box], time: TimeAuthority | None
    ) -> bytes:
        electronic = self._content.get(hand.seal.agency, hand.seal.made.electronic)
        if not read_seal(electronic).is_pressed_by(hand.signer.certificate):
            raise Refused(
                f"印章“{hand.seal.name}”的电子印章数据没有列入现用的 SM2 证书，不能用印。"
                "请向制章单位换领。"
            )
        stamps = [
            Stamp(page=box.page, x=box.x, y=box.y, width=box.width, height=box.height)
            for box in boxes
        ]
        if hand.seam:
            made = hand.seal.made
            stamps += seam_stamps(data, width=made.width, height=made.height)
        return seal_ofd(
            data,
            stamps=stamps,
            seal=electronic,
            signer=hand.signer,
            at=hand.at,
            authority=time,
        )

    def _seals_ofd(self, seal: Seal) -> bool:
        owner = _owner(seal)
        key = self._keys.current(owner, algorithm=Algorithm.SM2, purpose=Purpose.SEAL)
        return bool(seal.made.electronic) and key is not None

    def _pdf_algorithm(self, seal: Seal) -> Algorithm:
        owner = _owner(seal)
        for each in FOR_PDF:
            if self._keys.current(owner, algorithm=each, purpose=Purpose.SEAL):
                return each
        raise Refused(
            f"印章“{seal.name}”没有可用于 PDF 的证书（RSA 或 ECDSA），不能用印。"
            "请系统管理员在“证书与密钥”中导入或签发。"
        )


def _owner(seal: Seal) -> Owner:
    return Owner(OwnerKind.SEAL, str(seal.id))
