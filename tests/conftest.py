"""What every test stands on: no screen, no folder of the user's, one fixed moment."""

import gc
import os
from collections.abc import Generator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.clock import KST, FixedClock

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

STRICT = os.environ.get("CI") == "true"
EXCUSED = (Path(__file__).parent / "skips.txt").read_text(encoding="utf-8")


SLOW = (
    "cli/", "faults/", "journeys/", "services/demo/", "setup/test_project", "ui/names/", "ui/walk/",
    "ui/consent/", "ui/counselling/", "ui/door/", "ui/partners/", "ui/referral/", "ui/settings/",
    "ui/test_demo_filling", "ui/test_flat", "ui/test_guide", "ui/test_loaded_when_used",
    "printing/test_hostile", "printing/test_papers", "printing/test_slip",
    "services/test_coded", "services/test_filing", "services/test_referral_moves",
    "services/test_trial", "store/test_search", "services/test_merging", "domain/test_likeness",
    "destruction/", "services/access_log/", "services/backups/", "services/ledgers/",
    "services/test_accounts", "services/test_grounds", "services/test_privacy_sheets",
    "services/test_log_head", "services/test_opening", "services/test_requests",
    "services/test_act_costs", "services/test_settings", "services/test_statements",
    "services/test_paging", "setup/test_skips", "setup/test_scheduling",
    "layers/test_leftovers", "store/test_private",
    "ui/intake/", "ui/duplicates/",
    "printing/test_destruction", "printing/test_ledgers",
    "store/test_backup", "store/test_erasing", "store/test_destroyed_ids",
    "ui/destruction/", "ui/requests/", "ui/results/", "ui/test_long_reads", "ui/test_number_reader",
    "exchange/", "services/replies/", "services/results/", "services/test_chases",
    "services/statistics/test_kept",
    "services/test_every_move", "services/test_groups", "services/test_partner_book",
    "services/test_partner_facts", "services/test_referral_guards", "services/test_suggesting",
    "services/test_rolls", "domain/test_roll", "services/lists/", "ui/test_quick_qt",
    "printing/test_letters", "printing/test_cutting", "printing/test_binding",
)  # fmt: skip
"""What starts programs, walks whole visits, larger screens or every paper: not in `--quick`."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        place = item.path.relative_to(Path(__file__).parent).as_posix()
        if place.startswith(SLOW):
            item.add_marker(pytest.mark.slow)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from tests.scheduling import Together

    return Together(config, log)


# As at the desk (desktop/ui/collector.py): no other thread may take down what Qt still uses.
gc.disable()
tests_since = 0


def pytest_runtest_logfinish() -> None:
    """Between two tests, on the main thread: what is new, and now and then everything."""
    global tests_since
    if gc.get_count()[0] > 10_000:
        tests_since += 1
        gc.collect(2 if tests_since % 50 == 0 else 1)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    refuse_silent_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    refuse_silent_skip(report)
    return report


def refuse_silent_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Where CI=true, a test that did not run has failed, unless skips.txt says why not."""
    if not STRICT or not report.skipped or hasattr(report, "wasxfail"):
        return
    if f"test {report.nodeid}:" in EXCUSED:
        return
    reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
    report.outcome = "failed"
    report.longrepr = f"{report.nodeid} was skipped and is not in tests/skips.txt: {reason}"


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Whatever forgets to choose a folder lands here, never in the user's own store or profile."""
    folder = tmp_path / "한글 폴더"
    monkeypatch.setenv("NAEIL_DATA", str(folder))
    monkeypatch.setenv("NAEIL_PROFILE", str(tmp_path / "profile"))
    return folder


@pytest.fixture
def clock() -> FixedClock:
    """Monday 23 November 2026, five past two in the afternoon in Seoul."""
    return FixedClock(datetime(2026, 11, 23, 14, 5, tzinfo=KST))
