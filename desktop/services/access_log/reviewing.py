"""The month's review: looked at, signed off, printed; rows past their years taken off."""

from datetime import datetime, time

from sqlalchemy import delete, func, select

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.calendar import add_months, show_date, show_moment
from desktop.domain.clock import KST
from desktop.domain.errors import Conflict, Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.korean import tidy
from desktop.domain.ledgers import LEFT_AS_FILE, MEDIA, LedgerTable, LogReviewRecord
from desktop.domain.rights import Right
from desktop.domain.sorting import Sorting
from desktop.printing.wording import newest
from desktop.services.access_log.acts import BREAKS
from desktop.services.access_log.months import (
    BY_TIME,
    MOST_OUTSIDE,
    Counted,
    Names,
    account_names,
    accounts_of,
    asked_of,
    bounds_of,
    count_month,
    line_of,
    looked_of,
    masked_names,
    month_of,
    months_of,
    most_looked,
    rows_behind,
    thresholds_of,
    unusual_in,
)
from desktop.services.access_log.records import (
    CutOffer,
    LogLine,
    MonthLine,
    MonthReview,
    SignedOff,
)
from desktop.services.act import Act, Office, local
from desktop.services.centre import centre_on, put_setting, setting_of
from desktop.services.ledgers.acts import count_between, prints_between
from desktop.services.ledgers.people import reception_numbers
from desktop.services.paging import PART, Behind, Part, part_of
from desktop.services.papers import PAPERS, ReadyPaper, register
from desktop.store import chain
from desktop.store.log import AccessRow, LogCut, LogReview
from desktop.store.office import Account

KEPT_MONTHS = 24
"""제8조: two years, because sensitive data are kept here."""
MOST_REMARK = 200
NEWEST = Sorting(BY_TIME, down=True)
_SHOWN_ON_PAPER = 25
_FILES = tuple(MEDIA[one] for one in LEFT_AS_FILE)


class LogReviews:
    """점검: what the law wants looked at every month, and what is kept of it."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def months(self, account: SignedIn) -> tuple[MonthLine, ...]:
        """Every month that has rows, the newest first, and which are signed off."""
        with self._office.act(
            account, Right.LOG, ActKind.VIEW, purpose="접속기록 달", logged=False
        ) as act:
            return months_of(act)

    def month(
        self,
        account: SignedIn,
        month: str,
        account_id: int | None = None,
        *,
        first: bool = True,
    ) -> MonthReview:
        """A month in figures and lists; `first` is false for the refresh of one in front."""
        with self._office.act(
            account,
            Right.LOG,
            ActKind.VIEW,
            purpose=f"접속기록 점검 {month}",
            logged=first,
            aside=True,
        ) as act:
            return _review(act, self._office, month, account_id)

    def rows(
        self,
        account: SignedIn,
        month: str,
        account_id: int | None = None,
        sorting: Sorting = NEWEST,
        behind: Behind | None = None,
        limit: int = PART,
        *,
        first: bool = True,
    ) -> Part[LogLine]:
        """Every row of a month, of everybody or of one account, part by part."""
        with self._office.act(
            account,
            Right.LOG,
            ActKind.VIEW,
            purpose=f"접속기록 보기 {month}",
            logged=first,
            aside=True,
        ) as act:
            found = rows_behind(act, month, account_id, sorting, behind, limit)
            whose = {row.subjects[0] for row, _ in found if row.subjects}
            act.about(*sorted(whose))
            act.count = len(found)
            names = Names(account_names(act), reception_numbers(act, whose), {})
            lines = [line_of(row, names) for row, _ in found]
            return part_of(lines, [place for _, place in found], limit)

    def sign(self, account: SignedIn, month: str, remark: str) -> SignedOff:
        """The month was looked through: signed with the head of the chain as it is now.

        Raises Refused for a month that is not over or a remark that will not do, Conflict
        when somebody signed it meanwhile.
        """
        # Nothing is added to a month that is over: it is counted before anybody waits for it.
        with self._office.act(
            account, Right.REVIEW, ActKind.VIEW, logged=False, aside=True
        ) as looked:
            remark = _remark(remark)
            if bounds_of(month)[1] > looked.now:
                raise Refused("아직 끝나지 않은 달입니다. 다음 달에 점검해 주십시오.")
            review = _review(looked, self._office, month, None)
        with self._office.act(
            account,
            Right.REVIEW,
            ActKind.SETTING,
            looked.subjects,
            f"접속기록 점검 서명 {month}",
        ) as act:
            act.count = looked.count
            if _signed(act, month) is not None:
                raise Conflict("이 달은 이미 점검을 마쳤습니다.")
            if review.unusual and not remark:
                raise Refused(
                    "눈에 띄는 것이 있습니다. 확인한 내용을 적어 주십시오.",
                    {"remark": "확인한 내용을 적어 주십시오."},
                )
            head = chain.head_of(act.session)
            act.session.add(
                LogReview(
                    id=act.new_id(),
                    month=month,
                    signed_at=act.now,
                    by_id=account.account_id,
                    remark=remark,
                    findings={
                        "rows": review.rows,
                        "people": review.people,
                        "outside": review.outside_rows,
                        "left": review.left_rows,
                        "failed": sum(line.count for line in review.failed),
                        "unusual": len(review.unusual),
                    },
                    seq=head.seq,
                    digest=head.digest,
                )
            )
            known = setting_of(act, BREAKS, [])
            if known:
                put_setting(act, BREAKS, [[seq, fault, True] for seq, fault, _ in known])
            act.changed("log_review")
            return SignedOff(account.name, local(act.now), remark, head.seq, head.digest.hex())

    def paper(self, account: SignedIn, month: str) -> ReadyPaper:
        """The sheet of a month, with the head it was signed with or, before, the present one."""
        from desktop.printing.log_review import draw_log_review

        with self._office.act(account, Right.LOG, ActKind.VIEW, logged=False, aside=True) as looked:
            record = _record(looked, _review(looked, self._office, month, None))
        with self._office.act(
            account, Right.LOG, ActKind.PRINT, looked.subjects, f"접속기록 점검표 {month}"
        ) as act:
            act.count = looked.count
            footer = register(
                act, self._office, "log_review", "접속기록 점검", people=len(act.subjects)
            )
            act.changed("paper")
            pdf = draw_log_review(record, footer).printable()
            return ReadyPaper("log_review", PAPERS["log_review"], pdf, footer.print_number)

    def cuttable(self, account: SignedIn) -> CutOffer | None:
        """Rows older than two years whose months are signed off; None when there are none."""
        with self._office.act(
            account, Right.LOG, ActKind.VIEW, purpose="접속기록 정리", logged=False, aside=True
        ) as act:
            return _cuttable(act)

    def cut(self, account: SignedIn, offer: CutOffer) -> int:
        """Take off what was shown, and nothing else; gives how many rows went.

        Raises Conflict when it is no longer what was shown.
        """
        with self._office.act(
            account, Right.REVIEW, ActKind.DESTROY, purpose="보존 기간 지난 접속기록"
        ) as act:
            if _cuttable(act) != offer:
                raise Conflict("보신 것과 달라졌습니다. 다시 세어 보고 정리해 주십시오.")
            act.session.add(
                LogCut(
                    id=act.new_id(),
                    seq=offer.seq,
                    digest=offer.digest,
                    removed=offer.rows,
                    until=datetime.combine(offer.until, time(), KST),
                    at=act.now,
                    by_id=account.account_id,
                )
            )
            act.session.flush()
            act.session.execute(delete(AccessRow).where(AccessRow.seq <= offer.seq))
            act.count = offer.rows
            act.changed("log_review")
            return offer.rows


def _review(act: Act, office: Office, month: str, account_id: int | None) -> MonthReview:
    begins, ends = bounds_of(month)
    most = thresholds_of(office, month)
    counted = count_month(act, office, month, account_id, most)
    unusual = unusual_in(counted, most)
    names = _names(act, counted, {one.visitor_id for one in unusual if one.visitor_id})
    left = prints_between(act, begins, ends, account_id)
    act.count = counted.rows
    return MonthReview(
        month=month,
        rows=counted.rows,
        people=len(counted.people),
        accounts=accounts_of(counted, names),
        looked=looked_of(counted, names),
        outside=tuple(line_of(row, names) for row in counted.outside[-MOST_OUTSIDE:][::-1]),
        outside_rows=len(counted.outside),
        left=left,
        left_rows=count_between(act, begins, ends, account_id),
        failed=tuple(line_of(row, names) for row in reversed(counted.failed)),
        unusual=asked_of(unusual, names),
        signed=_signed(act, month),
        over=ends <= act.now,
        rule=f"{most.words} ({show_date(most.since)}부터)",
    )


def _names(act: Act, counted: Counted, more: set[int]) -> Names:
    """Whom the lists name; whoever looks at them looks at these people."""
    shown = {visitor for _, visitor in most_looked(counted)} | more
    for row in (*counted.outside[-MOST_OUTSIDE:], *counted.failed):
        shown.update(row.subjects[:1])
    act.about(*sorted(shown))
    return Names(account_names(act), reception_numbers(act, shown), masked_names(act, shown))


def _signed(act: Act, month: str) -> SignedOff | None:
    row = act.session.execute(
        select(LogReview, Account.name)
        .join(Account, Account.id == LogReview.by_id)
        .where(LogReview.month == month)
    ).first()
    if row is None:
        return None
    review, name = row
    return SignedOff(name, local(review.signed_at), review.remark, review.seq, review.digest.hex())


def _remark(remark: str) -> str:
    remark = tidy(remark)
    wrong = ""
    if found := find_identifiers(remark):
        wrong = found[0].advice
    elif len(remark) > MOST_REMARK:
        wrong = f"{MOST_REMARK}자 안으로 적어 주십시오."
    if wrong:
        raise Refused(wrong, {"remark": wrong})
    return remark


def _record(act: Act, review: MonthReview) -> LogReviewRecord:
    head = chain.head_of(act.session)
    signed = review.signed
    year, _, month = review.month.partition("-")
    return LogReviewRecord(
        centre=centre_on(act, act.today),
        form=newest("log-review", act.today),
        month=f"{year}년 {int(month)}월",
        facts=(
            ("기록", f"{review.rows:,}"),
            ("정보주체", f"{review.people:,}"),
            ("시간 밖", f"{review.outside_rows:,}"),
            ("출력·파일", f"{review.left_rows:,}"),
            ("실패", f"{sum(line.count for line in review.failed):,}"),
            ("눈에 띔", f"{len(review.unusual):,}"),
        ),
        tables=_tables(review),
        remark=signed.remark if signed else "",
        signed_by=signed.by if signed else "",
        signed_at=signed.at if signed else None,
        seq=signed.seq if signed else head.seq,
        head=signed.head if signed else head.digest.hex(),
        rule=review.rule,
    )


def _tables(review: MonthReview) -> tuple[LedgerTable, ...]:
    """What stands on the sheet; numbers, no names of visitors."""
    lists = [row for row in review.left if row.media in _FILES or row.whose.endswith("명")]
    return (
        LedgerTable(
            "사람별",
            (
                "이름",
                "조회",
                "정보주체",
                "검색",
                "입력·변경",
                "출력",
                "내보내기",
                "시간 밖",
                "실패",
            ),
            (2.4, 1.2, 1.4, 1.2, 1.5, 1.1, 1.4, 1.3, 1.1),
            tuple(
                (
                    one.name,
                    *(
                        f"{figure:,}"
                        for figure in (
                            one.views,
                            one.people,
                            one.searches,
                            one.written,
                            one.prints,
                            one.exports,
                            one.outside,
                            one.failed,
                        )
                    ),
                )
                for one in review.accounts
            ),
        ),
        LedgerTable(
            "눈에 띄는 것",
            ("누가", "무엇", "누구를(접수번호)", "날", "횟수"),
            (1.6, 3, 2, 1.6, 0.9),
            tuple(
                (one.by, one.what, one.whose, show_date(one.on) if one.on else "", f"{one.times:,}")
                for one in review.unusual[:_SHOWN_ON_PAPER]
            ),
        ),
        LedgerTable(
            "명단과 파일",
            ("출력번호", "일시", "누가", "서류", "용도", "정보주체", "형태"),
            (2.4, 2.6, 1.4, 2.6, 2.4, 1.7, 1),
            tuple(
                (
                    row.number,
                    show_moment(row.at),
                    row.by,
                    row.what,
                    row.purpose,
                    row.whose,
                    row.media,
                )
                for row in lists[:_SHOWN_ON_PAPER]
            ),
        ),
        LedgerTable(
            "실패",
            ("일시", "계정", "PC", "무엇", "횟수"),
            (2.2, 1.6, 2, 3, 0.9),
            tuple(
                (show_moment(one.at), one.by, one.place, one.purpose, f"{one.count:,}")
                for one in review.failed[:_SHOWN_ON_PAPER]
            ),
        ),
    )


def _cuttable(act: Act) -> CutOffer | None:
    """The rows of whole signed months that are older than two years, from the first on."""
    signed = set(act.session.scalars(select(LogReview.month)))
    first = act.session.execute(
        select(AccessRow.seq, AccessRow.at).order_by(AccessRow.seq).limit(1)
    ).first()
    if first is None:
        return None
    oldest_kept = add_months(act.today.replace(day=1), -KEPT_MONTHS)
    month = local(first.at).date().replace(day=1)
    until = month
    while until < oldest_kept and month_of(until) in signed:
        until = add_months(until, 1)
    if until == month:
        return None
    # Rows stand in the order of writing: one that is younger ends what may go.
    ends = datetime.combine(until, time(), KST)
    stop = act.session.scalar(select(func.min(AccessRow.seq)).where(AccessRow.at >= ends))
    last = act.session.execute(
        select(AccessRow.seq, AccessRow.at, AccessRow.digest)
        .where(*(() if stop is None else (AccessRow.seq < stop,)))
        .order_by(AccessRow.seq.desc())
        .limit(1)
    ).first()
    if last is None or stop is None:
        return None
    return CutOffer(
        last.seq - first.seq + 1, local(first.at), local(last.at), until, last.seq, last.digest
    )
