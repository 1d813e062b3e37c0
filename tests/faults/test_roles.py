"""PostgreSQL's own guard over the journal: the office's role may append to it, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from click.testing import CliRunner
from sqlalchemy import exc, make_url, select, text

from office.cli import main
from office.kernel.act import Act
from office.kernel.destruction import APPROVE, PROPOSE, Destructions
from office.kernel.grants import grants
from office.kernel.journal import journal
from office.kernel.node import Node
from office.kernel.rebuild import rebuild
from office.kernel.refusals import Refused
from office.kernel.store import Store
from office.kernel.verify import verify
from tests.faults import invariants
from tests.faults.dispatching import dispatch_one
from tests.offices import CITY, Offices, PaperDirectory, offices
from tests.servers.postgresql import PostgreSQL


@dataclass(frozen=True, slots=True)
class Roles:
    """The database as its owner and as the office's own role sees it."""

    owner: str
    application: str


@pytest.fixture
def postgresql_url(postgresql: PostgreSQL) -> Iterator[str]:
    """A database without tables: here it is the owner who makes them."""
    with postgresql.database() as url:
        yield url


@pytest.fixture
def roles(postgresql: PostgreSQL, postgresql_url: str) -> Iterator[Roles]:
    """An owner that is no superuser, and a role to which it granted what the command prints."""
    owner, application = f"owner_{uuid4().hex[:8]}", f"office_{uuid4().hex[:8]}"
    database = make_url(postgresql_url).database
    with administrator(postgresql, postgresql_url) as connection:
        for role in (owner, application):
            connection.execute(f"create role {role} login")
        connection.execute(f"alter database {database} owner to {owner}")
        connection.execute(f"alter schema public owner to {owner}")
    found = Roles(as_role(postgresql_url, owner), as_role(postgresql_url, application))
    create(found.owner)
    with closing(Store(found.owner)) as store:
        run(store, *grants(store, role=application))
    yield found
    with administrator(postgresql, postgresql_url) as connection:
        for role in (application, owner):
            connection.execute(f"drop owned by {role} cascade")
        connection.execute(f"alter database {database} owner to wenshu")
        for role in (application, owner):
            connection.execute(f"drop role {role}")


@contextmanager
def administrator(
    server: PostgreSQL, url: str
) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    database = make_url(url).database
    with psycopg.connect(
        host=str(server.folder), user="wenshu", dbname=database, autocommit=True
    ) as connection:
        yield connection


def as_role(url: str, role: str) -> str:
    return make_url(url).set(username=role).render_as_string(hide_password=False)


def create(url: str) -> None:
    """What `office database create` does; the registers are those of all rooms."""
    with closing(Store(url)) as store:
        store.create()


@pytest.fixture
def office(roles: Roles, tmp_path: Path) -> Iterator[Offices]:
    """The office, run by the application's role."""
    with offices(roles.application, tmp_path) as running:
        yield running


def test_the_applications_role_can_run_the_office_and_rebuild_its_registers(
    office: Offices,
) -> None:
    dispatch_one(office, command="c")
    office.deliver()
    assert all(each.equal for each in rebuild(office.node.store, office.node.registers))
    invariants.assert_sound(office.node)
    invariants.assert_delivered_once(office.node, expected=2)


ATTACKS = (
    "update journal set topic = 'forged' where id = 1",
    "update journal set state = '' where id = 1",
    "delete from journal where id = 1",
    "truncate journal",
    "drop table journal",
    "drop trigger journal_kept on journal",
    "drop trigger journal_not_truncated on journal",
    "alter table journal disable trigger all",
    "alter table journal owner to current_user",
    "create or replace function journal_keeps() returns trigger language sql as 'select 1'",
    "drop function journal_empty(bigint[], bigint)",
    "insert into journal_permit (one, act) values (1, 1)",
    "delete from journal_head",
    "insert into journal_head (one, id, chain) values (2, 0, '')",
    "create table public.forged (id bigint)",
    "set session_replication_role = replica",
)


def test_the_applications_role_cannot_touch_what_is_in_the_journal(office: Offices) -> None:
    dispatch_one(office, command="c")
    for statement in ATTACKS:
        with pytest.raises(exc.ProgrammingError, match=r"permission denied|must be owner"):
            run(office.node.store, statement)
    assert verify(office.node.store).fault is None


def run(store: Store, *statements: str) -> None:
    with store.changing_state() as connection:
        for statement in statements:
            connection.execute(text(statement))


FORGED = """create temporary table journal as
            select 1 as id, 'kernel.Destruction.CarriedOut' as topic,
                   convert_to('{"rows": [1, 2]}', 'UTF8') as state"""


def test_the_function_of_destruction_empties_nothing_that_no_act_names(office: Offices) -> None:
    dispatch_one(office, command="c")
    for preparation in ((), (FORGED,)):
        with pytest.raises(exc.DBAPIError, match="no recorded act"):
            run(office.node.store, *preparation, "select journal_empty(array[1, 2]::bigint[], 1)")
    assert verify(office.node.store).fault is None


def test_another_role_may_not_call_the_function_of_destruction(
    roles: Roles, postgresql: PostgreSQL, postgresql_url: str
) -> None:
    with administrator(postgresql, postgresql_url) as connection:
        stranger = f"stranger_{uuid4().hex[:8]}"
        connection.execute(f"create role {stranger} login")
        try:
            connection.execute(f"set role {stranger}")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("select journal_empty(array[1]::bigint[], 1)")
        finally:
            connection.execute("reset role")
            connection.execute(f"drop role {stranger}")


def test_two_persons_can_destroy_though_the_role_may_not(office: Offices) -> None:
    it = dispatch_one(office, command="c")
    may_destroy(office.node)
    destructions = Destructions(office.node)
    proposal = destructions.propose(
        Act(CITY, f"{CITY}/clerk", "d1"), subjects=[it], reason="误传涉密"
    )
    destructions.approve(Act(CITY, f"{CITY}/signer", "d2"), UUID(proposal))
    found = verify(office.node.store)
    assert (found.fault, found.destroyed) == (None, 9)
    invariants.assert_registers_equal_a_rebuild(office.node)


def may_destroy(node: Node) -> None:
    """The permission map has no such duty yet; here the two may."""
    guard = PaperDirectory().guard
    node.guard = lambda act, permission, subject: (
        None if permission in (PROPOSE, APPROVE) else guard(act, permission, subject)
    )


def test_a_role_that_may_not_create_starts_when_all_tables_are_there(roles: Roles) -> None:
    create(roles.application)


def test_a_missing_table_is_named_with_what_to_do(roles: Roles) -> None:
    with closing(Store(roles.owner)) as owner:
        run(owner, "drop table state_followers")
    with pytest.raises(Refused, match=r"state_followers.*office database create"):
        create(roles.application)


def test_a_start_does_not_wait_for_somebody_who_reads_the_journal(roles: Roles) -> None:
    impatient = f"{roles.owner}&options=-c%20lock_timeout%3D1s"
    with closing(Store(roles.application)) as reader, reader.reading() as reading:
        assert reading.execute(select(journal.c.id)).all() == []
        create(impatient)


def test_a_trigger_that_was_switched_off_is_there_again_after_the_owners_next_start(
    roles: Roles,
) -> None:
    with closing(Store(roles.owner)) as owner:
        run(owner, "alter table journal disable trigger all")
        create(roles.owner)
        with pytest.raises(exc.DBAPIError, match="never changed"):
            run(owner, "truncate journal")


def test_the_command_prints_the_rights_as_sql(postgresql_url: str, tmp_path: Path) -> None:
    ini = tmp_path / "owner.ini"
    ini.write_text(f"[app:main]\nuse = egg:wenshu\nwenshu.database = {postgresql_url}\n")
    assert CliRunner().invoke(main, ["database", "create", "-c", str(ini)]).exit_code == 0
    shown = CliRunner().invoke(main, ["database", "grants", "Büro", "-c", str(ini)])
    assert shown.exit_code == 0
    lines = shown.output.splitlines()
    assert 'grant select, insert on public.journal to "Büro";' in lines
    assert 'revoke all on public.journal_permit from "Büro";' in lines
    assert not [line for line in lines if "journal_permit" in line and "grant" in line]
    assert all(line.endswith(";") for line in lines)


def test_sqlite_knows_no_roles(tmp_path: Path) -> None:
    ini = tmp_path / "node.ini"
    ini.write_text("[app:main]\nuse = egg:wenshu\n")
    shown = CliRunner().invoke(main, ["database", "grants", "x", "-c", str(ini)])
    assert shown.exit_code == 1
    assert "SQLite" in shown.output
