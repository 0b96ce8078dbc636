"""A month of the log: counted, signed off with its head, and after two years cut off."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from desktop.domain.access import ActKind
from desktop.domain.account import Role
from desktop.domain.clock import FixedClock
from desktop.domain.errors import Conflict, NotAllowed, Refused
from desktop.domain.paper_number import read
from desktop.domain.rights import Right
from desktop.domain.unusual import LIST
from desktop.domain.visitor import VisitorDraft
from desktop.services.access_log import AccessLog
from desktop.services.access_log.reviewing import LogReviews
from desktop.services.duties import reviews_due
from desktop.services.visits import Registered
from desktop.store import chain
from desktop.store.log import AccessRow, LogCut, LogReview
from desktop.store.office import Account
from tests.printing.reading import page_texts
from tests.services.linked import PERSON, Linked, moment, open_linked

OCTOBER = "2026-10"
MOST_LOOKS, MOST_SEARCHES = 8, 30
"""As shipped (resources/codes/log_review.toml)."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Linked]:
    made = open_linked(tmp_path, FixedClock(moment("2026-10-05 10:30")))
    yield made
    made.office.close()


@pytest.fixture
def reviews(desk: Linked) -> LogReviews:
    return LogReviews(desk.office)


def at(desk: Linked, text: str) -> None:
    desk.clock.at = moment(text)


def shown(registered: Registered) -> str:
    """The reception number as the office reads it."""
    return read(registered.visit_number).text


def whole(desk: Linked) -> None:
    with desk.database.read() as session:
        assert chain.examine(session) is None


def test_a_month_says_who_looked_at_whom_how_often(desk: Linked, reviews: LogReviews) -> None:
    registered = desk.take_in()
    for _ in range(MOST_LOOKS + 1):
        desk.visitors.open(desk.be(desk.colleague), registered.visitor_id)
    desk.visitors.open(desk.be(desk.account), registered.visitor_id)
    month = reviews.month(desk.account, OCTOBER)
    first = month.looked[0]
    assert (first.by, first.times, first.written) == ("오민재", MOST_LOOKS + 1, 0)
    assert first.number == shown(registered)
    assert first.masked_name == "서*영"
    (asked,) = month.unusual
    assert (asked.by, asked.what, asked.whose) == (
        "오민재", "적은 것 없이 거듭 봄", shown(registered),
    )  # fmt: skip
    assert month.people == 1
    assert {one.name for one in month.accounts} == {"한서윤", "오민재"}
    assert PERSON.name not in repr(month)
    last = desk.log()[-1]
    assert last == ("view", f"접속기록 점검 {OCTOBER}", [registered.visitor_id])


def test_who_came_up_at_intakes_was_neither_opened_nor_searched_in_vain(
    desk: Linked, reviews: LogReviews
) -> None:
    shown = desk.take_in().visitor_id
    for _ in range(MOST_SEARCHES + 1):
        desk.visitors.end_check(desk.account, (), VisitorDraft(name="새사람"))
        desk.visitors.end_check(desk.account, (shown,), PERSON)
    month = reviews.month(desk.account, OCTOBER)
    assert month.unusual == ()
    assert month.looked == ()
    (mine,) = month.accounts
    assert (mine.searches, mine.people) == (2 * (MOST_SEARCHES + 1), 1)


def test_one_accounts_month_is_that_accounts_alone(desk: Linked, reviews: LogReviews) -> None:
    registered = desk.take_in()
    desk.visitors.open(desk.be(desk.colleague), registered.visitor_id)
    desk.be(desk.account)
    month = reviews.month(desk.account, OCTOBER, desk.colleague.account_id)
    assert [one.name for one in month.accounts] == ["오민재"]
    assert month.rows == 1


def test_work_at_odd_hours_is_listed(desk: Linked, reviews: LogReviews) -> None:
    someone = desk.take_in().visitor_id
    for odd in ("2026-10-06 07:50", "2026-10-06 20:10", "2026-10-10 11:00"):
        at(desk, odd)  # early, late, on a Saturday
        desk.visitors.open(desk.account, someone)
    at(desk, "2026-10-12 10:00")
    desk.visitors.open(desk.account, someone)
    month = reviews.month(desk.account, OCTOBER)
    assert [f"{line.at:%d %H:%M}" for line in month.outside] == ["10 11:00", "06 20:10", "06 07:50"]
    assert month.outside_rows == 3


def test_each_month_is_judged_by_the_counts_that_held_when_it_began(
    desk: Linked, reviews: LogReviews
) -> None:
    shipped = desk.office.codes
    (looks,) = [row for row in shipped[LIST] if row.code == "looks"]
    rows = (
        replace(looks, valid_to=date(2026, 10, 31)),
        replace(looks, valid_from=date(2026, 11, 1), facts={"most": 2}),
        *(row for row in shipped[LIST] if row is not looks),
    )
    lists = {**shipped.lists, LIST: replace(shipped[LIST], codes=rows)}
    desk.office.codes = replace(shipped, lists=lists)
    someone = desk.take_in().visitor_id
    desk.be(desk.colleague)
    for day in ("2026-10-06 10:00", "2026-11-04 10:00"):
        at(desk, day)
        for _ in range(3):
            desk.visitors.open(desk.colleague, someone)
    desk.be(desk.account)
    october, november = (reviews.month(desk.account, month) for month in (OCTOBER, "2026-11"))
    assert october.unusual == ()
    assert [one.times for one in november.unusual] == [3]
    assert "한 분을 8번 넘게" in october.rule
    assert "2025. 1. 1.부터" in october.rule
    assert "한 분을 2번 넘게" in november.rule
    assert "2026. 11. 1.부터" in november.rule
    sheet = "".join(page_texts(reviews.paper(desk.account, "2026-11").pdf))
    assert "2번넘게" in re.sub(r"\s", "", sheet)


def test_what_left_stands_there_with_number_and_purpose(desk: Linked, reviews: LogReviews) -> None:
    registered = desk.take_in()
    paper = desk.papers.receipt(desk.account, registered.visit_id)
    (row,) = reviews.month(desk.account, OCTOBER).left
    assert (row.number, row.by, row.paper, row.purpose, row.whose, row.media) == (
        paper.print_number, "한서윤", "접수증", "접수 확인", shown(registered), "종이",
    )  # fmt: skip


def test_failed_sign_ins_stand_there_with_pc_and_account(
    desk: Linked, reviews: LogReviews, tmp_path: Path
) -> None:
    log = AccessLog(desk.office, tmp_path)
    for account_id in (desk.colleague.account_id, None):
        log._failures.note(desk.clock.now(), "창구-2", account_id)
    log.take_in_failures(desk.account)
    month = reviews.month(desk.account, OCTOBER)
    assert [(line.by, line.place, line.purpose) for line in month.failed] == [
        ("없는 계정", "창구-2", "로그인 실패"),
        ("오민재", "창구-2", "로그인 실패"),
    ]


def test_a_month_is_signed_once_when_it_is_over(desk: Linked, reviews: LogReviews) -> None:
    desk.take_in()
    with pytest.raises(Refused, match="끝나지 않은"):
        reviews.sign(desk.account, OCTOBER, "")
    at(desk, "2026-11-03 09:30")
    signed = reviews.sign(desk.account, OCTOBER, "  이상  없음 ")
    assert (signed.by, signed.remark) == ("한서윤", "이상 없음")
    with desk.database.read() as session:
        row = session.scalars(select(LogReview)).one()
        # The head it was signed with is in the chain, before the row of the signing itself.
        assert chain.digest_at(session, row.seq) == row.digest
        assert chain.head_of(session).seq == row.seq + 1
    assert signed.head == row.digest.hex()
    with pytest.raises(Conflict, match="이미"):
        reviews.sign(desk.account, OCTOBER, "")
    assert reviews.month(desk.account, OCTOBER).signed == signed
    whole(desk)


def test_what_stands_out_has_to_be_answered_in_the_remark(
    desk: Linked, reviews: LogReviews
) -> None:
    someone = desk.take_in().visitor_id
    for _ in range(MOST_LOOKS + 1):
        desk.visitors.open(desk.be(desk.colleague), someone)
    desk.be(desk.account)
    at(desk, "2026-11-03 09:30")
    with pytest.raises(Refused) as told:
        reviews.sign(desk.account, OCTOBER, " ")
    assert "remark" in told.value.fields
    with pytest.raises(Refused) as told:
        reviews.sign(desk.account, OCTOBER, "900101-1234567 확인")
    assert "remark" in told.value.fields
    reviews.sign(desk.account, OCTOBER, "전화 문의를 여러 번 받음")


def test_who_may_not_review_signs_nothing(desk: Linked, reviews: LogReviews) -> None:
    at(desk, "2026-11-03 09:30")
    with desk.database.write() as session:
        session.execute(
            update(Account)
            .where(Account.id == desk.account.account_id)
            .values(role=Role.COUNSELLOR.value)
        )
    with pytest.raises(NotAllowed):
        reviews.sign(desk.account, OCTOBER, "")
    with pytest.raises(NotAllowed):
        reviews.month(desk.account, OCTOBER)
    assert desk.rows(LogReview) == 0


def test_the_sheet_bears_the_head_it_was_signed_with(desk: Linked, reviews: LogReviews) -> None:
    desk.take_in()
    at(desk, "2026-11-03 09:30")
    before = "\n".join(page_texts(reviews.paper(desk.account, OCTOBER).pdf))
    assert "아직 서명하지 않음" in before
    signed = reviews.sign(desk.account, OCTOBER, "이상 없음")
    text = "\n".join(page_texts(reviews.paper(desk.account, OCTOBER).pdf))
    assert re.sub(r"\s", "", text).count(signed.head[:32]) == 1
    assert f"{signed.seq:,}" in text
    assert "이상 없음" in text
    assert PERSON.name not in text


def test_the_reminder_stays_until_the_last_month_is_done(desk: Linked, reviews: LogReviews) -> None:
    def due() -> list[tuple[str, bool]]:
        with desk.office.act(desk.account, Right.LOOK, ActKind.VIEW, logged=False) as act:
            return [(duty.masked_name, duty.overdue) for duty in reviews_due(act)]

    assert due() == []
    at(desk, "2026-11-02 09:30")
    assert due() == [("2026년 10월", False)]
    at(desk, "2026-12-15 09:30")
    assert due() == [("2026년 10월 외 1달", True)]
    reviews.sign(desk.account, OCTOBER, "")
    assert due() == [("2026년 11월", True)]
    reviews.sign(desk.account, "2026-11", "")
    assert due() == []


# After two years ----------------------------------------------------------------------


def two_years(desk: Linked, reviews: LogReviews) -> None:
    """A row in every month from October 2026 to December 2028; the first two signed off."""
    for month in range(27):
        year, number = divmod(9 + month, 12)
        at(desk, f"{2026 + year}-{number + 1:02d}-05 10:00")
        with desk.office.act(desk.account, Right.OWN, ActKind.SETTING, purpose="일"):
            pass
    for month in (OCTOBER, "2026-11"):
        reviews.sign(desk.account, month, "")


def test_rows_go_only_after_two_years_and_only_of_signed_months(
    desk: Linked, reviews: LogReviews
) -> None:
    assert reviews.cuttable(desk.account) is None
    two_years(desk, reviews)
    offer = reviews.cuttable(desk.account)
    assert offer is not None
    # December 2026 is younger than two years, and was not signed off either.
    assert f"{offer.until:%Y-%m-%d}" == "2026-12-01"
    assert f"{offer.last_at:%Y-%m}" == "2026-11"
    before = desk.rows(AccessRow)
    assert reviews.cut(desk.account, offer) == offer.rows
    assert desk.rows(AccessRow) == before - offer.rows + 1
    with desk.database.read() as session:
        assert session.scalar(select(func.min(AccessRow.seq))) == offer.seq + 1
        cut = session.scalars(select(LogCut)).one()
        assert (cut.seq, cut.removed) == (offer.seq, offer.rows)
    whole(desk)
    assert desk.log()[-1][:2] == ("destroy", "보존 기간 지난 접속기록")
    assert reviews.cuttable(desk.account) is None


def test_what_is_no_longer_what_was_shown_does_not_go(desk: Linked, reviews: LogReviews) -> None:
    two_years(desk, reviews)
    offer = reviews.cuttable(desk.account)
    assert offer is not None
    desk.clock.advance(timedelta(days=40))
    reviews.sign(desk.account, "2026-12", "")
    with pytest.raises(Conflict, match="달라졌습니다"):
        reviews.cut(desk.account, offer)
    whole(desk)


def test_after_a_cut_meddling_is_still_found(desk: Linked, reviews: LogReviews) -> None:
    two_years(desk, reviews)
    offer = reviews.cuttable(desk.account)
    assert offer is not None
    reviews.cut(desk.account, offer)
    with desk.database.write() as session:
        session.execute(
            update(AccessRow).where(AccessRow.seq == offer.seq + 3).values(purpose="딴말")
        )
    with desk.database.read() as session:
        broken = chain.examine(session)
    assert broken is not None
    assert (broken.seq, broken.fault) == (offer.seq + 3, "changed")


def test_every_row_of_a_month_is_reached_part_by_part_while_new_ones_are_written(
    desk: Linked, reviews: LogReviews
) -> None:
    at(desk, "2026-09-30 17:00")
    desk.take_in()
    at(desk, "2026-10-05 10:30")
    visitor_id = desk.issued().visitor_id
    for _ in range(12):
        desk.visitors.open(desk.account, visitor_id)
    there = [row[0] for row in desk.log()]
    with desk.database.read() as session:
        wanted = list(
            session.scalars(
                select(AccessRow.seq)
                .where(AccessRow.at >= moment("2026-10-01 00:00"))
                .order_by(AccessRow.seq.desc())
            )
        )
    assert len(there) > len(wanted) > 12
    found: list[int] = []
    part = reviews.rows(desk.account, OCTOBER, limit=5)
    while True:
        found += [line.seq for line in part.lines]
        if part.behind is None:
            break
        # Looking at a part is itself an act, written above what is still to come.
        part = reviews.rows(desk.account, OCTOBER, behind=part.behind, limit=5)
    assert found == wanted
    assert desk.log()[-1][:2] == ("view", f"접속기록 보기 {OCTOBER}")
    line = reviews.rows(desk.account, OCTOBER, limit=4).lines[-1]
    assert line.by == desk.account.name
    assert all(one.by == "오민재" for one in reviews.rows(
        desk.account, OCTOBER, desk.colleague.account_id
    ).lines)  # fmt: skip
