"""The port through which everything is signed: a key, wherever it lies, and its certificates."""

from __future__ import annotations

from typing import Protocol

from signing.keys.algorithms import Algorithm, kind_of
from signing.keys.private import PrivateKey


class Signer(Protocol):
    """Somebody's or some agency's hand: in memory, in a token, behind a service."""

    @property
    def certificate(self) -> bytes:
        """X.509, DER."""

    @property
    def issuers(self) -> tuple[bytes, ...]:
        """The certificates above it up to the root, DER, the nearest first."""

    @property
    def algorithm(self) -> Algorithm:
        """By which it signs."""

    def sign(self, data: bytes) -> bytes:
        """Over the algorithm's digest of `data`; in the form of `PrivateKey.sign`."""


class SoftwareSigner:
    """With a key that is in memory for the length of an act."""

    def __init__(
        self, key: PrivateKey, *, certificate: bytes, issuers: tuple[bytes, ...] = ()
    ) -> None:
        self._key = key
        self.certificate = certificate
        self.issuers = issuers
        self.algorithm = kind_of(key.public).algorithm

    def __repr__(self) -> str:
        return f"SoftwareSigner({self.algorithm.value})"

    def sign(self, data: bytes) -> bytes:
        """As the port says."""
        return self._key.sign(data)
