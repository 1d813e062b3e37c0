"""A process that takes what it is told to take: for tests of limits."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from office.outside.own_process import keep_within

if __name__ == "__main__":
    keep_within(seconds=1)
    read = len(sys.stdin.buffer.read())
    wanted = sys.argv[1]
    if wanted == "time":
        while True:
            pass
    if wanted == "memory":
        bytearray(2_000_000_000)
    if wanted == "disk":
        Path(sys.argv[2]).write_bytes(b"something")
    if wanted == "no answer":
        sys.exit(print("<html>"))
    json.dump({"read": read}, sys.stdout)
