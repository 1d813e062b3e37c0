"""easyofd (PyPI): the text that it finds in an OFD.

It runs in a process of its own: it unpacks into its working folder, prints what it does and
changes the path of imports.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

_PROGRAM = """
import json, sys
from loguru import logger
logger.remove()
from easyofd.ofd import OFD
reader = OFD()
reader.read(sys.argv[1], fmt="path")
pages = reader.data[0]["page_info"]
words = [[each["text"] for each in pages[number]["text_list"]] for number in sorted(pages)]
open(sys.argv[2], "w", encoding="utf-8").write(json.dumps(words))
"""


def text_by_easyofd(ofd: bytes, *, folder: Path) -> list[str]:
    """The text of each page, blanks left out (the reader drops some at the ends of objects)."""
    file, words = folder / "read.ofd", folder / "words.json"
    file.write_bytes(ofd)
    answer = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _PROGRAM, str(file), str(words)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert answer.returncode == 0, answer.stderr[-2000:]
    pages = json.loads(words.read_text("utf-8"))
    return ["".join("".join(page).split()) for page in pages]
