"""ICC profiles of our own: what 0/80/80/0 and black look like, and sRGB for pictures.

GB/T 9704-2012 6.2 says which inks make the red; PDF/A wants to know as well which colour the
inks are. Each ink takes a part of the red, green and blue light away (its density), and the
parts of all inks add up; the densities are such that the red is the red of the screen.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product
from math import log10

Three = tuple[float, float, float]

_CYAN: Three = (2.20, 0.46, 0.12)
_MAGENTA: Three = (0.160, 2.400, 0.600)
_YELLOW: Three = (0.050, 0.115, 1.850)
"""Densities for red, green and blue; 0.8 of magenta and yellow are #D7191B."""

_BLACK = 2.4
_GAIN = 1.55
"""Half of black covers two thirds of the paper, as dots of ink spread."""

_INKS = (0.0, 0.4, 0.8, 1.0)
_PLACES = (0.0, 1 / 6, 1 / 3, 1 / 2, 2 / 3, 1.0)
"""The inks of the table, and where 0, 20, … 100 % of ink stand among them: 80 % is one of them."""
_STEPS_OF_LIGHT = 7
_D50: Three = (0.9642, 1.0, 0.8249)
_SRGB = (
    (0.43607, 0.38515, 0.14307),
    (0.22249, 0.71687, 0.06061),
    (0.01392, 0.09708, 0.71410),
)
"""Linear sRGB to XYZ under the illuminant D50."""


@lru_cache(maxsize=1)
def cmyk_profile() -> bytes:
    """An output profile (ICC 2.4, class prtr, CMYK to and from Lab)."""
    seen = [_lab_words(_lab(_light(*each))) for each in product(_INKS, repeat=4)]
    lab = list(product(range(_STEPS_OF_LIGHT), repeat=3))
    wanted = [_linear(_lab_at(*each)) for each in lab]
    printed = [[_word(ink) for ink in _inks(each)] for each in wanted]
    outside = [[0 if all(0 <= part <= 1 for part in each) else 0xFFFF] for each in wanted]
    to_lab = _table(seen, inputs=4, steps=len(_INKS), places=_PLACES)
    to_ink = _table(printed, inputs=3, steps=_STEPS_OF_LIGHT)
    return _profile(
        b"prtrCMYKLab ",
        name="Wenshu CMYK",
        tags=(
            (("A2B0", "A2B1", "A2B2"), to_lab),
            (("B2A0", "B2A1", "B2A2"), to_ink),
            (("gamt",), _table(outside, inputs=3, steps=_STEPS_OF_LIGHT)),
        ),
    )


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """sRGB as IEC 61966-2-1 has it (ICC 2.4, class mntr)."""
    curve = [_word(_decoded(step / 255)) for step in range(256)]
    columns = list(zip(*_SRGB, strict=True))
    return _profile(
        b"mntrRGB XYZ ",
        name="Wenshu sRGB",
        tags=(
            *(
                ((f"{colour}XYZ",), b"XYZ " + bytes(4) + _numbers(column))
                for colour, column in zip("rgb", columns, strict=True)
            ),
            (
                ("rTRC", "gTRC", "bTRC"),
                b"curv" + bytes(4) + struct.pack(">I256H", 256, *curve),
            ),
        ),
    )


def _light(cyan: float, magenta: float, yellow: float, black: float) -> Three:
    """Which part of red, green and blue light the inks leave."""
    spread = 1 - (1 - black) ** _GAIN
    left = 1 - spread * (1 - 10**-_BLACK)
    red, green, blue = (
        left * 10 ** -(cyan * c + magenta * m + yellow * y)
        for c, m, y in zip(_CYAN, _MAGENTA, _YELLOW, strict=True)
    )
    return red, green, blue


def _inks(light: Three) -> tuple[float, float, float, float]:
    """Inks that leave this light: grey by black alone, full colours without it."""
    density = [-log10(min(max(part, 10**-_BLACK), 1.0)) for part in light]
    grey = min(density) ** 2 / max(*density, 1e-6)
    spread = (1 - 10**-grey) / (1 - 10**-_BLACK)
    black = 1 - (1 - spread) ** (1 / _GAIN)
    rest = [each - grey for each in density]
    whole = _determinant(_CYAN, _MAGENTA, _YELLOW)
    return (
        _determinant(rest, _MAGENTA, _YELLOW) / whole,
        _determinant(_CYAN, rest, _YELLOW) / whole,
        _determinant(_CYAN, _MAGENTA, rest) / whole,
        black,
    )


def _determinant(a: Sequence[float], b: Sequence[float], c: Sequence[float]) -> float:
    return (
        a[0] * (b[1] * c[2] - b[2] * c[1])
        - b[0] * (a[1] * c[2] - a[2] * c[1])
        + c[0] * (a[1] * b[2] - a[2] * b[1])
    )


def _lab(light: Three) -> Three:
    parts = (
        sum(row[place] * light[place] for place in range(3)) / white
        for row, white in zip(_SRGB, _D50, strict=True)
    )
    x, y, z = (
        part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in parts
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _lab_at(lightness: int, a: int, b: int) -> Three:
    """The colour of a place in the table; a word of 0xFF00 is a lightness of 100."""
    last = _STEPS_OF_LIGHT - 1
    return (
        lightness / last * 0xFFFF / 652.8,
        a / last * 0xFFFF / 256 - 128,
        b / last * 0xFFFF / 256 - 128,
    )


def _linear(lab: Three) -> Three:
    lightness, a, b = lab
    y = (lightness + 16) / 116
    x, z = y + a / 500, y - b / 200
    xyz = [
        white * (each**3 if each > 6 / 29 else (116 * each - 16) * 27 / 24389)
        for each, white in zip((x, y, z), _D50, strict=True)
    ]
    columns = [tuple(row[place] for row in _SRGB) for place in range(3)]
    whole = _determinant(*columns)
    return (
        _determinant(xyz, columns[1], columns[2]) / whole,
        _determinant(columns[0], xyz, columns[2]) / whole,
        _determinant(columns[0], columns[1], xyz) / whole,
    )


def _decoded(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _lab_words(lab: Three) -> list[int]:
    lightness, a, b = lab
    return [round(lightness * 652.8), round((a + 128) * 256), round((b + 128) * 256)]


def _word(value: float) -> int:
    return round(min(max(value, 0.0), 1.0) * 0xFFFF)


def _table(
    entries: Sequence[Sequence[int]],
    *,
    inputs: int,
    steps: int,
    places: Sequence[float] = (0.0, 1.0),
) -> bytes:
    """ICC type lut16; the last input runs fastest. `places`: the curve before the table."""
    outputs = len(entries[0])
    words = [word for entry in entries for word in entry]
    before = [_word(place) for place in places] * inputs
    return b"".join(
        (
            b"mft2" + bytes(4) + bytes((inputs, outputs, steps, 0)),
            _numbers((1, 0, 0, 0, 1, 0, 0, 0, 1)),
            struct.pack(">HH", len(places), 2),
            struct.pack(f">{len(before)}H", *before),
            struct.pack(f">{len(words)}H", *words),
            struct.pack(">HH", 0, 0xFFFF) * outputs,
        )
    )


def _numbers(values: Iterable[float]) -> bytes:
    """ICC s15Fixed16."""
    return b"".join(struct.pack(">i", round(each * 65536)) for each in values)


def _profile(kind: bytes, *, name: str, tags: tuple[tuple[tuple[str, ...], bytes], ...]) -> bytes:
    """Header, list of tags, and their data; tags of one entry share it."""
    text = name.encode("ascii") + b"\0"
    described = b"desc" + bytes(4) + struct.pack(">I", len(text)) + text + bytes(78)
    every = (
        (("desc",), described),
        (("cprt",), b"text" + bytes(4) + b"No rights reserved\0"),
        (("wtpt",), b"XYZ " + bytes(4) + _numbers(_D50)),
        *tags,
    )
    count = sum(len(names) for names, _ in every)
    reached = 128 + 4 + 12 * count
    listed, data = b"", b""
    for names, entry in every:
        for each in names:
            listed += each.encode("ascii") + struct.pack(">II", reached + len(data), len(entry))
        data += entry + bytes(-len(entry) % 4)
    size = reached + len(data)
    date = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    header = struct.pack(">II", size, 0) + b"\x02\x40\0\0" + kind + date + b"acsp" + bytes(24)
    header += struct.pack(">I", 1) + _numbers(_D50) + bytes(48)
    return header + struct.pack(">I", count) + listed + data
