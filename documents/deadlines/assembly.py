"""How deadlines join the house."""

from __future__ import annotations

from documents.answering.registers import ROOM as INQUIRY
from documents.assignments.application import Assignments
from documents.assignments.registers import ROOM as ASSIGNMENT
from documents.deadlines.alarm.application import ArrivalAlarms
from documents.deadlines.alarm.followers import ArrivalWatcher
from documents.deadlines.alarm.registers import ALARM
from documents.deadlines.alarm.table import site_alarms
from documents.deadlines.application import Deadlines
from documents.deadlines.followers import DeadlineSetter
from documents.deadlines.papers import KnownPapers
from documents.deadlines.registers import NEAR, OVER, REMIND, SENDERS_OVER
from documents.deadlines.table import site_deadlines
from documents.deadlines.unsigned.application import SigningWatches
from documents.deadlines.unsigned.followers import SigningWatcher
from documents.deadlines.unsigned.registers import UNSIGNED
from documents.distribution.box.application import Redirects
from office.calendar import WorkingHours
from office.house import House
from office.timers.followers import Timekeeper


def join_deadlines(house: House, *, assignments: Assignments) -> Deadlines:
    """Make the room, and say who is called when its timers ring."""
    hours = house.find(WorkingHours)
    deadlines = Deadlines(
        house.node,
        hours=hours,
        table=site_deadlines(house.settings.deadlines),
        posts=house.directory,
        stand_ins=house.acting,
        papers=KnownPapers(house.node, relations=house.directory),
    )
    assignments.senders_day = deadlines.senders_day
    deadlines.urge_in(ASSIGNMENT, assignments.urge_by_itself)
    deadlines.days_are_senders(INQUIRY)
    watches = SigningWatches(house.node, hours=hours, table=deadlines.table)
    alarms = ArrivalAlarms(
        house.node,
        hours=hours,
        table=site_alarms(house.settings.deadlines),
        directory=house.directory,
    )
    house.join(
        *(deadlines, watches, alarms),
        followers=[DeadlineSetter(deadlines), SigningWatcher(watches), ArrivalWatcher(alarms)],
    )
    house.find(Redirects).more["来文签收超时"] = alarms.over_of
    keeper = house.find(Timekeeper)
    keep_deadlines(keeper, deadlines, hours=hours)
    keeper.call(UNSIGNED, watches.pass_by, only_while=hours.is_open)
    keeper.call(ALARM, alarms.ring)  # at any hour: working time is counted in the moment itself
    return deadlines


def keep_deadlines(keeper: Timekeeper, deadlines: Deadlines, *, hours: WorkingHours) -> None:
    """People are reminded while the office is open; that a moment is past is noted at once."""
    keeper.call(NEAR, deadlines.remind, only_while=hours.is_open)
    keeper.call(REMIND, deadlines.remind, only_while=hours.is_open)
    keeper.call(OVER, deadlines.pass_by)
    keeper.call(SENDERS_OVER, deadlines.pass_senders)
