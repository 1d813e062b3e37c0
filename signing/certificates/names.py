"""Whether two names of a certificate are the same, as issuers write them (RFC 5280 7.1)."""

from __future__ import annotations

from unicodedata import normalize

from asn1crypto import x509


def same_name(one: x509.Name, other: x509.Name) -> bool:
    """Regardless of case, width, spaces and the kind of string.

    Not the library's own comparison: it follows RFC 3454 and so refuses every character that
    Unicode got after 2002, which many people's names are written with.
    """
    return one.dump() == other.dump() or _plain(one) == _plain(other)


def _plain(name: x509.Name) -> list[frozenset[tuple[str, str]]]:
    return [
        frozenset((each["type"].dotted, _said(each["value"].native)) for each in part)
        for part in name.chosen
    ]


def _said(value: object) -> str:
    return " ".join(normalize("NFKC", str(value)).casefold().split())
