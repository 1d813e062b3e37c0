"""As what a key for decrypting is given out: it opens what was wrapped for it and stays inside."""

from __future__ import annotations

from signing.keys.private import PrivateKey


class Decryption:
    """For the length of one act; keep it no longer. `certificate`: X.509, DER."""

    def __init__(self, key: PrivateKey, certificate: bytes) -> None:
        self._key = key
        self.certificate = certificate
        self.algorithm = key.algorithm

    def __repr__(self) -> str:
        return f"Decryption({self.algorithm.value})"

    def unwrap(self, wrapped: bytes) -> bytes:
        """What `wrapping.wrap` was given for this certificate. Raises NotWrapped."""
        return self._key.unwrap(wrapped)
