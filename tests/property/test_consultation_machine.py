"""Random acts on a consultation: a refused one changes nothing, and replay equals state."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.consulting.consultation import Consultation
from documents.consulting.open_matters import open_matters
from documents.consulting.place import Disposal, Resolution
from documents.consulting.verdicts import AgencyVerdict, Answer, Asking, Comment
from office.kernel.mapping import EventMapper
from office.kernel.refusals import Refused
from tests.quick import examples

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
DOCUMENT = UUID(int=1)
CODES = ("A", "B", "C")
ONE = st.sampled_from(CODES)


def begun(asking: Asking, *, silence: bool) -> Consultation:
    it = Consultation.ask(
        agency="HOST",
        by="asker",
        document=DOCUMENT,
        round=1,
        asking=asking,
        shown={"revision": "r", "pages": "p"},
        facts={"title": "关于征询的通知", "urgency": ""},
        parts=[],
        agencies=[{"code": code, "name": code, "consignment": code} for code in CODES],
        deadline=date(2026, 11, 27),
        note="",
        in_turn=False,
        silence_consents=silence,
        at=AT,
    )
    it.send([each.code for each in it.next_in_turn], by="asker", at=AT)
    return it


def answered(it: Consultation, code: str, verdict: AgencyVerdict) -> None:
    """As the application does it: only whoever has the paper answers, and then comes the next."""
    if not it.places[code].is_asked:
        return
    has_comments = verdict in (AgencyVerdict.DISSENT, AgencyVerdict.AGREE_WITH_COMMENTS)
    comments = (Comment("全文", "意见"),) if has_comments else ()
    answer = Answer(verdict, "领导", "局长", "2026-11-20", "r", "p", comments=comments)
    it.take_answer(code, answer, by="courier", late=False, at=AT)
    if codes := [each.code for each in it.next_in_turn]:
        it.send(codes, by="courier", at=AT)


ACTS = st.one_of(
    st.tuples(st.just("answer"), ONE, st.sampled_from(AgencyVerdict)),
    st.tuples(st.just("remind"), ONE, st.none()),
    st.tuples(st.just("withdraw"), ONE, st.sampled_from(["", "不再征询"])),
    st.tuples(st.just("coordinate"), ONE, st.sampled_from(Resolution)),
    st.tuples(st.just("escalate"), ONE, st.none()),
    st.tuples(st.just("rule"), ONE, st.sampled_from(Resolution)),
    st.tuples(st.just("dispose"), ONE, st.sampled_from(Disposal)),
    st.tuples(st.just("late"), ONE, st.none()),
)


def do(it: Consultation, act: str, code: str, with_: Any) -> None:
    by: dict[str, Any] = {"by": "asker", "at": AT}
    match act:
        case "answer":
            answered(it, code, with_)
        case "remind":
            it.remind([code], note="", **by)
        case "withdraw":
            it.withdraw([code], reason=with_, **by)
        case "coordinate":
            it.coordinate(code, outcome=with_, record="商定", **by)
        case "escalate":
            it.escalate(code, to="上级", reason="分歧", **by)
        case "rule":
            it.rule(code, outcome=with_, ruler="领导", words="裁定", **by)
        case "dispose":
            it.dispose(code, 0, disposal=with_, reason="", **by)
        case "late":
            it.pass_deadline(**by)


def refused(it: Consultation, act: str, code: str, with_: Any) -> bool:
    try:
        do(it, act, code, with_)
    except Refused:
        return True
    return False


@given(st.sampled_from(Asking), st.booleans(), st.lists(ACTS, max_size=14))
@settings(max_examples=examples(80))
def test_what_is_settled_has_no_open_matter_and_replay_equals_state(
    asking: Asking, silence: bool, acts: list[tuple[str, str, Any]]
) -> None:
    it = begun(asking, silence=silence)
    for act, code, with_ in acts:
        before = (repr(it.places), it.version)
        if refused(it, act, code, with_):
            assert (repr(it.places), it.version) == before
    assert it.settled == (open_matters([it], revision="r") == [])
    if asking is Asking.JOINT and it.settled:
        signed = [each for each in it.places.values() if not each.withdrawn]
        assert all(
            each.answer and each.answer.verdict is not AgencyVerdict.DISSENT for each in signed
        )
    mapper = EventMapper()
    replayed: Any = None
    for event in it.pending_events:
        replayed = mapper.to_domain_event(mapper.to_stored_event(event)).mutate(replayed)
    assert repr(replayed.places) == repr(it.places)
    assert replayed.version == it.version
