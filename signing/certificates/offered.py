"""What a file offers for its own checking, sorted before any of it is read.

A list of some hundred kilobytes takes seconds to read, and a stranger's file may hold many: only
those are read that an authority signed which leads to one that we trust.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from asn1crypto import crl

from signing.certificates.certificate import Certificate
from signing.certificates.checking import Trust
from signing.certificates.names import same_name
from signing.certificates.paths import Paths
from signing.certificates.revocation import NotAList, RevocationList
from signing.certificates.signed import MALFORMED, Held, held

MOST = 100
"""Certificates, and lists, of one file."""
_LONGEST_NAME = 4_000


def believable(
    lists: Iterable[bytes], *, trust: Trust, offered: Iterable[Certificate]
) -> tuple[RevocationList, ...]:
    """Of the lists (DER) those whose issuers we trust or trust somebody above."""
    authorities = list(_authorities(trust, offered))
    read = (_read(der, authorities) for der in islice(dict.fromkeys(lists), MOST))
    return tuple(each for each in read if each is not None)


def _authorities(trust: Trust, offered: Iterable[Certificate]) -> Iterator[Certificate]:
    between = [*trust.others, *islice(dict.fromkeys(offered), MOST)]
    search = Paths(anchors=trust.anchors, others=between)
    for each in dict.fromkeys((*trust.anchors, *between)):
        if each.is_authority and next(search.up_from(each), None):
            yield each


def _read(der: bytes, authorities: Iterable[Certificate]) -> RevocationList | None:
    try:
        parsed = crl.CertificateList.load(der, strict=True)  # its entries stay bytes
        name = parsed["tbs_cert_list"]["issuer"]
        if len(name.dump()) > _LONGEST_NAME:
            return None
        named = (each for each in authorities if same_name(name, each.parsed.subject))
        return RevocationList(der) if any(_is_signed(parsed, each) for each in named) else None
    except (*MALFORMED, NotAList):
        return None  # it helps nobody, and harms nobody either


def _is_signed(parsed: crl.CertificateList, issuer: Certificate) -> bool:
    how = held(parsed, body="tbs_cert_list", value="signature", public=issuer.public)
    return how is Held.HOLDS
