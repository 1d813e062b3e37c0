"""Faults of files are told in Chinese."""

from __future__ import annotations

import errno
import os

import pytest

from office.file_faults import why


@pytest.mark.parametrize("code", [errno.ENOENT, errno.EACCES, errno.EISDIR, errno.ENOSPC])
def test_usual_faults_are_told_in_chinese(code: int) -> None:
    assert not why(OSError(code, os.strerror(code))).isascii()


def test_an_unusual_fault_keeps_its_own_words() -> None:
    assert why(OSError(errno.EXDEV, "odd")) == "odd"
    assert why(OSError("odd")) == "odd"
