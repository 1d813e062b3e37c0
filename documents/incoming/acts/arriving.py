"""补登: what came on paper or by e-mail, and that a 涉密件 came."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from uuid import UUID

from documents.consignments.capsule import Part
from documents.incoming.acts.foundation import Foundation
from documents.incoming.arriving.entered import Entered
from documents.incoming.arriving.scans import OFD, PAGES, PDF, scanned_pages, with_original
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

MOST_FILES = 20
ACCEPTED = frozenset({PDF, OFD, "image/jpeg", "image/png"})
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
        for words in (arrival.title, arrival.number, arrival.transfer_note):
            self.ceiling.check_text(words)
        self.ceiling.check(arrival.classification)
        parts = self._stored(act, files, route=arrival.route)

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

    def add_scan(self, act: Act, incoming: UUID, *, files: Mapping[str, bytes], seen: int) -> None:
        """补扫描件 of what came on paper or by e-mail; the original first, where there is none."""
        standing = self.load(Incoming, incoming)
        self.guard_ahead(act, Permission.Incoming.ENTER, standing)
        standing.must_be_scannable()
        if not files:
            raise Refused("请选择扫描件后再补。", field="file")
        has_original = standing.has_original
        parts = self._stored(act, files, route=Route.PAPER, has_original=has_original)

        def change(it: Incoming) -> None:
            it.add_scan(by=act.person, parts=parts, at=self.clock.now())

        given = {"parts": [each.digest for each in parts]}
        self._act(act, incoming, Permission.Incoming.ENTER, change, seen=seen, given=given)

    def _number_of(self, act: Act, it: Incoming) -> str:
        """收文号 of a 涉密件, in the series that the site has for them."""
        word = word_for(self.series, SourceKind.SECRET, agency=it.agency)
        number, _ = self.numbering.take(act, word=word, subject=it.id)
        return number

    def _stored(
        self, act: Act, files: Mapping[str, bytes], *, route: Route, has_original: bool = False
    ) -> list[Part]:
        """The files as parts of a paper, stored once all of them may be here."""
        parts = self._checked(files, route=route)
        pages = scanned_pages(files)
        if not has_original:
            parts = with_original(parts, pages)
            if any(each.role == "original" and each.name == PAGES for each in parts):
                self.node.content.put(act.agency, pages)
        for data in files.values():
            self.node.content.put(act.agency, data)
        return parts

    def _checked(self, files: Mapping[str, bytes], *, route: Route) -> list[Part]:
        ceiling = self.ceiling
        if len(files) > MOST_FILES:
            raise Refused(f"一次最多 {MOST_FILES} 个文件，没有保存。请合并扫描件后再选。")
        parts: list[Part] = []
        for name, data in files.items():
            digest = sha256(data).hexdigest()
            file = attached_file(data, name=name, digest=digest)
            if route is Route.PAPER and file.media_type not in ACCEPTED:
                raise Refused(
                    f"“{file.name}”不是扫描件，没有保存。扫描件只收 PDF、OFD、JPEG 和 PNG"
                    "（按内容识别）。请转换后再选。"
                )
            check_ceiling(ceiling, data, name=file.name)
            if all(each.digest != digest for each in parts):
                parts.append(Part("attachment", file.name, file.media_type, digest, len(data)))
        return parts
