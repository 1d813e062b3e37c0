"""长期保存: signed files get an archive time stamp at filing, and another before it ends.

What cannot be done at filing holds up no filing: the record says why, and time tries again.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime

from documents.archive.acts.foundation import Foundation
from documents.archive.bundle import Renewed
from documents.archive.described import Content, RecordPart
from documents.archive.formats import PDF
from documents.archive.preserving import SIGNED, Preserved, Preserver, failed, when_again
from documents.archive.record import Record
from office.kernel.act import Act
from office.kernel.refusals import Refused
from office.timers.timer import Timer
from signing.timestamps.asking import NoTimeStamp

log = logging.getLogger(__name__)


class Preserving(Foundation):
    """The part that keeps signatures provable. `preserver` is handed in at assembly, where the
    site has a time-stamp service."""

    preserver: Preserver | None = None

    def renew_on_schedule(self, act: Act, timer: Timer) -> None:
        """续加存档时间戳, because time has come. Without a service it is held and tried again."""
        it = self._held(timer.subject)
        files = () if it.imported else self._renewed(it)

        def decide() -> None:
            now = self._held(timer.subject)
            if now.preserved != it.preserved:
                raise Refused("此件的存档时间戳刚刚续加过，不再续加。")
            self._note_preserved(act, now, files)
            self.save(now)

        given = {"record": timer.subject, "at": timer.at}
        self.perform(act, name="record.renew_time_stamps", given=given, decide=decide)

    def renewed_since_packed(self, it: Record) -> tuple[Renewed, ...]:
        """Its signed files that were renewed since, as an archive gets them beside the package."""
        return tuple(
            Renewed(
                name=part.name,
                sealed=self.node.content.get(it.agency, part.of or part.digest),
                packed=part.digest,
                newest=self.node.content.get(it.agency, kept.digest),
                until=datetime.fromisoformat(kept.until),
            )
            for part in it.parts
            if (kept := it.preserved.get(part.digest)) and kept.digest != part.digest
        )

    def _renewed(self, it: Record) -> tuple[Preserved, ...]:
        preserver = self.preserver
        if preserver is None:
            raise Refused(
                "没有设置时间戳服务（wenshu.time_service），不能续加存档时间戳。请系统管理员设置。"
            )
        return tuple(
            self._preserved(it.agency, each.part, each.digest, each.length, by=preserver)
            for each in it.preserved.values()
        )

    def _lasting(self, agency: str, content: Content) -> tuple[Content, tuple[Preserved, ...]]:
        """The same with its signed PDFs fit for long keeping, and how it stands with each."""
        if self.preserver is None:
            return content, ()
        parts: list[RecordPart] = []
        files: list[Preserved] = []
        for part in content.parts:
            if part.media_type != PDF or SIGNED not in self.node.content.get(agency, part.digest):
                parts.append(part)
                continue
            made = self._preserved(
                agency, part.digest, part.digest, part.length, by=self.preserver
            )
            parts.append(
                replace(part, digest=made.digest, length=made.length, of=part.digest)
                if made.digest != part.digest
                else part
            )
            files.append(replace(made, part=made.digest))
        return replace(content, parts=tuple(parts)), tuple(files)

    def _preserved(
        self, agency: str, part: str, digest: str, length: int, *, by: Preserver
    ) -> Preserved:
        try:
            made, until = by.preserved(self.node.content.get(agency, digest))
        except Refused as fault:
            log.warning("no archive time stamp for %s: %s", digest, fault)
            return failed(part, digest, length, fault, soon=isinstance(fault, NoTimeStamp))
        return Preserved(
            part=part,
            digest=self.node.content.put(agency, made),
            length=len(made),
            until=until.isoformat(),
        )

    def _note_preserved(self, act: Act, it: Record, files: tuple[Preserved, ...]) -> None:
        at = self.clock.now()
        again = when_again(files, now=at)
        it.trigger_event(
            Record.Preserved,
            timestamp=at,
            by=act.person,
            files=[each.to_json() for each in files],
            again=again.isoformat() if again else "",
        )
