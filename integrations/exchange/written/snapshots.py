"""快照: `address-book-1.xsd`."""

from __future__ import annotations

from integrations.exchange.snapshots import (
    DatedCertificate,
    ListedAgency,
    Moved,
    Snapshot,
    Standing,
)
from integrations.exchange.written import parsing, writing
from integrations.exchange.written.forms import SNAPSHOT
from integrations.exchange.written.parsing import Entry
from integrations.exchange.written.writing import Draft
from office.outside.xml import Element


def written_snapshot(snapshot: Snapshot) -> bytes:
    """To be signed with the node's certificate. Raises NotTaken for what cannot travel."""
    draft = Draft(SNAPSHOT, "snapshot")
    draft.add("node", snapshot.node)
    draft.add("sequence", str(snapshot.sequence))
    draft.add("made", writing.moment(snapshot.made))
    for each in snapshot.addresses:
        draft.add("address", each)
    for version in snapshot.versions:
        draft.add("envelopeVersion", str(version))
    draft.add("largestConsignment", str(snapshot.largest))
    draft.add("classification", snapshot.classification)
    for certificate in snapshot.tls:
        _add_certificate(draft, "tls", certificate, to=draft.root)
    for agency in snapshot.agencies:
        _add_agency(draft, agency)
    for moved in snapshot.moved:
        draft.add(
            "moved",
            having={
                "code": moved.code,
                "node": moved.node,
                "address": moved.address,
                "from": writing.day(moved.begins),
            },
        )
    return draft.written()


def _add_agency(draft: Draft, agency: ListedAgency) -> None:
    made = draft.add(
        "agency",
        having={
            "code": agency.code,
            "name": agency.name,
            "shortName": agency.short_name or None,
            "level": agency.level,
            "agencyKind": agency.kind,
            "superior": agency.superior or None,
            "rank": str(agency.rank),
            "from": writing.day(agency.begins),
            "to": writing.day(agency.ends),
            "standing": agency.standing.value,
        },
    )
    for each in agency.kinds:
        draft.add("kind", each, to=made)
    for each in agency.media_types:
        draft.add("mediaType", each, to=made)
    for certificate in agency.signers:
        _add_certificate(draft, "signer", certificate, to=made)
    for certificate in agency.encryption:
        _add_certificate(draft, "encryption", certificate, to=made)


def _add_certificate(
    draft: Draft, name: str, certificate: DatedCertificate, *, to: Element
) -> None:
    begins, ends = (
        None if each is None else writing.moment(each)
        for each in (certificate.begins, certificate.ends)
    )
    draft.add(name, writing.binary(certificate.der), to=to, having={"from": begins, "to": ends})


def read_snapshot(data: bytes) -> Snapshot:
    """Of any node. Raises NotTaken."""
    root = parsing.parsed(data, name="snapshot", forms=[SNAPSHOT])
    versions = [
        parsing.whole_number(each.said, form=SNAPSHOT) for each in root.all("envelopeVersion")
    ]
    return Snapshot(
        node=root.text("node"),
        sequence=root.number("sequence"),
        made=root.moment("made"),
        addresses=tuple(each.said.strip() for each in root.all("address")),
        versions=tuple(versions),
        largest=root.number("largestConsignment"),
        classification=root.text("classification"),
        tls=_certificates(root, "tls"),
        agencies=tuple(_agency(each) for each in root.all("agency")),
        moved=tuple(_moved(each) for each in root.all("moved")),
    )


def _agency(entry: Entry) -> ListedAgency:
    ends = entry.attribute("to")
    return ListedAgency(
        code=entry.attribute("code"),
        name=entry.attribute("name"),
        short_name=entry.attribute("shortName"),
        level=entry.attribute("level"),
        kind=entry.attribute("agencyKind"),
        superior=entry.attribute("superior"),
        rank=parsing.whole_number(entry.attribute("rank"), form=SNAPSHOT),
        begins=parsing.day(entry.attribute("from"), form=SNAPSHOT),
        ends=parsing.day(ends, form=SNAPSHOT) if ends else None,
        standing=Standing(entry.attribute("standing")),
        kinds=tuple(each.said for each in entry.all("kind")),
        media_types=tuple(each.said for each in entry.all("mediaType")),
        signers=_certificates(entry, "signer"),
        encryption=_certificates(entry, "encryption"),
    )


def _certificates(entry: Entry, name: str) -> tuple[DatedCertificate, ...]:
    return tuple(_certificate(each) for each in entry.all(name))


def _certificate(entry: Entry) -> DatedCertificate:
    begins, ends = (
        parsing.moment(said, form=SNAPSHOT) if said else None
        for said in (entry.attribute("from"), entry.attribute("to"))
    )
    return DatedCertificate(parsing.binary(entry.said, form=SNAPSHOT), begins, ends)


def _moved(entry: Entry) -> Moved:
    return Moved(
        code=entry.attribute("code"),
        node=entry.attribute("node"),
        address=entry.attribute("address").strip(),
        begins=parsing.day(entry.attribute("from"), form=SNAPSHOT),
    )
