"""What nobody touched is never suspected: five hundred good files of every make."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest

from office.packing import packed
from signing.checking.report import Verdict
from signing.keys.algorithms import Algorithm
from signing.pdf.archiving import keep_for_long
from signing.pdf.sealing import sign_pdf
from signing.pdf.stamping import Stamper
from tests.certified import DAY, ENDS, NOW, two_steps
from tests.unit.signing.judged import found, in_this_process
from tests.unit.signing.old_seals import old_seal, seal_info, sealed_anew
from tests.unit.signing.proven import PAPER, SECRET, history, made
from tests.unit.signing.sealed import PNG, STAMP, plain_ofd
from tests.unit.signing.signed import (
    BUREAU,
    CITY,
    COURT,
    maker,
    plain_pdf,
    presser,
    sealed,
    signed,
    time_authority,
    trust,
)
from tests.unit.signing.tampered import ATTACHED, PAGE, one, one_ofd, parts, two, two_ofd
from tests.unit.signing.test_checkpoints import Place

__all__ = ["in_this_process"]

pytestmark = pytest.mark.slow
Make = Callable[[int], bytes]


def pdf(number: int) -> bytes:
    """Of one to four pages, no two alike, every third with a file attached."""
    plain = plain_pdf.__wrapped__(f"paper {number}", 1 + number % 4)
    return with_file(plain, f"{number},100\n".encode()) if number % 3 == 0 else plain


def with_file(plain: bytes, content: bytes) -> bytes:
    """Before anybody signs."""
    from io import BytesIO

    import pikepdf

    with pikepdf.open(BytesIO(plain)) as opened:
        opened.attachments["table.csv"] = content
        file = BytesIO()
        opened.save(file, deterministic_id=True)
        return file.getvalue()


def ofd(number: int) -> bytes:
    """Two pages, every third with a table attached."""
    own = {PAGE.format(number % 2): f"<a n='{number}'/>".encode()}
    table = {ATTACHED: f"{number},100\n".encode()} if number % 3 == 0 else {}
    return packed({**parts(plain_ofd()), **own, **table})


def organs(number: int) -> tuple[str, ...]:
    """One to three of a joint issue."""
    return (CITY, COURT, BUREAU)[: 1 + number % 3]


def old(number: int) -> bytes:
    """With a seal of version 1 in the place of our own."""
    certificates = [presser(CITY).certificate]
    info = seal_info(
        name=CITY, picture=PNG, certificates=certificates, begins=NOW - DAY, ends=ENDS
    )
    time = f"{NOW:%Y%m%d%H%M%SZ}".encode()
    seal = old_seal(info, maker=maker())
    return sealed_anew(sealed(CITY, ofd=ofd(number)), seal, signer=presser(CITY), time=time)


def archived(number: int) -> bytes:
    """PAdES B-LTA."""
    data = signed(*organs(number)[:2], pdf=pdf(number), stamped=True)
    return keep_for_long(data, trust=trust(), authority=time_authority(), at=NOW)


MAKES: tuple[Make, ...] = (
    lambda number: signed(*organs(number), pdf=pdf(number)),
    lambda number: sealed(*organs(number), ofd=ofd(number)),
    lambda number: sealed(*organs(number), ofd=ofd(number), stamped=True),
    lambda number: sealed(CITY, ofd=ofd(number), stamps=[STAMP, STAMP]),
    old,
)


def stamped(number: int) -> bytes:
    """PAdES B-T."""
    return signed(*organs(number), pdf=pdf(number), stamped=True)


def good_files(place: Place) -> Iterator[tuple[str, bytes]]:
    """All makes in turn; some PDFs with time stamps and for the archive, which pyHanko now and
    then takes seconds for; proofs of a journal that goes on meanwhile."""
    for number, make in enumerate(islice(cycle(MAKES), 445)):
        yield f"file {number}", make(number)
    for number in range(10):
        yield f"stamped {number}", stamped(number)
    for number in range(5):
        yield f"archived {number}", archived(number)
    for number in range(40):
        place.go_on(1 + number % 3)
        papers = [PAPER, SECRET][: 1 + number % 2]
        yield f"proof {number}", made(place, *papers)


@pytest.mark.timeout(600)  # half a minute on a quiet machine, else pyHanko's seconds add up
def test_five_hundred_good_files_give_no_alarm(tmp_path: Path) -> None:
    place = Place(tmp_path / "here", name="澜州")
    history(place)
    seen = set()
    for name, data in good_files(place):
        told = found(data)
        assert told.verdict is Verdict.VALID, (name, told.json())
        seen.add(told.digest)
    place.node.close()
    assert len(seen) == 500, "no two of them are the same"


def test_what_the_mutations_begin_with_is_valid() -> None:
    for data in (one(), two(), one_ofd(), two_ofd(), sealed(CITY, stamped=True)):
        told = found(data)
        assert told.verdict is Verdict.VALID, told.json()
        assert told.words.startswith("有效：全部内容都在签章保护之内")


def test_a_time_stamp_outlives_the_certificate() -> None:
    hand = two_steps(Algorithm.ECDSA)[1].issue(CITY, ends=NOW + DAY)
    data = sign_pdf(
        plain_pdf(),
        signer=hand,
        field="Seal1",
        at=NOW,
        time_stamper=Stamper(time_authority()),
    )
    (entry,) = found(data, days=3).entries
    assert (entry.verdict, entry.proven, entry.at) == (Verdict.VALID, True, NOW)
