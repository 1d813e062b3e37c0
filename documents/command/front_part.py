"""Element values at the head of a text: a part in YAML between two lines of ---."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from office.kernel.refusals import Refused

_LINE = "---"
_LARGEST = 16_384
"""Characters that the part may have."""
_DEEPEST = 8
"""Lists or maps within one another; the reader's work grows with the square of them."""
_FORM = "前置部分写作“名称: 值”，一行一项；多个值写成“名称: [甲, 乙]”"

Values = tuple[str, ...]


def divided(text: str) -> tuple[Mapping[str, Values], str]:
    """The values by their names as written, and the text below. Without such a part none.

    Only plain texts and lists of them are taken, every one as a text: no dates, no numbers, no
    references. Raises Refused.
    """
    first, _, rest = text.lstrip("\ufeff").partition("\n")
    if first.rstrip() != _LINE:
        return {}, text
    lines = rest.splitlines()
    end = next((place for place, line in enumerate(lines) if line.rstrip() == _LINE), -1)
    if end < 0:
        raise Refused("文件以“---”开头，却没有结束前置部分的另一行“---”。请补上或删去。")
    part, below = "\n".join(lines[:end]), "\n".join(lines[end + 1 :])
    return _values(part), below


def _values(part: str) -> dict[str, Values]:
    if len(part) > _LARGEST:
        raise Refused(f"前置部分超过 {_LARGEST} 个字符。它只放要素值，请把正文移到其后。")
    try:
        _refuse_what_is_not_plain(part)
        found = yaml.load(part, Loader=yaml.BaseLoader)  # noqa: S506 # makes nothing but texts
    except (yaml.YAMLError, RecursionError, ValueError) as fault:
        mark = getattr(fault, "problem_mark", None)
        where = f"第 {mark.line + 2} 行附近" if mark else ""
        raise Refused(f"前置部分{where}不合 YAML 的写法。{_FORM}。") from fault
    if found in (None, ""):
        return {}
    if not isinstance(found, dict):
        raise Refused(f"前置部分不是一项一项的值。{_FORM}。")
    return {str(name): _texts(name, value) for name, value in found.items()}


def _refuse_what_is_not_plain(part: str) -> None:
    depth = 0
    for event in yaml.parse(part, Loader=yaml.BaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise Refused(f"前置部分层次过多。{_FORM}。")
        if isinstance(event, yaml.AliasEvent):
            raise Refused(f"前置部分用了引用（*），这里不接受。{_FORM}。")


def _texts(name: object, value: object) -> Values:
    values = value if isinstance(value, list) else [value]
    texts = tuple(each.strip() for each in values if isinstance(each, str))
    if len(texts) < len(values):
        raise Refused(f"前置部分的“{name}”层次过多。{_FORM}。")
    return texts
