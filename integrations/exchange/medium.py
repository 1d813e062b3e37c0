"""离线交换: capsules and receipts on a medium that people carry, in the bytes of the protocol.

A folder holds, for each consignment and sending, the signed envelope and its parts, and receipts
beside them. Whoever brings it is believed for nothing: signatures and the address book decide.
"""

from __future__ import annotations

import json
from binascii import Error
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from documents.consignments.application import Consignments
from documents.consignments.capsule import Accepted, NotTaken
from documents.consignments.receipt import Receipt
from documents.consignments.states import State
from integrations.exchange.book.lookup import AddressBook
from integrations.exchange.entering.accepting import Accepting
from integrations.exchange.hearing import Hearing
from integrations.exchange.kept.signed_json import from_json, to_json
from integrations.exchange.leaving.sending import ExchangeGateway
from integrations.exchange.operations import Receipted
from integrations.exchange.shapes import Signed
from integrations.exchange.written.envelopes import read_envelope
from integrations.exchange.written.receipts import read_receipt
from office.kernel.durable import make_folder, sync_folder, write_whole
from office.kernel.refusals import Refused

CONSIGNMENTS, RECEIPTS = "consignments", "receipts"
ENVELOPE = "envelope.json"
_LARGEST_SIGNED = 4 * 2**20
_DRAFT = ".draft-"


@dataclass
class Carried:
    """How many went, and what did not, in words."""

    consignments: int = 0
    receipts: int = 0
    refused: list[str] = field(default_factory=list)


class Medium:
    """Over the room's parts; the folder is given with each act."""

    def __init__(
        self,
        *,
        consignments: Consignments,
        gateway: ExchangeGateway,
        accepting: Accepting,
        hearing: Hearing,
        book: AddressBook,
    ) -> None:
        self._consignments = consignments
        self._gateway = gateway
        self._accepting = accepting
        self._hearing = hearing
        self._book = book

    def put(self, folder: Path, *, node: str) -> Carried:
        """Everything that waits to go to that node. It stays queued: what comes twice is there
        once, and the receipts that come back say what arrived."""
        done = Carried()
        sent, told = self._consignments.outgoing_to(self._gateway.named(node))
        for consignment in sent:
            capsule = consignment.capsule
            try:
                signed, parts = self._gateway.enveloped(capsule)
            except (NotTaken, Refused) as refusal:
                done.refused.append(f"{capsule.consignment}：{refusal}")
                continue
            place = folder / CONSIGNMENTS / f"{capsule.consignment}-{capsule.sending}"
            for digest, data in parts.items():
                _write(place / digest, data)
            _write_signed(place / ENVELOPE, signed)  # last: without it nothing is read
            done.consignments += 1
        for receipt in told:
            self._put_receipt(folder, receipt)
            done.receipts += 1
        return done

    def take(self, folder: Path) -> Carried:
        """Everything on the medium that is for this node; receipts of acceptance are put on it at
        once, to go back. Taken twice is taken once."""
        done = Carried()
        for place in _folders(folder / CONSIGNMENTS):
            try:
                receipt = self._submitted(place)
            except (NotTaken, Refused) as refusal:
                done.refused.append(f"{place.name}：{refusal}")
                continue
            if receipt is not None:
                _write_signed(folder / RECEIPTS / f"{receipt.digest}.json", receipt)
                done.consignments += 1
        for path in sorted((folder / RECEIPTS).glob("*.json")):
            done.receipts += self._heard(path, done.refused)
        return done

    def _put_receipt(self, folder: Path, receipt: Receipt) -> None:
        signed = self._gateway.signed_report(receipt.report)
        _write_signed(folder / RECEIPTS / f"{signed.digest}.json", signed)

    def _submitted(self, place: Path) -> Signed | None:
        """The receipt; None for what is another node's."""
        signed = _read_signed(place / ENVELOPE)
        envelope = read_envelope(signed.content)
        if not self._book.is_ours(envelope.addressee.code):
            return None
        way = self._book.way_to(envelope.sender.code, self._consignments.clock.now())
        parts = _Parts(place, {each.digest: each.length for each in envelope.everything})
        answer = self._accepting.submit(way.node if way else "", signed, parts)
        if isinstance(answer, Receipted):
            return answer.receipt
        raise Refused("介质上缺少信封所列的文件，没有收存。请对方重新导出。")

    def _heard(self, path: Path, refused: list[str]) -> bool:
        """Whether it was for a consignment of ours; receipts that we gave stand there too."""
        try:
            signed = _read_signed(path)
            receipt = read_receipt(signed.content)
            if not self._book.is_ours(receipt.sender):
                return False
            self._hearing.take(signed)
        except (NotTaken, Refused) as refusal:
            refused.append(f"{path.name}：{refusal}")
            return False
        if receipt.state is State.ACCEPTED:
            accepted = Accepted(receipt=receipt.id, at=receipt.at)
            self._consignments.note_accepted(
                UUID(receipt.consignment), accepted, sending=receipt.sending
            )
        return True


class _Parts(Mapping[str, bytes]):
    """Files of a medium that an envelope names, read when they are asked for."""

    def __init__(self, place: Path, lengths: Mapping[str, int]) -> None:
        self._paths = {
            digest: place / digest
            for digest, length in lengths.items()
            if _is_file(place / digest) and (place / digest).stat().st_size == length
        }

    def __getitem__(self, digest: str) -> bytes:
        return self._paths[digest].read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _folders(place: Path) -> list[Path]:
    if not place.is_dir():
        return []
    return sorted(each for each in place.iterdir() if each.is_dir() and not each.is_symlink())


def _is_file(path: Path) -> bool:
    """A file of the medium itself: a link would lead into this machine."""
    return path.is_file() and not path.is_symlink()


def _write(path: Path, data: bytes) -> None:
    if path.exists():
        return
    make_folder(path.parent)
    write_whole(path, data, draft=_DRAFT)
    sync_folder(path.parent)


def _write_signed(path: Path, signed: Signed) -> None:
    _write(path, json.dumps(to_json(signed)).encode())


def _read_signed(path: Path) -> Signed:
    try:
        if _is_file(path) and path.stat().st_size <= _LARGEST_SIGNED:
            return from_json(json.loads(path.read_bytes()))
    except (OSError, Error, ValueError, TypeError, KeyError, RecursionError):
        pass
    raise Refused("介质上的信封或回执读不出来，没有收存。请对方重新导出。")
