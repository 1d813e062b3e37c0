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
        """Whether this person's turn was opened, by them or by who may decide for them."""
        return self.exists(Opening.id_of(document=paper, person=by, turn=turn))

    def was_seen(self, paper: UUID, *, by: str, behalf: str, turn: int) -> bool:
        """Whether this very person has opened it in that turn of their own, or of `behalf`."""
        id = Opening.id_of(document=paper, person=behalf or by, turn=turn)
        return self.exists(id) and by in self.load(Opening, id).people

    def _note_opened(self, act: Act, paper: UUID, *, agency: str, turn: int) -> None:
        """打开. Whoever asks has made sure that the person may act in that turn."""
        id = Opening.id_of(document=paper, person=act.principal, turn=turn)

        def decide() -> None:
            now = self.clock.now()
            if self.exists(id):
                it = self.load(Opening, id)
                it.look(by=act.person, at=now)
            else:
                it = Opening.open(id=id, agency=agency, document=paper, by=act.person, at=now)
            self.save(it)

        self.perform(act, name="open_up", given={"opening": id}, decide=decide)
