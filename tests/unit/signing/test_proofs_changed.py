"""Whatever is changed in a proof is found and named: by the script that goes along, and by 验章.

They share no code; that they agree is shown here, on good proofs and on changed ones.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from office.kernel.refusals import Refused
from office.packing import packed
from signing.certificates.checking import Trust
from signing.checking.files import report
from signing.checking.report import Given, Report, Verdict
from signing.keys.algorithms import Algorithm
from tests.certified import NOW, TestAuthority, trust_in, two_steps
from tests.unit.signing.proof_changes import CHANGES, Open, mutated
from tests.unit.signing.proven import WORDS, Kept, run
from tests.unit.signing.signed import both, plain_pdf

Change = Callable[[Open], None]
only_national = pytest.mark.parametrize("kept", [Algorithm.SM2], indirect=True, ids=["sm2"])


def checked(kept: Kept, data: bytes, *, trust: Trust | None = None) -> Report:
    known = trust or trust_in(*two_steps(kept.algorithm))
    return report(data, name="证明.zip", trust=known, now=NOW, words=WORDS)


def codes(kept: Kept, data: bytes) -> set[str]:
    """Of what our own checking names; never of a proof that it holds to be valid."""
    try:
        told = checked(kept, data)
    except Refused:
        return {"refused"}
    assert told.verdict is not Verdict.VALID
    problems = [each for entry in told.entries for each in entry.problems]
    assert all(each.words.endswith("。") for each in problems)
    return {each.code for each in problems}


@pytest.mark.slow
@only_national
@pytest.mark.parametrize(
    ("change", "said", "code"), CHANGES, ids=[str(place) for place in range(len(CHANGES))]
)
def test_whatever_is_changed_is_found_and_named_by_both(
    kept: Kept, change: Change, said: str, code: str, tmp_path: Path
) -> None:
    path, data = tmp_path / "proof.zip", mutated(kept, change)
    path.write_bytes(data)
    status, answer = run(path, kept.root)
    assert status == 1, answer
    assert said in answer
    assert "核验通过" not in answer
    assert code in codes(kept, data)


@only_national
@pytest.mark.parametrize(("change", "code"), [(each[0], each[2]) for each in CHANGES[::9]])
def test_some_of_it_is_tried_each_time(kept: Kept, change: Change, code: str) -> None:
    assert code in codes(kept, mutated(kept, change))


@only_national
def test_put_together_unchanged_only_the_form_differs_from_the_signed_one(
    kept: Kept, tmp_path: Path
) -> None:
    """So that the changes above are found for what they are."""
    path, data = tmp_path / "proof.zip", mutated(kept, lambda _: None)
    path.write_bytes(data)
    assert run(path, kept.root)[0] == 0
    assert checked(kept, data).verdict is Verdict.VALID


def test_a_good_proof_is_told_in_words(kept: Kept) -> None:
    told = checked(kept, kept.proof)
    assert told.verdict is Verdict.VALID, told.json()
    assert told.words == "有效：办理记录和文件全部在证明的保护之内，没有改动、调换、遗漏。"
    assert [each.kind for each in told.entries] == ["日志检查点", "证明"]
    history = told.history
    assert history is not None
    assert (history.title, history.node) == ("关于试行的通知", "澜州")
    count = [each.given for each in history.records].count
    assert (count(Given.TOLD), count(Given.INNER), count(Given.DESTROYED)) == (6, 2, 7)
    gone = {each.destroyed_by for each in history.records if each.given is Given.DESTROYED}
    assert gone == {history.records[-1].number}
    assert all(each.at for each in history.records if each.given is Given.TOLD)
    (pages,) = told.files
    assert (pages.verdict, pages.name) == (
        Verdict.UNSIGNED,
        "第3号记录（specimen.Tally.Opened）的文件（PDF）",
    )
    assert told.json()["history"]["records"][0]["given"] == "destroyed"


@only_national
def test_whom_nobody_here_trusts_proves_nothing(kept: Kept) -> None:
    other = trust_in(TestAuthority(Algorithm.SM2, name="别的根"))
    told = checked(kept, kept.proof, trust=other)
    assert told.verdict is Verdict.UNPROVEN
    assert {each.code for entry in told.entries for each in entry.problems} == {"untrusted"}
    unlisted = replace(trust_in(*two_steps(kept.algorithm)), lists=())
    assert checked(kept, kept.proof, trust=unlisted).verdict is Verdict.UNPROVEN


def parts(kept: Kept) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(kept.proof)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


DEEP = b'{"title":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
HOSTILE: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "a name twice": lambda it: packed(
        it | {"proof.json": it["proof.json"].replace(b'"title"', b'"title": "", "title"', 1)}
    ),
    "nested without end": lambda it: packed(it | {"proof.json": DEEP}),
    "a figure without end": lambda it: packed(
        it
        | {
            "checkpoint.json": it["checkpoint.json"].replace(
                b'"size": ', b'"size": ' + b"1" * 4_000
            )
        }
    ),
    "a bomb": lambda it: packed(it | {"documents/0.txt": bytes(20_000_000)}),
    "out of the folder": lambda it: packed(it | {"../../etc/x": b""}),
    "an OFD besides": lambda it: packed(it | {"OFD.xml": b"<a/>"}),
    "a PDF before it": lambda it: packed({"a.pdf": b"%PDF-1.7"} | it),
    "without its signature": lambda it: packed(
        {name: data for name, data in it.items() if name != "signature.json"}
    ),
    "cut": lambda it: packed(it)[:-30],
    "a moment that no calendar has": lambda it: packed(
        it | {"checkpoint.json": it["checkpoint.json"].replace(b"2026-", b"9999-", 1)}
    ),
    "no list": lambda it: packed(it | {"proof.json": b"[]"}),
    "half a letter": lambda it: packed(
        it | {"proof.json": it["proof.json"].replace("关".encode(), b"\\ud800", 1)}
    ),
}


@only_national
@pytest.mark.parametrize("how", HOSTILE)
def test_what_is_made_to_harm_is_refused_in_words(kept: Kept, how: str) -> None:
    before = parts(kept)
    data = HOSTILE[how](dict(before))
    assert data != packed(before)
    assert codes(kept, data) == {"refused"}


@only_national
def test_a_proof_whose_files_have_bad_seals_is_not_valid(kept: Kept) -> None:
    """What the node had is proven; that somebody sealed it is another question."""
    from signing.checking import proofs

    told = checked(kept, kept.proof)
    sealed = report(plain_pdf(), name="清样", trust=both(), now=NOW)
    assert sealed.verdict is Verdict.UNSIGNED
    bad = replace(sealed, entries=(proofs._entry_of("没有核验。"),))
    assert replace(told, files=(sealed,)).verdict is Verdict.VALID
    assert replace(told, files=(sealed, bad)).verdict is Verdict.UNPROVEN
