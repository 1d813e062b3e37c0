"""What may be done to a proof by whoever hands it on."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from office.packing import packed
from signing.certificates.building import Purpose, Wanted, issued
from signing.certificates.certificate import Certificate
from signing.checkpoints.tree import Held, inclusion, leaf, root
from signing.keys.algorithms import Algorithm
from signing.keys.private import PrivateKey
from signing.keys.signer import SoftwareSigner
from tests.certified import TestAuthority, subject, two_steps
from tests.specimen import tally_id
from tests.unit.kernel.conftest import A
from tests.unit.signing.proven import PAGES, PAPER, SECRET, Kept


@dataclass
class Open:
    """A proof taken apart, to be changed and put together; `signer` signs it anew."""

    proof: dict[str, Any]
    checkpoint: dict[str, Any]
    signature: dict[str, Any]
    files: dict[str, bytes]
    other: dict[str, Any] = field(default_factory=dict)
    algorithm: Algorithm = Algorithm.SM2
    signer: SoftwareSigner | None = None

    @property
    def events(self) -> list[dict[str, Any]]:
        return self.proof["events"]  # type: ignore[no-any-return]

    def event(self, why: str | None, *, place: int = 1) -> dict[str, Any]:
        """One that is told, left out, or destroyed."""
        return [
            each
            for each in self.events
            if each.get("why") == why and each["topic"] == "specimen.Tally.Raised"
        ][place]


def mutated(kept: Kept, change: Callable[[Open], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(kept.proof)) as pack:
        files = {name: pack.read(name) for name in pack.namelist()}
    jsons = ("proof.json", "checkpoint.json", "signature.json")
    taken = Open(
        *(json.loads(files.pop(name)) for name in jsons),
        files=files,
        other=kept.other,
        algorithm=kept.algorithm,
    )
    change(taken)
    if taken.signer:
        taken.signature = _by(taken.signer, _text(taken.proof))
    texts = map(_text, (taken.proof, taken.checkpoint, taken.signature))
    return packed({**dict(zip(jsons, texts, strict=True)), **taken.files})


def _text(part: dict[str, Any]) -> bytes:
    return json.dumps(part, ensure_ascii=False, indent=1).encode()


def _by(signer: SoftwareSigner, text: bytes) -> dict[str, Any]:
    return {
        "signature": signer.sign(text).hex(),
        "certificate": Certificate(signer.certificate).pem.decode(),
        "issuers": [Certificate(each).pem.decode() for each in signer.issuers],
    }


def _changed_content(it: Open) -> None:
    told = it.event(None)
    told["state"] = told["state"].replace('"number":2', '"number":9')
    assert '"number":9' in told["state"]


def _changed_content_and_digest(it: Open) -> None:
    _changed_content(it)
    told = it.event(None)
    told["digest"] = sha256(told["state"].encode()).hexdigest()


def _of(name: str, value: Any, why: str | None = None) -> Callable[[Open], None]:
    def change(it: Open) -> None:
        assert it.event(why)[name] != value
        it.event(why)[name] = value

    return change


def _swapped_versions(it: Open) -> None:
    one, two = it.event(None), it.event(None, place=2)
    one["version"], two["version"] = two["version"], one["version"]


def _swapped_ids(it: Open) -> None:
    one, two = it.event(None), it.event(None, place=2)
    for name in ("id", "path"):
        one[name], two[name] = two[name], one[name]


def _swapped_order(it: Open) -> None:
    one, two = (it.events.index(it.event(None, place=place)) for place in (1, 2))
    it.events[one], it.events[two] = it.events[two], it.events[one]


def _left_out_in_the_middle(it: Open) -> None:
    it.events.remove(it.event(None))


def _left_out_at_the_end(it: Open) -> None:
    last = [each for each in it.events if each["stream"] == str(PAPER)][-1]
    it.events.remove(last)
    it.proof["streams"][str(PAPER)] -= 1


def _left_out_the_stream(it: Open) -> None:
    it.proof["events"] = [each for each in it.events if each["stream"] != str(SECRET)]


def _twice(it: Open) -> None:
    it.events.append(it.event(None))


def _put_in(it: Open) -> None:
    it.events.append({**it.event(None), "version": 8, "id": it.events[-1]["id"] + 1})
    it.proof["streams"][str(PAPER)] += 1


def _a_stream_of_others(it: Open) -> None:
    del it.proof["streams"][str(PAPER)]


def _hidden_as_inner(it: Open) -> None:
    told = it.event(None)
    del told["state"]
    told["why"] = "inner"


def _hidden_as_destroyed(it: Open) -> None:
    told = it.event(None)
    del told["state"]
    told |= {"why": "destroyed", "destroyed_by": it.event("destroyed")["destroyed_by"]}


def _destroyed_by_nobody(it: Open) -> None:
    by = it.event("destroyed")["destroyed_by"]
    it.proof["events"] = [each for each in it.events if each["id"] != by]


def _no_reason(it: Open) -> None:
    del it.event("inner")["why"]


def _invented_content(it: Open) -> None:
    del it.event("inner")["why"]
    it.event("inner", place=0)["state"] = "{}"


def _path(change: Callable[[list[str]], list[str]]) -> Callable[[Open], None]:
    def mutate(it: Open) -> None:
        it.event(None)["path"] = change(it.event(None)["path"])

    return mutate


def _pages(it: Open) -> str:
    return next(name for name in it.files if name.startswith("documents/"))


def _changed_pages(it: Open) -> None:
    it.files[_pages(it)] = PAGES.replace(b"issued", b"forged")


def _changed_pages_and_digest(it: Open) -> None:
    _changed_pages(it)
    it.proof["files"][_pages(it)] = sha256(it.files[_pages(it)]).hexdigest()


def _no_pages(it: Open) -> None:
    del it.files[_pages(it)]


def _more_pages(it: Open) -> None:
    it.files["documents/more.pdf"] = PAGES


def _other_words(it: Open) -> None:
    it.files["说明.txt"] = "全部有效。".encode()


def _other_script(it: Open) -> None:
    it.files["verify_proof.py"] = b"print('ok')"


def _other_checkpoint(it: Open) -> None:
    it.checkpoint = it.other


def _forged_signature(it: Open) -> None:
    signed = bytearray.fromhex(it.checkpoint["signature"])
    signed[-1] ^= 1
    it.checkpoint["signature"] = signed.hex()


def _said(name: str, value: Any) -> Callable[[Open], None]:
    def change(it: Open) -> None:
        it.checkpoint["statement"][name] = value

    return change


def _own_certificate(it: Open) -> None:
    """Signed anew by somebody, with a root of their own, under the same name."""
    key = PrivateKey.generate(it.algorithm)
    signer = TestAuthority(it.algorithm, name="云川测试根").issue("澜州", key=key)
    said = json.dumps(
        it.checkpoint["statement"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    it.checkpoint |= _by(signer, said.encode())


def _by_an_agencys_certificate(it: Open) -> None:
    """Of the right authority, and issued for other things."""
    signer = two_steps(it.algorithm)[1].issue("澜州", purpose=Purpose.AGENCY)
    said = json.dumps(
        it.checkpoint["statement"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    it.checkpoint |= _by(signer, said.encode())


def _by_a_persons_certificate(it: Open) -> None:
    """Whoever has a certificate for signing cannot issue others with it."""
    key, own = PrivateKey.generate(it.algorithm), PrivateKey.generate(it.algorithm)
    person = two_steps(it.algorithm)[1].issue("周怀远", key=own)
    above = Certificate(person.certificate)
    wanted = Wanted(
        subject=subject("澜州"),
        public=key.public,
        purpose=Purpose.NODE,
        begins=above.begins,
        ends=above.ends,
    )
    made = issued(wanted, key=own, issuer=above)
    said = json.dumps(
        it.checkpoint["statement"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    it.checkpoint["signature"] = key.sign(said.encode()).hex()
    it.checkpoint["certificate"] = made.pem.decode()
    it.checkpoint["issuers"] = [above.pem.decode(), *it.checkpoint["issuers"]]


def _two_certificates_in_one(it: Open) -> None:
    """All of it invented and signed under an authority of one's own, whose certificate stands
    behind a genuine one: the first chains to the root, the second issued the node's."""
    genuine = Certificate(two_steps(it.algorithm)[1].certificate.der).pem.decode()
    own = TestAuthority(it.algorithm, name="自建根")
    node = own.issue("澜州", purpose=Purpose.NODE)
    bundle = genuine + own.certificate.pem.decode()
    said = json.dumps(
        it.checkpoint["statement"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    it.checkpoint |= _by(node, said.encode()) | {"issuers": [bundle]}
    it.signature = _by(node, _text(it.proof)) | {"issuers": [bundle]}


def _exchanged_certificate(it: Open) -> None:
    signer = two_steps(it.algorithm)[1].issue("云川")
    it.checkpoint["certificate"] = Certificate(signer.certificate).pem.decode()


def _before_the_certificate(it: Open) -> None:
    it.checkpoint["statement"]["at"] = "2020-01-01T00:00:00+00:00"


def _a_journal_of_ones_own(it: Open) -> None:
    """Every path and the root fit what was changed; only the signature cannot."""
    leaves: dict[tuple[int, int], bytes] = {(0, 0): leaf(b"x"), (0, 1): leaf(b"y")}
    held = Held(leaves)
    it.checkpoint["statement"] |= {"root": root(held, size=2).hex(), "size": 2}
    for each in it.events:
        each["path"] = [part.hex() for part in inclusion(held, index=0, size=2)]


def _by_another_of_the_same_authority(it: Open) -> None:
    """Another node leaves the last event out and signs what is left."""
    _left_out_at_the_end(it)
    it.signer = two_steps(it.algorithm)[1].issue("云川", purpose=Purpose.NODE)


def _by_another_node_in_this_ones_name(it: Open) -> None:
    """Whoever has any node's key signs checkpoint and proof, and says to be this one."""
    signer = two_steps(it.algorithm)[1].issue("云川", purpose=Purpose.NODE)
    said = json.dumps(
        it.checkpoint["statement"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    it.checkpoint |= _by(signer, said.encode())
    it.signer = signer


ELSEWHERE = ("不在检查点所证明的日志中", "event-not-in-journal")
CHANGES: list[tuple[Callable[[Open], None], str, str]] = [
    (_changed_content, "的内容与摘要不符", "event-content-changed"),
    (_changed_content_and_digest, *ELSEWHERE),
    (_of("topic", "specimen.Tally.Opened"), *ELSEWHERE),
    (_of("agency", "B-002"), *ELSEWHERE),
    (_of("command", "another"), *ELSEWHERE),
    (_of("version", 7), *ELSEWHERE),
    (_of("stream", str(tally_id(A, "t"))), *ELSEWHERE),
    (_of("digest", "00" * 32, "inner"), *ELSEWHERE),
    (_of("digest", "00" * 32, "destroyed"), *ELSEWHERE),
    (
        _of("topic", "specimen.Tally.Opened", "destroyed"),
        "不在检查点所证明的日志中",
        "event-not-in-journal",
    ),
    (_of("id", 1), *ELSEWHERE),
    (_of("id", 10**6), *ELSEWHERE),
    (_swapped_versions, *ELSEWHERE),
    (_swapped_ids, *ELSEWHERE),
    (_swapped_order, "的事件不全，或者次序不对", "events-left-out"),
    (_left_out_in_the_middle, "的事件不全，或者次序不对", "events-left-out"),
    (_left_out_at_the_end, "证明的签名不成立", "not-signed"),
    (_left_out_the_stream, "的事件不全，或者次序不对", "events-left-out"),
    (_twice, "的事件不全，或者次序不对", "events-left-out"),
    (_put_in, *ELSEWHERE),
    (_a_stream_of_others, "有不属于各流的事件", "events-foreign"),
    (_hidden_as_inner, "证明的签名不成立", "not-signed"),
    (_hidden_as_destroyed, "称已销毁，而没有销毁行为说明它", "event-not-destroyed"),
    (_destroyed_by_nobody, "称已销毁，而没有销毁行为说明它", "event-not-destroyed"),
    (_no_reason, "没有内容而不说明原因", "event-unexplained"),
    (_invented_content, "的内容与摘要不符", "event-content-changed"),
    (_path(lambda path: path[:-1]), *ELSEWHERE),
    (_path(lambda path: path[1:]), *ELSEWHERE),
    (_path(lambda path: path[::-1]), *ELSEWHERE),
    (_path(lambda path: [*path, path[0]]), *ELSEWHERE),
    (_path(lambda path: []), *ELSEWHERE),
    (_path(lambda path: ["zz"]), "不能读取证明", "refused"),
    (_changed_pages, "缺少、多出或被改动过", "part-changed"),
    (_changed_pages_and_digest, "没有事件提到它", "part-unknown"),
    (_no_pages, "缺少、多出或被改动过", "part-changed"),
    (_more_pages, "文件 documents/more.pdf 缺少、多出或被改动过", "part-changed"),
    (_other_words, "文件 说明.txt 缺少、多出或被改动过", "part-changed"),
    (_other_script, "文件 verify_proof.py 缺少、多出或被改动过", "part-changed"),
    (_other_checkpoint, *ELSEWHERE),
    (_forged_signature, "检查点的签名不成立", "not-signed"),
    (_said("size", 10**6), "检查点的签名不成立", "not-signed"),
    (_said("root", "00" * 32), "检查点的签名不成立", "not-signed"),
    (_said("node", "云川"), "检查点的签名不成立", "not-signed"),
    (_own_certificate, "检查点的证书在签署时不能衔接到根证书", "untrusted"),
    (_by_a_persons_certificate, "检查点的证书在签署时不能衔接到根证书", "not-an-authority"),
    (_two_certificates_in_one, "检查点的证书在签署时不能衔接到根证书", "untrusted"),
    (_by_an_agencys_certificate, "检查点的签名证书不是节点证书", "usage"),
    (_exchanged_certificate, "检查点的签名不成立", "not-signed"),
    (_before_the_certificate, "检查点的证书在签署时不能衔接到根证书", "not-yet"),
    (_a_journal_of_ones_own, "检查点的签名不成立", "not-signed"),
    (_by_another_node_in_this_ones_name, "检查点的签名证书不是节点“澜州”的", "other-node"),
    (_by_another_of_the_same_authority, "不是同一个节点签的", "other-signer"),
]
"""Each with what the script says of it, and the code that our own checking gives it."""
