"""From a certificate up to an authority that is trusted: every way there, none of endless length.

What a stranger sends may hold circles and any number of look-alikes: depth and the number of
signatures looked at are limited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from signing.certificates.certificate import Certificate
from signing.certificates.names import same_name
from signing.certificates.signed import Held

DEPTH = 8
STEPS = 200

Path = tuple[Certificate, ...]


class Paths:
    """Looks for ways up. `anchors` are trusted as they stand; `others` are only offered.

    `broken`: what ended ways that the names would have allowed.
    """

    def __init__(self, *, anchors: Iterable[Certificate], others: Iterable[Certificate]) -> None:
        self._anchors = list(dict.fromkeys(anchors))
        self._others = [each for each in dict.fromkeys(others) if each not in self._anchors]
        self._steps = 0
        self.broken: list[tuple[Certificate, Held]] = []

    def up_from(self, certificate: Certificate) -> Iterator[Path]:
        """Each path whose signatures hold, the certificate first, its anchor last."""
        if certificate in self._anchors:
            yield (certificate,)
            return
        yield from self._up((certificate,))

    def _up(self, path: Path) -> Iterator[Path]:
        if len(path) >= DEPTH:
            return
        for issuer in self._anchors:
            if self._issued(path[-1], issuer):
                yield (*path, issuer)
        for issuer in self._others:
            if issuer not in path and self._issued(path[-1], issuer):
                yield from self._up((*path, issuer))

    def _issued(self, certificate: Certificate, issuer: Certificate) -> bool:
        if not _may_have_issued(issuer, certificate) or self._steps >= STEPS:
            return False
        self._steps += 1
        how = certificate.signed_by(issuer)
        if how is not Held.HOLDS:
            self.broken.append((certificate, how))
        return how is Held.HOLDS


def _may_have_issued(issuer: Certificate, certificate: Certificate) -> bool:
    """By the names. The key's identifier only helps to choose, and the signature decides."""
    return same_name(issuer.parsed.subject, certificate.parsed.issuer)
