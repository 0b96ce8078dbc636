"""Work beside the window: nobody's question waits for work that has nothing to do with it."""

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

import pytest
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from shiboken6 import delete

from desktop.domain.errors import Refused
from desktop.ui.jobs import Jobs

PATIENCE = 20_000
"""Milliseconds after which a test gives up; nothing here comes near it."""


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    made = Jobs(lambda error: pytest.fail(f"{error!r}"))
    yield made
    made.close()


@contextmanager
def held(start: Callable[[Callable[[], int]], None]) -> Iterator[None]:
    """Work that `start` is given stands still on its thread while the block runs."""
    at_work, go_on = Event(), Event()

    def work() -> int:
        at_work.set()
        assert go_on.wait(PATIENCE / 1000)
        return 0

    start(work)
    assert at_work.wait(PATIENCE / 1000)
    try:
        yield
    finally:
        go_on.set()


def answer_of(ask: Callable[[Callable[[str], None]], None]) -> str:
    """What `ask` is answered, while everything else goes on as it did."""
    loop, told = QEventLoop(), list[str]()

    def done(answer: str) -> None:
        told.append(answer)
        loop.quit()

    ask(done)
    QTimer.singleShot(PATIENCE, loop, loop.quit)
    loop.exec()
    (answer,) = told
    return answer


HELD = {
    "a register is read": lambda jobs, work: jobs.read(work, aside=True),
    "figures are counted": lambda jobs, work: jobs.latest(
        "figures", work, lambda _: None, aside=True
    ),
    "somebody is opened": lambda jobs, work: jobs.read(work),
    "a list is shown": lambda jobs, work: jobs.latest("list", work, lambda _: None),
    "a form is saved": lambda jobs, work: jobs.write(work),
    "a backup is made": lambda jobs, work: jobs.long(work),
    "the log is looked through": lambda jobs, work: jobs.meanwhile(lambda _hurry: work()),
}


@pytest.mark.parametrize("what", HELD)
def test_what_is_typed_is_answered_while(what: str, jobs: Jobs) -> None:
    with held(lambda work: HELD[what](jobs, work)):
        assert answer_of(lambda done: jobs.typed("search", lambda: "found", done)) == "found"


@pytest.mark.parametrize("what", ["a register is read", "figures are counted", "a backup is made"])
def test_a_page_is_opened_while(what: str, jobs: Jobs) -> None:
    with held(lambda work: HELD[what](jobs, work)):
        assert answer_of(lambda done: jobs.read(lambda: "page", done)) == "page"


def test_a_register_is_read_while_a_backup_is_made(jobs: Jobs) -> None:
    with held(lambda work: HELD["a backup is made"](jobs, work)):
        assert answer_of(lambda done: jobs.read(lambda: "rows", done, aside=True)) == "rows"


@pytest.mark.parametrize("ask", ["typed", "latest", "latest aside"])
def test_an_overtaken_question_is_neither_asked_nor_answered(ask: str, jobs: Jobs) -> None:
    asked, told = list[str](), list[str]()

    def put(typed: str) -> None:
        def look() -> str:
            asked.append(typed)
            return typed

        if ask == "typed":
            jobs.typed("search", look, told.append)
        else:
            jobs.latest("search", look, told.append, aside=ask.endswith("aside"))

    def hold(work: Callable[[], int]) -> None:
        if ask == "typed":
            jobs.typed("other", work, lambda _: None)
        else:
            jobs.latest("other", work, lambda _: None, aside=ask.endswith("aside"))

    with held(hold):
        for typed in ("ㅂ", "바", "박", "박ㅅ", "박수"):
            put(typed)
    jobs.settle()
    assert asked == ["박수"]
    assert told == ["박수"]


def test_an_answer_never_comes_in_the_middle_of_the_question(jobs: Jobs) -> None:
    told = list[int]()
    for turn in range(50):
        jobs.read(lambda turn=turn: turn, told.append)  # type: ignore[misc]
        assert told == []
    jobs.settle()
    assert told == list(range(50))


def test_an_answer_on_its_way_when_the_next_key_comes_is_not_shown(jobs: Jobs) -> None:
    told = list[str]()
    answered = Event()

    def look() -> str:
        answered.set()
        return "old"

    jobs.typed("search", look, told.append)
    assert answered.wait(PATIENCE / 1000)
    # The answer waits for the window, which is busy with the next key.
    jobs.typed("search", lambda: "new", told.append)
    jobs.settle()
    assert told == ["new"]


def test_what_comes_afterwards_begins_when_the_answers_are_there(jobs: Jobs) -> None:
    begun: list[str] = []
    with held(lambda work: jobs.read(work)):
        jobs.afterwards(lambda: begun.append("afterwards"))
        answer_of(lambda done: jobs.write(lambda: "saved", done))
        assert begun == []
        assert jobs.busy
    jobs.settle()
    assert begun == ["afterwards"]
    assert not jobs.busy


def test_nobody_waits_for_idle_work(jobs: Jobs) -> None:
    with held(lambda work: jobs.meanwhile(lambda _hurry: work())):
        assert not jobs.busy
        assert not jobs.at_rest
        assert answer_of(lambda done: jobs.afterwards(lambda: done("begun"))) == "begun"
    jobs.settle()
    assert jobs.at_rest


@pytest.mark.parametrize("ends", ["well", "badly"])
def test_whoever_asked_is_never_taken_down_on_the_thread_that_worked(jobs: Jobs, ends: str) -> None:
    """A screen may be gone when its answer comes: the question holds the last of it then."""
    fell: list[str] = []

    def ask() -> None:
        asker = QObject()
        asker.destroyed.connect(
            lambda: fell.append(threading.current_thread().name), Qt.ConnectionType.DirectConnection
        )

        def work() -> str:
            if ends == "badly":
                raise Refused(asker.objectName())
            return asker.objectName()

        jobs.read(work, lambda _name: asker.objectName(), lambda _error: asker.setObjectName("x"))

    for _ in range(300):
        ask()
        jobs.settle()
    gc.collect()
    assert set(fell) == {threading.main_thread().name}
    assert len(fell) == 300


class Asker(QObject):
    """A screen that may be gone before its answer comes."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[object] = []

    def take(self, answer: object) -> None:
        self.answers.append(answer)


@pytest.mark.parametrize("ends", ["answered", "refused", "latest"])
def test_a_screen_taken_down_meanwhile_gets_no_answer(jobs: Jobs, ends: str) -> None:
    def work() -> int:
        if ends == "refused":
            raise Refused("nein")
        return 1

    gone, there = Asker(), Asker()
    for asker in (gone, there):
        if ends == "latest":
            jobs.latest(f"key {id(asker)}", work, asker.take)
        else:
            jobs.read(work, asker.take, asker.take)
    delete(gone)
    jobs.settle()
    assert (len(gone.answers), len(there.answers)) == (0, 1)
