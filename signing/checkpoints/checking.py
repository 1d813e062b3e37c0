"""Whether a statement was signed by whom it says."""

from __future__ import annotations

from signing.certificates.certificate import Certificate, NotACertificate
from signing.checkpoints.statement import SignedStatement
from signing.keys.algorithms import UnknownAlgorithm
from signing.keys.verifying import is_signed


def holds(signed: SignedStatement) -> bool:
    """Whether the certificate's key signed just this; whose it is, is another question."""
    try:
        public = Certificate.read(signed.certificate.encode()).public
        signature = bytes.fromhex(signed.signature)
        return is_signed(signed.statement.text.encode(), signature=signature, public=public)
    except (NotACertificate, UnknownAlgorithm, ValueError):
        return False
