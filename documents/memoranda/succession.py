"""移交 of a memorandum: what changed with one hand-over, so that undoing it changes only that."""

from __future__ import annotations

from dataclasses import dataclass

from documents.memoranda.route import Route


@dataclass(frozen=True, slots=True)
class Succession:
    """A hand-over that stands. `turn`: whether the giver had a turn at this `place` that the
    taker did not have anyway."""

    giver: str
    taker: str
    drafters: tuple[str, str]
    before: Route
    after: Route
    place: int
    turn: bool

    def drafter_again(self, drafter: str) -> str:
        """Whose memorandum it is once it is given back."""
        former, later = self.drafters
        return former if drafter == later else drafter

    def route_again(self, route: Route) -> Route:
        """The turns once they are given back; what changed since stays as it is."""
        turns = zip(route, self.before, self.after, strict=False)
        again = tuple(before if now == after else now for now, before, after in turns)
        return (*again, *route[len(again) :])

    def gives_back_turn(self, place: int) -> bool:
        """Whether the taker's turn at this place is the giver's."""
        if place == self.place:
            return self.turn
        return any(self.giver in each.people for each in self.before[place : place + 1])
