"""What an appraisal may come to."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """鉴定结果. The value is in events and never changes."""

    EXTEND = "extend"
    DESTROY = "destroy"


OUTCOME_WORDS = {Outcome.EXTEND: "继续保管", Outcome.DESTROY: "没有保存价值，拟销毁"}
