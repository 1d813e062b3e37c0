"""Whom this node trusts, and the revocation lists it was given: the site's own state.

Nothing is taken out: an authority that is trusted no longer stays, with who said so and when.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

import sqlalchemy as sa

from office.kernel.clock import Clock
from office.kernel.columns import Moment
from office.kernel.refusals import Refused
from office.kernel.store import Store, state_tables
from office.kernel.upsert import insert_if_absent
from signing.certificates.certificate import Certificate
from signing.certificates.checking import Trust, Use, check, may_sign_by_key
from signing.certificates.findings import Outcome, day
from signing.certificates.revocation import RevocationList
from signing.certificates.signed import Held, is_weak

authorities = sa.Table(
    "state_trusted_authorities",
    state_tables,
    sa.Column("fingerprint", sa.String(64), primary_key=True),
    sa.Column("certificate", sa.LargeBinary, nullable=False),
    sa.Column("is_anchor", sa.Boolean, nullable=False),
    sa.Column("makes_seals", sa.Boolean, nullable=False),
    sa.Column("by", sa.String(128), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("withdrawn_by", sa.String(128), nullable=False),
    sa.Column("withdrawn_at", Moment),
)
lists = sa.Table(
    "state_revocation_lists",
    state_tables,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("issuer", sa.String(64), nullable=False, index=True),  # its fingerprint
    sa.Column("list", sa.LargeBinary, nullable=False),
    sa.Column("begins", Moment, nullable=False),
    sa.Column("superseded", sa.Boolean, nullable=False),
    sa.Column("by", sa.String(128), nullable=False),
    sa.Column("at", Moment, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustedAuthority:
    """`is_anchor`: trusted as it stands; else it is only known, and must lead up to one.
    `makes_seals`: a maker of seals (制章者, GB/T 38540-2020) or an authority for makers, trusted
    for that and for nothing else. `by`, `withdrawn_by`: people's ids, or `operator:` and an
    account."""

    certificate: Certificate
    is_anchor: bool
    makes_seals: bool
    by: str
    at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""


class Trusted:
    """Read afresh for every check: what an administrator takes out counts at once."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def check(
        self,
        certificate: Certificate,
        *,
        at: datetime,
        use: Use = Use.SIGN,
        offered: Iterable[Certificate] = (),
        lists: Iterable[RevocationList] = (),
    ) -> Outcome:
        """As `checking.check`, by what this node trusts."""
        trust = self.trust()
        return check(certificate, trust=trust, at=at, use=use, offered=offered, lists=lists)

    def trust(self) -> Trust:
        """All of it, to check many certificates by."""
        standing = [each for each in self.authorities() if each.withdrawn_at is None]
        general = [each for each in standing if not each.makes_seals]
        return Trust(
            anchors=[each.certificate for each in general if each.is_anchor],
            others=[each.certificate for each in general if not each.is_anchor],
            makers=[each.certificate for each in standing if each.makes_seals],
            lists=self.lists(),
        )

    def authorities(self) -> list[TrustedAuthority]:
        """Those trusted no longer too; anchors first."""
        with self._store.reading() as connection:
            rows = connection.execute(
                sa.select(authorities).order_by(authorities.c.is_anchor.desc(), authorities.c.at)
            ).all()
        return [
            TrustedAuthority(
                certificate=Certificate(row.certificate),
                is_anchor=row.is_anchor,
                makes_seals=row.makes_seals,
                by=row.by,
                at=row.at,
                withdrawn_at=row.withdrawn_at,
                withdrawn_by=row.withdrawn_by,
            )
            for row in rows
        ]

    def lists(self) -> list[RevocationList]:
        """The newest of each authority, and older ones that may name who is no longer on it."""
        wanted = sa.select(lists.c.list).where(~lists.c.superseded)
        with self._store.reading() as connection:
            rows = connection.execute(wanted.order_by(lists.c.begins.desc())).all()
        return [_read(row.list) for row in rows]

    def add(self, certificate: Certificate, *, by: str, makes_seals: bool = False) -> bool:
        """Trust an authority: a root as an anchor, one below a root as known. Whether it is new.

        `makes_seals`: to make seals and for nothing else, it or whomever it issued to. Raises
        Refused for what is no authority (nor, then, a maker), is weak or ended, is not signed as
        it says, or is trusted for something else.
        """
        self._must_serve(certificate, makes_seals=makes_seals)
        row = {
            "fingerprint": certificate.fingerprint,
            "certificate": certificate.der,
            "is_anchor": certificate.is_self_signed,
            "makes_seals": makes_seals,
            "by": by,
            "at": self._clock.now(),
            "withdrawn_by": "",
        }
        with self._store.changing_state() as connection:
            if insert_if_absent(connection, authorities, row):
                return True
            again = (
                authorities.update()
                .where(authorities.c.fingerprint == certificate.fingerprint)
                .where(authorities.c.withdrawn_at.is_not(None))
                .values(
                    makes_seals=makes_seals,
                    withdrawn_by="",
                    withdrawn_at=None,
                    by=by,
                    at=self._clock.now(),
                )
            )
            if connection.execute(again).rowcount == 1:
                return True
            was = sa.select(authorities.c.makes_seals).where(
                authorities.c.fingerprint == certificate.fingerprint
            )
            if connection.execute(was).scalar_one() is not makes_seals:
                raise Refused(_TRUSTED_OTHERWISE[makes_seals].format(certificate.subject))
            return False

    def withdraw(self, fingerprint: str, *, by: str) -> None:
        """Trust it no longer. Raises Refused if there is none."""
        change = (
            authorities.update()
            .where(authorities.c.fingerprint == fingerprint, authorities.c.withdrawn_at.is_(None))
            .values(withdrawn_by=by, withdrawn_at=self._clock.now())
        )
        with self._store.changing_state() as connection:
            if connection.execute(change).rowcount != 1:
                raise Refused("没有这个受信任的机构，或者已经撤下。请刷新页面核对。")

    def add_list(self, made: RevocationList, *, by: str) -> bool:
        """Keep what an authority we know has published. Whether it is new.

        Raises Refused for a list of others, one whose signature does not hold, or an older one
        than is kept.
        """
        issuer = self._issuer_of(made)
        known = [each for each in self.lists() if each.is_of(issuer)]
        newest = max((each.begins for each in known), default=None)
        if newest is not None and made.begins < newest:
            raise Refused(
                f"这份吊销列表（{day(made.begins)}签发）比已有的（{day(newest)}）旧，不导入。"
                "请向签发机构取最新的。"
            )
        row = {
            "digest": _digest(made),
            "issuer": issuer.fingerprint,
            "list": made.der,
            "begins": made.begins,
            "superseded": False,
            "by": by,
            "at": self._clock.now(),
        }
        old = [_digest(each) for each in known if _supersedes(made, each)]
        # Under the journal's lock: an act that notes what was signed is before the list or after.
        with self._store.writing() as connection:
            is_new = insert_if_absent(connection, lists, row)
            connection.execute(
                lists.update().where(lists.c.digest.in_(old)).values(superseded=True)
            )
        return is_new

    def _issuer_of(self, made: RevocationList) -> Certificate:
        known = [each.certificate for each in self.authorities() if each.withdrawn_at is None]
        named = [each for each in known if made.is_of(each)]
        if not named:
            raise Refused(
                f"本节点不认识签发这份吊销列表的机构（{made.issuer}）。请先导入它的证书。"
            )
        for each in named:
            if made.signed_by(each) is Held.HOLDS:
                return each
        raise Refused("吊销列表的签名不对：文件被改动过，或者不是该机构签发的。没有导入。")

    def _must_serve(self, certificate: Certificate, *, makes_seals: bool) -> None:
        whose = f"“{certificate.subject}”"
        if not certificate.is_authority and not makes_seals:
            raise Refused(f"{whose}的证书不是发证机构的证书，不能作为信任的依据。请核对文件。")
        if not certificate.is_authority and not may_sign_by_key(certificate):
            raise Refused(f"{whose}的证书用途不含签名，不是制章者的签名证书。请核对文件。")
        if certificate.algorithm is None or is_weak(certificate.public):
            raise Refused(f"{whose}的证书用的算法本系统不支持，或者强度不够。")
        if certificate.ends < self._clock.now():
            raise Refused(f"{whose}的证书已于{day(certificate.ends)}过期。请取得新的证书。")
        if certificate.is_self_signed and certificate.signed_by(certificate) is Held.BROKEN:
            raise Refused(f"{whose}的证书自身的签名不对，文件可能被改动过。请重新取得。")


_TRUSTED_OTHERWISE = {
    True: "“{}”已列为一般的受信任机构：它给别人也签发证书，不能同时作为制章者的依据，"
    "否则领过它证书的人都能制章。请只列制章者自己的证书；确为专门给制章者发证的，先撤下再列。",
    False: "“{}”已列为制章者，只用来核验印章是谁制的。要作为一般的受信任机构，请先撤下再导入。",
}


def _supersedes(newer: RevocationList, older: RevocationList) -> bool:
    """Whether nobody can stand on the older one only. Of one second it is the number that says
    which is newer."""
    if newer.kept_since is None:
        return False
    return (newer.begins, newer.number) > (older.begins, older.number)


def _digest(made: RevocationList) -> str:
    return sha256(made.der).hexdigest()


@lru_cache(maxsize=64)
def _read(der: bytes) -> RevocationList:
    """A large authority's list takes seconds to read, and every check wants it."""
    return RevocationList(der)
