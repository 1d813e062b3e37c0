"""督办 in several lists: by light, what others gave us, and the score."""

from __future__ import annotations

from datetime import timedelta

from pyramid.request import Request
from sqlalchemy import ColumnElement, Integer, and_, case, cast, func, select

from documents.supervision.charges.registers import ENDED as CHARGE_ENDED
from documents.supervision.charges.registers import charges
from documents.supervision.lights import green_from
from documents.supervision.registers import supervisions
from documents.supervision.stages import ENDED, LIGHT_WORDS, Light, Stage
from office.kernel.clock import office_day
from office.web.frame import now
from office.web.models import Tab

RAIL = "supervisions"


def under_way() -> ColumnElement[bool]:
    """The matters that somebody has still to carry out."""
    return supervisions.c.stage.not_in([str(each) for each in ENDED])


def lit(request: Request, light: Light) -> ColumnElement[bool]:
    """The matters under way that show this light today."""
    rooms = request.supervisions
    today = office_day(now(request))
    green = green_from(today, yellow=rooms.rules.yellow, calendar=rooms.calendar)
    deadline = supervisions.c.deadline
    spans = {
        Light.RED: deadline < today.isoformat(),
        Light.YELLOW: deadline.between(today.isoformat(), (green - timedelta(days=1)).isoformat()),
        Light.GREEN: deadline >= green.isoformat(),
    }
    return and_(under_way(), spans[light])


def supervision_tabs(request: Request) -> tuple[Tab, ...]:
    """Every list with its count, the one that is shown marked."""
    route = request.matched_route.name
    here = request.route_path("supervisions")
    shown = request.params.get("show", "")
    counts = _counts(request)
    known = {"": "在办", **{each.value: LIGHT_WORDS[each] for each in Light}, "closed": "已销号"}
    listed = tuple(
        Tab(
            label,
            f"{here}?show={name}" if name else here,
            count=counts.get(name),
            current=route == "supervisions" and shown == name,
        )
        for name, label in known.items()
    )
    others = (
        Tab(
            "上级交办",
            request.route_path("charges"),
            count=counts["charges"],
            current=route == "charges",
        ),
        Tab("积分", request.route_path("supervisions.scores"), current="score" in route),
    )
    return (*listed, *others)


def condition_of(request: Request) -> ColumnElement[bool]:
    """What `?show=` asks for."""
    shown = request.params.get("show", "")
    if shown in set(Light):
        return lit(request, Light(shown))
    if shown == "closed":
        return supervisions.c.stage == Stage.CLOSED
    return under_way()


def red_count(request: Request) -> int | None:
    """Beside the rail's word: how many are overdue; nothing where none is."""
    query = select(func.count()).select_from(supervisions)
    wanted = query.where(supervisions.c.agency == request.identity.agency, lit(request, Light.RED))
    with request.house.node.store.reading() as connection:
        return connection.execute(wanted).scalar_one() or None


def _counts(request: Request) -> dict[str, int]:
    columns = [
        _sum(under_way()).label("open"),
        *(_sum(lit(request, each)).label(each.value) for each in Light),
    ]
    agency = request.identity.agency
    query = select(*columns).where(supervisions.c.agency == agency)
    own = select(func.count()).where(charges.c.agency == agency, charges.c.stage != CHARGE_ENDED)
    with request.house.node.store.reading() as connection:
        row = connection.execute(query).one()
        found = connection.execute(own).scalar_one()
    lights = {each.value: getattr(row, each.value) or 0 for each in Light}
    return {"": row.open or 0, **lights, "charges": found}


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return cast(func.sum(case((condition, 1), else_=0)), Integer)
