"""清单: `manifest-1.xsd`. What is inside a capsule; the envelope says from whom to whom."""

from __future__ import annotations

import re
from hashlib import sha256

from documents.consignments.capsule import Capsule, NotTaken, Part
from documents.consignments.states import Code, Kind
from integrations.exchange.shapes import Envelope, PartOf
from integrations.exchange.written import parsing
from integrations.exchange.written.envelopes import kind_of
from integrations.exchange.written.facts import add_facts, facts_in
from integrations.exchange.written.forms import MANIFEST
from integrations.exchange.written.metadata import add_metadata, facts_from, must_agree
from integrations.exchange.written.parsing import Entry
from integrations.exchange.written.writing import Draft

ENCRYPTED_BYTES = 28
"""What encryption adds to a part: a nonce before it and a tag behind."""
_ODD_NAME = re.compile(r"[\x00-\x1f\x7f/\\\u202a-\u202e\u2066-\u2069]|^\.{0,2}$|^[A-Za-z]:")


def parts_of(capsule: Capsule) -> tuple[PartOf, ...]:
    """As the envelope names them where nothing is encrypted: one to one, in order."""
    return tuple(PartOf(each.digest, each.length) for each in capsule.parts)


def written_manifest(capsule: Capsule) -> bytes:
    """Raises NotTaken for what cannot travel."""
    if capsule.kind is Kind.DOCUMENT and not capsule.facts:
        raise ValueError("a document has facts: without them its metadata would be asked")
    draft = Draft(MANIFEST, "manifest")
    draft.add("consignment", capsule.consignment)
    draft.add("kind", capsule.kind.value)
    if capsule.kind is Kind.DOCUMENT:
        add_metadata(draft, capsule.facts)
    add_facts(draft, capsule.facts)
    for each in capsule.parts:
        _must_be_name(each.name)
        having = {
            "role": each.role,
            "name": each.name,
            "mediaType": each.media_type,
            "digest": each.digest,
            "length": str(each.length),
        }
        draft.add("part", having=having)
    return draft.written()


def read_manifest(data: bytes, *, envelope: Envelope) -> Capsule:
    """`data`: what is inside, decrypted where it was encrypted; the envelope's signature holds.

    Raises NotTaken: a manifest that is none, other bytes than the envelope names, or one that says
    something else than the envelope.
    """
    if envelope.encryption is None:
        _must_be_the_one(data, envelope.manifest)
    root = parsing.parsed(data, name="manifest", forms=[MANIFEST])
    kind, facts, metadata = (
        kind_of(root.text("kind")),
        facts_in(root.all("facts")[0]),
        root.first("metadata"),
    )
    if kind is Kind.DOCUMENT:
        if facts:
            must_agree(metadata, facts)
        else:
            facts = facts_from(metadata)
    capsule = Capsule(
        consignment=root.text("consignment"),
        kind=kind,
        sender=envelope.sender.code,
        sender_name=envelope.sender.name,
        addressee=envelope.addressee.code,
        addressee_name=envelope.addressee.name,
        facts=facts,
        parts=tuple(_part(each) for each in root.all("part")),
        sending=envelope.sending,
    )
    _must_agree(capsule, envelope)
    return capsule


def _part(entry: Entry) -> Part:
    _must_be_name(entry.attribute("name"))
    return Part(
        role=entry.attribute("role"),
        name=entry.attribute("name"),
        media_type=entry.attribute("mediaType"),
        digest=entry.attribute("digest"),
        length=parsing.whole_number(entry.attribute("length"), form=MANIFEST),
    )


def _must_be_name(name: str) -> None:
    """A file's, and of nothing that lies elsewhere or reads otherwise than it is."""
    if _ODD_NAME.search(name):
        shown = "".join(each if each.isprintable() else "?" for each in name[:60])
        raise NotTaken(
            Code.ENVELOPE_INVALID,
            f"附件名称“{shown}”中有“/”“\\”、控制字符，或者是路径，不能交换。请改名后重新发送。",
        )


def _must_be_the_one(data: bytes, manifest: PartOf) -> None:
    if len(data) != manifest.length or sha256(data).hexdigest() != manifest.digest:
        raise NotTaken(
            Code.PART_CORRUPT,
            "清单的内容与信封所列的摘要不符，传输中有损坏或者被改动。请重新发送。",
        )


def _must_agree(capsule: Capsule, envelope: Envelope) -> None:
    if capsule.consignment != envelope.consignment:
        raise parsing.invalid(MANIFEST, "递送编号与信封所写的不同")
    if capsule.kind is not envelope.kind:
        raise parsing.invalid(MANIFEST, "种类与信封所写的不同")
    if not _same_parts(capsule, envelope):
        raise parsing.invalid(MANIFEST, "各部分与信封所列的不同，有增减、调换或者改动")
    inside = str(capsule.facts.get("classification") or "").strip()
    outside = envelope.classification.strip()
    if not inside.startswith(outside) or bool(inside) is not bool(outside):
        raise parsing.invalid(MANIFEST, "密级与信封所写的不同")


def _same_parts(capsule: Capsule, envelope: Envelope) -> bool:
    """One to one and in order. Of what is encrypted the envelope tells other digests."""
    if envelope.encryption is None:
        return parts_of(capsule) == envelope.parts
    return [each.length + ENCRYPTED_BYTES for each in capsule.parts] == [
        each.length for each in envelope.parts
    ]
