"""Papers that left as a file go with the person; what cannot be reached stands in a list."""

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from desktop.domain.account import Role
from desktop.domain.backup import Occasion
from desktop.domain.errors import NotAllowed
from desktop.domain.retention import Destroyed, LeftKind, Subject
from desktop.domain.visit import VisitDraft
from desktop.services.papers import ReadyPaper
from desktop.services.retention.files import SOMEWHERE, noted
from desktop.store.log import AccessRow
from desktop.store.office import Printing
from tests.destruction.finder import Finder
from tests.destruction.planted import (
    LONG_AGO,
    NOW,
    OTHER,
    PASSWORD,
    PERSON,
    WORDS,
    Planted,
    open_office,
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Planted]:
    """One who came and went years ago, and another."""
    made = open_office(tmp_path / "자료")
    for draft in (PERSON, OTHER):
        came = made.desk.visits.register(made.lead, draft, VisitDraft(("counselling",)))
        made.person, made.other = made.person or came.visitor_id, came.visitor_id
    yield made
    made.close()


def save(office: Planted, ready: ReadyPaper, place: Path) -> Path:
    """As the counter's printer does it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(ready.pdf)
    digest = sha256(ready.pdf).hexdigest()
    office.desk.ledgers.went_into_file(office.lead, ready.print_number, place, digest)
    return place


def application(office: Planted, visitor_id: int = 0) -> ReadyPaper:
    return office.desk.papers.application(office.lead, visitor_id or office.person)


def destroy(office: Planted) -> Destroyed:
    office.clock.at = NOW
    office.desk.retention.ask(office.as_lead(), [(Subject.VISITOR, office.person)], "1호")
    officer = office.as_officer()
    asked = office.desk.retention.due(officer).asked
    office.desk.retention.decide(officer, [one.id for one in asked], approve=True)
    answer = office.desk.retention.destroy(officer)
    office.as_lead()
    return answer


def media(office: Planted) -> list[tuple[str, str, str]]:
    with office.database.read() as session:
        rows = session.scalars(select(Printing).order_by(Printing.id))
        return [(row.media, row.place, row.digest) for row in rows]


def hands(office: Planted) -> list[tuple[LeftKind, str]]:
    left = office.desk.retention.due(office.as_lead()).left
    return [(one.kind, one.place) for one in left if one.kind.by_hand]


def test_a_file_that_is_still_there_is_deleted_and_the_ledger_says_so(
    office: Planted, tmp_path: Path
) -> None:
    ready = application(office)
    one = save(office, ready, tmp_path / "바탕 화면" / "신청서 1.pdf")
    two = save(office, ready, tmp_path / "공유" / "신청서.pdf")
    others = save(office, application(office, office.other), tmp_path / "공유" / "다른 분.pdf")
    finder = Finder(WORDS, [office.key])
    assert {found.place for found in finder.in_folder(tmp_path / "공유")} == {"신청서.pdf: text"}
    answer = destroy(office)
    assert (answer.files_gone, answer.files) == (1, ())
    assert not one.exists()
    assert not two.exists()
    assert others.exists()
    assert finder.in_folder(tmp_path) == set()
    assert media(office)[0] == ("file_gone", "", "")
    assert media(office)[1][0] == "file"
    rows = office.desk.ledgers.prints(office.lead, LONG_AGO.date(), NOW.date()).lines
    assert "지운 파일" in [row.media for row in rows]
    with office.database.read() as session:
        told = session.scalars(select(AccessRow).where(AccessRow.purpose == "파일로 나간 것 파기"))
        assert [(row.subjects, row.count) for row in told] == [([office.person], 1)]


def test_a_file_somebody_changed_or_moved_is_listed_till_somebody_says_it_is_gone(
    office: Planted, tmp_path: Path
) -> None:
    changed = save(office, application(office), tmp_path / "바뀜.pdf")
    changed.write_bytes(changed.read_bytes() + b"\n")
    moved = save(office, application(office), tmp_path / "옮김.pdf")
    moved.rename(tmp_path / "다른 이름.pdf")
    unknown = application(office)
    office.desk.ledgers.went_into_file(office.lead, unknown.print_number)
    answer = destroy(office)
    assert answer.files_gone == 0
    assert [one.place for one in answer.files] == [str(changed), str(moved), ""]
    assert answer.files[2].number == unknown.print_number
    assert changed.exists()
    (line,) = office.desk.retention.ledger(office.lead).lines
    assert line.files_left == 3
    paper = office.desk.retention.ledger_paper(office.lead, NOW.date(), NOW.date())
    said = Finder({"list": "아직 지우지 못한 파일", "number": unknown.print_number}, [])
    assert {one.word for one in said.in_pdf(paper.pdf, "")} == {"list", "number"}
    due = office.desk.retention.due(office.lead)
    by_hand = [one for one in due.left if one.kind.by_hand]
    assert office.desk.retention.removed_by_hand(office.lead, by_hand[:2]) == 2
    assert office.desk.retention.removed_by_hand(office.lead, by_hand[:2]) == 0
    assert hands(office) == [(LeftKind.FILE, "")]
    assert office.desk.retention.ledger(office.lead).lines[0].files_left == 1
    office.desk.retention.removed_by_hand(office.lead, by_hand)
    assert hands(office) == []
    assert {one[0] for one in media(office) if one[0] != "paper"} == {"file_gone"}


def test_a_name_in_the_name_of_a_file_goes_from_the_store_whether_or_not_it_is_found(
    office: Planted, tmp_path: Path
) -> None:
    named = save(office, application(office), tmp_path / f"{PERSON.name} 010-8361-7294.pdf")
    away = save(office, application(office), tmp_path / "USB" / f"{PERSON.name}.pdf")
    away.rename(tmp_path / "서랍.pdf")
    answer = destroy(office)
    assert not named.exists()
    assert [Path(one.place).name for one in answer.files] == ["○○○.pdf"]
    (tmp_path / "서랍.pdf").unlink()
    assert Finder(WORDS, [office.key]).in_folder(tmp_path) == set()


def test_a_file_on_a_stick_goes_by_itself_when_the_stick_is_there_again(
    office: Planted, tmp_path: Path
) -> None:
    stick = tmp_path / "USB"
    file = save(office, application(office), stick / "신청서.pdf")
    stick.rename(tmp_path / "서랍")
    destroy(office)
    assert hands(office) == [(LeftKind.FILE, str(file))]
    assert office.desk.retention.reach_again(office.as_lead()) is None
    (tmp_path / "서랍").rename(stick)
    reached = office.desk.retention.reach_again(office.as_lead())
    assert reached is not None
    assert (reached.copies, reached.files, reached.left) == (0, 1, 0)
    assert not file.exists()
    assert hands(office) == []


def test_a_list_in_a_file_that_tells_of_others_too_is_looked_at_by_hand(
    office: Planted, tmp_path: Path
) -> None:
    application(office)
    today = office.clock.today()
    listed = office.desk.ledgers.print_sheet(office.lead, today, today, "점검")
    file = save(office, listed, tmp_path / "대장.pdf")
    destroy(office)
    assert hands(office) == [(LeftKind.LIST, str(file))]
    assert file.exists()
    assert office.desk.retention.reach_again(office.as_lead()) is None
    assert file.exists()


def test_a_link_put_in_the_place_of_the_file_is_left_alone(office: Planted, tmp_path: Path) -> None:
    file = save(office, application(office), tmp_path / "신청서.pdf")
    other = tmp_path / "그 밖.pdf"
    file.rename(other)
    file.symlink_to(other)
    destroy(office)
    assert other.exists()
    assert hands(office) == [(LeftKind.FILE, str(file))]


@pytest.mark.parametrize(
    ("before", "place", "told"),
    [
        ("", "/a/1.pdf", "/a/1.pdf"),
        ("/a/1.pdf", "/a/1.pdf", "/a/1.pdf"),
        ("/a/1.pdf", "/b/2.pdf", "/a/1.pdf\n/b/2.pdf"),
        ("", "/홍 900101-1234567/1.pdf", SOMEWHERE),
        ("", "/" + "a" * 400, SOMEWHERE),
        ("/a/1.pdf", "/" + "a" * 400, f"/a/1.pdf\n{SOMEWHERE}"),
    ],
)
def test_where_a_paper_was_kept_is_noted_as_far_as_it_may_be(
    before: str, place: str, told: str
) -> None:
    assert noted(before, Path(place)) == told


def test_a_copy_on_a_stick_is_done_at_the_next_sign_in_whoever_it_is(
    office: Planted, tmp_path: Path
) -> None:
    stick = tmp_path / "USB"
    stick.mkdir()
    office.desk.backups.choose_second(office.lead, stick)
    office.desk.backups.make(office.lead, Occasion.ASKED)
    shutil.move(stick, tmp_path / "서랍")
    destroy(office)
    left = office.desk.retention.due(office.as_lead()).left
    assert [(one.kind, one.place) for one in left] == [(LeftKind.COPY, str(stick))]
    reader = office.desk.accounts.add(office.lead, "남도윤", Role.READER, PASSWORD + " 9")
    account = office.be(reader.id, "남도윤", Role.READER)
    assert office.desk.retention.reach_again(account) is None
    shutil.move(tmp_path / "서랍", stick)
    finder = Finder(WORDS, [office.key])
    assert finder.in_folder(stick)
    assert office.desk.retention.reach_again(account, lambda: True) is None
    reached = office.desk.retention.reach_again(account)
    assert reached is not None
    assert (reached.copies, reached.left) == (1, 0)
    assert finder.in_folder(tmp_path) == set()
    assert office.desk.retention.reach_again(account) is None
    assert office.desk.retention.due(office.as_lead()).left == ()
    with office.database.read() as session:
        told = session.scalars(
            select(AccessRow).where(AccessRow.purpose == "다시 닿은 사본에서 파기")
        )
        assert [(row.account_id, row.count) for row in told] == [(reader.id, 1)]


def test_a_store_put_aside_is_removed_only_by_who_may_restore(
    office: Planted, tmp_path: Path
) -> None:
    kept = office.folder / "kept" / "20260901-100000"
    kept.mkdir(parents=True)
    office.database.backup_to(kept / "naeil.db")
    shutil.copyfile(office.folder / "keys.json", kept / "keys.json")
    (line,) = office.desk.retention.due(office.as_lead()).left
    assert (line.kind, line.name) == (LeftKind.KEPT, "20260901-100000")
    assert line.size > 100_000
    with pytest.raises(NotAllowed):
        office.desk.retention.remove_kept(office.as_officer(), line)
    office.desk.retention.remove_kept(office.as_lead(), line)
    assert not kept.exists()
    assert office.desk.retention.due(office.lead).left == ()


def test_a_copy_that_does_not_open_is_not_tried_every_minute(
    office: Planted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "USB"
    stick.mkdir()
    office.desk.backups.choose_second(office.lead, stick)
    office.desk.backups.make(office.lead, Occasion.ASKED)
    (copy,) = stick.glob("*.backup")
    whole = copy.read_bytes()
    shutil.move(stick, tmp_path / "서랍")
    destroy(office)
    shutil.move(tmp_path / "서랍", stick)
    damaged = bytearray(whole)
    damaged[len(damaged) // 2] ^= 1
    copy.write_bytes(damaged)
    tried = []
    rewrite = office.desk.backups.rewrite

    def note(*args: Any, **more: Any) -> Any:
        tried.append(1)
        return rewrite(*args, **more)

    monkeypatch.setattr(office.desk.backups, "rewrite", note)
    account = office.as_lead()
    assert [office.desk.retention.reach_again(account) for _ in range(3)] == [None] * 3
    assert len(tried) == 1
    copy.write_bytes(whole)
    os.utime(copy, (1, 1))
    reached = office.desk.retention.reach_again(account)
    assert reached is not None
    assert (reached.copies, reached.left) == (1, 0)


def test_while_a_destruction_runs_nothing_else_is_at_the_copies(office: Planted) -> None:
    retention = office.desk.retention
    account = office.as_lead()
    with ThreadPoolExecutor(1) as other:
        with retention._busy:
            assert other.submit(retention.reach_again, account).result() is None
        assert other.submit(retention._busy.acquire, False).result()
