"""The node's keys: encrypted at rest, given out as signers, never shown (design of issue 6).

Every key lies under the site's secret; one with a PIN lies under that too, so that neither the
node's administrators nor a thief of the whole machine signs in its owner's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from office.kernel.clock import Clock
from office.kernel.refusals import Refused
from office.kernel.store import Store
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.keys import pin as pins
from signing.keys.algorithms import Algorithm
from signing.keys.decryption import Decryption
from signing.keys.owners import HeldKey, Owner
from signing.keys.private import PrivateKey
from signing.keys.records import KeyRecords
from signing.keys.rows import (
    about,
    armored,
    held_key,
    keys,
    must_be_valid,
    row_for_decryption,
    unwrapped,
)
from signing.keys.secret import SiteSecret, begin_rotation, end_rotation, read_secret
from signing.keys.signer import Signer, SoftwareSigner
from signing.keys.token import place_of
from signing.keys.tries import PINTries
from signing.keys.verifying import is_signed

_PROBE = b"whether key and certificate belong together"
OpenToken = Callable[[HeldKey, str], Signer]
Objects = Callable[[HeldKey], None]


class Keystore(KeyRecords):
    """`secret`: the path of the site's secret, read when a key is first needed.

    `open_token`: makes the signer of a key that lies in a token, from what is told of it and its
    PIN. `objects`: raises Refused for a key that must not sign any more (revoked).
    """

    def __init__(
        self,
        store: Store,
        *,
        clock: Clock,
        secret: Path,
        open_token: OpenToken | None = None,
        objects: Objects = lambda _: None,
    ) -> None:
        super().__init__(store)
        self._clock = clock
        self._path = secret
        self._tries = PINTries(store, clock)
        self._open_token = open_token
        self._objects = objects

    def keep(
        self,
        owner: Owner,
        *,
        key: PrivateKey,
        certificate: Certificate,
        purpose: Purpose,
        by: str,
        issuers: tuple[bytes, ...] = (),
        agency: str = "",
        pin: str = "",
    ) -> HeldKey:
        """From now on the owner signs with it; the key it had for the same is replaced and gone,
        unless it is for the exchange: what signed there is let go later (`let_go`).

        Raises Refused when key and certificate do not belong together, or for an easy PIN.
        """
        if not is_signed(_PROBE, signature=key.sign(_PROBE), public=certificate.public):
            raise Refused("私钥与证书不是一对，不能存入。请核对导入的文件。")
        if pin:
            pins.check_new(pin)
        id = str(uuid4())
        inner = key.pkcs8()
        if pin:
            inner = pins.seal(inner, pin=pin, about=about(id))
        row = self._told(
            {"id": id, "token": "", "has_pin": bool(pin)},
            owner=owner,
            certificate=certificate,
            purpose=purpose,
            by=by,
            issuers=issuers,
            agency=agency,
        )
        with self._wrapping() as secret:
            return self._kept(row | {"wrapped": secret.wrap(inner, about=about(id))})

    def keep_token(
        self,
        owner: Owner,
        *,
        uri: str,
        pin: str,
        certificate: Certificate,
        purpose: Purpose,
        by: str,
        issuers: tuple[bytes, ...] = (),
        agency: str = "",
    ) -> HeldKey:
        """The key stays in its token; only where it lies (`uri`: RFC 7512, no PIN) is kept.

        It signs once, to prove that it is the certificate's. Raises Refused: an address that is
        none, a token, key or PIN that is not the right one.
        """
        place_of(uri)
        row = {"id": str(uuid4()), "wrapped": None, "token": uri, "has_pin": True}
        row = self._told(
            row,
            owner=owner,
            certificate=certificate,
            purpose=purpose,
            by=by,
            issuers=issuers,
            agency=agency,
        )
        signer = self._from_token(held_key(SimpleNamespace(**row)), pin)
        if not is_signed(_PROBE, signature=signer.sign(_PROBE), public=certificate.public):
            raise Refused("介质中的私钥与证书不是一对，不能登记。请核对证书文件。")
        return self._kept(row)

    def _told(
        self,
        row: dict[str, Any],
        *,
        owner: Owner,
        certificate: Certificate,
        purpose: Purpose,
        by: str,
        issuers: tuple[bytes, ...],
        agency: str,
    ) -> dict[str, Any]:
        """The whole row."""
        algorithm = certificate.algorithm
        if algorithm is None:
            raise Refused("证书用的算法本系统不支持。请换用 SM2、RSA 或 ECDSA P-256 的证书。")
        return row | {
            "owner_kind": owner.kind.value,
            "owner": owner.id,
            "agency": agency,
            "algorithm": algorithm.value,
            "purpose": purpose.value,
            "certificate": certificate.der,
            "issuers": armored(issuers),
            "since": self._clock.now(),
            "by": by,
            "replaced_by": "",
            "ended": None,
            "ended_by": "",
            "tries": 0,
            "tried": 0,
        }

    def _kept(self, row: dict[str, Any]) -> HeldKey:
        """In the place of the one that served for the same; under the journal's lock, so that an
        act that notes what was signed is before it or after it."""
        same = ("owner_kind", "owner", "algorithm", "purpose")
        # What was encrypted for a key may still be on its way, and others know an agency by its
        # exchange certificate until they have heard of the new one.
        stays = (Purpose.ENCRYPTION.value, Purpose.EXCHANGE.value)
        left = keys.c.wrapped if row["purpose"] in stays else None
        with self._store.writing() as connection:
            connection.execute(
                keys.update()
                .where(*(keys.c[name] == row[name] for name in same))
                .where(keys.c.replaced_by == "", keys.c.ended.is_(None))
                .values(replaced_by=row["id"], wrapped=left)
            )
            connection.execute(keys.insert().values(row))
        return self.find(row["id"])

    def signer(
        self,
        owner: Owner,
        *,
        algorithm: Algorithm,
        purpose: Purpose | None = None,
        pin: str = "",
    ) -> Signer:
        """For the length of one act; keep it no longer.

        Raises Refused: no key, its certificate is not valid today or was revoked, a PIN that
        lacks, is wrong or was wrong too often.
        """
        found = self.current(owner, algorithm=algorithm, purpose=purpose)
        if found is None:
            raise Refused(
                f"没有可用的{algorithm.words}{owner.kind.words}证书。"
                "请系统管理员在“证书与密钥”中签发或导入。"
            )
        return self.signer_of(found.id, pin=pin)

    def signer_of(self, id: str, *, pin: str = "") -> Signer:
        """As `signer`, of one key."""
        row = self._row(id)
        found = held_key(row)
        must_be_valid(found, now=self._clock.now())
        self._objects(found)
        if found.has_pin:
            self._tries.take(id, pin=pin)
        if found.token:
            signer = self._from_token(found, pin)
        else:
            key = PrivateKey.load(self._opened(row, pin=pin))
            signer = SoftwareSigner(key, certificate=row.certificate, issuers=found.issuers)
        if found.has_pin:
            self._tries.forgive(id)
        return signer

    def must_serve(self, owner: Owner, *, fingerprint: str) -> None:
        """Raises Refused unless the owner still signs with the key of this certificate: not ended,
        replaced, run out or revoked since it was asked for its signer."""
        held = [each for each in self.in_use(owner) if each.certificate.fingerprint == fingerprint]
        if not held:
            raise Refused(
                f"签名期间{owner.kind.words}的证书已停用或换发，这次的签名不作数，没有办理。"
                "请刷新页面后重新办理。"
            )
        for each in held:
            must_be_valid(each, now=self._clock.now())
            self._objects(each)

    def decryption(self, owner: Owner, fingerprint: str) -> Decryption:
        """By an encryption certificate of the owner (SHA-256 of its DER, hex), also one that was
        replaced or has expired since. Raises Refused when there is none, or its key is gone."""
        with self._store.reading() as connection:
            row = row_for_decryption(connection, owner, fingerprint)
        return Decryption(PrivateKey.load(self._opened(row, pin="")), row.certificate)

    def change_pin(self, id: str, *, old: str, new: str) -> None:
        """Raises Refused as `signer` does, and for an easy PIN."""
        row = self._row(id)
        if row.token or not row.has_pin:
            raise Refused("这把密钥不用本系统的 PIN 码。硬件介质的 PIN 码请用介质自带的工具修改。")
        self._change_pins([row], old=old, new=new)

    def change_pins(self, owner: Owner, *, old: str, new: str) -> None:
        """Of all keys of the owner that have one of ours: people know one PIN for a seal, not one
        for each of its algorithms. Either all change or none. Raises Refused as `signer` does,
        and for an easy PIN."""
        rows = [row for row in self._rows_in_use(owner) if row.has_pin and not row.token]
        if not rows:
            raise Refused("没有设了 PIN 码的在用证书，不用修改。请在“我的证书和 PIN 码”中核对。")
        self._change_pins(rows, old=old, new=new)

    def _change_pins(self, rows: Sequence[Any], *, old: str, new: str) -> None:
        pins.check_new(new, field="new_pin")
        for row in rows:
            self._tries.take(row.id, pin=old)
        try:
            opened = {row.id: self._opened(row, pin=old) for row in rows}
        except pins.WrongPIN:
            if not self._open_with(rows, pin=new):
                raise
            return  # asked once more, because the answer was lost
        sealed = {id: pins.seal(inner, pin=new, about=about(id)) for id, inner in opened.items()}
        was = {row.id: row.wrapped for row in rows}
        with self._wrapping() as secret, self._store.changing_state() as connection:
            for id, inner in sealed.items():
                changed = connection.execute(
                    keys.update()
                    .where(keys.c.id == id, keys.c.wrapped == was[id])
                    .values(wrapped=secret.wrap(inner, about=about(id)), tries=0)
                )
                if not changed.rowcount:
                    raise Refused("密钥刚停用、换发或改过 PIN 码，这次没有改成。请刷新页面再看。")

    def _open_with(self, rows: Sequence[Any], *, pin: str) -> bool:
        try:
            for row in rows:
                self._opened(row, pin=pin)
        except pins.WrongPIN:
            return False
        for row in rows:
            self._tries.forgive(row.id)
        return True

    def end(self, id: str, *, by: str) -> None:
        """It signs no longer, and is gone; its certificate stays to be told. Of one that was ended
        before stays who ended it and when. Under the journal's lock, as `_kept`."""
        self._row(id)
        with self._store.writing() as connection:
            gone = {"ended": self._clock.now(), "ended_by": by, "wrapped": None}
            connection.execute(
                keys.update().where(keys.c.id == id, keys.c.ended.is_(None)).values(gone)
            )

    def let_go(self, id: str) -> None:
        """Of one that was replaced and signed on: the private key is gone from now on."""
        with self._store.writing() as connection:
            replaced = keys.c.id == id, keys.c.replaced_by != ""
            connection.execute(keys.update().where(*replaced).values(wrapped=None))

    def rotate(self) -> int:
        """A new site secret: every key is wrapped anew in one transaction. How many there were.

        Stopped at any point, it can be run again: the file holds both until all is done.
        """
        count = 0
        with self._store.writing() as connection:
            secret = begin_rotation(self._path)
            rows = connection.execute(
                sa.select(keys.c.id, keys.c.wrapped).where(keys.c.wrapped.is_not(None))
            ).all()
            for row in rows:
                inner = unwrapped(secret, row.wrapped, id=row.id)
                connection.execute(
                    keys.update()
                    .where(keys.c.id == row.id)
                    .values(wrapped=secret.wrap(inner, about=about(row.id)))
                )
                count += 1
        return count

    def finish_rotation(self) -> None:
        """Once whatever else lies under the secret is wrapped anew too."""
        end_rotation(self._path)

    def alone(self) -> AbstractContextManager[object]:
        """No act notes meanwhile what was signed with a key, and what is done to keys within is
        done all at once."""
        return self._store.writing()

    @contextmanager
    def _wrapping(self) -> Iterator[SiteSecret]:
        """One behind the other with a rotation, or a key would stay under what is thrown away."""
        with self._store.writing():
            yield self._secret()

    def _secret(self) -> SiteSecret:
        return read_secret(self._path)

    def _opened(self, row: Any, *, pin: str) -> bytes:
        inner = unwrapped(self._secret(), row.wrapped, id=row.id)
        return pins.unseal(inner, pin=pin, about=about(row.id)) if row.has_pin else inner

    def _from_token(self, found: HeldKey, pin: str) -> Signer:
        if self._open_token is None:
            raise Refused(
                "这把私钥在硬件介质中，而本节点没有装 PKCS#11 支持。"
                "请系统管理员按 docs/operations.md 安装（pip install wenshu[pkcs11]）。"
            )
        return self._open_token(found, pin)
