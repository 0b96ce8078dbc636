"""Saving an intake against the same rows written through sqlcipher3 without anything above it."""

import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from desktop import paths
from desktop.bench.figure import Figure, middle, share
from desktop.domain.clock import SystemClock
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import Sex, VisitorDraft
from desktop.services.demo_store import DEMO_PASSWORD
from desktop.services.opening import STORE_NAME, Premises
from desktop.store import file
from desktop.store.keyring import Keyring

SAVES = 200


def intake(store: Path) -> Iterator[Figure]:
    """New visitors taken in, and their very statements repeated on a bare connection."""
    premises = Premises(store, SystemClock(), paths.resources())
    premises.look()
    holder = premises.holders()[0]
    desk, account = premises.sign_in(holder.id, DEMO_PASSWORD)
    bare = file.connect(store / STORE_NAME, Keyring.read(store).open(holder.id, DEMO_PASSWORD))
    heard: list[tuple[str, Any]] = []

    def hear(_on: object, _cursor: object, words: str, values: Any, *_: object) -> None:
        heard.append((words, values))

    ours, floors = [], []
    try:
        for turn in range(SAVES + 10):
            person = VisitorDraft(
                name="백서윤",
                birth=date(1989, 8, 12) + timedelta(days=turn),
                sex=Sex.FEMALE,
                phone=f"0100000{turn:04d}",
            )
            heard.clear()
            event.listen(Engine, "before_cursor_execute", hear)
            begun = time.perf_counter()
            desk.visits.register(account, person, VisitDraft(("counselling",)))
            took = time.perf_counter() - begun
            event.remove(Engine, "before_cursor_execute", hear)
            writes = [_again(words, values) for words, values in heard if _writes(words)]
            begun = time.perf_counter()
            bare.execute("BEGIN IMMEDIATE")
            for words, values in writes:
                bare.execute(words, values).fetchall()
            bare.execute("COMMIT")
            least = time.perf_counter() - begun
            if turn >= 10:
                ours.append(took)
                floors.append(least)
    finally:
        bare.close()
        desk.close()
        premises.close()
    reads = sum(words.lstrip().startswith("SELECT") for words, _ in heard)
    yield Figure(
        "접수 저장",
        middle(ours),
        middle(floors),
        "같은 줄을 쓰는 sqlcipher3",
        most=2.5,
        more=f"문장 {len(heard) + 1}개, 읽기 {reads}개",
    )
    yield Figure("접수 저장 p99", share(ours, 0.99), at_most=0.05)


def _writes(words: str) -> bool:
    return words.lstrip().startswith(("INSERT", "UPDATE"))


def _again(words: str, values: Any) -> tuple[str, list[Any]]:
    """The same row once more: with keys and numbers that nobody has."""
    row = list(values[0] if values and isinstance(values[0], tuple | list) else values)
    if words.lstrip().startswith("INSERT"):
        columns = words[words.index("(") + 1 : words.index(")")].replace('"', "").split(", ")
        for column in ("id", "number", "ticket", "visitor_id"):
            if column in columns:
                at = columns.index(column)
                if isinstance(row[at], int):
                    row[at] += {"ticket": 100_000, "number": 0}.get(column, 1 << 40)
                elif isinstance(row[at], str):
                    row[at] = f"x{row[at]}"
    return words, row
