"""初审: the five checks of 条例 第二十四条（三）."""

from __future__ import annotations

from collections.abc import Sequence

from documents.consignments.returning import Fault
from office.kernel.refusals import Refused

CHECKS = {
    "ours": "应当由本机关办理",
    "rules": "符合行文规则",
    "form": "文种、格式符合要求",
    "consulted": "涉及其他地区或者部门职权范围的事项已经协商、会签",
    "other": "符合公文起草的其他要求",
}
"""By key, in the order of the article. The keys are in events and never change."""

NOTED = (
    Fault.AGAINST_RULES,
    Fault.WRONG_FORM,
    Fault.NOT_CONSULTED,
    Fault.INCOMPLETE,
    Fault.OTHER,
)
"""错情 for which a paper need not go back."""


def all_checked(checks: Sequence[str]) -> list[str]:
    """The checks in their order, all of them. Refused where one is not stated."""
    lacking = [words for key, words in CHECKS.items() if key not in checks]
    if lacking:
        raise Refused(
            f"初审还有{len(lacking)}项没有确认：{'；'.join(lacking)}"
            "（《条例》第二十四条（三））。请逐项核对后勾选；不符合的，应当退回来文机关并说明理由。"
        )
    return list(CHECKS)
