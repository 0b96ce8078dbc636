"""What was told at the desk, for the side of the note."""

from collections.abc import Iterator

from sqlalchemy import select

from desktop.domain.codes import CodeBook
from desktop.domain.told import show_month
from desktop.services.act import Act, Office
from desktop.store.people import Career, Visitor
from desktop.store.visits import Visit


def told_at_desk(
    act: Act, office: Office, visitor: Visitor, visit: Visit | None
) -> Iterator[tuple[str, str]]:
    """What was told at the desk, in a few lines for the side of the page."""
    codes = office.codes
    if visit is not None:
        purposes = [codes.label_of("visit_purposes", code) for code in visit.purposes]
        yield "오신 일", " · ".join(purposes)
        if visit.needs:
            needs = [codes.label_of("needs", code) for code in visit.needs]
            yield "배려", " · ".join(needs)
        if visit.remark:
            yield "접수 메모", visit.remark
    wishes = [
        *(codes.label_of("keco_2025", code) for code in visitor.wish_jobs),
        codes.label_of("employment_forms", visitor.wish_form) if visitor.wish_form else "",
        _wage(codes, visitor),
        visitor.wish_hours,
        visitor.wish_text,
    ]
    told = " · ".join(words for words in wishes if words)
    if told:
        yield "원하시는 일", told
    last = act.session.scalars(
        select(Career).where(Career.visitor_id == visitor.id).order_by(Career.place).limit(1)
    ).first()
    if last is not None:
        words = [
            last.company,
            last.duty,
            f"{show_month(last.ended)} 퇴사" if last.ended else "",
        ]
        yield "최근 일", " · ".join(word for word in words if word)


def _wage(codes: CodeBook, visitor: Visitor) -> str:
    if not visitor.wish_wage:
        return ""
    kind = codes.label_of("wage_kinds", visitor.wish_wage_kind) if visitor.wish_wage_kind else ""
    return f"{kind} {visitor.wish_wage:,}원".strip()
