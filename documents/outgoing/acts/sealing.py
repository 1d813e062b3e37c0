"""用印: the stored original sealed, under its keeper's hand, and anew when it went wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from documents.outgoing.acts.foundation import Foundation
from documents.outgoing.document import Document
from documents.outgoing.stages import Stage
from documents.permissions import Permission
from documents.screen_pages import ScreenPages
from office.kernel.act import Act
from office.kernel.refusals import Refused
from signing.seals.pressing import OFD, PDF, Box, File
from signing.seals.sealing import Matter, Outcome

_ANOTHER_SEAL = (
    "用印期间，这一发文名义登记的印章有了变更（如登记、停用、注销），没有用印。"
    "请刷新页面，核对后重新用印。"
)
Pressed = tuple[UUID, list[Outcome]]
"""The seal and what came of it."""


class Sealing(Foundation):
    """Where the agency has a seal on record for the name in which a document is issued, its files
    are sealed with it; where it has none, that it was sealed by hand is noted."""

    _partners: Callable[[Document], list[dict[str, str]]]
    """Of `JointSealing`, which asks the other issuers of a joint document."""
    _ask_next: Callable[[Act, Document], None]
    _call_off: Callable[..., None]

    def seal_of(self, it: Document) -> Any:
        """The row of the seal with which it is to be sealed; None where it is sealed by hand or
        bears no seal (纪要, 电报)."""
        if self.seals is None or not boxes_of(it, signature=self._signature(it)):
            return None
        return self.seals.seal_for(it.agency, it.identity)

    def boxes_of(self, it: Document) -> list[Box]:
        """Where the host's own seal belongs; those of other issuers are theirs to press."""
        return boxes_of(it, signature=self._signature(it))

    def seal(
        self, act: Act, document: UUID, *, pin: str = "", seam: bool = False, seen: int
    ) -> None:
        """用印, on the very bytes that are stored. `pin`: the seal's; it is kept nowhere.
        `seam`: with 骑缝章; it means nothing where no seal is pressed by key."""
        it = self.load(Document, document)
        self.guard_ahead(act, Permission.Document.SEAL, it)
        answered = self.node.commands.answered(act)
        pressed = None if answered else self._press(act, it, pin=pin, seam=seam)

        def change(it: Document) -> None:
            proof = it.original["pages"]
            self.node.content.get(it.agency, proof)  # re-verified on reading
            it.must_be_sealable(proof=proof)
            row = self.seal_of(it)
            if (row.subject if row else None) != (pressed[0] if pressed else None):
                raise Refused(_ANOTHER_SEAL)
            sealed = self._recorded(act, it, pressed, seam=seam) if pressed else None
            it.seal(
                by=act.person,
                proof=proof,
                sealed=sealed,
                partners=self._partners(it) if pressed else (),
                at=self.clock.now(),
            )
            self._ask_next(act, it)

        given = {"seam": seam}
        self._act(act, document, Permission.Document.SEAL, change, seen=seen, given=given)

    def send_back(self, act: Act, document: UUID, *, reason: str, seen: int) -> None:
        """退回上一环节. What was sealed and comes back to be sealed is voided: its seal's use is
        kept in 用印登记簿, and so are the files."""

        def change(it: Document) -> None:
            sealing, others = it.sealing, it.co_sealers
            it.send_back(by=act.person, reason=reason, at=self.clock.now())
            if sealing and not it.sealing and self.seals is not None:
                self.seals.void(act, UUID(sealing), reason=reason)
                self._call_off(act, it, others, reason=reason)

        given = {"reason": reason}
        self._act(act, document, Permission.Document.SEND_BACK, change, seen=seen, given=given)

    def _press(self, act: Act, it: Document, *, pin: str, seam: bool) -> Pressed | None:
        """Before the act, as it takes long; nothing where it is not the time to seal, which the
        document will say."""
        if it.stage is not Stage.SEALING:
            return None
        row = self.seal_of(it)
        if row is None:
            return None
        assert self.seals is not None
        it.must_be_sealable(proof=it.original["pages"])
        self._partners(it)
        files = [File(form=PDF, digest=it.original["pages"])]
        if "ofd" in it.original:
            files.append(File(form=OFD, digest=it.original["ofd"]))
        outcomes = self.seals.press(
            act,
            row.subject,
            pin=pin,
            files=files,
            boxes=self.boxes_of(it),
            seam=seam,
            reason=f"{it.number}用印",
        )
        return row.subject, outcomes

    def _recorded(self, act: Act, it: Document, pressed: Pressed, *, seam: bool) -> dict[str, Any]:
        """In 用印登记簿, and what stands for the original from now on."""
        assert self.seals is not None
        seal, outcomes = pressed
        made = {each.form: each for each in outcomes}
        if made[PDF].of != it.original["pages"]:
            raise Refused("用印期间此件的版面有了变化，没有用印。请刷新页面，核对后重新用印。")
        sealing = self.seals.record(
            act,
            seal,
            matter=Matter(
                room="document",
                paper=str(it.id),
                title=it.facts["title"],
                number=it.number,
                copies=self._copies(it),
                warrant=it.signer,
            ),
            proof=it.original["pages"],
            outcomes=outcomes,
            seam=seam,
        )
        sealed = {
            "sealing": str(sealing),
            "pages": made[PDF].digest,
            "length": made[PDF].length,
            **self._screen(it, seam=seam),
        }
        if OFD in made:
            sealed |= {"ofd": made[OFD].digest, "ofd_length": made[OFD].length}
        if unstamped := [each.form for each in outcomes if each.unstamped]:
            sealed |= {"unstamped": unstamped}
        return sealed

    def _screen(self, it: Document, *, seam: bool) -> dict[str, Any]:
        """The same pages for the screen, with the seal under the type as on paper."""
        screen = ScreenPages(self.node.content.get(it.agency, it.original["screen"]))
        sealed = self.pressed_on(screen, it, seam=seam).data
        digest = self.node.content.put(it.agency, sealed)
        return {"screen": digest, "screen_length": len(sealed)}

    def pressed_on(
        self, screen: ScreenPages, it: Document, *, seam: bool, preview: bool = False
    ) -> ScreenPages:
        """The original's pages for the screen with the seal where it belongs, under the type as
        on paper, and with `seam` over their edges; as they are where no seal is pressed.
        `preview`: as they will be, and said to be that, the seam if it is asked for."""
        row = self.seal_of(it)
        if row is None:
            return screen
        picture = self.node.content.get(it.agency, row.picture)
        for each in self.boxes_of(it):
            box = each.around(width=row.width, height=row.height)
            sides = (box.x, box.y, box.width, box.height)
            screen = screen.with_seal(picture, page=box.page, box=sides, preview=preview)
        if seam and screen.page_count > 1:
            screen = screen.with_seam(picture, width=row.width, height=row.height, preview=preview)
        return screen

    def _copies(self, it: Document) -> int:
        """As the distribution list has it; one at least."""
        listed = self.distributions.of(it.id)
        return max(listed.copies if listed else 1, 1)

    def _signature(self, it: Document) -> str:
        identity = self.directory.identity(it.identity)
        return identity.signature if identity else ""


def boxes_of(it: Document, *, signature: str) -> list[Box]:
    """The places of the original that wait for this organ's seal: where only one waits it is its
    own, whatever the name, for it may press the date alone (GB/T 9704-2012 7.3.5.1)."""
    places = it.original.get("places", [])
    own = [each for each in places if each["name"] == signature] or places[:1]
    return [box_of(each) for each in own]


def box_of(place: Mapping[str, Any]) -> Box:
    """Of a place as the layout noted it."""
    return Box(**{name: place[name] for name in _SIDES})


_SIDES = ("page", "x", "y", "width", "height")
