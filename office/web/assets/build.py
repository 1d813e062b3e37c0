"""Builds the script once for each state of its sources, told by their digest."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

from office.kernel.refusals import Refused
from office.packages import npm_command, npm_environment

SOURCES = Path(__file__).parent
OUTPUT = SOURCES.parent / "static" / "build"
STAMP = "sources.sha256"


COMMAND = "请在程序所在的文件夹执行 python -m office.web.assets（或者 make assets），再重新启动。"
MISSING = f"网页脚本还没有生成：网页能办理，但是没有手写、自动暂存和快捷键。{COMMAND}"
STALE = f"网页脚本不是当前版本，手写等按钮可能没有反应。{COMMAND}"


class BuildFailed(Refused):
    """The script could not be built: what was tried, what was said, what to do."""


def build(*, root: Path, sources: Path = SOURCES, output: Path = OUTPUT) -> bool:
    """Bundle `office.ts` into `output/office.js`; False if that was done for these sources.

    Node is taken from PATH, else fetched into `root`. Raises BuildFailed or Unavailable.
    """
    digest = sources_digest(sources)
    stamp = output / STAMP
    if (output / "office.js").exists() and stamp.exists() and stamp.read_text() == digest:
        return False
    _npm("ci", "--ignore-scripts", "--omit=dev", root=root, sources=sources)
    output.mkdir(parents=True, exist_ok=True)
    _npm("run", "build", root=root, sources=sources)
    # The stamp comes last: a build that broke off is done again.
    stamp.write_text(digest)
    return True


def is_stale(*, sources: Path = SOURCES, output: Path = OUTPUT) -> bool:
    """Whether the script that is there was built of other sources than these."""
    stamp = output / STAMP
    if not (output / "office.js").exists() or not any(sources.glob("*.ts")):
        return False
    return not stamp.exists() or stamp.read_text() != sources_digest(sources)


def script_fault(*, sources: Path = SOURCES, output: Path = OUTPUT) -> str:
    """What is wrong with the script that pages load, and what to do; empty if nothing is."""
    if not (output / "office.js").exists():
        return MISSING
    return STALE if is_stale(sources=sources, output=output) else ""


def check_types(*, root: Path, sources: Path = SOURCES) -> None:
    """Run the type checker over the sources. Raises BuildFailed with its complaints."""
    _npm("ci", "--ignore-scripts", root=root, sources=sources)
    _npm("run", "check", root=root, sources=sources)


def sources_digest(sources: Path = SOURCES) -> str:
    """SHA-256 over names and contents of everything that the build reads."""
    digest = hashlib.sha256()
    names = [*sources.glob("*.ts"), sources / "package.json", sources / "package-lock.json"]
    for path in sorted(names):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _npm(*words: str, root: Path, sources: Path) -> None:
    command = [*npm_command(root=root), *words, "--no-audit", "--no-fund", "--loglevel=error"]
    # npm starts Node again by name, which must find the one that runs npm.
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    answer = subprocess.run(  # noqa: S603 - fixed words, our own folder
        command,
        cwd=sources,
        env={**os.environ, **npm_environment(root.resolve() / "npm-cache"), "PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if answer.returncode != 0:
        raise BuildFailed(
            f"网页脚本没有生成：npm {words[0]} 失败，{(answer.stderr or answer.stdout).strip()}。"
            "网页不用脚本也能办理；请检查网络或 npm 镜像设置后，重新执行 "
            "python -m office.web.assets。"
        )
