"""A person's words are planted everywhere they can get to, found there, destroyed, not found."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from desktop.domain.access import ActKind
from desktop.domain.backup import SUFFIX
from desktop.domain.retention import Destroyed, DestructionReason, Subject
from desktop.paths import resources
from desktop.services.opening import Premises
from desktop.store import erasing, schema
from desktop.store.backup import container, rewriting
from desktop.store.backup import destroyed as travelling
from desktop.store.backup.container import Container
from desktop.store.base import WORDS_OF_PEOPLE
from desktop.store.ciphers import DataKey
from desktop.store.log import AccessRow
from desktop.store.people import Visitor
from tests.destruction.finder import Finder, Found
from tests.destruction.planted import (
    NOW,
    PERSON,
    PHRASE,
    WORDS,
    Planted,
    back_up,
    leave_in_log_and_free_pages,
    leave_lying_about,
    long_ago,
    open_office,
    plant,
)

RECORDS = "일자리청년과-1234"


@pytest.fixture(scope="module")
def destroyed(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Planted, dict[str, set[Found]], Destroyed, Path]]:
    """The office after the destruction, what was found before and after, and an old copy."""
    folder = tmp_path_factory.mktemp("파기") / "자료"
    office = open_office(folder)
    try:
        plant(office)
        aside = tmp_path_factory.mktemp("aside")
        away = back_up(office, folder.parent / "가져간 USB")
        back_up(office, folder.parent / "USB")
        office.database.backup_to(folder / "naeil-0002.db")
        exported = _export(office)
        leave_lying_about(office)
        leave_in_log_and_free_pages(office)
        finder = Finder(WORDS, [office.key])
        found = {"before": finder.in_folder(folder.parent), "exported": exported}
        old = aside / "old.db"
        Container.look(away).extract(container.STORE, old)
        shutil.move(folder.parent / "가져간 USB", aside / "USB")
        long_ago(office)
        answer = destroy(office)
        found["after"] = finder.in_folder(folder.parent)
        yield office, found, answer, old
    finally:
        office.close()


def _export(office: Planted) -> set[Found]:
    """A slip as its PDF: pdfium reads the name, bytes do not show it."""
    pdf = office.desk.papers.application(office.lead, office.person).pdf
    return Finder(WORDS, []).in_pdf(pdf, "exported")


def destroy(office: Planted) -> Destroyed:
    """Asked for by one, approved by another, done."""
    lead = office.as_lead()
    office.desk.retention.ask(lead, [(Subject.VISITOR, office.person)], RECORDS)
    officer = office.as_officer()
    asked = office.desk.retention.due(officer).asked
    office.desk.retention.decide(officer, [one.id for one in asked], approve=True)
    answer = office.desk.retention.destroy(officer)
    office.as_lead()
    return answer


def places(found: set[Found]) -> set[str]:
    return {one.place for one in found}


def test_every_word_was_planted_and_found(
    destroyed: tuple[Planted, dict[str, set[Found]], Destroyed, Path],
) -> None:
    """A finder that finds nothing before proves nothing afterwards."""
    found = destroyed[1]["before"]
    assert {one.word for one in found} == {*WORDS}
    where = places(found)
    stores = {place.removesuffix(": pages") for place in where if place.endswith(": pages")}
    assert {"자료/naeil.db", "자료/naeil-0002.db"} < stores
    assert {Path(one).parts[0] for one in stores if one.endswith(SUFFIX)} == {
        "자료", "USB", "가져간 USB"
    }  # fmt: skip
    assert stores > {
        "자료/kept/20290901-100000/naeil.db",
        "자료/kept/20290902-100000/naeil.db",
        "자료/kept/20290901-100000/naeil.db.changed",
        "자료/restoring/naeil.db",
        "자료/preparing/naeil.db",
        "자료/naeil.db.new",
        "자료/naeil-0002.db.rewritten",
        "자료/backups/naeil-1.backup.part",
    }
    assert {
        "자료/naeil.db.part-wal: bytes",
        "자료/logs/fault.log: bytes",
        "자료/logs/fault.log.1: bytes",
        "자료/logs/naeil-desk.log: bytes",
        "자료/logs/naeil-desk.log.2: bytes",
        f"바탕 화면/{PERSON.name} 신청서.pdf: text",
    } < where
    assert "자료/naeil.db: log" in where
    assert {one.word for one in destroyed[1]["exported"]} >= {"name", "phrase", "address"}


def test_the_phrase_stood_in_every_column_that_takes_words(
    destroyed: tuple[Planted, dict[str, set[Found]], Destroyed, Path],
) -> None:
    """A new column that takes a person's words has to be planted as well."""
    where = places(destroyed[1]["before"])
    names = {place.split(": ")[-1] for place in where}
    wanted = {
        f"{way.table}.{column.name}"
        for way in erasing.hanging_on("visitor")
        for column in schema.metadata.tables[way.table].columns
        if column.info["kind"] in WORDS_OF_PEOPLE
    }
    assert wanted - names == NOT_PLANTED


NOT_PLANTED = {
    # Codes and four digits, too short to be told from others.
    "visitor.phone_tail",
    "visitor.second_phone_tail",
    "visitor_group.code",
    "draft.masked_name",
    # Set after the plant, by the one who sends a request back.
    "destruction.refusal",
}


def test_nothing_of_it_is_left_in_any_page_log_copy_or_file(
    destroyed: tuple[Planted, dict[str, set[Found]], Destroyed, Path],
) -> None:
    assert destroyed[1]["after"] == set()


def test_the_other_person_is_as_before(
    destroyed: tuple[Planted, dict[str, set[Found]], Destroyed, Path],
) -> None:
    office = destroyed[0]
    card = office.desk.visitors.open(office.as_lead(), office.other)
    assert card.draft.name == "서문가람"
    assert card.draft.phone == "01022223333"
    drafts = office.desk.drafts.list(office.lead)
    assert [one.visitor_id for one in drafts] == [office.other, office.other]


def test_the_ledger_says_what_went_by_its_number(
    destroyed: tuple[Planted, dict[str, set[Found]], Destroyed, Path],
) -> None:
    office, _, answer, _ = destroyed
    assert answer.done == 1
    assert len(answer.files) == 1
    (line,) = office.desk.retention.ledger(office.as_lead()).lines
    assert line.number.count("-") == 2
    assert line.reason is DestructionReason.PERIOD
    assert (line.asked_by, line.decided_by) == ("한서윤", "서이현")
    assert line.records_approval == RECORDS
    assert dict(line.kinds)["상담일지"] == 5
    assert dict(line.kinds)["의뢰서"] == 4


def test_the_log_tells_of_the_destruction_by_key(
    destroyed: tuple[Planted, dict[str, set[Found]], Destroyed, Path],
) -> None:
    office = destroyed[0]
    with office.database.read() as session:
        rows = session.scalars(
            select(AccessRow).where(AccessRow.kind == ActKind.DESTROY.value).order_by(AccessRow.seq)
        ).all()
    # A stick that came back meanwhile adds its own.
    assert [(row.purpose, row.subjects) for row in rows][:4] == [
        ("파기", [office.person]),
        ("파일로 나간 것 파기", [office.person]),
        ("백업 안에서도 파기", []),
        ("빈자리와 사본에서 파기", []),
    ]


def test_a_copy_out_of_reach_stands_in_the_list_until_it_is_there_again(
    destroyed: tuple[Planted, dict[str, set[Found]], Destroyed, Path],
) -> None:
    office, _, answer, old = destroyed
    (away,) = answer.out_of_reach
    assert away.place.endswith("가져간 USB")
    assert away.made_on == NOW.date()
    assert office.desk.retention.due(office.as_lead()).copies == (away,)
    there = office.folder.parent / "가져간 USB"
    shutil.copytree(old.parent / "USB", there)
    finder = Finder(WORDS, [office.key])
    assert finder.in_folder(there)
    _, behind = office.desk.retention.finish(office.as_officer())
    assert behind == ()
    assert finder.in_folder(there) == set()
    assert office.desk.retention.due(office.as_lead()).copies == ()


def test_a_copy_from_before_put_in_place_again_does_not_bring_the_person_back(
    destroyed: tuple[Planted, dict[str, set[Found]], Destroyed, Path], tmp_path: Path
) -> None:
    office, _, _, old = destroyed
    folder = put_back(office, old, tmp_path)
    reopened(office, folder)


def test_the_ids_alone_are_enough_where_the_ledger_beside_the_store_does_not_open(
    destroyed: tuple[Planted, dict[str, set[Found]], Destroyed, Path], tmp_path: Path
) -> None:
    """A store of another time lies under another key; the ids are signed with that too."""
    office, _, _, old = destroyed
    folder = put_back(office, old, tmp_path)
    (folder / erasing.FILE_NAME).write_bytes(b"under another key")
    reopened(office, folder, ledger=False)


def test_a_store_about_to_be_restored_is_cleared_by_the_ids_before_it_takes_the_place(
    destroyed: tuple[Planted, dict[str, set[Found]], Destroyed, Path], tmp_path: Path
) -> None:
    office, _, _, old = destroyed
    store = tmp_path / "stage.db"
    shutil.copyfile(old, store)
    ids = travelling.read(office.folder, [office.key]).believed
    assert ids == {("visitor", office.person)}
    rewriting.change_store(
        store, office.key, lambda connection: erasing.erase_again(connection, ids)
    )
    assert Finder(WORDS, [office.key]).in_folder(tmp_path) == set()


def put_back(office: Planted, old: Path, tmp_path: Path) -> Path:
    """The data folder with a store from before the destruction in the place of the present one."""
    folder = tmp_path / "되살림"
    left_out = shutil.ignore_patterns("*.lock", "naeil*", "backup*", "log-head")
    shutil.copytree(office.folder, folder, ignore=left_out)
    shutil.copyfile(old, folder / "naeil.db")
    assert Finder(WORDS, [office.key]).in_folder(folder)
    return folder


def reopened(office: Planted, folder: Path, *, ledger: bool = True) -> None:
    """Whoever signs in there finds nobody who was destroyed."""
    premises = Premises(folder, office.clock, resources())
    premises.look()
    key = DataKey(bytes(office.key.secret))
    desk, account = premises.open_with_key(office.lead.account_id, key)
    try:
        assert Finder(WORDS, [office.key]).in_folder(folder) == set()
        lines = desk.retention.ledger(account).lines
        assert [(one.asked_by, one.decided_by) for one in lines] == [("한서윤", "서이현")] * ledger
        with desk.office._database.read() as session:
            told = session.scalars(
                select(AccessRow.purpose).where(AccessRow.kind == ActKind.DESTROY.value)
            ).all()
        assert told == ["되살린 자료에서 다시 파기"]
    finally:
        desk.close()
        premises.close()


def test_the_person_is_in_no_search_by_birth_year(
    destroyed: tuple[Planted, dict[str, set[Found]], Destroyed, Path],
) -> None:
    office = destroyed[0]
    with office.database.read() as session:
        assert session.scalar(select(func.count()).where(Visitor.birth_year == 1989)) == 1
    lines = office.desk.visitors.look_up(office.as_lead(), "1989")
    assert [line.id for line in lines] == []
    assert PHRASE
