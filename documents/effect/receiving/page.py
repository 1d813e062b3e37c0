"""What stands beside an incoming paper whose sender changed its effect."""

from __future__ import annotations

from uuid import UUID

from pyramid.request import Request

from documents.effect.force import CHANGE_WORDS, FORCE_WORDS, Change, Force
from documents.effect.receiving.application import EffectNotices
from documents.effect.receiving.heard_effect import HeardEffect
from documents.incoming.incoming import Incoming
from documents.screens.paper import Paper
from office.directory.kinds import Role
from office.kernel.clock import office_day
from office.web.frame import now
from office.web.models import Act, ActForm, EffectMark, Weight

WORDS = {
    Change.ANNUL: FORCE_WORDS[Force.ANNULLED],
    Change.REPEAL: FORCE_WORDS[Force.REPEALED],
    Change.LAPSE: FORCE_WORDS[Force.LAPSED],
    Change.EXTEND: "有效期延长",
}


def heard_mark(
    request: Request, incoming: UUID, *, shown: Paper[Incoming] | None = None
) -> EffectMark | None:
    """The newest notice about the paper, with 阅知 for whom it waits; None without any.

    `shown`: the page that it stands on; one that shows the past says what was known then, and
    nobody acts there.
    """
    notices: EffectNotices = request.effect_notices
    past = shown is not None and shown.in_the_past
    version = shown.known_of(notices, HeardEffect.id_of(incoming)) if shown and past else None
    it = notices.of(incoming) if version is None else notices.as_known(incoming, version)
    if it is None or it.newest is None:
        return None
    facts = it.newest.facts
    change = Change(facts["change"])
    today = office_day(shown.moment if shown and past else now(request)).isoformat()
    later = change is not Change.EXTEND and facts["day"] > today
    word = f"将{CHANGE_WORDS[change].removeprefix('宣布')}" if later else WORDS[change]
    return EffectMark(
        word,
        f"{_when(change, facts['day'])}依据：{facts['basis'].rstrip('。')}。"
        f"理由：{facts['reason'].rstrip('。')}。",
        void=change is not Change.EXTEND and not later,
        act=_noting(request, it, incoming) if not past else None,
    )


def _when(change: Change, day: str) -> str:
    match change:
        case Change.ANNUL:
            return "来文机关已撤销此件，自始无效。"
        case Change.EXTEND:
            return f"来文机关已把此件的有效期延长至 {day}。"
        case _:
            return f"来文机关已{CHANGE_WORDS[change]}此件，自 {day} 起无效。"


def _noting(request: Request, it: HeardEffect, incoming: UUID) -> ActForm | None:
    identity = request.identity
    if not it.waits_for(identity.principal, clerk=identity.holds(Role.CLERK)):
        return None
    return ActForm(
        action=request.route_path("incoming.effect", id=incoming),
        heading="阅知效力变更",
        acts=(Act("note_effect", "阅知", Weight.NORMAL),),
        seen="0",
    )
