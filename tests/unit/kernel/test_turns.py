from __future__ import annotations

import threading

from office.kernel.turns import Turn
from tests.waiting import until


def test_who_asked_first_is_served_first_also_beside_somebody_greedy() -> None:
    turn = Turn()
    served: list[str] = []

    def ask(name: str) -> None:
        with turn:
            served.append(name)

    threads = [threading.Thread(target=ask, args=(name,)) for name in ("first", "second")]
    with turn:
        for waiting, thread in enumerate(threads, start=1):
            thread.start()
            until(lambda waiting=waiting: len(turn._waiting) == waiting)
    with turn:  # asked again at once, and yet the last
        served.append("greedy")
    for thread in threads:
        thread.join()
    assert served == ["first", "second", "greedy"]


def test_only_one_at_a_time() -> None:
    turn = Turn()
    inside: list[int] = []
    most: list[int] = []

    def enter() -> None:
        for _ in range(200):
            with turn:
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=enter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 800
    assert max(most) == 1
