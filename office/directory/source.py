"""The source that the ini names. LDAP stands to the right of us, so it is an entry point."""

from __future__ import annotations

from importlib.metadata import entry_points

from office.directory.ldif import LDIFSource
from office.directory.ports import DirectorySource
from office.kernel.refusals import Refused
from office.settings import Settings


def directory_source(settings: Settings) -> DirectorySource:
    """Where people and passwords come from: `wenshu.directory`."""
    if settings.directory == "ldif":
        return LDIFSource(settings.ldif)
    found = entry_points(group="office.directories", name=settings.directory)
    if not found:
        raise Refused(
            f"设置 wenshu.directory 为 {settings.directory}，但没有安装相应的部件。"
            "请重新执行 make setup，或改用 ldif。"
        )
    source: DirectorySource = next(iter(found)).load()(settings.ldap)
    return source
