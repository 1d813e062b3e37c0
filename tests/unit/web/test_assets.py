from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path

import pytest

from office import maintenance
from office.web.assets import build as building
from office.web.assets.build import (
    SOURCES,
    BuildFailed,
    build,
    is_stale,
    script_fault,
    sources_digest,
)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "assets"
    shutil.copytree(SOURCES, folder, ignore=shutil.ignore_patterns("node_modules"))
    return folder


@pytest.fixture
def npm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Stands in for npm: `run build` leaves a script, every call is noted."""
    calls: list[str] = []

    def run(*words: str, root: Path, sources: Path) -> None:
        calls.append(" ".join(words))
        if words[0] == "run":
            (tmp_path / "build/office.js").write_text("x")

    monkeypatch.setattr(building, "_npm", run)
    return calls


def test_a_second_build_of_the_same_sources_does_nothing(
    sources: Path, npm: list[str], tmp_path: Path
) -> None:
    assert build(root=tmp_path, sources=sources, output=tmp_path / "build")
    assert len(npm) == 2
    assert not build(root=tmp_path, sources=sources, output=tmp_path / "build")
    assert len(npm) == 2


def test_a_changed_source_is_built_again(sources: Path, npm: list[str], tmp_path: Path) -> None:
    build(root=tmp_path, sources=sources, output=tmp_path / "build")
    assert not is_stale(sources=sources, output=tmp_path / "build")
    (sources / "keys.ts").write_text("export function listenToKeys(): void {}")
    assert is_stale(sources=sources, output=tmp_path / "build")
    assert build(root=tmp_path, sources=sources, output=tmp_path / "build")


def test_a_build_that_broke_off_is_done_again(
    sources: Path, monkeypatch: pytest.MonkeyPatch, npm: list[str], tmp_path: Path
) -> None:
    def fail(*words: str, root: Path, sources: Path) -> None:
        raise BuildFailed("网页脚本没有生成。")

    with monkeypatch.context() as patch, pytest.raises(BuildFailed):
        patch.setattr(building, "_npm", fail)
        build(root=tmp_path, sources=sources, output=tmp_path / "build")
    assert build(root=tmp_path, sources=sources, output=tmp_path / "build")


def test_what_npm_says_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "npm_command", lambda *, root: ["/bin/false"])
    with pytest.raises(BuildFailed, match=r"python -m office\.web\.assets"):
        build(root=tmp_path, sources=SOURCES, output=tmp_path / "build")


def test_every_third_party_script_is_pinned_exactly_and_names_no_registry() -> None:
    package = json.loads((SOURCES / "package.json").read_text())
    versions = [*package["dependencies"].values(), *package["devDependencies"].values()]
    assert all(version[0].isdigit() for version in versions)
    assert "://" not in (SOURCES / "package-lock.json").read_text().replace(
        "https://opencollective.com", ""
    ).replace("https://github.com/sponsors", "")


def test_the_digest_covers_names_and_contents(sources: Path) -> None:
    before = sources_digest(sources)
    (sources / "toast.ts").rename(sources / "toasts.ts")
    assert sources_digest(sources) != before


def test_whoever_starts_the_pages_is_told_what_is_wrong_with_the_script(
    sources: Path,
    npm: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Which server then serves which house is not the matter here."""
    output = tmp_path / "build"
    fault = partial(script_fault, sources=sources, output=output)
    monkeypatch.setattr(maintenance, "script_fault", fault)
    for name in ("_must_be_current", "web_application"):
        monkeypatch.setattr(maintenance, name, lambda _: None)
    monkeypatch.setattr(maintenance, "waitress_serve", lambda _, **address: None)

    def said() -> str:
        maintenance.run_server(object(), host="127.0.0.1", port=0)  # type: ignore[arg-type]
        return capsys.readouterr().err

    assert "还没有生成" in said()
    build(root=tmp_path, sources=sources, output=output)
    assert said() == ""
    (sources / "keys.ts").write_text("export function listenToKeys(): void {}")
    assert "不是当前版本" in said()
    assert "python -m office.web.assets" in said()
