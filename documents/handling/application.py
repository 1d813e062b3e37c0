"""What the application of every paper does that goes from hand to hand."""

from __future__ import annotations

from uuid import UUID

from documents.handling.opening import Opening
from office.kernel.act import Act
from office.kernel.room import Room


class Handling(Room):
    """A room that knows who has seen a paper since it came to them: what somebody has opened is
    no longer taken back from them. `turn` is the version of the paper since which it is so."""

    def was_opened(self, paper: UUID, *, by: str, turn: int) -> bool:
        """Whether this person has opened it in that turn."""
        return self.exists(Opening.id_of(document=paper, person=by, turn=turn))

    def _note_opened(self, act: Act, paper: UUID, *, agency: str, turn: int) -> None:
        """打开. Whoever asks has made sure that it is this person's turn."""
        id = Opening.id_of(document=paper, person=act.principal, turn=turn)

        def decide() -> None:
            if not self.exists(id):
                now = self.clock.now()
                self.save(
                    Opening.open(id=id, agency=agency, document=paper, by=act.person, at=now)
                )

        self.perform(act, name="open_up", given={"opening": id}, decide=decide)
