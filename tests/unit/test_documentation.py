"""What the documents say is so: links, paths, commands, options, numbers that code cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from office.cli import main

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "benchmarks/README.md"])
PRODUCT = ("office", "documents", "signing", "meetings", "integrations")
FOLDERS = (*PRODUCT, "tests", "docs")
CODE_OF_PRODUCT = sorted(path for folder in PRODUCT for path in (ROOT / folder).rglob("*.py"))
CODE = [*CODE_OF_PRODUCT, *sorted((ROOT / "tests").rglob("*.py"))]
LIVING = [page for page in PAGES if not re.match(r"\d{4}-", page.name)]
"""Records of decisions are not rewritten, so what they name may have moved since."""
MADE_LATER = ("var/", ".venv/", "office/web/static/build/")
"""What only an installation has."""
INVENTED = ("node.ini", "owner.ini")
"""Files that the reader is to write."""


def _read(page: Path) -> str:
    return page.read_text("utf-8")


def _named(page: Path) -> str:
    return str(page.relative_to(ROOT))


def _quoted(text: str) -> list[str]:
    """What stands in backticks, and the lines of indented blocks."""
    blocks = re.findall(r"^    (\S.*)$", text, flags=re.MULTILINE)
    return [*re.findall(r"`([^`\n]+)`", text), *blocks]


def _paths(text: str) -> Iterator[str]:
    """Names of files and folders of the checkout: in backticks, or docs/… anywhere."""
    for words in _quoted(text):
        name = words.partition("::")[0]
        in_folder = name.startswith(tuple(f"{folder}/" for folder in FOLDERS))
        at_root = re.fullmatch(r"[\w.-]+\.(ini|toml|md)|constraints\.txt|Makefile", name)
        if (in_folder and " " not in name) or (at_root and name not in INVENTED):
            yield name
    yield from re.findall(r"docs/decisions/\d{4}", text)


def test_the_documents_are_found() -> None:
    names = {_named(page) for page in PAGES}
    assert {"README.md", "README.zh.md", "docs/design.md", "docs/guide/README.md"} <= names
    assert len(list(_paths(_read(ROOT / "README.md")))) > 10


@pytest.mark.parametrize("page", PAGES, ids=_named)
def test_every_link_of_a_document_leads_to_something(page: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", _read(page))
    inside = [each.partition("#")[0] for each in targets if "://" not in each]
    assert not [each for each in inside if not (page.parent / each).exists()]


@pytest.mark.parametrize("page", LIVING, ids=_named)
def test_every_path_that_a_document_names_is_there(page: Path) -> None:
    named = [each for each in _paths(_read(page)) if not each.startswith(MADE_LATER)]
    assert not [each for each in named if not _is_there(each)]


def _is_there(name: str) -> bool:
    if re.fullmatch(r"docs/decisions/\d{4}", name):  # cited by its number
        return any(ROOT.glob(f"{name}-*.md"))
    return (ROOT / name).exists()


def _command(words: list[str]) -> tuple[click.Command | None, list[str]]:
    """The command that these words name, and what is left of them."""
    command: click.Command | None = main
    context = click.Context(main)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        command, words = command.get_command(context, words[0]), words[1:]
    return command, words


def _spoken(text: str) -> set[str]:
    """`office …` as a reader would type it, up to a pipe or a remark."""
    lines = [re.split(r"\s[|#]", each)[0].strip() for each in _quoted(text)]
    return {line for line in lines if re.match(r"office [a-z]", line)}


def _unknown(line: str) -> list[str]:
    command, left = _command(line.split()[1:])
    if command is None or isinstance(command, click.Group):
        return [line]
    known = {name for parameter in command.params for name in parameter.opts} | {"--help"}
    return [each for each in left if each.startswith("-") and each not in known]


@pytest.mark.parametrize("page", PAGES, ids=_named)
def test_every_command_and_option_that_a_document_names_is_there(page: Path) -> None:
    spoken = _spoken(_read(page))
    assert not {line: wrong for line in spoken if (wrong := _unknown(line))}


def test_commands_and_options_are_found_in_the_documents() -> None:
    operations = _spoken(_read(ROOT / "docs/operations.md"))
    assert "office database create -c owner.ini" in operations
    assert _unknown("office rebuild --chekc") == ["--chekc"]
    assert _unknown("office rebiuld") == ["office rebiuld"]


def test_every_target_of_make_that_a_document_names_is_there() -> None:
    texts = [_read(page) for page in PAGES]
    named = {
        name
        for text in texts
        for words in _quoted(text)
        for name in re.findall(r"^make ([a-z]+)", words)
    }
    makefile = _read(ROOT / "Makefile")
    assert {"demo", "test"} <= named
    assert not [name for name in named if not re.search(rf"^{name}:.*## ", makefile, re.MULTILINE)]


def _all_commands() -> Iterator[tuple[str, ...]]:
    """Every command of every room, by its words."""
    waiting = [(entry.name,) for entry in entry_points(group="office.commands")]
    while waiting:
        words = waiting.pop()
        yield words
        command, _ = _command(list(words))
        if isinstance(command, click.Group):
            waiting.extend((*words, name) for name in command.commands)


@pytest.mark.parametrize("words", [(), *sorted(_all_commands())], ids=" ".join)
def test_every_command_explains_itself_with_an_example_that_is_right(
    words: tuple[str, ...],
) -> None:
    answer = CliRunner().invoke(main, [*words, "--help"])
    assert answer.exit_code == 0
    _, found, examples = answer.stdout.partition("示例：")
    assert found, "no example"
    lines = [line.strip() for line in examples.splitlines() if line.strip().startswith("office ")]
    assert any(line.startswith(" ".join(("office", *words))) for line in lines)
    assert not {line: wrong for line in lines if (wrong := _unknown(re.split(r"\s\|", line)[0]))}


@pytest.mark.parametrize("words", sorted(_all_commands()), ids=" ".join)
def test_every_command_takes_the_ini_file(words: tuple[str, ...]) -> None:
    command, _ = _command(list(words))
    if not isinstance(command, click.Group):
        ini = next(each for each in command.params if "-c" in each.opts)
        assert ini.default == Path("development.ini")


def test_every_word_that_the_manual_quotes_is_on_a_page() -> None:
    quoted = set(re.findall("“([^”]+)”", _read(ROOT / "docs/guide/README.md")))
    pages = (ROOT / "office/web/templates").rglob("*.jinja2")
    shown = "".join(_read(path) for path in (*CODE_OF_PRODUCT, *pages))
    assert len(quoted) > 30
    assert not [each for each in quoted if each not in shown]


def test_every_number_of_the_design_that_is_cited_is_there() -> None:
    design = _read(ROOT / "docs/design.md")
    there = set(re.findall(r"^#+ (D?\d+) ", design, flags=re.MULTILINE))
    cited: dict[str, set[str]] = {}
    for path in (*CODE, *PAGES):
        for number in _cited(_read(path)):
            cited.setdefault(number, set()).add(_named(path))
    assert {"D1", "D10", "3", "5"} <= set(cited)
    assert not {number: cited[number] for number in set(cited) - there}


def _cited(text: str) -> set[str]:
    """design D3, (D7), D2, D5), design section 5: what is cited, as `D3` and `5`."""
    after = re.findall(r"[Dd]esign,? ((?:D\d+(?:, | and )?)+)", text)
    alone = re.findall(r"\((D\d+(?:, D\d+)*)\)", text)
    numbers = {number for words in (*after, *alone) for number in re.findall(r"D\d+", words)}
    return numbers | set(re.findall(r"[Dd]esign,? section (\d+)", text))


def test_every_decision_that_code_cites_is_there() -> None:
    numbers = {path.name[:4] for path in (ROOT / "docs/decisions").glob("[0-9]*.md")}
    cited = {
        number for path in CODE for number in re.findall(r"docs/decisions/(\d{4})", _read(path))
    }
    assert cited
    assert not cited - numbers


def test_the_index_lists_every_decision_once_in_order() -> None:
    folder = ROOT / "docs/decisions"
    rows = re.findall(r"^\| \[(\d{4})\]\(([^)]+)\) \|", _read(folder / "README.md"), re.M)
    there = sorted(path.name for path in folder.glob("[0-9]*.md"))
    assert [name for _, name in rows] == there
    assert all(name.startswith(number) for number, name in rows)


def test_the_chinese_readme_names_the_same_files_as_its_twin() -> None:
    ours, twin = (set(_paths(_read(ROOT / name))) for name in ("README.md", "README.zh.md"))
    assert ours == twin
