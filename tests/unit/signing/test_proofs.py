"""A proof is believed by a script that shares no code with us, and only when all of it holds."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from office.kernel.destruction import Destructions
from office.packing import packed
from signing.certificates.building import Purpose, Wanted, issued
from signing.certificates.certificate import Certificate
from signing.checkpoints.tree import Held, inclusion, leaf, root
from signing.keys.algorithms import Algorithm
from signing.keys.private import PrivateKey
from signing.proofs.making import Proven, Prover
from tests.certified import TestAuthority, subject, two_steps
from tests.specimen import tally_id
from tests.unit.kernel.conftest import A, act
from tests.unit.signing.test_checkpoints import Place, give_key

SCRIPT = Path(__file__).parents[3] / "tools" / "verify_proof.py"
PAGES = b"%PDF-1.7 the paper as it was issued"
PAPER, SECRET = tally_id(A, "paper"), tally_id(A, "secret")


def run(proof: Path, *root: Path) -> tuple[int, str]:
    """By another interpreter, in which our packages and those of others cannot be imported."""
    command = [sys.executable, "-I", "-S", str(SCRIPT), str(proof), *map(str, root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=proof.parent)
    assert not done.stderr
    return done.returncode, done.stdout


def tells(topic: str, facts: Any) -> bool:
    """The numbers three and four are inner."""
    return facts.get("number") not in (3, 4)


def made(place: Place, *streams: UUID) -> bytes:
    return Prover(place.checkpoints).prove(
        Proven(
            title="关于试行的通知",
            agency=A,
            streams=streams,
            audience="外单位",
            tells=tells,
            words={"specimen.Tally.Raised": "加数"},
        )
    )


def history(place: Place) -> None:
    """Two papers, one of them destroyed; events between them."""
    place.room.open_tally(act("s0"), "secret", content=b"%PDF-1.7 secret")
    place.room.open_tally(act("t0"), "paper", content=PAGES)
    for number in range(1, 7):
        place.room.raise_tally(act(f"r{number}"), tally_id(A, "paper"), number)
        place.room.raise_tally(act(f"s{number}"), SECRET, number)
    rooms = Destructions(place.node)
    proposed = rooms.propose(act("d1", person="p1"), subjects=[SECRET], reason="误传涉密")
    rooms.approve(act("d2", person="p2"), UUID(proposed))


@pytest.fixture(scope="module", params=list(Algorithm), ids=lambda it: it.value)
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A proof by a node of each algorithm."""
    folder = tmp_path_factory.mktemp("proofs")
    place = Place(folder / "here", name="澜州", keyed=False)
    give_key(place, request.param)
    history(place)
    proof = made(place, PAPER, SECRET)
    earlier = place.checkpoints.own(place.checkpoints.newest().size)
    place.go_on(2)
    other = place.checkpoints.write()
    place.node.close()
    assert other != earlier
    anchor = folder / "root.pem"
    anchor.write_bytes(two_steps(request.param)[0].certificate.pem)
    return Kept(proof, anchor, other.to_json(), request.param)


@dataclass(frozen=True)
class Kept:
    proof: bytes
    root: Path
    other: dict[str, Any]
    algorithm: Algorithm


def test_a_good_proof_is_believed(kept: Kept, tmp_path: Path) -> None:
    path = tmp_path / "proof.zip"
    path.write_bytes(kept.proof)
    status, said = run(path, kept.root)
    assert status == 0, said
    assert "事件 15 个，只给摘要 2，已销毁 7" in said
    assert "核验通过" in said
    assert "检查点的签名者： subject=" in said


def test_without_a_root_of_ones_own_it_is_only_consistent(kept: Kept, tmp_path: Path) -> None:
    path = tmp_path / "proof.zip"
    path.write_bytes(kept.proof)
    status, said = run(path)
    assert status == 2
    assert "根证书是证明自带的" in said
    assert "核验通过" not in said


def test_a_root_of_somebody_else_is_not_the_nodes(kept: Kept, tmp_path: Path) -> None:
    path, other = tmp_path / "proof.zip", tmp_path / "other.pem"
    path.write_bytes(kept.proof)
    other.write_bytes(TestAuthority(kept.algorithm, name="别的根").certificate.pem)
    status, said = run(path, other)
    assert status == 1
    assert "检查点的证书在签署时不能衔接到根证书" in said


def test_the_words_beside_it_name_what_is_inner_and_by_what_it_was_destroyed(kept: Kept) -> None:
    with zipfile.ZipFile(io.BytesIO(kept.proof)) as pack:
        words = pack.read("说明.txt").decode()
    assert words.count("加数（内部意见或文稿，只给出摘要）") == 2
    assert words.count("内容已经两人审批销毁，只留下摘要，见第") == 7


@dataclass
class Open:
    """A proof taken apart, to be changed and put together."""

    proof: dict[str, Any]
    checkpoint: dict[str, Any]
    signature: dict[str, Any]
    files: dict[str, bytes]
    other: dict[str, Any] = field(default_factory=dict)
    algorithm: Algorithm = Algorithm.SM2

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
    parts = (taken.proof, taken.checkpoint, taken.signature)
    texts = [json.dumps(part, ensure_ascii=False, indent=1).encode() for part in parts]
    return packed({**dict(zip(jsons, texts, strict=True)), **taken.files})


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
    it.checkpoint["signature"] = key.sign(said.encode()).hex()
    it.checkpoint["certificate"] = Certificate(signer.certificate).pem.decode()
    it.checkpoint["issuers"] = [Certificate(each).pem.decode() for each in signer.issuers]


def _by_an_agencys_certificate(it: Open) -> None:
    """Of the right authority, and issued for other things."""
    key = PrivateKey.generate(it.algorithm)
    signer = two_steps(it.algorithm)[1].issue("澜州", key=key, purpose=Purpose.AGENCY)
    said = json.dumps(
        it.checkpoint["statement"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    it.checkpoint["signature"] = key.sign(said.encode()).hex()
    it.checkpoint["certificate"] = Certificate(signer.certificate).pem.decode()
    it.checkpoint["issuers"] = [Certificate(each).pem.decode() for each in signer.issuers]


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


MUTATIONS: list[tuple[Callable[[Open], None], str]] = [
    (_changed_content, "的内容与摘要不符"),
    (_changed_content_and_digest, "不在检查点所证明的日志中"),
    (_of("topic", "specimen.Tally.Opened"), "不在检查点所证明的日志中"),
    (_of("agency", "B-002"), "不在检查点所证明的日志中"),
    (_of("command", "another"), "不在检查点所证明的日志中"),
    (_of("version", 7), "不在检查点所证明的日志中"),
    (_of("stream", str(tally_id(A, "t"))), "不在检查点所证明的日志中"),
    (_of("digest", "00" * 32, "inner"), "不在检查点所证明的日志中"),
    (_of("digest", "00" * 32, "destroyed"), "不在检查点所证明的日志中"),
    (_of("topic", "specimen.Tally.Opened", "destroyed"), "不在检查点所证明的日志中"),
    (_of("id", 1), "不在检查点所证明的日志中"),
    (_of("id", 10**6), "不在检查点所证明的日志中"),
    (_swapped_versions, "不在检查点所证明的日志中"),
    (_swapped_ids, "不在检查点所证明的日志中"),
    (_swapped_order, "的事件不全，或者次序不对"),
    (_left_out_in_the_middle, "的事件不全，或者次序不对"),
    (_left_out_at_the_end, "证明的签名不成立"),
    (_left_out_the_stream, "的事件不全，或者次序不对"),
    (_twice, "的事件不全，或者次序不对"),
    (_put_in, "不在检查点所证明的日志中"),
    (_a_stream_of_others, "有不属于各流的事件"),
    (_hidden_as_inner, "证明的签名不成立"),
    (_hidden_as_destroyed, "称已销毁，而没有销毁行为说明它"),
    (_destroyed_by_nobody, "称已销毁，而没有销毁行为说明它"),
    (_no_reason, "没有内容而不说明原因"),
    (_invented_content, "的内容与摘要不符"),
    (_path(lambda path: path[:-1]), "不在检查点所证明的日志中"),
    (_path(lambda path: path[1:]), "不在检查点所证明的日志中"),
    (_path(lambda path: path[::-1]), "不在检查点所证明的日志中"),
    (_path(lambda path: [*path, path[0]]), "不在检查点所证明的日志中"),
    (_path(lambda path: []), "不在检查点所证明的日志中"),
    (_path(lambda path: ["zz"]), "不能读取证明"),
    (_changed_pages, "缺少、多出或被改动过"),
    (_changed_pages_and_digest, "没有事件提到它"),
    (_no_pages, "缺少、多出或被改动过"),
    (_more_pages, "文件 documents/more.pdf 缺少、多出或被改动过"),
    (_other_words, "文件 说明.txt 缺少、多出或被改动过"),
    (_other_script, "文件 verify_proof.py 缺少、多出或被改动过"),
    (_other_checkpoint, "不在检查点所证明的日志中"),
    (_forged_signature, "检查点的签名不成立"),
    (_said("size", 10**6), "检查点的签名不成立"),
    (_said("root", "00" * 32), "检查点的签名不成立"),
    (_said("node", "云川"), "检查点的签名不成立"),
    (_own_certificate, "检查点的证书在签署时不能衔接到根证书"),
    (_by_a_persons_certificate, "检查点的证书在签署时不能衔接到根证书"),
    (_by_an_agencys_certificate, "检查点的签名证书不是节点证书"),
    (_exchanged_certificate, "检查点的签名不成立"),
    (_before_the_certificate, "检查点的证书在签署时不能衔接到根证书"),
    (_a_journal_of_ones_own, "检查点的签名不成立"),
]


@pytest.mark.slow
@pytest.mark.parametrize("kept", [Algorithm.SM2], indirect=True, ids=["sm2"])
@pytest.mark.parametrize(
    ("change", "said"), MUTATIONS, ids=[str(place) for place in range(len(MUTATIONS))]
)
def test_whatever_is_changed_is_found_and_named(
    kept: Kept, change: Callable[[Open], None], said: str, tmp_path: Path
) -> None:
    path = tmp_path / "proof.zip"
    path.write_bytes(mutated(kept, change))
    status, answer = run(path, kept.root)
    assert status == 1, answer
    assert said in answer
    assert "核验通过" not in answer


@pytest.mark.parametrize("kept", [Algorithm.SM2], indirect=True, ids=["sm2"])
def test_put_together_unchanged_only_the_form_differs_from_the_signed_one(
    kept: Kept, tmp_path: Path
) -> None:
    """So that the mutations above are found for what they are."""
    path = tmp_path / "proof.zip"
    path.write_bytes(mutated(kept, lambda _: None))
    assert run(path, kept.root)[0] == 0


@pytest.mark.parametrize("data", [b"", b"PK", packed({"proof.json": b"[]"})])
def test_what_is_no_proof_is_said_to_be_none(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "proof.zip"
    path.write_bytes(data)
    status, said = run(path, path)
    assert status == 1
    assert "不能读取证明" in said


def test_the_script_has_a_hundred_lines_and_is_the_one_that_goes_along(kept: Kept) -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert len([line for line in text.splitlines() if line.strip()]) <= 100
    with zipfile.ZipFile(io.BytesIO(kept.proof)) as pack:
        assert pack.read("verify_proof.py").decode() == text


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = Place(tmp_path / "here", name="澜州")
    yield found
    found.node.close()


def test_a_checkpoint_is_written_only_where_the_newest_does_not_reach(place: Place) -> None:
    history(place)
    made(place, PAPER)
    size = place.checkpoints.newest().size
    made(place, PAPER)
    assert place.checkpoints.newest().size == size
    place.room.raise_tally(act("more"), PAPER, 5)
    made(place, PAPER)
    assert place.checkpoints.newest().size > size
