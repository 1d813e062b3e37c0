"""启封: the capsule in an envelope whose parts are all here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from documents.consignments.capsule import Capsule
from integrations.exchange.encryption import Bound, ContentKey, key_of
from integrations.exchange.shapes import Envelope
from integrations.exchange.written.manifests import read_manifest
from signing.keys.keystore import Keystore
from signing.keys.owners import Owner, OwnerKind


def opened(
    envelope: Envelope, came: Mapping[str, bytes], *, keys: Keystore
) -> tuple[Capsule, Mapping[str, bytes]]:
    """The capsule, and its parts by the digests that it names. `came`: by the envelope's digests.

    Raises NotTaken.
    """
    manifest = came[envelope.manifest.digest]
    if envelope.encryption is None:
        return read_manifest(manifest, envelope=envelope), came
    addressee = Owner(OwnerKind.AGENCY, envelope.addressee.code)
    key = key_of(envelope.encryption, opening=partial(keys.decryption, addressee))
    bound = bound_by(envelope)
    inside = key.decrypt(manifest, bound=bound, place=0)
    capsule = read_manifest(inside, envelope=envelope)
    outside = {
        part.digest: (place, hidden.digest)
        for place, (part, hidden) in enumerate(
            zip(capsule.parts, envelope.parts, strict=True), start=1
        )
    }
    return capsule, _Decrypted(key, bound, outside, came)


def bound_by(envelope: Envelope) -> Bound:
    """To what the envelope says."""
    return Bound(envelope.consignment, envelope.sender.code, envelope.addressee.code)


class _Decrypted(Mapping[str, bytes]):
    """Parts by their digests inside, decrypted one by one when they are asked for."""

    def __init__(
        self,
        key: ContentKey,
        bound: Bound,
        outside: dict[str, tuple[int, str]],
        came: Mapping[str, bytes],
    ) -> None:
        self._key = key
        self._bound = bound
        self._outside = outside
        self._came = came

    def __getitem__(self, digest: str) -> bytes:
        place, hidden = self._outside[digest]
        return self._key.decrypt(self._came[hidden], bound=self._bound, place=place)

    def __iter__(self) -> Iterator[str]:
        return iter(self._outside)

    def __len__(self) -> int:
        return len(self._outside)
