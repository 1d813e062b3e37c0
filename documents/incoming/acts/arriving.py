"""补登: what came on paper or by e-mail, and that a 涉密件 came."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from uuid import UUID

from documents.consignments.capsule import Part
from documents.incoming.acts.foundation import Foundation
from documents.incoming.arriving.entered import Entered
from documents.incoming.arriving.scans import pages_part, scanned_pages
from documents.incoming.incoming import Incoming
from documents.incoming.routes import Route
from documents.incoming.series import word_for
from documents.incoming.source_kinds import SourceKind
from documents.permissions import Permission
from documents.revisions.ceiling import check_ceiling
from documents.revisions.sniffing import attached_file
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.refusals import Refused

SHOWN = "application/pdf"
MOST_FILES = 20
ACCEPTED = frozenset({SHOWN, "image/jpeg", "image/png", "application/ofd"})
"""What a scanner makes. Attachments of an e-mail may be of every sort that may be attached."""


class ArrivingActs(Foundation):
    """Commands that begin an incoming paper."""

    def enter(self, act: Act, *, arrival: Entered, files: Mapping[str, bytes]) -> UUID:
        """补登: the paper as the clerk entered it, signed for with it. No receipt goes out.

        `files` by name, the original first. The ceiling of classification is asked of every
        word and file before the first byte is stored.
        """
        self.guard_ahead(act, Permission.Incoming.ENTER, act)
        now = self.clock.now()
        arrival.check(today=office_day(now))
        if arrival.route is Route.SECRET and files:
            raise Refused("涉密件不得扫描、上传，文件没有保存。请只登记来文机关、份数和日期。")
        parts = self._checked(arrival, files)
        pages = scanned_pages(files)
        if pages and not any(each.role == "original" for each in parts):
            parts = [pages_part(pages), *parts]
            self.node.content.put(act.agency, pages)
        for data in files.values():
            self.node.content.put(act.agency, data)

        def decide() -> str:
            self.node.guard(act, Permission.Incoming.ENTER, act)
            agency = self.people.agency_on(act.agency)
            capsule = arrival.capsule(
                agency=act.agency,
                agency_name=agency.name if agency else "",
                key=f"{act.person}:{act.command}",
                parts=parts,
            )
            it = Incoming.arrive(
                capsule,
                at=now,
                route=arrival.route,
                arrived_on=arrival.arrived_on.isoformat(),
                by=act.person,
            )
            if arrival.route is Route.SECRET:
                it.keep_on_paper(by=act.person, number=self._number_of(act, it), at=now)
            else:
                it.sign_for(by=act.person, at=now)
            self.save(it)
            return str(it.id)

        given = {
            "capsule": arrival.capsule(
                agency=act.agency, agency_name="", key="", parts=parts
            ).to_json(),
            "route": arrival.route,
            "arrived_on": arrival.arrived_on.isoformat(),
        }
        return UUID(self.perform(act, name=Permission.Incoming.ENTER, given=given, decide=decide))

    def _number_of(self, act: Act, it: Incoming) -> str:
        """收文号 of a 涉密件, in the series that the site has for them."""
        word = word_for(self.series, SourceKind.SECRET, agency=it.agency)
        number, _ = self.numbering.take(act, word=word, subject=it.id)
        return number

    def _checked(self, arrival: Entered, files: Mapping[str, bytes]) -> list[Part]:
        ceiling = self.ceiling
        ceiling.check(arrival.classification)
        for words in (arrival.title, arrival.number, arrival.transfer_note):
            ceiling.check_text(words)
        if len(files) > MOST_FILES:
            raise Refused(f"一次最多 {MOST_FILES} 个文件，没有保存。请合并扫描件后再选。")
        parts: list[Part] = []
        for name, data in files.items():
            digest = sha256(data).hexdigest()
            file = attached_file(data, name=name, digest=digest)
            if arrival.route is Route.PAPER and file.media_type not in ACCEPTED:
                raise Refused(
                    f"“{file.name}”不是扫描件，没有保存。扫描件只收 PDF、OFD、JPEG 和 PNG"
                    "（按内容识别）。请转换后再选。"
                )
            check_ceiling(ceiling, data, name=file.name)
            first = file.media_type == SHOWN and not any(each.role == "original" for each in parts)
            role = "original" if first else "attachment"
            if all(each.digest != digest for each in parts):
                parts.append(Part(role, file.name, file.media_type, digest, len(data)))
        return parts
