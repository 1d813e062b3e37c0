from __future__ import annotations

import threading
import time

from office.kernel.turns import Turn


def test_who_asked_first_is_served_first_also_beside_somebody_greedy() -> None:
    turn = Turn()
    stop = threading.Event()
    served: list[str] = []

    def greedy() -> None:
        while not stop.is_set():
            with turn:
                served.append("greedy")
                time.sleep(0.002)

    thread = threading.Thread(target=greedy)
    thread.start()
    for _ in range(20):
        before = len(served)
        with turn:
            assert len(served) - before <= 2
    stop.set()
    thread.join()


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
