"""What the counter does with people's master data: one method is one act."""

from collections.abc import Sequence

from desktop.domain.access import ALIKE, ActKind
from desktop.domain.account import SignedIn
from desktop.domain.errors import Conflict, NotFound, Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.likeness import Alike
from desktop.domain.masking import mask_search
from desktop.domain.paper_number import PaperNumber
from desktop.domain.rights import Right
from desktop.domain.visitor import Seeking, TimelineEntry, VisitorCard, VisitorDraft, VisitorLine
from desktop.services.act import Office
from desktop.services.drafts import forget_draft
from desktop.services.paging import Behind, Part
from desktop.services.timeline import timeline_of
from desktop.services.visitors.card import card_of
from desktop.services.visitors.form import check, draft_of, fill, replace_details
from desktop.services.visitors.likeness import people_alike
from desktop.services.visitors.numbers import paper_of_number
from desktop.services.visitors.records import NumberedPaper
from desktop.services.visitors.seeking import file_registration, seeking_of
from desktop.store.people import Visitor
from desktop.store.search import find_visitors


class Visitors:
    """What the counter does with people's master data."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def look_up(
        self,
        account: SignedIn,
        typed: str,
        limit: int = 12,
        behind: VisitorLine | None = None,
    ) -> tuple[VisitorLine, ...]:
        """People the text in the search box may mean, latest visit first; on from `behind`.

        Called at every key; the search is logged once, by `end_search`.
        """
        with self._office.act(
            account, Right.LOOK, ActKind.SEARCH, purpose="찾기", logged=False, typed=True
        ) as act:
            findings = find_identifiers(typed)
            if findings:
                raise Refused(findings[0].advice, {"search": findings[0].advice})
            return find_visitors(act.session, typed, act.today, limit, behind)

    def get_ready(self, account: SignedIn) -> None:
        """Connect the line of the search, so that the first key does not wait for it."""
        with self._office.act(
            account, Right.LOOK, ActKind.SEARCH, purpose="찾기", logged=False, typed=True
        ):
            pass

    def of_number(self, account: SignedIn, number: PaperNumber) -> NumberedPaper | None:
        """Whose paper bears this number: masked name and partner, None when we gave out none.

        Nothing is opened by it, so no 조회 is logged; the search logs itself when it ends.
        """
        with self._office.act(
            account, Right.LOOK, ActKind.SEARCH, purpose="번호로 찾기", logged=False, typed=True
        ) as act:
            return paper_of_number(act, number)

    def end_search(
        self, account: SignedIn, found: int, chosen_id: int | None, typed: str = ""
    ) -> None:
        """The search ended, with somebody chosen or not: one row in the access log.

        What was `typed` is not kept, for it may be a name: only of what kind it was.
        """
        purpose = ": ".join(part for part in ("찾기", mask_search(typed)) if part)
        with self._office.act(
            account, Right.LOOK, ActKind.SEARCH, purpose=purpose, reading=False
        ) as act:
            act.about(chosen_id)
            act.count = found

    def likely_same(
        self, account: SignedIn, draft: VisitorDraft, but: int | None = None
    ) -> tuple[Alike, ...]:
        """People who may be the one being taken in, likeliest first.

        Same name with another birth date, or the same phone with another name, are
        shown but are other people: families share phones, and names repeat.

        Called while one types; the check is logged once, by `end_check`.
        """
        with self._office.act(
            account, Right.LOOK, ActKind.SEARCH, purpose=ALIKE, logged=False, typed=True
        ) as act:
            return people_alike(act.session, draft, but)

    def end_check(self, account: SignedIn, shown: Sequence[int], sought: VisitorDraft) -> None:
        """The check for the same person ended: one row, about everybody who was `shown`.

        What was typed is not kept, only of what kind it was, as of any search.
        """
        terms = " · ".join(filter(None, map(mask_search, (sought.name, sought.phone))))
        purpose = ": ".join(filter(None, (ALIKE, terms)))
        with self._office.act(account, Right.LOOK, ActKind.SEARCH, shown, purpose, reading=False):
            pass

    def open(self, account: SignedIn, visitor_id: int) -> VisitorCard:
        """The whole person with everything that happened, newest first.

        Raises NotFound.
        """
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, (visitor_id,), "내방객 조회"
        ) as act:
            return card_of(act, self._office, visitor_id)

    def reread(self, account: SignedIn, visitor_id: int) -> VisitorCard:
        """The person already open, after something changed; no second 조회 is logged."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, (visitor_id,), "내방객 조회", logged=False
        ) as act:
            return card_of(act, self._office, visitor_id)

    def history(
        self,
        account: SignedIn,
        visitor_id: int,
        kinds: Sequence[str] = (),
        behind: Behind | None = None,
        *,
        first: bool = True,
    ) -> Part[TimelineEntry]:
        """More of what happened with somebody who is open: of some kinds, or further back.

        `first` is false for what was shown before, which is not logged again.
        """
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, (visitor_id,), "내방객 이력", logged=first
        ) as act:
            return timeline_of(act, self._office, visitor_id, kinds, behind)

    def complete(
        self,
        account: SignedIn,
        visitor_id: int,
        version: int,
        draft: VisitorDraft,
        draft_id: int | None = None,
    ) -> VisitorCard:
        """Write what was completed or corrected; the kept form `draft_id` goes in the same act.

        Raises Refused with the fields, Conflict when somebody else was faster.
        """
        with self._office.act(
            account, Right.RECEIVE, ActKind.CHANGE, (visitor_id,), "접수 내용 보완"
        ) as act:
            visitor = act.session.get(Visitor, visitor_id)
            if visitor is None:
                raise NotFound("이 내방객의 기록을 찾을 수 없습니다.")
            if visitor.version != version:
                raise Conflict(
                    "다른 자리에서 먼저 고쳤습니다. 새로 읽은 내용을 보고 다시 고쳐 주십시오."
                )
            before = draft_of(act.session, visitor)
            check(act, self._office, draft, before)
            fill(visitor, draft)
            visitor.changed_at = act.now
            replace_details(act, visitor.id, draft, before)
            forget_draft(act, draft_id)
            act.changed("visitor")
            act.session.flush()
            return card_of(act, self._office, visitor_id)

    def file_seeking(self, account: SignedIn, visitor_id: int) -> Seeking:
        """File the job-seeker registration, or extend the living one by three months."""
        with self._office.act(
            account, Right.RECEIVE, ActKind.CHANGE, (visitor_id,), "구직 등록"
        ) as act:
            return file_registration(act, visitor_id)

    def take_back_seeking(self, account: SignedIn, visitor_id: int) -> None:
        """Undo today's filing or extension. Raises Refused when nothing was filed today."""
        with self._office.act(
            account, Right.RECEIVE, ActKind.CHANGE, (visitor_id,), "구직 등록 되돌림"
        ) as act:
            latest = seeking_of(act.session, visitor_id)
            if latest is None or latest.filed_on != act.today:
                raise Refused("오늘 등록하거나 연장한 것만 되돌립니다.")
            act.session.delete(latest)
            act.changed("visitor")
