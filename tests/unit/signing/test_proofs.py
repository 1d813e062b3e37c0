"""A proof is believed by a script that shares no code with us, and only when all of it holds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from office.packing import packed
from tests.certified import TestAuthority
from tests.unit.kernel.conftest import act
from tests.unit.signing.proven import PAPER, SCRIPT, Kept, history, made, run
from tests.unit.signing.test_checkpoints import Place


def test_a_good_proof_is_believed(kept: Kept, tmp_path: Path) -> None:
    path = tmp_path / "proof.zip"
    path.write_bytes(kept.proof)
    status, said = run(path, kept.root)
    assert status == 0, said
    assert "事件 15 个，只给摘要 2，已销毁 7" in said
    assert "核验通过" in said
    assert "澜州 北京时间 20" in said
    assert "检查点的签名者：C=CN，O=澜州市（测试），CN=澜州" in said


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
    assert words.count("加数（内部办理记录，只给出摘要）") == 2
    assert "出具单位：澜州市人民政府（节点“澜州”）" in words
    assert "（北京时间）签署检查点" in words
    assert "+00:00" not in words
    assert words.count(".pdf　PDF，没有签名、盖章") == 1
    assert words.count("内容已经两人审批销毁，只留下摘要，见第") == 7


@pytest.mark.parametrize("data", [b"", b"PK", packed({"proof.json": b"[]"})])
def test_what_is_no_proof_is_said_to_be_none(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "proof.zip"
    path.write_bytes(data)
    status, said = run(path, path)
    assert status == 1
    assert "不能读取证明：已损坏，或者可能被改动过" in said


def test_a_root_that_cannot_be_read_is_named(kept: Kept, tmp_path: Path) -> None:
    path = tmp_path / "proof.zip"
    path.write_bytes(kept.proof)
    for root in (tmp_path, tmp_path / "没有.pem"):
        status, said = run(path, root)
        assert status == 1
        assert f"不能读取{root}" in said
        assert "被改动过" not in said


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
