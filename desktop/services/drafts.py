"""Half-typed forms: kept while typing, shown masked in the strip, given back whole."""

from datetime import date
from typing import Any

from sqlalchemy import delete, select

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.birth import without_seventh
from desktop.domain.draft import DIALOG, Asked, DialogKey, DraftLine, FormDraft
from desktop.domain.errors import NotFound
from desktop.domain.guard import clean, names_employer
from desktop.domain.masking import mask_name
from desktop.domain.rights import Right
from desktop.services.act import Act, Office, day_of, local
from desktop.store.notes import Draft
from desktop.store.people import Visitor

BIRTH = "birth"
"""The field of a snapshot in which somebody may have begun a resident number."""


class Drafts:
    """The forms one counsellor has begun; nobody else sees or takes them."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def keep(self, account: SignedIn, draft: FormDraft, masked_name: str = "") -> None:
        """Write a form as it stands, over its earlier state.

        Numbers the office may not process are cut out of every text first, the rest is
        kept. The name of a known visitor is masked here; `masked_name` is for somebody
        not taken in yet.
        """
        with self._office.act(
            account, Right.OWN, ActKind.ENTER, purpose="쓰던 기록", logged=False
        ) as act:
            row = act.session.get(Draft, draft.id)
            if row is not None and row.account_id != account.account_id:
                raise NotFound("이 초안은 다른 상담사가 쓰던 것입니다.")
            visitor = _visitor(act, draft.visitor_id)
            if row is None:
                row = Draft(id=draft.id, account_id=account.account_id, begun_at=act.now)
                act.session.add(row)
            row.screen = clean(draft.screen)
            row.title = clean(draft.title)
            row.visitor_id = visitor.id if visitor else None
            row.masked_name = mask_name(visitor.name if visitor else clean(masked_name))
            row.body = cleaned(draft.body, act.today)
            row.kept_at = act.now
            act.about(row.visitor_id)
            act.changed("draft")

    def new_id(self) -> int:
        """The id of a form about to be kept for the first time."""
        return self._office.new_id()

    def list(self, account: SignedIn) -> tuple[DraftLine, ...]:
        """One's own forms waiting in the strip, the latest typed first."""
        with self._office.act(
            account, Right.OWN, ActKind.VIEW, purpose="쓰던 기록", logged=False
        ) as act:
            rows = act.session.execute(
                select(
                    Draft.id,
                    Draft.screen,
                    Draft.title,
                    Draft.masked_name,
                    Draft.visitor_id,
                    Draft.kept_at,
                    Draft.begun_at,
                )
                .where(Draft.account_id == account.account_id, Draft.screen != DIALOG)
                .order_by(Draft.kept_at.desc(), Draft.id.desc())
            )
            return tuple(
                DraftLine(
                    row.id,
                    row.screen,
                    row.title,
                    row.masked_name,
                    row.visitor_id,
                    local(row.kept_at),
                    local(row.begun_at),
                )
                for row in rows
            )

    def take(self, account: SignedIn, draft_id: int) -> FormDraft:
        """Open one of one's own forms again; it stays kept until filed or dropped.

        Raises NotFound.
        """
        with self._office.act(account, Right.OWN, ActKind.VIEW, purpose="쓰던 기록 열기") as act:
            row = _own(act, draft_id)
            if row is None:
                raise NotFound("이 초안은 이미 저장했거나 버린 것입니다.")
            act.about(row.visitor_id)
            return FormDraft(row.id, row.screen, row.title, row.visitor_id, row.body)

    def drop(self, account: SignedIn, draft_id: int) -> None:
        """Give a form up for good; one already gone is no mistake."""
        with self._office.act(account, Right.OWN, ActKind.CHANGE, purpose="쓰던 기록 버림") as act:
            row = _own(act, draft_id)
            if row is not None:
                act.about(row.visitor_id)
                forget_draft(act, draft_id)

    # words typed into a dialog

    def keep_words(self, account: SignedIn, key: DialogKey, body: dict[str, Any]) -> None:
        """Write what stands in a dialog, over its earlier state."""
        with self._office.act(
            account, Right.OWN, ActKind.VIEW, purpose="쓰던 말", logged=False
        ) as act:
            known = _words(act, key)
        draft = FormDraft(known or self.new_id(), DIALOG, key.text, key.visitor_id, body)
        self.keep(account, draft)

    def words_of(self, account: SignedIn, key: DialogKey) -> dict[str, Any] | None:
        """What was typed into this dialog and neither filed nor given up."""
        with self._office.act(
            account, Right.OWN, ActKind.VIEW, purpose="쓰던 말", logged=False
        ) as act:
            known = _words(act, key)
        return None if known is None else self.take(account, known).body

    def forget_words(self, account: SignedIn, key: DialogKey) -> None:
        """They were filed or given up; words that were never kept are no mistake."""
        with self._office.act(
            account, Right.OWN, ActKind.VIEW, purpose="쓰던 말", logged=False
        ) as act:
            known = _words(act, key)
        if known is not None:
            self.drop(account, known)

    def words_left(self, account: SignedIn) -> tuple[str, ...]:
        """What the dialogs are called in which one left words today, the latest first."""
        with self._office.act(
            account, Right.OWN, ActKind.VIEW, purpose="쓰던 말", logged=False
        ) as act:
            rows = act.session.execute(
                select(Draft.title, Draft.kept_at)
                .where(Draft.account_id == account.account_id, Draft.screen == DIALOG)
                .order_by(Draft.kept_at.desc())
            ).all()
            found = [
                Asked(row.title.partition(" ")[0]).label
                for row in rows
                if day_of(row.kept_at) == act.today
            ]
            return tuple(dict.fromkeys(found))


def forget_draft(act: Act, draft_id: int | None) -> None:
    """The form was filed in the running act: its draft goes with it."""
    if draft_id is None:
        return
    act.session.execute(
        delete(Draft).where(Draft.id == draft_id, Draft.account_id == act.account.account_id)
    )
    act.changed("draft")


def cleaned(body: Any, today: date, key: str = "") -> Any:
    """A snapshot without forbidden numbers in any text, and without the seventh digit of a birth.

    The forms take them out themselves; this is for the one that forgot.
    """
    if isinstance(body, str):
        if key == BIRTH:
            body = without_seventh(body, today)
        return clean(body, employer_field=names_employer(key))
    if isinstance(body, dict):
        return {name: cleaned(value, today, name) for name, value in body.items()}
    if isinstance(body, list | tuple):
        return [cleaned(value, today, key) for value in body]
    return body


def _words(act: Act, key: DialogKey) -> int | None:
    return act.session.scalars(
        select(Draft.id).where(
            Draft.account_id == act.account.account_id,
            Draft.screen == DIALOG,
            Draft.title == key.text,
            Draft.visitor_id.is_not_distinct_from(key.visitor_id),
        )
    ).first()


def _own(act: Act, draft_id: int) -> Draft | None:
    return act.session.scalars(
        select(Draft).where(Draft.id == draft_id, Draft.account_id == act.account.account_id)
    ).first()


def _visitor(act: Act, visitor_id: int | None) -> Visitor | None:
    return act.session.get(Visitor, visitor_id) if visitor_id is not None else None
