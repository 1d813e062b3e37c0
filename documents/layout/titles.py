"""Break a title into lines: between words, in the outline of a trapezium or a diamond (7.3.1)."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from documents.layout.breaking import break_lines, clean, may_break
from documents.layout.characters import widths
from documents.layout.title_words import WORDS

LONGEST_LINE = 20.0
"""Ems of size 2 in 156 mm."""

_WHOLE = re.compile(
    r"\d{4}—\d{4}年度?|\d+年度?"
    r"|第[\d一二三四五六七八九十百]+(?:届(?:委员会|人民代表大会(?:常务委员会)?)?|[次批期号轮季个])"
    r"|〔\d{4}〕\d+号"
    r"|“[^“”]{1,6}”|《[^《》]{1,9}》|[A-Za-z0-9][A-Za-z0-9.+\-]*%?"
)
_PLACE = re.compile(r"(?:中共|中国共产党)?([^关市]{2,3}?[省市县区州盟旗])")
_SUFFIXES = frozenset(
    "局厅委办部院署处所站队库厂校司会法省县镇乡村州江河湖港湾岛山路街桥季化性率级们者员等了地"
)
"""What belongs to the word before it, unless it begins a known one."""
_PREPOSITIONS = frozenset("在对将把向从为被以")
_LONGEST_WORD = max(map(len, WORDS))
_FORBIDDEN = 1000.0
_MOST_SEARCHED = 72
_MOST_LINES = 4


def title_lines(title: str) -> list[str]:
    """The lines of a clean title. Breaks typed by the drafter are kept where they fit."""
    typed = [line.strip() for line in title.splitlines() if line.strip()]
    if len(typed) > 1 and all(_width(line) <= LONGEST_LINE for line in typed):
        return typed
    text = "".join(typed)
    if _width(text) <= LONGEST_LINE:
        return [text] if text else []
    if len(text) > _MOST_SEARCHED:
        return [line.text for line in break_lines(text, width=LONGEST_LINE, justified=False)]
    return _best(text)


def plain_title(title: str) -> str:
    """The title as it is quoted and listed: without the line ends typed in it."""
    return "".join(clean(line) for line in title.splitlines())


def _best(text: str) -> list[str]:
    price = _cut_prices(text)
    cheapest = None
    for cuts in _all_cuts(text, price, start=0, lines=_MOST_LINES):
        lines = [text[start:end].strip() for start, end in pairwise((0, *cuts, len(text)))]
        cost = sum(price[cut] for cut in cuts) + _outline_price([_width(line) for line in lines])
        if cheapest is None or cost < cheapest[0]:
            cheapest = (cost, lines)
    if cheapest is None:
        return [line.text for line in break_lines(text, width=LONGEST_LINE, justified=False)]
    return cheapest[1]


def _all_cuts(text: str, price: list[float], *, start: int, lines: int) -> list[tuple[int, ...]]:
    """All ways to cut text[start:] into at most `lines` lines that fit."""
    ways: list[tuple[int, ...]] = [()] if _width(text[start:]) <= LONGEST_LINE else []
    if lines == 1:
        return ways
    for cut in range(start + 2, len(text) - 1):
        if _width(text[start:cut].rstrip()) > LONGEST_LINE:
            break
        if price[cut] < _FORBIDDEN:
            ways += [(cut, *rest) for rest in _all_cuts(text, price, start=cut, lines=lines - 1)]
    return ways


def _outline_price(line_widths: list[float]) -> float:
    """Lines of one length and hourglasses are wrong; few and even lines look best."""
    price = 7.0 * len(line_widths)
    longest = max(line_widths)
    same = sum(abs(one - other) < 1.0 for one, other in pairwise(line_widths))
    price += 2.0 * same
    price += 5.0 if same == len(line_widths) - 1 > 0 else 0.0
    price += 0.0 if _rises_then_falls(line_widths) else 40.0
    price += sum(0.12 * (longest - each) for each in line_widths)
    return price + 1.5 * max(0.0, longest - 18.0)


def _rises_then_falls(line_widths: list[float]) -> bool:
    """The outline of a trapezium, upright or upside down, or of a diamond."""
    top = line_widths.index(max(line_widths))
    up, down = line_widths[: top + 1], line_widths[top:]
    return all(one <= two for one, two in pairwise(up)) and all(
        one >= two for one, two in pairwise(down)
    )


def _cut_prices(text: str) -> list[float]:
    """What a line end before each character costs."""
    starts, inside = _words(text)
    price = [_FORBIDDEN] * (len(text) + 1)
    for place in range(1, len(text)):
        # A blank between joint issuers goes with the line end after it.
        if may_break(text, place) and place not in inside and not text[place].isspace():
            price[place] = _word_price(text, place, starts) + _name_price(text, place)
    return price


def _name_price(text: str, place: int) -> float:
    """A name in 《》 stays on one line where it can."""
    opened = text.rfind("《", 0, place)
    return 12.0 if opened > text.rfind("》", 0, place) else 0.0


def _word_price(text: str, place: int, starts: dict[int, int]) -> float:
    before, after = text[:place], text[place:]
    if before[-1].isspace():
        return 0.0
    if before.endswith(("印发", "转发", "批转", "发布")) or after.startswith("关于"):
        return 0.0
    if re.match(r"的[^的]{2,4}$", after):
        return 3.0
    if after[0] in "的了地等":
        return 9.0
    if after[0] in "和与及":
        return 4.0
    if before.endswith("关于"):
        return 4.0
    issuer = _PLACE.match(text)
    if issuer and before.endswith(issuer[1]):
        return 6.0
    if issuer and after.startswith(issuer[1]):
        return 1.0
    begins, ends = place in starts, place in starts.values()
    if (after[0] in _SUFFIXES and not begins) or (before[-1] in _PREPOSITIONS and not ends):
        return 9.0
    return (6.0, 3.0, 1.5)[begins + ends] - (0.5 if before[-1] in "的、》" else 0.0)


def _words(text: str) -> tuple[dict[int, int], set[int]]:
    """Known words as start → end, by longest match from the left, and the places inside them."""
    words = {found.start(): found.end() for found in _WHOLE.finditer(text)}
    words |= _issuing_places(text)
    taken = {place for start, end in words.items() for place in range(start, end)}
    place = 0
    while place < len(text):
        end = place if place in taken else _known_word_end(text, place, taken)
        if end > place:
            words[place] = end
        place = max(end, place + 1)
    return words, {place for start, end in words.items() for place in range(start + 1, end)}


def _issuing_places(text: str) -> dict[int, int]:
    """Wherever the place stands whose organ issues: it begins the title and is in no word list."""
    found = _PLACE.match(text)
    name = re.escape(found[1]) if found else ""
    return {each.start(): each.end() for each in re.finditer(name, text)} if name else {}


def _known_word_end(text: str, start: int, taken: set[int]) -> int:
    for length in range(_LONGEST_WORD, 1, -1):
        end = start + length
        if text[start:end] in WORDS and not taken & set(range(start, min(end, len(text)))):
            return end
    return start


@lru_cache(maxsize=4096)
def _width(text: str) -> float:
    return sum(widths(text))
