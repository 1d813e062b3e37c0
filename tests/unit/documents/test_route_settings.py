"""流程设置: what is wrong with an entry is said in a sentence, and nothing is cut or guessed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from documents.outgoing.site_routes import Routes, read_routes
from documents.outgoing.stages import Stage
from office.kernel.refusals import Refused

SIGNING = '[[route.step]]\nstage = "signing"\n'


def read(folder: Path, *of_a_step: str, stage: str = "countersigning") -> Routes:
    """The settings of one route with such a step before the sign-off."""
    path = folder / "routes.toml"
    lines = ["[[route]]", "[[route.step]]", f'stage = "{stage}"', *of_a_step, SIGNING]
    path.write_text("\n".join(lines), "utf-8")
    return read_routes(path)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (f'name = "{"办" * 17}"', "有 17 个字，最多 16 个字"),
        ("quorum = -3", "quorum 应为 0 或正整数，现在是“-3”"),
        ("days = -2", "days 应为 0 或正整数，现在是“-2”"),
        ('days = "两天"', "days 应为 0 或正整数，现在是“两天”"),
        ("quorum = true", "quorum 应为 0 或正整数"),
        ('agencies = ["990102001"]\nposts = ["P07"]', "会签环节同时写了 posts 和 agencies"),
    ],
)
def test_a_step_that_cannot_be_is_refused_in_a_sentence(
    tmp_path: Path, line: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=f"第 1 个流程设置有误：.*{sentence}.*请改正后重新启动"):
        read(tmp_path, line)


def test_nobody_of_the_house_takes_a_step_of_the_other_issuers(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="joint（联合签发）由联合发文的外单位签发，不能写 posts"):
        read(tmp_path, 'posts = ["P07"]', stage="joint")


@pytest.mark.parametrize(
    ("line", "partners", "asked"),
    [
        ("", ("WEST", "EAST"), [(Stage.JOINT, ("WEST", "EAST"))]),
        ("", (), []),
        ('agencies = ["EAST"]', (), [(Stage.JOINT, ("EAST",))]),
    ],
)
def test_a_joint_step_is_for_those_whom_the_drafter_or_the_setting_names(
    tmp_path: Path,
    line: str,
    partners: tuple[str, ...],
    asked: list[tuple[Stage, tuple[str, ...]]],
) -> None:
    routes = read(tmp_path, line, stage="joint")
    route = routes.proposed(agency="CITY", type="通知", holders=lambda post: (), partners=partners)
    assert [(each.stage, each.agencies) for each in route[1:-1]] == asked


def test_the_longest_name_and_the_least_numbers_stand_as_written(tmp_path: Path) -> None:
    name = "办" * 16
    routes = read(tmp_path, f'name = "{name}"', "quorum = 0", "days = 0")
    route = routes.proposed(agency="CITY", type="通知", holders=lambda post: ())
    assert [(each.stage, each.name) for each in route[1:]] == [
        (Stage.COUNTERSIGNING, name),
        (Stage.SIGNING, "签发"),
    ]


def test_every_route_that_the_manual_shows_is_accepted(tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs/guide/routes.md").read_text("utf-8")
    examples = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert len(examples) == 2
    path = tmp_path / "routes.toml"
    path.write_text("\n".join(examples), "utf-8")
    routes = read_routes(path)
    joint = routes.proposed(agency="990100001", type="通知", holders=lambda post: ())
    asked = [each.agencies for each in joint if each.agencies]
    assert asked == [("990100012",), ("990100011", "990100013")]
