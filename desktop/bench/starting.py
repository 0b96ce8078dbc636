"""From nothing to the sign-in page, and from the password to the first list."""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.bench.child import ROOT, asked, first_word, python
from desktop.bench.figure import Figure, middle
from desktop.bench.office import PASSWORD
from desktop.bench.stores import Store

FRAME = 0.016
FROZEN = ROOT / "dist/naeil-desk" / ("naeil-desk" + ".exe" * (sys.platform == "win32"))


def first_paint(rounds: int) -> Iterator[Figure]:
    """The sign-in page against a bare window, each in a process of its own, by turns."""
    with TemporaryDirectory(prefix="naeil-bench-") as name:
        empty = str(Path(name) / "empty")
        asked("bare")
        asked("painted", empty)
        bare, ours = [], []
        for _ in range(rounds):
            bare.append(asked("bare")[0])
            ours.append(asked("painted", empty))
    yield Figure("첫 화면(로그인)", middle(ours), middle(bare), "빈 창", most=1.35)


def from_nothing(rounds: int) -> Iterator[Figure]:
    """The same from the start of the process, Python's own start in it; the frozen program too.

    The frozen program only where it was built from here (`start.py build`).
    """
    calls = {"bare": python("bare")}
    with TemporaryDirectory(prefix="naeil-bench-") as name:
        empty = ("--until-painted", "--data", str(Path(name) / "empty"))
        calls["source"] = [sys.executable, "-m", "desktop", *empty]
        if FROZEN.exists():
            calls["frozen"] = [str(FROZEN), *empty]
        taken: dict[str, list[float]] = {one: [] for one in calls}
        for call in calls.values():
            first_word(*call)
        for _ in range(rounds):
            for one, call in calls.items():
                taken[one].append(first_word(*call))
    floor = middle(taken["bare"])
    yield Figure("켠 때부터 첫 화면까지", middle(taken["source"]), floor, "빈 창", most=1.35)
    if FROZEN.exists():
        frozen = middle(taken["frozen"])
        yield Figure("파이썬 없이 도는 프로그램을 켠 때부터", frozen, floor, "빈 창", at_most=0.7)


def at_the_desk(store: Store, rounds: int) -> Iterator[Figure]:
    """What loads behind the page, and the way from the password to the first answer."""
    bare, memory, runs = [], [], []
    for _ in range(rounds):
        took, used = asked("bare")
        bare.append(took)
        memory.append(used)
        runs.append(asked("desk", str(store.folder), store.at.isoformat(), PASSWORD))
    floor = middle(bare)
    argon = middle([run["argon"] for run in runs])
    usable = middle([run["answered"] - run["argon"] for run in runs])
    yield Figure(
        "암호 Enter에서 목록·찾기까지(argon2id 빼고)",
        usable,
        floor,
        "빈 창",
        most=1.6,
        more=f"argon2id {argon * 1000:.0f} ms",
    )
    gaps = [gap for run in runs for gap in run["gaps"]]
    over = sum(gap > FRAME for gap in gaps) / len(runs)
    yield Figure(
        "창이 멈춘 가장 긴 때(불러오는 동안)",
        middle([max(run["gaps"]) for run in runs]),
        at_most=FRAME,
        more=f"16 ms를 넘은 때 {over:.0f}번",
    )
    bare_memory = middle(memory)
    for what, when, most in (
        ("메모리, 로그인 화면이 그려졌을 때", "painted", 120),
        ("메모리, 로그인 화면 뒤에서 다 불러온 뒤", "loaded", 120),
        ("메모리, 첫 목록과 찾기 뒤", "after", 190),
    ):
        used = middle([run[when] for run in runs])
        if used:
            yield Figure(what, used, bare_memory, "빈 창", at_most=most, unit="MB")
    yield Figure("잠금(가려질 때까지)", middle([run["lock"] for run in runs]), at_most=0.1)
    unlock = middle([run["unlock"] for run in runs])
    yield Figure("잠금 풀기", unlock, argon, "argon2id만", most=1.6)


def tours(times: int) -> Iterator[Figure]:
    """What is held after a whole day at the counter, and after that day again and again."""
    held = asked("tours", str(times)) if times else {"closed": []}
    after = held["closed"]
    if not after or not all(after):
        return
    yield Figure("메모리, 하루를 다 돈 뒤", after[0], at_most=190, unit="MB")
    what = "메모리, 하루를 다 돌고 간 화면이 모두 열린 채"
    yield Figure(what, held["open"][0], at_most=190, unit="MB")
    if times > 2:
        # The first two still load screens and faces for the first time.
        yield Figure(
            f"메모리, 하루를 {times}번 돈 뒤",
            after[-1],
            after[1],
            "두 번 돈 뒤",
            most=1.05,
            unit="MB",
        )
