"""What the counter does with its directory of partners: one method is one act."""

from dataclasses import replace
from datetime import date

from desktop.domain import korean
from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.directory_file import FilePreview
from desktop.domain.errors import NotFound, Refused
from desktop.domain.partner import (
    Contact,
    Organisation,
    PartnerLine,
    PartnerPage,
    PartnerService,
)
from desktop.domain.rights import Right
from desktop.domain.suggestion import Suggestion
from desktop.services.act import Act, Office
from desktop.services.clocks import set_all_clocks, set_clocks_of_partner
from desktop.services.drafts import forget_draft
from desktop.services.partners.book import book_of, look_through, take_in
from desktop.services.partners.checking import (
    capacity_faults,
    check_contact,
    check_how,
    check_organisation,
    check_service,
)
from desktop.services.partners.reading import (
    organisation_row,
    service_on,
    service_rows,
    services_on,
)
from desktop.services.partners.suggesting import suggestions
from desktop.services.partners.trying import (
    refuse_unprintable_body,
    refuse_unprintable_contact,
    refuse_unprintable_service,
)
from desktop.services.partners.views import lines_of, page_of
from desktop.services.partners.writing import (
    is_other_name,
    keep_old_name,
    put_contact,
    put_organisation,
    put_service,
    put_successor,
)
from desktop.store import partners as stored


class Partners:
    """What the counter does with its directory of partners."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def find(
        self, account: SignedIn, typed: str = "", *, closed: bool = False
    ) -> tuple[PartnerLine, ...]:
        """Partners whose name, alias, service or kind of help contains what was typed.

        First consonants work too. `closed` adds those that no longer exist.
        """
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="기관 목록", logged=False
        ) as act:
            return lines_of(act, typed, closed)

    def open(self, account: SignedIn, organisation_id: int) -> PartnerPage:
        """One partner with its services and contacts as of today. Raises NotFound."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="기관 보기", logged=False
        ) as act:
            return page_of(act, organisation_id)

    def services(self, account: SignedIn, on: date | None = None) -> tuple[PartnerService, ...]:
        """Everything that can be referred to on a day, today unless told."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="기관 목록", logged=False
        ) as act:
            return services_on(act, on or act.today)

    def service(self, account: SignedIn, service_id: int) -> PartnerService:
        """One service as it is today. Raises NotFound."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="기관 보기", logged=False
        ) as act:
            return service_on(act, service_id, act.today)

    def not_ready(self, account: SignedIn) -> tuple[PartnerService, ...]:
        """Services nobody can consent to yet, because the law wants more told (`missing`)."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="기관 목록", logged=False
        ) as act:
            return tuple(one for one in services_on(act, act.today) if one.missing)

    def suggest(self, account: SignedIn, visitor_id: int) -> tuple[Suggestion, ...]:
        """Services that may fit a visitor, best first, and why; the counsellor decides.

        Closed by an unmet condition they come last, with the reason. A referral still
        open to a service is named, because there may be one only.
        """
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, (visitor_id,), "추천 기관", logged=False
        ) as act:
            return suggestions(act, self._office, visitor_id)

    def save_organisation(
        self,
        account: SignedIn,
        organisation: Organisation,
        since: date | None = None,
        *,
        same_body: bool | None = None,
        draft_id: int | None = None,
    ) -> PartnerPage:
        """Write a partner's own facts, valid from `since` (today); id 0 makes a new one.

        Under another name it has to be said whether it is the `same_body`: then its consents
        go on and papers show both names. Another legal body begins with no consent at all,
        and the old one ends the day before. Raises Refused with the field `same_body` while
        that is not said, Refused with fields, Conflict. The kept form `draft_id` goes in the
        same act.
        """
        with self._office.act(account, Right.DIRECTORY, ActKind.CHANGE, purpose="기관 고침") as act:
            check_organisation(act, self._office, organisation)
            renamed = is_other_name(act, organisation)
            if renamed and same_body is None:
                sentence = "이름이 바뀌었습니다. 같은 기관인지 다른 기관인지 골라 주십시오."
                raise Refused(sentence, {"same_body": sentence})
            if renamed and not same_body:
                kept = put_successor(act, organisation, since or act.today)
            else:
                told = keep_old_name(act, organisation) if renamed else organisation
                kept = put_organisation(act, told, since or act.today)
            refuse_unprintable_body(act, kept.id, since or act.today)
            return _kept(act, kept.id, draft_id)

    def save_service(
        self,
        account: SignedIn,
        service: PartnerService,
        since: date | None = None,
        *,
        draft_id: int | None = None,
    ) -> PartnerPage:
        """Write what a partner offers, valid from `since` (today); id 0 makes a new one.

        The kept form `draft_id` goes in the same act. Raises Refused with fields, Conflict.
        """
        with self._office.act(account, Right.DIRECTORY, ActKind.CHANGE, purpose="기관 고침") as act:
            check_service(act, self._office, service)
            kept = put_service(act, service, since or act.today)
            refuse_unprintable_service(act, kept.id, since or act.today)
            act.session.flush()
            body = organisation_row(act, kept.organisation_id, act.today)
            set_clocks_of_partner(act, body.key)
            return _kept(act, kept.organisation_id, draft_id)

    def save_contact(
        self,
        account: SignedIn,
        contact: Contact,
        since: date | None = None,
        *,
        draft_id: int | None = None,
    ) -> PartnerPage:
        """Write whom to call, valid from `since` (today); id 0 makes a new one.

        The kept form `draft_id` goes in the same act. Raises Refused with fields, Conflict.
        """
        with self._office.act(account, Right.DIRECTORY, ActKind.CHANGE, purpose="기관 고침") as act:
            check_contact(contact)
            refuse_unprintable_contact(act, contact, since or act.today)
            put_contact(act, contact, since or act.today)
            return _kept(act, contact.organisation_id, draft_id)

    def checked(
        self, account: SignedIn, organisation_id: int, how: str = "phone", note: str = ""
    ) -> PartnerPage:
        """Somebody compared the partner's facts with the partner today; nothing else changes.

        `how` is a code of the list check_ways. Raises Refused with the field `how`.
        """
        with self._office.act(account, Right.DIRECTORY, ActKind.CHANGE, purpose="기관 확인") as act:
            check_how(act, self._office, how, note)
            row = organisation_row(act, organisation_id, act.today)
            row.checked_on = act.today
            for service in service_rows(act, row.key, act.today):
                service.checked_on = act.today
            act.session.add(
                stored.PartnerCheck(
                    id=act.new_id(),
                    organisation_id=row.id,
                    service_id=None,
                    day=act.today,
                    by_id=account.account_id,
                    how=how,
                    note=korean.tidy(note),
                )
            )
            act.changed("partner")
            act.session.flush()
            return page_of(act, row.id)

    def told_capacity(
        self,
        account: SignedIn,
        service_id: int,
        capacity: str,
        seats: int | None = None,
        note: str = "",
    ) -> PartnerPage:
        """The partner told today how much room a service has; written beside its day.

        `capacity` is a code of the list capacities, empty takes the figure back. Raises
        Refused with fields.
        """
        with self._office.act(account, Right.DIRECTORY, ActKind.CHANGE, purpose="여석 적음") as act:
            row = act.session.get(stored.PartnerService, service_id)
            if row is None:
                raise NotFound("이 서비스를 찾을 수 없습니다.")
            told = replace(
                service_on(act, service_id, act.today),
                capacity=capacity,
                seats=seats,
                capacity_on=act.today if capacity else None,
                capacity_note=note,
            )
            if wrong := capacity_faults(act, self._office, told, row.capacity):
                raise Refused("여석을 적지 않았습니다.", wrong)
            row.capacity, row.seats = told.capacity, told.seats
            row.capacity_on, row.capacity_note = told.capacity_on, korean.tidy(note)
            act.changed("partner")
            act.session.flush()
            return page_of(act, row.organisation_id)

    def book(self, account: SignedIn) -> bytes:
        """The whole directory as one spreadsheet, to be mended there or printed."""
        with self._office.act(
            account, Right.DIRECTORY, ActKind.EXPORT, purpose="기관 목록 내보내기"
        ) as act:
            return book_of(act, self._office)

    def look_through(self, account: SignedIn, content: bytes) -> FilePreview:
        """What a spreadsheet of partners would change; nothing is written.

        Raises Refused with a sentence for a file that is none of ours.
        """
        with self._office.act(
            account, Right.DIRECTORY, ActKind.VIEW, purpose="기관 파일 보기", logged=False
        ) as act:
            return look_through(act, self._office, content)

    def take_in(self, account: SignedIn, content: bytes) -> FilePreview:
        """Write what a spreadsheet of partners changes, all of it or nothing.

        Raises Refused while a row is wrong.
        """
        with self._office.act(
            account, Right.DIRECTORY, ActKind.CHANGE, purpose="기관 파일 들여오기"
        ) as act:
            taken = take_in(act, self._office, content)
            act.session.flush()
            set_all_clocks(act, act.holidays)
            act.changed("partner")
            return taken

    def close_service(self, account: SignedIn, service_id: int, last_day: date) -> PartnerPage:
        """The partner stops offering this: nothing is referred there after `last_day`."""
        with self._office.act(
            account, Right.DIRECTORY, ActKind.CHANGE, purpose="기관 서비스 마침"
        ) as act:
            row = act.session.get(stored.PartnerService, service_id)
            if row is None:
                raise NotFound("이 서비스를 찾을 수 없습니다.")
            if last_day < row.valid_from:
                raise Refused(
                    "마지막 날을 다시 적어 주십시오.",
                    {"valid_to": "시작한 날보다 앞설 수 없습니다."},
                )
            row.valid_to = last_day
            act.changed("partner")
            act.session.flush()
            return page_of(act, row.organisation_id)

    def close_organisation(self, account: SignedIn, organisation_id: int, last_day: date) -> None:
        """The partner itself ends, with everything it offers."""
        with self._office.act(account, Right.DIRECTORY, ActKind.CHANGE, purpose="기관 마침") as act:
            row = organisation_row(act, organisation_id, act.today)
            row.valid_to = last_day
            for service in service_rows(act, row.key, act.today):
                service.valid_to = last_day
            act.changed("partner")


def _kept(act: Act, organisation_id: int, draft_id: int | None) -> PartnerPage:
    """The partner as written, its kept form gone in the same act."""
    forget_draft(act, draft_id)
    act.changed("partner")
    act.session.flush()
    return page_of(act, organisation_id)
