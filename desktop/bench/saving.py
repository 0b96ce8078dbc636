"""Saving an intake against the same rows written through sqlcipher3 without anything above it."""

import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from desktop.bench.figure import Figure, middle, share
from desktop.bench.office import bare, opened
from desktop.bench.stores import Store
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import Sex, VisitorDraft

BEFORE = 10
"""Saves that are not counted: the year's first opens its block of numbers."""


def intake(store: Store, saves: int) -> Iterator[Figure]:
    """New visitors taken in, and their very statements repeated on a bare connection."""
    heard: list[tuple[str, Any]] = []

    def hear(_on: object, _cursor: object, words: str, values: Any, *_: object) -> None:
        heard.append((words, values))

    ours, floors = [], []
    with opened(store) as office, bare(store) as beneath:
        for turn in range(saves + BEFORE):
            person = someone(turn)
            heard.clear()
            event.listen(Engine, "before_cursor_execute", hear)
            begun = time.perf_counter()
            office.desk.visits.register(office.account, person, VisitDraft(("counselling",)))
            took = time.perf_counter() - begun
            event.remove(Engine, "before_cursor_execute", hear)
            writes = [
                _again(words, values, office.account.account_id)
                for words, values in heard
                if _writes(words)
            ]
            begun = time.perf_counter()
            beneath.execute("BEGIN IMMEDIATE")
            for words, values in writes:
                beneath.execute(words, values).fetchall()
            beneath.execute("COMMIT")
            least = time.perf_counter() - begun
            if turn >= BEFORE:
                ours.append(took)
                floors.append(least)
        # No screen could show a number like theirs, and what comes next reads the same store.
        beneath.execute("PRAGMA foreign_keys = OFF")
        beneath.execute("DELETE FROM visit WHERE number LIKE 'x%'")
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


def someone(turn: int) -> VisitorDraft:
    """An invented person whom nobody else is."""
    return VisitorDraft(
        name="백서윤",
        birth=date(1969, 8, 12) + timedelta(days=turn % 12_000),
        sex=Sex.FEMALE,
        phone=f"0100000{turn % 10_000:04d}",
    )


def _writes(words: str) -> bool:
    return words.lstrip().startswith(("INSERT", "UPDATE"))


def _again(words: str, values: Any, account_id: int) -> tuple[str, list[Any]]:
    """The same row once more: with keys and numbers that nobody has."""
    row = list(values[0] if values and isinstance(values[0], tuple | list) else values)
    if words.startswith("UPDATE log_head"):
        # It stands where our own act has just moved it.
        seq, digest, key, *_ = row
        return words, [seq, digest, key, seq, digest]
    if words.startswith("INSERT"):
        row = [
            value + _FAR if isinstance(value, int) and _FAR < value != account_id else value
            for value in row
        ]
        columns = words[words.index("(") + 1 : words.index(")")].replace('"', "").split(", ")
        # Both stand before what a statement finds out by itself.
        for column in {"number", "seq"} & set(columns):
            at = columns.index(column)
            row[at] = f"x{row[at]}" if isinstance(row[at], str) else row[at] + _FAR
    return words, row


_FAR = 1 << 40
"""Below every key, and beyond every number of a row."""
