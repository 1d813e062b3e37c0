"""How a state machine that shares an office with its kin is run as a test of its own."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine


def live(life: type[RuleBasedStateMachine], *, examples: int, steps: int) -> None:
    """So many lives of so many steps. What fails is told as it was found, not made smaller: the
    lives share an office, so that a shorter one would begin elsewhere."""
    case = life.TestCase
    case.settings = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    case("runTest").runTest()
