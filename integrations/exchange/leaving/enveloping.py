"""封发: the envelope of a sending, written and signed once, with the parts it names."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from documents.consignments.capsule import Capsule, NotTaken
from documents.consignments.states import Code
from integrations.exchange.encryption import Bound, encrypted, good_for_encryption
from integrations.exchange.kept.application import Exchanged
from integrations.exchange.ports import Way
from integrations.exchange.shapes import Encryption, Envelope, PartOf, Party, Signed
from integrations.exchange.signers import Signers
from integrations.exchange.written.envelopes import VERSIONS, read_envelope, written_envelope
from integrations.exchange.written.manifests import parts_of, written_manifest
from office.kernel.clock import Clock
from signing.certificates.trusted import Trusted

ENCRYPTING = 2
"""The first version of the envelope that knows encryption."""


class Enveloping:
    """`encrypts`: whether parts are encrypted wherever the addressee has a certificate for it."""

    def __init__(
        self,
        *,
        exchanged: Exchanged,
        signers: Signers,
        trusted: Trusted,
        clock: Clock,
        encrypts: bool,
    ) -> None:
        self._exchanged = exchanged
        self._signers = signers
        self._trusted = trusted
        self._clock = clock
        self._encrypts = encrypts

    def enveloped(self, capsule: Capsule, contents: Mapping[str, bytes], way: Way) -> Signed:
        """The envelope of this sending: the first that was written, however often it goes.

        Everything that it names is in the sender's content store. Raises NotTaken.
        """
        known = self._exchanged.sent(capsule.consignment)
        if known and capsule.sending in known.envelopes:
            return known.envelopes[capsule.sending]
        manifest = written_manifest(capsule)
        encryption: Encryption | None = None
        if self._encrypts and way.encryption:
            encryption, manifest_part, parts = self._hidden(capsule, manifest, contents, way)
        else:
            manifest_part, parts = self._stored(capsule, manifest), parts_of(capsule)
        envelope = Envelope(
            version=_version(way, at_least=ENCRYPTING if encryption else 1),
            id=str(uuid4()),
            consignment=capsule.consignment,
            sending=capsule.sending,
            kind=capsule.kind,
            sender=Party(capsule.sender, capsule.sender_name),
            addressee=Party(capsule.addressee, capsule.addressee_name),
            urgency=str(capsule.facts.get("urgency") or ""),
            classification=str(capsule.facts.get("classification") or ""),
            made=self._clock.now(),
            manifest=manifest_part,
            parts=parts,
            encryption=encryption,
        )
        signed = self._signers.signed(written_envelope(envelope), agency=capsule.sender)
        return self._exchanged.keep_envelope(envelope, signed, node=way.node)

    def parts(self, agency: str, signed: Signed) -> dict[str, bytes]:
        """All that travels with an envelope, the manifest among it, by digest."""
        envelope = read_envelope(signed.content)
        content = self._exchanged.node.content
        return {each.digest: content.get(agency, each.digest) for each in envelope.everything}

    def _hidden(
        self, capsule: Capsule, manifest: bytes, contents: Mapping[str, bytes], way: Way
    ) -> tuple[Encryption, PartOf, tuple[PartOf, ...]]:
        certificates = good_for_encryption(
            way.encryption, trust=self._trusted.trust(), at=self._clock.now()
        )
        inside = [manifest, *(contents[each.digest] for each in capsule.parts)]
        bound = Bound(capsule.consignment, capsule.sender, capsule.addressee)
        encryption, outside = encrypted(inside, certificates=certificates, bound=bound)
        first, *others = [self._stored(capsule, each) for each in outside]
        return encryption, first, tuple(others)

    def _stored(self, capsule: Capsule, data: bytes) -> PartOf:
        return PartOf(self._exchanged.node.content.put(capsule.sender, data), len(data))


def _version(way: Way, *, at_least: int) -> int:
    common = {each for each in VERSIONS if each in way.envelope_versions and each >= at_least}
    if not common:
        raise NotTaken(
            Code.VERSION_UNSUPPORTED,
            f"与节点“{way.node}”没有共同的信封版本，不能发送。",
            remedy="请双方升级后重新发送。",
        )
    return max(common)
