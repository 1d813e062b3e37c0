"""Papers that go round only to be read, because they are decided on already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from documents.circulation.circulation import Circulation
from office.kernel.act import Act
from office.kernel.refusals import Refused


class OnlyRead:
    """Of a room whose papers these are (`Circulated`): nothing comes back to it from readers."""

    NO_INSTRUCTION: ClassVar[str]
    """The sentence that refuses a 批示, and says what to do instead."""

    def changed_readers(self, act: Act, it: Circulation) -> None:
        """Whoever handles papers may see it anyway."""

    def read_by_all(self, act: Act, it: Circulation) -> None:
        """Nothing waits for that."""

    def withdrawn(self, act: Act, it: Circulation) -> None:
        """Nothing waits for that."""

    def why_no_instruction(self, paper: UUID) -> str | None:
        """They take none."""
        return None

    def instruct_while_reading(
        self, act: Act, it: Circulation, *, words: str, readers: Sequence[str]
    ) -> None:
        """What a leader wants done about it is said as an opinion, or in a paper of its own."""
        raise Refused(self.NO_INSTRUCTION)
