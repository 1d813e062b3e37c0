"""What typefaces are for in an official document (GB/T 9704-2012 5.2.2)."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a typeface is for; which file serves it is the installation's business."""

    FANGSONG = "fangsong"
    KAI = "kai"
    HEI = "hei"
    XIAOBIAOSONG = "xiaobiaosong"
    SONG = "song"
