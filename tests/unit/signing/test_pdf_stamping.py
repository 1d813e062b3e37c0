"""What time stamps cost a seal: one question, and no seconds of computing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from asn1crypto import core

from signing.pdf import stamping
from signing.pdf.archiving import keep_for_long
from signing.pdf.checking import checked
from signing.pdf.sealing import sign_pdf
from signing.pdf.stamping import Stamper
from tests.certified import NOW
from tests.unit.signing.signed import CITY, organ, plain_pdf, signed, time_authority, trust


class Asked:
    """Counts the questions."""

    def __init__(self) -> None:
        self.times = 0

    def answer(self, request: bytes) -> bytes:
        self.times += 1
        return time_authority(at=NOW).answer(request)


def seal(asked: Asked) -> bytes:
    return sign_pdf(
        plain_pdf(), signer=organ(CITY), field="Seal1", at=NOW, time_stamper=Stamper(asked)
    )


def keep(asked: Asked) -> bytes:
    return keep_for_long(signed(CITY), trust=trust(), authority=asked, at=NOW)


@pytest.mark.parametrize("make", [seal, keep])
@pytest.mark.parametrize(("room", "times"), [(stamping.ROOM, 1), (600, 2)])
def test_the_service_is_asked_once_and_again_only_where_the_answer_does_not_fit(
    make: Callable[[Asked], bytes], room: int, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamping, "ROOM", room)
    asked = Asked()
    found = checked(make(asked)).signatures[-1]
    assert asked.times == times
    assert found.faults == ()
    assert found.time_stamp is not None
    assert found.time_stamp.at == NOW


def test_a_stamped_seal_is_not_encoded_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """One in eight took five seconds: 400,000 times."""
    counted: list[None] = []
    encoded = core.Sequence._set_contents

    def counting(self: core.Sequence, *given: bool, **more: bool) -> None:
        counted.append(None)
        encoded(self, *given, **more)

    monkeypatch.setattr(core.Sequence, "_set_contents", counting)
    for _ in range(30):
        counted.clear()
        seal(Asked())
        assert len(counted) < 20_000
