"""Taking in what other nodes submit: everything is asked before one byte of a part is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from uuid import uuid5

from documents.consignments.capsule import Capsule, NotTaken
from documents.consignments.ports import Arrivals
from documents.consignments.states import RETRYABLE, Code, State
from integrations.exchange.credentials import Credentials
from integrations.exchange.entering.opening import opened
from integrations.exchange.entering.staging import Spoilt, Staging
from integrations.exchange.kept.application import Exchanged
from integrations.exchange.kept.receipts import KeptReceipt
from integrations.exchange.kept.taken import Taken
from integrations.exchange.operations import Preflight, Receipted
from integrations.exchange.ports import Book
from integrations.exchange.shapes import Envelope, Missing, Receipt, Signed
from integrations.exchange.signers import Signers
from integrations.exchange.written.envelopes import VERSIONS, read_envelope
from integrations.exchange.written.receipts import written_receipt
from office.classification import Ceiling, TooSecret
from office.kernel.clock import Clock
from office.kernel.content import ContentStore
from signing.keys.keystore import Keystore


class Accepting:
    """`largest`: bytes of a whole consignment."""

    def __init__(
        self,
        *,
        arrivals: Arrivals,
        exchanged: Exchanged,
        book: Book,
        credentials: Credentials,
        signers: Signers,
        staging: Staging,
        keys: Keystore,
        hosts: Callable[[str], bool],
        ceiling: Ceiling,
        clock: Clock,
        largest: int,
    ) -> None:
        self._arrivals = arrivals
        self._exchanged = exchanged
        self._book = book
        self._credentials = credentials
        self._signers = signers
        self._staging = staging
        self._keys = keys
        self._hosts = hosts
        self._ceiling = ceiling
        self._clock = clock
        self._largest = largest

    def preflight(self, caller: str, asked: Preflight) -> list[NotTaken]:
        """Every reason not to take it."""
        return list(self._objections(caller, asked))

    def submit(
        self, caller: str, signed: Signed, parts: Mapping[str, bytes]
    ) -> Receipted | Sequence[Missing]:
        """Take it in, or say what lacks. Raises NotTaken."""
        envelope = read_envelope(signed.content)
        for objection in self._objections(caller, _asked(envelope)):
            raise objection
        self._credentials.must_be_signed(signed, agency=envelope.sender.code)
        if known := self._known(envelope):
            return Receipted(known, duplicate=True)
        self._staging.expect(caller, envelope)
        try:
            return self._taken_or_missing(caller, envelope, signed, parts)
        except NotTaken as refusal:
            if refusal.code not in RETRYABLE:
                self._staging.clear(caller, envelope.consignment)
            raise

    def put_part(
        self, caller: str, consignment: str, digest: str, offset: int, data: bytes
    ) -> int:
        """A piece of what lacks. Raises NotTaken."""
        return self._staging.put(caller, consignment, digest, offset, data)

    def _taken_or_missing(
        self, caller: str, envelope: Envelope, signed: Signed, parts: Mapping[str, bytes]
    ) -> Receipted | Sequence[Missing]:
        self._stage(caller, envelope, parts)
        has = self._exchanged.known_parts(
            envelope.addressee.code,
            sender=envelope.sender.code,
            digests=[each.digest for each in envelope.parts],
        )
        if missing := self._staging.missing(caller, envelope, known=has):
            return missing
        try:
            receipt = self._take(caller, envelope, signed, has=has)
        except Spoilt:  # it is gone, and so it lacks
            return self._staging.missing(caller, envelope, known=has)
        self._staging.clear(caller, envelope.consignment)
        return receipt

    def _stage(self, caller: str, envelope: Envelope, parts: Mapping[str, bytes]) -> None:
        named = {each.digest for each in envelope.everything}
        for digest, data in parts.items():
            if digest not in named:
                raise NotTaken(
                    Code.ENVELOPE_INVALID, "发来了信封中没有列出的文件，没有接收。请核对后重发。"
                )
            self._staging.put(caller, envelope.consignment, digest, 0, data)

    def _take(
        self, caller: str, envelope: Envelope, signed: Signed, *, has: frozenset[str]
    ) -> Receipted:
        content, addressee = self._exchanged.node.content, envelope.addressee.code
        staged = self._staging.parts(caller, envelope)
        came = _Came(staged, has, content, agency=addressee)
        capsule, contents = opened(envelope, came, keys=self._keys)
        self._arrivals.check(capsule, contents)
        content.put(addressee, staged[envelope.manifest.digest])
        for data in contents_of(capsule, contents):
            content.put(addressee, data)
        receipt = self._exchanged.accept(
            envelope,
            signed,
            node=caller,
            lay_in=lambda: self._arrivals.lay_in(capsule, contents),
            make=lambda previous: self._receipt(envelope, previous=previous),
        )
        return Receipted(receipt, duplicate=False)

    def _receipt(self, envelope: Envelope, *, previous: str) -> KeptReceipt:
        addressee = envelope.addressee.code
        stream = Taken.id_of(envelope.consignment, addressee=addressee)
        receipt = Receipt(
            id=str(uuid5(stream, f"accepted:{envelope.sending}")),
            consignment=envelope.consignment,
            sending=envelope.sending,
            sender=envelope.sender.code,
            addressee=addressee,
            state=State.ACCEPTED,
            at=self._clock.now(),
            manifest=envelope.manifest.digest,
            parts=tuple(sorted({each.digest for each in envelope.parts})),
            previous=previous,
        )
        return self._signers.receipted(written_receipt(receipt), receipt)

    def _known(self, envelope: Envelope) -> Signed | None:
        """The receipt of this sending, if it came before; another content of it is a conflict."""
        it = self._exchanged.taken(envelope.consignment, addressee=envelope.addressee.code)
        if it is None:
            return None
        if (
            it.sender != envelope.sender.code
            or it.manifests.get(envelope.sending, envelope.manifest.digest)
            != envelope.manifest.digest
        ):
            raise NotTaken(
                Code.CONFLICT,
                "同一递送编号已收到内容不同的公文，原件未被覆盖。",
                remedy="请核对后另行发送。",
            )
        return it.acceptance(envelope.sending) if envelope.sending in it.manifests else None

    def _objections(self, caller: str, asked: Preflight) -> Iterator[NotTaken]:
        """In the order in which somebody would ask; the caller first, who may learn no more."""
        try:
            self._credentials.must_speak_for(caller, asked.sender)
        except NotTaken as refusal:
            yield refusal
            return
        if asked.envelope_version not in VERSIONS:
            words = "、".join(map(str, VERSIONS))
            yield NotTaken(Code.VERSION_UNSUPPORTED, f"本节点支持的信封版本是 {words}。")
        try:
            self._ceiling.check(asked.classification)
        except TooSecret as refusal:
            yield NotTaken(Code.SECRECY_EXCEEDS, str(refusal), remedy="请改走机要渠道。")
        if not self._hosts(asked.addressee):
            yield self._not_here(asked.addressee)
        if asked.kind not in self._arrivals.kinds:
            yield NotTaken(Code.TYPE_UNMAPPED, f"对方不接收“{asked.kind}”类文件，请联系对方。")
        if asked.length > self._largest:
            yield NotTaken(
                Code.SIZE_EXCEEDED,
                f"一次递送最多 {self._largest // 1_000_000} MB，"
                f"此件共 {asked.length // 1_000_000} MB。",
                remedy="请拆分附件，或改走其他渠道。",
                limit=self._largest,
            )

    def _not_here(self, agency: str) -> NotTaken:
        if moved_to := self._book.moved_to(agency, self._clock.now()):
            return NotTaken(
                Code.ADDRESSEE_MOVED,
                f"收文机关（{agency}）已迁往另一节点，新的交换地址是 {moved_to}。"
                "请系统管理员在交换通讯录中收存该节点的快照，收存以后重新发送。",
                moved_to=moved_to,
            )
        return NotTaken(Code.ADDRESSEE_UNKNOWN, f"本节点没有收文机关（{agency}），请核对地址。")


class _Came(Mapping[str, bytes]):
    """The parts of an envelope, each read when it is asked for: from what came, or from before."""

    def __init__(
        self,
        staged: Mapping[str, bytes],
        has: frozenset[str],
        content: ContentStore,
        *,
        agency: str,
    ) -> None:
        self._staged = staged
        self._has = has
        self._content = content
        self._agency = agency

    def __getitem__(self, digest: str) -> bytes:
        if digest in self._staged:
            return self._staged[digest]
        if digest in self._has:
            return self._content.get(self._agency, digest)
        raise KeyError(digest)

    def __iter__(self) -> Iterator[str]:
        return iter(self._has | set(self._staged))

    def __len__(self) -> int:
        return len(self._has | set(self._staged))


def contents_of(capsule: Capsule, contents: Mapping[str, bytes]) -> Iterator[bytes]:
    """Each part once, read when its turn comes."""
    for digest in dict.fromkeys(each.digest for each in capsule.parts):
        yield contents[digest]


def _asked(envelope: Envelope) -> Preflight:
    return Preflight(
        envelope_version=envelope.version,
        sender=envelope.sender.code,
        addressee=envelope.addressee.code,
        kind=str(envelope.kind),
        classification=envelope.classification,
        length=envelope.length,
    )
