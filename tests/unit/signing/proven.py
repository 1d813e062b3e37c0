"""A proof of two papers, one of them destroyed, and the script that goes along with it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from office.kernel.destruction import Destructions
from signing.keys.algorithms import Algorithm
from signing.proofs.making import Proven, Prover
from tests.certified import two_steps
from tests.specimen import tally_id
from tests.unit.kernel.conftest import A, act
from tests.unit.signing.test_checkpoints import Place, give_key

SCRIPT = Path(__file__).parents[3] / "tools" / "verify_proof.py"
PAGES = b"%PDF-1.7 the paper as it was issued"
PAPER, SECRET = tally_id(A, "paper"), tally_id(A, "secret")


WORDS = {"specimen.Tally.Raised": "加数"}


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
            words=WORDS,
            organ="澜州市人民政府",
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


@dataclass(frozen=True)
class Kept:
    """`other`: a later checkpoint of the same node."""

    proof: bytes
    root: Path
    other: dict[str, Any]
    algorithm: Algorithm


@pytest.fixture(scope="session", params=list(Algorithm), ids=lambda it: it.value)
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
