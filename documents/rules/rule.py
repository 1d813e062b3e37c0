"""A rule: its name, clause and severity, and the function that looks for what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from documents.rules.case import Case
from documents.rules.finding import Finding, Fix, Position, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule met: where, what is wrong, what to do; a fix only where it is safe.

    `wrong` and `remedy` are Chinese clauses without a full stop.
    """

    position: Position
    wrong: str
    remedy: str
    fix: Fix | None = field(default=None, compare=False)


Examine = Callable[[Case], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `summary` says in Chinese what it asks for; `example` is what breaks it."""

    id: str
    clause: str
    severity: Severity
    summary: str
    example: str
    examine: Examine

    def check(self, case: Case, *, severity: Severity | None = None) -> Iterator[Finding]:
        """What breaks this rule in the case; a site may give another `severity`."""
        for fault in self.examine(case):
            yield Finding(
                rule=self.id,
                clause=self.clause,
                severity=severity or self.severity,
                message=f"{fault.wrong}（{self.clause}）。{fault.remedy}。",
                position=fault.position,
                fix=fault.fix,
            )


def rule(
    id: str, *, clause: str, severity: Severity, summary: str, example: str
) -> Callable[[Examine], Rule]:
    """Makes a function that yields faults into the rule of this id."""

    def made(examine: Examine) -> Rule:
        return Rule(
            id=id,
            clause=clause,
            severity=severity,
            summary=summary,
            example=example,
            examine=examine,
        )

    return made
