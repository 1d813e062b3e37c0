"""传阅: whom to send it to stands by units and ranks, the leaders first."""

from __future__ import annotations

from tests.functional.office_app import QINGHE_LEADER, OfficeApp
from tests.functional.test_incoming import registered


def test_readers_stand_by_units_with_the_leaders_first(office: OfficeApp) -> None:
    clerk, address = registered(office, "关于传阅的通知", track="reading")
    form = clerk.open(address).html.select_one("form.act")
    groups = form.select(".choice-group")
    names = [str(each["aria-label"]) for each in groups]
    assert names[0] == "机关领导"
    assert len(names) == len(set(names)) > 1
    assert all(each.select_one("[data-pick-group]") for each in groups)
    boxes = form.select("input[name=readers]")
    assert len({str(each["value"]) for each in boxes}) == len(boxes)
    leader = next(each for each in boxes if each["value"] == office.person(QINGHE_LEADER))
    assert leader.find_parent(class_="choice-group") is groups[0]
    assert "syf" in str(leader.find_parent("label")["data-sought"]).split()
    ranks = {
        str(each.person.id): each.rank
        for each in reversed(office.house.directory.posts_on("990102001"))
    }
    for group in groups:
        shown = [ranks[str(each["value"])] for each in group.select("input[name=readers]")]
        assert shown == sorted(shown)
