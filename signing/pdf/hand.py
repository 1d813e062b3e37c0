"""Our signers as pyHanko wants them, at a time that the office's clock says."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, TypeVar

from asn1crypto import x509
from asn1crypto.algos import SignedDigestAlgorithm
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko_certvalidator.registry import SimpleCertificateStore

from signing.keys.algorithms import Algorithm
from signing.keys.signer import Signer

_LENGTHS = {Algorithm.RSA: 512, Algorithm.ECDSA: 80}
"""Bytes to leave for a signature whose length is asked before it is made."""


class Hand(signers.Signer):
    """RSA or ECDSA: ordinary readers know no SM2 (standards: it belongs into OFD)."""

    def __init__(self, signer: Signer) -> None:
        chain = [x509.Certificate.load(each) for each in signer.issuers]
        super().__init__(
            signing_cert=x509.Certificate.load(signer.certificate),
            cert_registry=SimpleCertificateStore.from_certs(chain),
            signature_mechanism=SignedDigestAlgorithm({"algorithm": signer.algorithm.oid}),
        )
        self._signer = signer

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002 - pyHanko's own shape
    ) -> bytes:
        """`data`: the signed attributes in DER."""
        return bytes(_LENGTHS[self._signer.algorithm]) if dry_run else self._signer.sign(data)


class Sitting(signers.PdfSigner):
    """One signature, at the time of the act."""

    def __init__(self, *args: Any, at: datetime, **more: Any) -> None:
        super().__init__(*args, **more)
        self._at = at

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002 - pyHanko's own shape
    ) -> PdfSigningSession:
        """pyHanko would ask the machine's clock."""
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._at
        return session


class Addition(IncrementalPdfFileWriter):
    """What is put behind a file; what the file says of itself (XMP) stays as it was."""

    def _update_meta(self) -> None:
        # pyHanko would write itself and the machine's time into it, past what PDF/A allows.
        pass


Made = TypeVar("Made")


def alone(call: Callable[[], Made]) -> Made:
    """In a thread of its own: pyHanko runs an event loop, and whoever calls may be in one."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(call).result()
