"""The table of the node's keys, and how a row is told without its key."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from asn1crypto import pem

from office.kernel.columns import Moment
from office.kernel.refusals import Refused
from office.kernel.store import state_tables
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.certificates.findings import day
from signing.keys.algorithms import Algorithm
from signing.keys.owners import HeldKey, Owner, OwnerKind
from signing.keys.secret import SiteSecret, Wrapped

keys = sa.Table(
    "state_signing_keys",
    state_tables,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("owner_kind", sa.String(16), nullable=False),
    sa.Column("owner", sa.String(128), nullable=False),
    sa.Column("agency", sa.String(64), nullable=False, index=True),
    sa.Column("algorithm", sa.String(16), nullable=False),
    sa.Column("purpose", sa.String(16), nullable=False),
    sa.Column("certificate", sa.LargeBinary, nullable=False),
    sa.Column("issuers", sa.Text, nullable=False),  # PEM, the nearest first
    sa.Column("wrapped", sa.LargeBinary),
    sa.Column("token", sa.String, nullable=False),
    sa.Column("has_pin", sa.Boolean, nullable=False),
    sa.Column("since", Moment, nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("replaced_by", sa.String(36), nullable=False),
    sa.Column("ended", Moment),
    sa.Column("ended_by", sa.String(64), nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),  # wrong PINs one after another
    sa.Column("tried", sa.BigInteger, nullable=False),  # Unix seconds
    sa.Index("signing_keys_of_owner", "owner_kind", "owner"),
)


def of_owner(owner: Owner) -> tuple[sa.ColumnElement[bool], ...]:
    """The rows of an owner."""
    return keys.c.owner_kind == owner.kind.value, keys.c.owner == owner.id


def held_key(row: Any) -> HeldKey:
    """Without the key."""
    armored = pem.unarmor(row.issuers.encode(), multiple=True) if row.issuers else ()
    return HeldKey(
        id=row.id,
        owner=Owner(OwnerKind(row.owner_kind), row.owner),
        agency=row.agency,
        algorithm=Algorithm(row.algorithm),
        purpose=Purpose(row.purpose),
        certificate=Certificate(row.certificate),
        issuers=tuple(der for _, _, der in armored),
        has_pin=row.has_pin,
        token=row.token,
        since=row.since,
        is_kept=row.wrapped is not None,
        by=row.by,
        replaced_by=row.replaced_by,
        ended=row.ended,
        ended_by=row.ended_by,
    )


def armored(certificates: tuple[bytes, ...]) -> str:
    """As the column `issuers` holds them."""
    return b"".join(pem.armor("CERTIFICATE", each) for each in certificates).decode()


def row_for_decryption(connection: sa.Connection, owner: Owner, fingerprint: str) -> Any:
    """Of an encryption certificate of the owner, while its key is there. Raises Refused."""
    wanted = sa.select(keys).where(
        *of_owner(owner),
        keys.c.purpose == Purpose.ENCRYPTION.value,
        keys.c.wrapped.is_not(None),
    )
    for row in connection.execute(wanted):
        if sha256(row.certificate).hexdigest() == fingerprint:
            return row
    raise Refused("收文机关没有这张加密证书的私钥，不能解密。请发送方按最新的通讯录重新发送。")


def unwrapped(secret: SiteSecret, wrapped: bytes | None, *, id: str) -> bytes:
    """A key as it lies in its row, opened. Raises Refused."""
    if wrapped is None:
        raise Refused("这把密钥已经停用，私钥已删除。请换用现行的证书。")
    try:
        return secret.unwrap(wrapped, about=about(id))
    except Wrapped as fault:
        raise Refused(
            f"私钥打不开：{fault}。请系统管理员核对密钥保护文件（设置 wenshu.key_secret）"
            "是否与数据库是同一套备份。"
        ) from None


def about(id: str) -> bytes:
    """What a wrapped key is bound to: it opens in its own row only."""
    return b"signing key " + id.encode()


def must_be_valid(found: HeldKey, *, now: datetime) -> None:
    """To sign today. Raises Refused."""
    whose = found.certificate
    if not (found.in_use or found.signs_on):
        raise Refused(f"“{whose.subject}”的证书已停用，不能再签。请换用现行的证书。")
    if found.purpose is Purpose.ENCRYPTION:
        raise Refused(f"“{whose.subject}”的证书是加密用的，不能签名。请换用签名用的证书。")
    if now < whose.begins:
        raise Refused(f"“{whose.subject}”的证书自{day(whose.begins)}起有效，现在还不能用来签名。")
    if now > whose.ends:
        raise Refused(
            f"“{whose.subject}”的证书已于{day(whose.ends)}过期，不能再签。请系统管理员换发证书。"
        )
