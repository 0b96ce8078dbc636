"""A request comes in: checked, numbered, with its legal due date."""

from typing import Any

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

LONGEST, LONGEST_PROXY = 400, 60


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
