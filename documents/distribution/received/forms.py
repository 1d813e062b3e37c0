"""What may be done about further copies of a paper received."""

from __future__ import annotations

from pyramid.request import Request

from documents.incoming.incoming import Incoming
from documents.permissions import Permission
from office.kernel.clock import office_day
from office.kernel.refusals import Refused
from office.web.form_acts import written
from office.web.frame import now
from office.web.models import Act, ActForm, Field, Weight

KEY = "Ctrl ↵"


def copies_form(request: Request, paper: Incoming, *, do: str) -> ActForm | None:
    """The form of 二次分发 or 翻印, for the agency's clerks."""
    permissions = {
        "redistribute": Permission.FurtherCopies.REDISTRIBUTE,
        "reprint": Permission.FurtherCopies.REPRINT,
    }
    guard = request.house.guard
    if do not in permissions or not guard.permits(permissions[do], request.identity, paper):
        return None
    words = "二次分发" if do == "redistribute" else "翻印"
    return ActForm(
        action=request.route_path("incoming.copies", id=paper.id),
        heading=words,
        acts=(Act(do, f"登记{words}", Weight.PRIMARY, key=KEY),),
        seen=str(paper.version),
        fields=_redistributing() if do == "redistribute" else _reprinting(request, paper),
    )


def copies_typed(request: Request) -> int:
    """份数 as typed."""
    text = written(request, "copies_made")
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise Refused("份数应当是一个数，请改正。")
    return int(text)


def _redistributing() -> tuple[Field, ...]:
    return (
        Field("whom", "分发给", kind="area", rows=3, required=True, hint="一行一个部门或人员。"),
        Field("copies_made", "共几份", kind="number", value="1"),
        Field("note", "备注"),
    )


def _reprinting(request: Request, paper: Incoming) -> tuple[Field, ...]:
    grade = str(paper.capsule.facts.get("classification", ""))
    return (
        Field("organ", "翻印机关", value=request.identity.agency_name, required=True),
        Field("day", "翻印日期", kind="date", value=office_day(now(request)).isoformat()),
        Field("copies_made", "翻印份数", kind="number", value="1"),
        Field("scope", "印发范围", required=True, hint="转发给哪些下级机关或单位。"),
        Field(
            "approved_by",
            "批准的机关或负责人",
            required=bool(grade),
            hint=f"此件为{grade}，须经批准。" if grade else "不涉密的可以不填。",
        ),
    )
