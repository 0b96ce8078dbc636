"""The command without its clock: what is asked for, the exit code, the files it leaves."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop import cli, paths
from desktop.bench import command, growth, stores, weights
from desktop.bench.claims import Claim, Growth
from desktop.bench.command import Pace, Section, Wanted
from desktop.bench.figure import Figure
from desktop.bench.stores import Stand, Store
from desktop.domain.clock import KST

pytestmark = pytest.mark.usefixtures("qapp")
GOOD = Figure("첫 화면", 1.0, 1.0, "빈 창", most=1.35)
BAD = Figure("저장", 3.0, 1.0, "같은 줄", most=2.5)
NO_PEER = Figure("이름 찾기", 0.001, beside="LibreOffice 없음", most=0.01)
CALM = Growth("내방객 열기", Claim.LOG, {10: 0.002, 100: 0.002, 1000: 0.0021})
STEEP = Growth("목록", Claim.LOG, {10: 0.002, 100: 0.02, 1000: 0.2})


@pytest.fixture
def wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wanted:
    def stand(folder: Path, sizes: Sequence[int]) -> Stand:
        at = datetime(2026, 11, 23, 10, 30, tzinfo=KST)
        return Stand(tuple(Store(folder / str(size), size, at) for size in sizes), 0.0)

    def copy(store: Store, folder: Path) -> Store:
        return Store(folder, store.visitors, store.at)

    monkeypatch.setattr(stores, "stand", stand)
    monkeypatch.setattr(stores, "copy", copy)
    return Wanted(1000, tmp_path / "stores", tmp_path / "out")


def measuring(
    monkeypatch: pytest.MonkeyPatch, figures: Sequence[Figure], growths: Sequence[Growth] = ()
) -> None:
    """Let a run find these."""

    def found(*_: object) -> Iterator[Growth]:
        yield from growths

    monkeypatch.setattr(command, "sections", lambda *_: (Section("시작", lambda: iter(figures)),))
    monkeypatch.setattr(command, "_growths", found)


@pytest.mark.parametrize(
    ("figures", "growths", "code"),
    [
        ([GOOD], [CALM], 0),
        ([GOOD, NO_PEER], [CALM], 0),
        ([GOOD, BAD], [CALM], 1),
        ([GOOD], [CALM, STEEP], 1),
    ],
)
def test_the_exit_code_is_one_when_a_goal_or_a_claim_is_missed(
    wanted: Wanted,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    figures: list[Figure],
    growths: list[Growth],
    code: int,
) -> None:
    measuring(monkeypatch, figures, growths)
    assert command.run(wanted) == code
    last = capsys.readouterr().out.strip().splitlines()[-1]
    if code:
        assert "못 미친 것이 1개" in last
        assert (BAD.what if BAD in figures else STEEP.what) in last
    else:
        assert last == "목표에 모두 닿았습니다."


def test_a_run_leaves_everything_it_found_in_one_file(
    wanted: Wanted, monkeypatch: pytest.MonkeyPatch
) -> None:
    measuring(monkeypatch, [GOOD, BAD, NO_PEER], [CALM, STEEP])
    command.run(wanted)
    told = json.loads((wanted.out / "bench.json").read_text("utf-8"))
    assert told["sizes"] == [10, 100, 1000]
    assert told["quick"] is False
    assert told["missed"] == ["저장", "목록"]
    assert told["machine"]
    assert datetime.fromisoformat(told["at"]).tzinfo is not None
    first, second, third = told["figures"]
    assert first == {
        "section": "시작",
        "what": "첫 화면",
        "ours": 1.0,
        "unit": "ms",
        "floor": 1.0,
        "beside": "빈 창",
        "ratio": 1.0,
        "goal": "≤ 1.35배",
        "reached": True,
        "more": "",
    }
    assert (second["ratio"], second["reached"]) == (3.0, False)
    assert (third["floor"], third["reached"]) == (None, None)
    calm, steep = told["growth"]
    assert calm["costs"] == {"10": 0.002, "100": 0.002, "1000": 0.0021}
    assert (calm["claim"], calm["holds"]) == ("log", True)
    assert (round(steep["slope"], 2), steep["holds"]) == (1.0, False)


def test_a_run_leaves_its_tables_as_text_for_a_page(
    wanted: Wanted, monkeypatch: pytest.MonkeyPatch
) -> None:
    measuring(monkeypatch, [GOOD, BAD, NO_PEER], [CALM, STEEP])
    command.run(wanted)
    told = (wanted.out / "bench.md").read_text("utf-8")
    assert "| 저장 | 3,000.0 ms | 같은 줄 1,000.0 ms | 3.00배 | ≤ 2.50배 | 못 미침 |" in told
    assert "| 이름 찾기 | 1.0 ms | LibreOffice 없음 |  | ≤ 1/100 |  |" in told
    assert "| 목록 | 2.0 ms | 20.0 ms | 200.0 ms | +1.00 | log n | 어긋남 |" in told
    widths = {line.count("|") for line in told.splitlines() if "저장" in line or "무엇" in line}
    assert widths == {7}


def test_a_run_leaves_two_pictures_with_something_on_them(
    wanted: Wanted, monkeypatch: pytest.MonkeyPatch
) -> None:
    measuring(monkeypatch, [GOOD, BAD, NO_PEER], [CALM, STEEP])
    command.run(wanted)
    for name in ("goals.png", "growth.png"):
        image = QImage(str(wanted.out / name))
        assert image.width() >= 2_000
        colours = {image.pixel(x, y) for x in range(0, image.width(), 9) for y in range(0, 900, 9)}
        assert len(colours) > 5, name


def asked(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Wanted:
    """What a run is asked for by these words."""
    heard: list[Wanted] = []

    def run(wanted: Wanted) -> int:
        heard.append(wanted)
        return 0

    monkeypatch.setattr(command, "run", run)
    assert cli.run(["bench", *arguments]) == 0
    return heard[0]


def test_without_a_word_a_million_is_measured_thoroughly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted = asked(monkeypatch)
    assert wanted.sizes == (10_000, 100_000, 1_000_000)
    assert wanted.pace is command.THOROUGH
    assert wanted.stores == paths.bench_folder()
    assert wanted.out == Path("bench").absolute()


def test_quick_stops_at_a_hundred_thousand(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = asked(monkeypatch, "--quick")
    assert wanted.sizes == (1_000, 10_000, 100_000)
    assert wanted.pace is command.QUICK


@pytest.mark.parametrize(
    ("pace", "weighed"),
    [
        (command.QUICK, [10_000]),
        (command.THOROUGH, [10_000, 100_000]),
        (command.LONG, [10_000, 100_000, 1_000_000]),
    ],
)
def test_work_on_a_whole_store_is_timed_where_it_can_be_waited_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pace: Pace, weighed: list[int]
) -> None:
    at = datetime(2026, 11, 23, 10, 30, tzinfo=KST)
    sizes = (10_000, 100_000, 1_000_000)
    kept = Stand(tuple(Store(tmp_path / str(size), size, at) for size in sizes), 0.0)
    heard: list[int] = []

    def weigh(stores: Sequence[Store]) -> Iterator[Growth]:
        heard.extend(store.visitors for store in stores)
        yield CALM

    monkeypatch.setattr(weights, "weigh", weigh)
    monkeypatch.setattr(growth, "on_the_disk", lambda _stores: CALM)
    monkeypatch.setattr(growth, "acts", lambda *_: iter((CALM,)))
    wanted = Wanted(1_000_000, tmp_path, tmp_path, pace)
    assert list(command._growths(wanted, kept, kept)) == [CALM, CALM, CALM]
    assert heard == weighed


def test_the_long_run_measures_a_million_like_the_full_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted = asked(monkeypatch, "--long")
    assert wanted.sizes == (10_000, 100_000, 1_000_000)
    assert wanted.pace is command.LONG


def test_stores_and_results_lie_where_they_are_wanted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    wanted = asked(
        monkeypatch, "--rows", "2000", "--stores", str(tmp_path), "--out", str(tmp_path / "out")
    )
    assert (wanted.rows, wanted.stores, wanted.out) == (2000, tmp_path, tmp_path / "out")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--rows", "many"),
        ("--rows", "12"),
        ("--rows", "9000000"),
        ("--quick", "--rows", "2000"),
        ("--quick", "--long"),
        ("--fast",),
        ("extra",),
    ],
)
def test_a_wrong_call_is_told_and_measures_nothing(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
) -> None:
    monkeypatch.setattr(command, "run", lambda _wanted: pytest.fail("it ran"))
    with pytest.raises(SystemExit) as left:
        cli.run(["bench", *arguments])
    assert left.value.code == 2
    assert "--help" in capsys.readouterr().err


def test_the_program_without_python_says_where_speed_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(paths, "is_frozen", lambda: True)
    assert cli.run(["bench"]) == 1
    assert "start.py bench" in capsys.readouterr().err
