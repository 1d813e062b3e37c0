"""What the kinds of events are called in the words beside a proof."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.archive.gathering import words_of
from documents.assignments.screens import history as assignments
from documents.circulation.screens import history as circulations
from documents.consulting import page as consulting
from documents.incoming.screens import page as incoming
from documents.outgoing.screens import history as outgoing

_TELLING: Mapping[str, Mapping[str, Any]] = {
    "Document": outgoing.TELLING,
    "Incoming": incoming.TELLING,
    "Assignment": assignments.TELLING,
    "Circulation": circulations.TELLING,
    "Consultation": consulting.TELLING,
}
_OTHERS = {
    "documents.Consignment": "递送",
    "documents.DistributionList": "分送名单",
    "documents.Effect": "效力",
    "documents.HeardEffect": "来文的效力",
    "documents.Publication": "公开",
    "documents.Record": "归档",
    "documents.ReceivedCopies": "二次分发、翻印",
    "documents.Supervision": "督办",
    "documents.Charge": "交办事项",
    "kernel.Destruction": "销毁",
}


class EventWords(dict[str, str]):
    """By topic. A kind without words of its own is called by what it is about."""

    def get(self, topic: str, default: Any = "") -> Any:
        """Never nothing."""
        about, _, kind = topic.rpartition(".")
        return super().get(topic) or (f"{_OTHERS[about]}（{kind}）" if about in _OTHERS else topic)


WORDS = EventWords(
    {
        f"documents.{name}": words
        for stream, telling in _TELLING.items()
        for name, words in words_of(stream, telling).items()
    }
)
