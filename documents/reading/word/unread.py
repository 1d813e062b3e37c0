"""What reading left in a part: words are taken out as they are read, so none is lost unnamed."""

from __future__ import annotations

from collections.abc import Iterator, Set

from lxml import etree

from documents.reading.word.names import chosen, local, short
from office.outside.xml import Element


def take(element: Element) -> str:
    """The text of an element, which holds it no longer: what is left at the end was not read."""
    text = element.text or ""
    element.text = None
    return text


def unread(root: Element, *, known: Set[str]) -> Iterator[str]:
    """The words that nobody took, a paragraph each.

    Those of an alternative that was not chosen count only if they are not among the `known`
    lines: mostly they are the same again.
    """
    texts: list[str] = []
    branches: list[Element] = []
    passed_over = 0
    for event, each in etree.iterwalk(root, events=("start", "end")):
        is_alternative = short(each) == "mc:AlternateContent"
        is_other = _is_branch(each) and each is not branches[-1]
        if event == "start":
            passed_over += is_other
            if is_alternative:
                branches.append(chosen(each))
            if local(each) == "t" and each.text:
                texts.append(each.text)
            continue
        passed_over -= is_other
        if is_alternative:
            branches.pop()
        if local(each) == "p":
            text, texts = "".join(texts).strip(), []
            if text and not (passed_over and text in known):
                yield text
    yield from filter(None, ["".join(texts).strip()])


def _is_branch(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and short(parent) == "mc:AlternateContent"
