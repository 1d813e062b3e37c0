"""A dispute from question to settlement on both databases: verified and rebuilt at its end."""

from __future__ import annotations

from documents.consulting.place import Disposal, Resolution
from documents.consulting.verdicts import AgencyVerdict, Asking
from tests.asking import answer, ask, drafted, seen, standing
from tests.offices import CITY, EAST, WEST, Offices, by, waiting


def test_a_dispute_is_settled_and_every_register_can_be_rebuilt(office: Offices) -> None:
    document = drafted(office)
    asked = ask(office, document, Asking.COUNTERSIGN)
    answer(office, EAST, AgencyVerdict.AGREE_WITH_COMMENTS, "标题：建议精简。")
    answer(office, WEST, AgencyVerdict.DISSENT, "二（一）：期限过短。")
    rooms, clerk = office.consultations, f"{CITY}/clerk"
    rooms.escalate(
        by(clerk), asked, code=WEST, to="市政府", reason="期限", seen=seen(office, asked)
    )
    rooms.rule(
        by(clerk),
        asked,
        code=WEST,
        outcome=Resolution.UPHELD,
        ruler="市长",
        words="按原稿",
        seen=seen(office, asked),
    )
    treatments = [(EAST, 0, Disposal.ADOPTED, ""), (WEST, 0, Disposal.REJECTED, "已裁定")]
    rooms.dispose(by(clerk), asked, treatments=treatments, seen=seen(office, asked))
    rooms.summarise(
        by(clerk), asked, pdf=b"%PDF the table", revision="a later text", seen=seen(office, asked)
    )
    assert standing(office, asked).settled
    assert [each for each in waiting(office, CITY) if each[2] != "拟稿"] == []
