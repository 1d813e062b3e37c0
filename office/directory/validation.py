"""What a directory must satisfy before it becomes the record: every fault named in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from office.directory.entries import (
    AgencyEntry,
    Entries,
    IssuingIdentityEntry,
    PostEntry,
    UnitEntry,
    login_key,
)
from office.directory.kinds import DOCUMENT_TYPES
from office.kernel.refusals import Refused

SHOWN = 20  # a wrong export has thousands of faults; the first ones tell the cause


def validated(entries: Entries) -> Entries:
    """The same entries. Raises Refused with a sentence for each fault."""
    faults = list(faults_of(entries))
    if faults:
        rest = f"\n（另有 {len(faults) - SHOWN} 处未列出。）" if len(faults) > SHOWN else ""
        raise Refused("\n".join(faults[:SHOWN]) + rest)
    return entries


def faults_of(entries: Entries) -> Iterator[str]:
    """A Chinese sentence for each fault, naming the entry and what to do."""
    if not entries.agencies:
        yield "目录中没有任何机关。请检查目录的根（base）或文件是否选对。"
    yield from _repeated_keys(entries)
    yield from _repeated_logins(entries)
    yield from _impossible_terms(entries)
    yield from _agency_faults(entries)
    yield from _identity_faults(entries)
    yield from _unit_faults(entries)
    yield from _post_faults(entries)


def _repeated_keys(entries: Entries) -> Iterator[str]:
    counted = Counter((entry.WORD, entry.key) for entry in entries)
    for (word, key), count in counted.items():
        if not key:
            yield f"有 {count} 个{word}条目没有编号。请补上编号。"
        elif count > 1:
            yield f"{word}编号“{key}”重复出现 {count} 次。编号须唯一，请改正其中的条目。"


def _repeated_logins(entries: Entries) -> Iterator[str]:
    by_login: dict[str, list[str]] = {}
    for person in entries.people:
        if person.login:
            by_login.setdefault(login_key(person.login), []).append(person.name)
    for login, names in by_login.items():
        if len(names) > 1:
            yield f"{'、'.join(names)}使用同一登录名“{login}”。登录名须唯一，请改正。"


def _impossible_terms(entries: Entries) -> Iterator[str]:
    for entry in entries:
        if not entry.term.is_possible:
            yield (
                f"{entry.WORD}“{entry.key}”的起止日期颠倒："
                f"{entry.term.since} 起、{entry.term.until} 止。"
                "止日须晚于起日，请改正。"
            )


def _agency_faults(entries: Entries) -> Iterator[str]:
    superiors = {agency.code: agency.superior for agency in entries.agencies}
    for agency in entries.agencies:
        if agency.superior and agency.superior not in superiors:
            yield (
                f"机关“{agency.name}”（{agency.code}）的上级“{agency.superior}”不在目录中。"
                "请补上该上级机关，或改正上级代码。"
            )
    yield from _cycles(superiors, word="机关")


def _identity_faults(entries: Entries) -> Iterator[str]:
    agencies = {agency.code for agency in entries.agencies}
    people = {person.key for person in entries.people}
    words: dict[str, str] = {}
    for identity in entries.identities:
        label = f"发文名义“{identity.name}”（{identity.key}）"
        if identity.agency not in agencies:
            yield f"{label}所属机关“{identity.agency}”不在目录中。请改正机关代码。"
        for signer in identity.signers:
            if signer not in people:
                yield f"{label}的签发人“{signer}”不在目录中。请改正签发人的工号。"
        for series in identity.series:
            if series.word in words:
                yield (
                    f"机关代字“{series.word}”既属{words[series.word]}，又属{label}。"
                    "一个代字只能有一条编号序列，请改正。"
                )
            words[series.word] = label
        yield from _type_faults(identity, label)


def _type_faults(identity: IssuingIdentityEntry, label: str) -> Iterator[str]:
    counted = Counter(each for series in identity.series for each in series.types)
    for each, count in counted.items():
        if each not in DOCUMENT_TYPES:
            yield (
                f"{label}的文种“{each}”不在《党政机关公文处理工作条例》第八条所列十五种之内。"
                "请改用所列文种。"
            )
        elif count > 1:
            yield (
                f"{label}的文种“{each}”列在 {count} 个机关代字之下。一个文种只用一个代字，请改正。"
            )


def _unit_faults(entries: Entries) -> Iterator[str]:
    agencies = {agency.code for agency in entries.agencies}
    units: dict[str, UnitEntry] = {unit.key: unit for unit in entries.units}
    for unit in entries.units:
        label = f"内设机构“{unit.name}”（{unit.key}）"
        if unit.agency not in agencies:
            yield f"{label}所属机关“{unit.agency}”不在目录中。请改正机关代码。"
        above = units.get(unit.superior)
        if unit.superior and above is None:
            yield f"{label}的上级机构“{unit.superior}”不在目录中。请改正上级机构的编号。"
        elif above is not None and above.agency != unit.agency:
            yield f"{label}的上级机构“{above.name}”属于另一机关。请改正上级机构的编号。"
    yield from _cycles({unit.key: unit.superior for unit in entries.units}, word="内设机构")


def _post_faults(entries: Entries) -> Iterator[str]:
    agencies: dict[str, AgencyEntry] = {agency.code: agency for agency in entries.agencies}
    units = {unit.key: unit for unit in entries.units}
    people = {person.key for person in entries.people}
    for post in entries.posts:
        label = f"任职“{post.title}”（{post.key}）"
        if post.person not in people:
            yield f"{label}的人员“{post.person}”不在目录中。请改正工号。"
        if post.agency not in agencies:
            yield f"{label}所在机关“{post.agency}”不在目录中。请改正机关代码。"
        if post.unit:
            yield from _post_unit_faults(post, label, units)


def _post_unit_faults(
    post: PostEntry, label: str, units: Mapping[str, UnitEntry]
) -> Iterator[str]:
    unit = units.get(post.unit)
    if unit is None:
        yield f"{label}所在内设机构“{post.unit}”不在目录中。请改正机构编号。"
    elif unit.agency != post.agency:
        yield f"{label}所在内设机构“{unit.name}”不属于机关“{post.agency}”。请改正其一。"


def _cycles(superiors: Mapping[str, str], *, word: str) -> Iterator[str]:
    """Each cycle once, told from its smallest key."""
    told: set[str] = set()
    for start in sorted(superiors):
        path: list[str] = []
        at = start
        while at in superiors and at not in path and at not in told:
            path.append(at)
            at = superiors[at]
        if at in path:
            circle = path[path.index(at) :]
            yield (
                f"{word}的上下级成环：{'→'.join([*circle, circle[0]])}。"
                "上级不能是自己的下级，请改正其中一处上级。"
            )
        told.update(path)
