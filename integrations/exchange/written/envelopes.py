"""信封: `envelope-1.xsd` and `envelope-2.xsd`."""

from __future__ import annotations

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code, Kind
from integrations.exchange.shapes import Encryption, Envelope, PartOf, Party, WrappedKey
from integrations.exchange.written import parsing, writing
from integrations.exchange.written.forms import ENVELOPE_1, ENVELOPE_2
from integrations.exchange.written.parsing import Entry
from integrations.exchange.written.writing import Draft

FORMS = (ENVELOPE_1, ENVELOPE_2)
VERSIONS = tuple(each.version for each in FORMS)


def written_envelope(envelope: Envelope) -> bytes:
    """To be signed. Raises NotTaken for what cannot travel, an end or encryption in version 1
    among it: whoever reads that would not know of them."""
    form = next((each for each in FORMS if each.version == envelope.version), None)
    if form is None:
        raise NotTaken(Code.VERSION_UNSUPPORTED, f"本节点不写第 {envelope.version} 版的信封。")
    draft = Draft(form, "envelope")
    draft.add("id", envelope.id)
    draft.add("consignment", envelope.consignment)
    draft.add("sending", str(envelope.sending))
    draft.add("kind", envelope.kind.value)
    for name, party in (("sender", envelope.sender), ("addressee", envelope.addressee)):
        draft.add(name, having={"code": party.code, "name": party.name})
    draft.add_said("urgency", envelope.urgency)
    draft.add_said("classification", envelope.classification)
    draft.add("made", writing.moment(envelope.made))
    if envelope.expires is not None:
        draft.add("expires", writing.moment(envelope.expires))
    if envelope.encryption is not None:
        _add_encryption(draft, envelope.encryption)
    for name, part in (
        ("manifest", envelope.manifest),
        *(("part", each) for each in envelope.parts),
    ):
        draft.add(name, having={"digest": part.digest, "length": str(part.length)})
    return draft.written()


def _add_encryption(draft: Draft, encryption: Encryption) -> None:
    made = draft.add("encryption", having={"algorithm": encryption.algorithm})
    for key in encryption.keys:
        having = {"certificate": key.certificate, "algorithm": key.algorithm}
        draft.add("key", writing.binary(key.wrapped), to=made, having=having)


def read_envelope(data: bytes) -> Envelope:
    """Of either version. Extensions stay in the bytes, which are kept and passed on. Raises
    NotTaken."""
    root = parsing.parsed(data, name="envelope", forms=FORMS)
    ends, encryption = root.text("expires"), root.first("encryption")
    return Envelope(
        version=root.form.version,
        id=root.text("id"),
        consignment=root.text("consignment"),
        sending=root.number("sending"),
        kind=kind_of(root.text("kind")),
        sender=_party(root, "sender"),
        addressee=_party(root, "addressee"),
        urgency=root.text("urgency"),
        classification=root.text("classification"),
        made=root.moment("made"),
        expires=parsing.moment(ends, form=root.form) if ends else None,
        encryption=None if encryption is None else _encryption(encryption),
        manifest=_part(root.all("manifest")[0]),
        parts=tuple(_part(each) for each in root.all("part")),
    )


def kind_of(said: str) -> Kind:
    """Raises NotTaken for one that we do not know: people decide what becomes of it."""
    try:
        return Kind(said)
    except ValueError:
        raise NotTaken(
            Code.TYPE_UNMAPPED,
            f"本节点不认识“{said[:40]}”这种交换件，没有接收。请改用交换协议所列的种类，"
            "或者用别的方式送达。",
        ) from None


def _party(root: Entry, name: str) -> Party:
    found = root.all(name)[0]
    return Party(found.attribute("code"), found.attribute("name"))


def _part(entry: Entry) -> PartOf:
    length = parsing.whole_number(entry.attribute("length"), form=entry.form)
    return PartOf(entry.attribute("digest"), length)


def _encryption(entry: Entry) -> Encryption:
    keys = (
        WrappedKey(
            each.attribute("certificate"),
            each.attribute("algorithm"),
            parsing.binary(each.said, form=entry.form),
        )
        for each in entry.all("key")
    )
    return Encryption(entry.attribute("algorithm"), tuple(keys))
