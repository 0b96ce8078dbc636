"""`naeil-desk check` counts anew beside what is kept, and names every difference."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.errors import StoreTrouble
from desktop.domain.visit import VisitDraft
from desktop.services.checking import check_store
from tests.destruction.planted import OTHER, PASSWORD, Planted, open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Planted]:
    made = open_office(tmp_path / "자료")
    yield made
    made.close()


def test_the_check_counts_anew_and_names_what_differs(office: Planted) -> None:
    office.desk.visits.register(office.as_lead(), OTHER, VisitDraft(("counselling",)))
    told = list(check_store(office.folder, PASSWORD))
    assert "방문 집계: 기록과 맞습니다. 수 6개." in told
    with office.database.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE tally SET count = 3 WHERE month = '2026-03' AND what = 'visit.person'"
        )
    with pytest.raises(StoreTrouble) as found:
        list(check_store(office.folder, PASSWORD))
    first, last = str(found.value).splitlines()
    assert first == "2026-03 방문 성별·나이 ‘female 30’: 적힌 수 3, 센 수 1"
    assert "집계 확인" in last
