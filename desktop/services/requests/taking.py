"""A request comes in: checked, numbered, with its legal due date."""

from datetime import date
from typing import Any

from desktop.domain.calendar import add_months, show_date
from desktop.domain.errors import Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.korean import tidy
from desktop.domain.subject_request import (
    DAYS_TO_ANSWER,
    ITEM_LABELS,
    REQUEST_ITEMS,
    IdentityCheck,
    RequestDraft,
    RequestKind,
    RequestState,
)
from desktop.services.act import Act, Office
from desktop.store.requests import SubjectRequest

LONGEST, LONGEST_PROXY, LONGEST_WHY = 400, 60, 200
LONGEST_DELAY = 6
"""Months: no limit of the law, but a year typed wrongly is noticed."""


def check_request(act: Act, draft: RequestDraft) -> None:
    """Refuse a request nobody could work on; every wrong field gets its sentence."""
    wrong: dict[str, str] = {}
    if draft.received_on > act.today:
        wrong["received_on"] = "아직 오지 않은 날입니다. 요구를 받은 날을 적어 주십시오."
    by_proxy = draft.identity is IdentityCheck.PROXY
    if by_proxy and not tidy(draft.proxy):
        wrong["proxy"] = "위임장에 적힌 대리인의 성명을 적어 주십시오."
    if tidy(draft.proxy) and not by_proxy:
        wrong["identity"] = "대리인이면 위임장과 대리인 신분증을 확인해 주십시오."
    if draft.kind is RequestKind.CORRECT and not draft.items:
        wrong["items"] = "고칠 항목을 하나 이상 골라 주십시오."
    if set(draft.items) - set(ITEM_LABELS):
        wrong["items"] = "목록에 없는 항목입니다. 다시 골라 주십시오."
    if draft.kind is RequestKind.CORRECT and not tidy(draft.wanted):
        wrong["wanted"] = "어떻게 고치기를 바라시는지 적어 주십시오."
    for name, text, most in (
        ("wanted", draft.wanted, LONGEST),
        ("proxy", draft.proxy, LONGEST_PROXY),
    ):
        if findings := find_identifiers(text):
            wrong[name] = findings[0].advice
        elif len(tidy(text)) > most:
            wrong[name] = f"{most}자 안으로 적어 주십시오."
    if wrong:
        raise Refused("요구를 저장하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)


def check_postponement(act: Act, office: Office, row: SubjectRequest, to: date, why: str) -> None:
    """Refuse a postponement the law does not know, or one that could not be told."""
    if row.kind != RequestKind.VIEW.value:
        raise Refused(
            "법이 미룰 수 있게 한 것은 열람뿐입니다. 정정·삭제·처리정지는 기한 안에 답해 주십시오."
        )
    if row.postponed_to is not None:
        raise Refused("이미 한 번 미룬 요구입니다. 미룬 날까지 답해 주십시오.")
    if row.due_on < act.today:
        raise Refused("기한이 지나 미룰 수 없습니다. 바로 처리해 주십시오.")
    wrong: dict[str, str] = {}
    if to <= row.due_on:
        wrong["to"] = f"본래 기한 {show_date(row.due_on)} 뒤의 날을 적어 주십시오."
    elif to > add_months(row.due_on, LONGEST_DELAY):
        wrong["to"] = f"{LONGEST_DELAY}달 안의 날을 적어 주십시오."
    elif not office.holidays(act).is_working(to):
        wrong["to"] = "쉬는 날입니다. 근무일을 적어 주십시오."
    if not tidy(why):
        wrong["why"] = "미루는 까닭을 적어 주십시오. 통지서에 그대로 나옵니다."
    elif findings := find_identifiers(why):
        wrong["why"] = findings[0].advice
    elif len(tidy(why)) > LONGEST_WHY:
        wrong["why"] = f"{LONGEST_WHY}자 안으로 적어 주십시오."
    if wrong:
        raise Refused(next(iter(wrong.values())), wrong)


def request_row(
    act: Act, office: Office, draft: RequestDraft, number: str, values: dict[str, str]
) -> SubjectRequest:
    """The request as it is stored; of a correction what stands there now is kept with it."""
    items = [key for key, _ in REQUEST_ITEMS if key in draft.items]
    corrections: list[dict[str, Any]] = []
    if draft.kind is RequestKind.CORRECT:
        corrections = [{"item": key, "old": values.get(key, ""), "new": ""} for key in items]
    return SubjectRequest(
        id=act.new_id(),
        number=number,
        visitor_id=draft.visitor_id,
        kind=draft.kind.value,
        received_on=draft.received_on,
        due_on=office.holidays(act).legal_deadline(draft.received_on, DAYS_TO_ANSWER),
        received_by_id=act.account.account_id,
        way=draft.way.value,
        identity_check=draft.identity.value,
        proxy=tidy(draft.proxy),
        wanted=tidy(draft.wanted),
        items=items,
        state=RequestState.OPEN.value,
        answer="",
        corrections=corrections,
    )
