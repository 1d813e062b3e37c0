"""销毁 with the people of the demonstration: who proposes cannot approve, others do neither."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from office.access.permissions import NotAllowed
from office.directory.application import directory_act
from office.directory.demonstration import demonstration_ldif
from office.house import House
from office.kernel.act import Act
from office.kernel.destruction import Destructions
from office.settings import Settings

CITY = "990100001"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with demonstration_ldif() as ldif:
        house = House(
            Settings(
                here=tmp_path,
                database=f"sqlite:///{tmp_path}/wenshu.db",  # type: ignore[arg-type]  # a text that is one
                content=tmp_path / "content",
                ldif=ldif,
                rooms=(),
            )
        )
        house.follow_source(directory_act("operator:test", "sync"))
    yield house
    house.close()


def act(house: House, login: str) -> Act:
    person = house.directory.person_by_login(login)
    assert person is not None
    return Act(agency=CITY, person=str(person.id), command=str(uuid4()))


def test_the_keeper_of_secrets_proposes_and_a_leader_approves(house: House) -> None:
    room = Destructions(house.node)
    proposal = room.propose(act(house, "hanji"), subjects=[uuid4()], reason="误传涉密")
    for login in ("hewanqing", "qiushi", "hanji"):
        with pytest.raises(NotAllowed, match="审批销毁"):
            room.approve(act(house, login), UUID(proposal))
    room.approve(act(house, "luchengjun"), UUID(proposal))


@pytest.mark.parametrize("login", ["hewanqing", "luchengjun", "mengchuan", "qiushi"])
def test_nobody_else_proposes(house: House, login: str) -> None:
    with pytest.raises(NotAllowed, match="提出销毁"):
        Destructions(house.node).propose(act(house, login), subjects=[uuid4()], reason="误传")
